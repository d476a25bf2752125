"""Badges drawn into files for whoever prints them elsewhere: a PDF a box, and an index that says where each lies.

The index is written first. A later call with the same folder draws what is still missing of it, in the same places.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from badges.layout import Layout, parse
from badges.render import Rendered, render
from turnout.domain.errors import BadInput, TurnoutError
from turnout.formats import badge_places
from turnout.formats.badge_places import PlaceRow
from turnout.formats.new_file import new_file
from turnout.formats.tables import Column, Table, write_csv
from turnout.paper.pdf import Pdf
from turnout.services import printing
from turnout.services.badge_images import images_for
from turnout.store import attendees, layouts, settings
from turnout.store.preprinted import Placing

INDEX = "index.csv"
_COLUMNS = (Column("id", 18), Column("box", 10), Column("number", 8))


@dataclass(slots=True)
class Drawn:
    """What came of it. `incomplete` are the ids of people of whose name not every letter could be drawn or had room;
    `gone` those who have left the list, or have no badge code any more.
    """

    count: int = 0
    incomplete: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def is_begun(folder: Path) -> bool:
    """Whether an earlier call began to fill this folder."""
    return (folder / INDEX).is_file()


def begin(connection: sqlite3.Connection, folder: Path, placings: Iterable[Placing]) -> None:
    """Make the folder, for its owner only, and its index. Raises TurnoutError where it has something else in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TurnoutError(f"{folder} holds something else", "Name a new folder.", code="file_exists")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    zone = settings.read(connection).zone
    rows = ((one.attendee_id, one.box, one.number) for one in placings)
    with new_file(folder / INDEX, overwrite=False) as out:
        write_csv(out, Table("Badges", _COLUMNS, rows, zone))


def placings_of(folder: Path) -> list[Placing]:
    """What a folder's index says. Raises BadInput for one that was changed so that it cannot be read."""
    rows = list(badge_places.read(folder / INDEX))
    sound = [row for row in rows if isinstance(row, PlaceRow)]
    if len(sound) < len(rows):
        raise BadInput(f"{folder / INDEX} was changed.", "Begin again with a new folder.", code="no_places")
    return [Placing(row.id, row.box, row.number) for row in sound]


def draw(connection: sqlite3.Connection, folder: Path, dpi: int, tell: Callable[[int], None]) -> Drawn:
    """Draw each box that is not there yet: a badge a page, by its numbers; `tell` gets how many are done."""
    drawn = Drawn()
    placings = sorted(placings_of(folder), key=lambda one: (one.box, one.number))
    for box, group in groupby(placings, key=lambda one: one.box):
        target, members = folder / file_name(box), list(group)
        if not target.exists():
            _draw_box(connection, target, members, dpi, drawn)
        drawn.count += len(members)
        tell(drawn.count)
    return drawn


def file_name(box: str) -> str:
    """The file of a box: letters and digits as they are, all else by its code point."""
    safe = "".join(letter if letter.isalnum() else f"-{ord(letter):x}" for letter in box)
    return f"box-{safe}.pdf" if box else "badges.pdf"


def _draw_box(connection: sqlite3.Connection, target: Path, members: list[Placing], dpi: int, drawn: Drawn) -> None:
    with new_file(target, overwrite=False) as out:
        document = Pdf(out, dpi, settings.read(connection).name)
        for placing in members:
            badge = _draw_one(connection, placing.attendee_id, dpi)
            if badge is None:
                drawn.gone.append(placing.attendee_id)
                continue
            if any(name == "name" for name, _ in badge.dropped) or "name" in badge.cut:
                drawn.incomplete.append(placing.attendee_id)
            for label in badge.labels:
                document.add(label)
        document.finish()


def _draw_one(connection: sqlite3.Connection, attendee_id: str, dpi: int) -> Rendered | None:
    attendee = attendees.find(connection, attendee_id)
    ticket = attendees.badge_ticket_of(connection, attendee_id)
    if attendee is None or ticket is None:
        return None
    toml = layouts.chosen(connection, attendee.category).toml
    if not toml:
        raise BadInput("There is no badge layout.", "Put one first; docs/badges.md says how.", code="no_layout")
    fields, images = printing.fields_of(connection, attendee), images_for(connection, toml)
    return render(_layout(toml), fields, ticket.code, dpi, images=images)


@lru_cache(maxsize=32)
def _layout(toml: str) -> Layout:
    return parse(toml)
