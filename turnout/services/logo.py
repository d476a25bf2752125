"""The organiser's logo: set, taken away, read."""

from __future__ import annotations

from datetime import datetime

from turnout.domain.facts import SettingsChanged
from turnout.formats.pictures import Picture
from turnout.services import setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale
from turnout.store import log, pictures
from turnout.store.log import Origin
from turnout.store.pictures import LOGO, Size
from turnout.store.writer import Transaction


def put(event: Event, picture: Picture | None, version: int, by: Caller, now: datetime, chance: Chance) -> Data:
    """Set the logo, or take it away; answers its size and version. The same again changes nothing.

    Raises Conflict when somebody else was quicker.
    """
    png = None if picture is None else picture.png
    size = Size(0, 0) if picture is None else Size(picture.width, picture.height)

    def change(tx: Transaction) -> Data:
        current = setup_document.setting(tx.connection, LOGO)
        if pictures.png_of(tx.connection, LOGO) == png:
            return current
        refuse_stale(current, version)
        new = pictures.put(tx.connection, LOGO, png, size)
        log.append(tx, SettingsChanged(LOGO, new), Origin.at(now, by.actor), chance.new_id())
        return setup_document.setting(tx.connection, LOGO)

    return event.write(change)


def read(event: Event) -> tuple[bytes | None, int]:
    """The logo as PNG, None where there is none, and its version."""
    return pictures.png_of(event.reader, LOGO), pictures.size_of(event.reader, LOGO)[1]
