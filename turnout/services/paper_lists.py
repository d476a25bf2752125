"""The lists on paper: printed before the doors open, for the day on which nothing else works."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from turnout.domain.errors import BadInput
from turnout.domain.model import VENUE, Entries
from turnout.formats.new_file import new_file
from turnout.paper import lists
from turnout.paper.lists import ListPage, Person
from turnout.paper.pdf import Pdf
from turnout.paper.texts import Texts, spoken
from turnout.store import layouts, places, reports, settings, ticket_holders

_ENDS = 4  # characters of a code: with the name they tell two people apart, and admit nobody


def arrange(connection: sqlite3.Connection, now: datetime) -> list[ListPage]:
    """The pages: everybody who is coming, by name and then by category; ticked is who has used their
    ticket up: for good, or for this event day.

    Raises BadInput when nobody is on the list.
    """
    used_up = _used_up(connection, now)
    labels = dict(layouts.categories(connection))
    people = [
        Person(
            holder.attendee.id,
            holder.attendee.full_name,
            holder.attendee.company,
            labels.get(holder.attendee.category, holder.attendee.category),
            holder.code[-_ENDS:],
            holder.attendee.id in used_up,
        )
        for holder in ticket_holders.each(connection)
    ]
    if not people:
        raise BadInput("Nobody is on the list yet.", "Import the attendees first.", code="no_attendees")
    return lists.arranged(people, _texts(connection))


def write(
    connection: sqlite3.Connection,
    pages: list[ListPage],
    target: Path,
    now: datetime,
    tell: Callable[[int], None],
    record: Callable[[], None],
    *,
    overwrite: bool = False,
) -> None:
    """Write the pages as a PDF, for its owner only to read; `tell` gets how many are drawn.

    `record` is called once they are whole, before the file has its name.
    """
    config = settings.read(connection)
    as_of = f"{now.astimezone(config.zone):%Y-%m-%d %H:%M}"
    with new_file(target, overwrite=overwrite) as out:
        document = Pdf(out, lists.DPI, config.name)
        for number, page in enumerate(pages, start=1):
            drawn = lists.draw(page, number, len(pages), config.name, as_of, _texts(connection))
            document.add(drawn.image)
            tell(number)
        document.finish()
        record()


def _used_up(connection: sqlite3.Connection, now: datetime) -> set[str]:
    """Ids of those who may not come in again under the venue's rule, at least today."""
    venue = places.find_place(connection, VENUE)
    if venue is not None and venue.policy.entries is Entries.ONCE:
        return reports.who_came(connection)
    if venue is not None and venue.policy.entries is Entries.TIMES:
        return reports.who_came_often(connection, venue.policy.times)
    return reports.who_came(connection, settings.read(connection).day_of(now))


def _texts(connection: sqlite3.Connection) -> Texts:
    return spoken("", settings.read(connection).languages)
