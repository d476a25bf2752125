"""Badge layouts of the event: read, put, gone back to, taken away."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache

from badges.layout import Layout, LayoutError, bundled, bundled_names, parse
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import LayoutChanged
from turnout.services import setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale
from turnout.store import accounts, layout_versions, layouts, log, pictures
from turnout.store.log import Origin
from turnout.store.times import to_text_or_none
from turnout.store.writer import Transaction

USUAL = "default"
"""The layout of every category that names no other."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def overview(event: Event) -> Data:
    """The event's layouts, those that come along, and which category uses which, all true at one moment."""
    with event.file.snapshot() as (connection, _seq):
        return {
            "layouts": [_told(name, toml) for name, toml in layouts.every(connection).items()],
            "bundled": [{**_told(name, bundled(name)), "toml": bundled(name)} for name in bundled_names()],
            "categories": [asdict(known) for known in layouts.set_up(connection)],
            "logo": setup_document.setting(connection, pictures.LOGO),
        }


def read(event: Event, name: str) -> Data:
    """A layout's text, and its versions, the newest first. Raises NotFound."""
    with event.file.snapshot() as (connection, _seq):
        current = _current(connection, name)
        if not current["version"]:
            raise _unknown()
        return {**current, "versions": _versions(connection, name)}


def text_of_version(event: Event, name: str, version: int) -> Data:
    """What a layout was. Raises NotFound."""
    toml = layout_versions.text(event.reader, name, version)
    if toml is None:
        raise _unknown()
    return {"name": name, "version": version, "toml": toml}


def put(event: Event, name: str, toml: str, version: int, by: Caller, now: datetime, chance: Chance) -> Data:
    """Put a text that was drawn as a layout's newest version; `version` is the one that the caller saw, 0 for a new
    layout. The text that stands there already changes nothing. Raises BadInput, or Conflict with the newer text.
    """
    if not _NAME.fullmatch(name):
        raise BadInput(
            "This is no name for a layout.", "Use small letters, digits, - and _, at most 40.", code="bad_layout_name"
        )

    def change(tx: Transaction) -> None:
        current = _current(tx.connection, name)
        if current["toml"] == toml:
            return
        refuse_stale(current, version)
        fact = LayoutChanged(name, layouts.put(tx.connection, name, toml))
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())

    event.write(change)
    return read(event, name)


def remove(event: Event, name: str, version: int, by: Caller, now: datetime, chance: Chance) -> None:
    """Take a layout away that no category uses. Raises NotFound or Conflict."""

    def take(tx: Transaction) -> None:
        current = _current(tx.connection, name)
        if not current["version"]:
            raise _unknown()
        refuse_stale(current, version)
        users = [label for _, label, _, layout, _ in layouts.described(tx.connection) if layout == name]
        if name == USUAL or users:
            who = ", ".join(users) or "every category that names no other"
            raise Conflict(f"This layout is in use: {who}.", "Choose another layout there first.", code="in_use")
        layouts.remove(tx.connection, name)
        fact = LayoutChanged(name, current["version"], is_removed=True)
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())

    event.write(take)


def _current(connection: sqlite3.Connection, name: str) -> Data:
    """Version 0 and no text for a layout that there is not."""
    toml, version = layouts.find(connection, name) or ("", 0)
    return {"name": name, "version": version, "toml": toml}


def _versions(connection: sqlite3.Connection, name: str) -> list[Data]:
    return [
        {
            "version": one.version,
            "changed_at": to_text_or_none(one.changed_at),
            "by": "" if (account := accounts.find(connection, one.actor)) is None else account.name,
            "badges": one.badges,
        }
        for one in layout_versions.every(connection, name)
    ]


def _told(name: str, toml: str) -> Data:
    """A layout in a list: what it calls itself and how large it is; neither, where it cannot be read."""
    layout = _parsed(toml)
    if layout is None:
        return {"name": name, "title": "", "width": None, "height": None}
    width, height = layout.upright
    return {"name": name, "title": layout.name, "width": width, "height": height}


@lru_cache(maxsize=32)
def _parsed(toml: str) -> Layout | None:
    try:
        return parse(toml)
    except LayoutError:
        return None


def _unknown() -> NotFound:
    return NotFound("There is no such layout.", "Load the page again.", code="no_layout")
