"""The organiser's logo: set, taken away, read."""

from __future__ import annotations

from datetime import datetime

from turnout.domain.facts import SettingsChanged
from turnout.formats.pictures import DrawnAnew
from turnout.services import setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale
from turnout.store import log, pictures
from turnout.store.log import Origin
from turnout.store.pictures import LOGO, Picture, Size
from turnout.store.writer import Transaction


def put(event: Event, drawn: DrawnAnew | None, version: int, by: Caller, now: datetime, chance: Chance) -> Data:
    """Set the logo, or take it away; answers its size and version. The same again changes nothing.

    Raises Conflict when somebody else was quicker.
    """
    wanted = None if drawn is None else Picture(drawn.png, Size(drawn.width, drawn.height))

    def change(tx: Transaction) -> Data:
        current = setup_document.setting(tx.connection, LOGO)
        if pictures.find(tx.connection, LOGO) == wanted:
            return current
        refuse_stale(current, version)
        new = pictures.put(tx.connection, LOGO, wanted)
        log.append(tx, SettingsChanged(LOGO, new), Origin.at(now, by.actor), chance.new_id())
        return setup_document.setting(tx.connection, LOGO)

    return event.write(change)


def read(event: Event) -> tuple[bytes | None, int]:
    """The logo as PNG, None where there is none, and its version."""
    found = pictures.find(event.reader, LOGO)
    return None if found is None else found.png, pictures.size_of(event.reader, LOGO)[1]
