"""Is the event ready to open? What stands, what deserves a look, and what would make an opening senseless.

None of it keeps anybody from opening: the organiser knows better.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from badges.fonts import machine_fonts
from badges.layout import LayoutError, parse
from badges.text import Text
from turnout.domain.model import VENUE, Accepts
from turnout.services.event import Event
from turnout.store import attendees, layouts, opening, payments, places, settings

MAX_EXAMPLES = 14
ANSWERED_WITHIN = timedelta(minutes=1)
_ENOUGH_SCANS = 1000


class Standing(StrEnum):
    """`missing` is what makes an opening senseless."""

    OK = "ok"
    LOOK = "look"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `count` is of what there is, or of what is wrong; `seconds` is what looking took."""

    id: str
    state: Standing
    count: int
    examples: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Found:
    is_good: bool
    count: int
    examples: tuple[str, ...] = ()


def readiness(
    event: Event, now: datetime, stopwatch: Callable[[], float], let_others_run: Callable[[], None]
) -> Iterator[Item]:
    """Every item, in the order of a checklist.

    `stopwatch` tells seconds; others run between two items, and between two chunks of names.
    """
    connection = event.reader
    looks: tuple[tuple[str, Standing, Callable[[], _Found]], ...] = (
        ("days", Standing.MISSING, lambda: _days(connection, now)),
        ("attendees", Standing.MISSING, lambda: _some(attendees.expected(connection))),
        ("entry", Standing.MISSING, lambda: _entry(connection, now)),
        ("sessions", Standing.LOOK, lambda: _some(opening.sessions(connection))),
        ("coordinator", Standing.LOOK, lambda: _some(opening.coordinators_with_password(connection))),
        ("kiosk", Standing.LOOK, lambda: _some(opening.paired_stations(connection))),
        ("printer", Standing.LOOK, lambda: _some(opening.printers_that_answered(connection, now - ANSWERED_WITHIN))),
        ("layouts", Standing.LOOK, lambda: _layouts(connection)),
        ("categories", Standing.LOOK, lambda: _categories(connection)),
        ("badge_tried", Standing.LOOK, lambda: _some(opening.rehearsed_badges(connection))),
        ("glyphs", Standing.LOOK, lambda: _glyphs(connection, let_others_run)),
        ("payments", Standing.LOOK, lambda: _payments(connection)),
        ("rehearsed", Standing.LOOK, lambda: _some(opening.rehearsed_scans(connection, _ENOUGH_SCANS))),
    )
    for item_id, otherwise, look in looks:
        let_others_run()
        begun = stopwatch()
        found = look()
        state = Standing.OK if found.is_good else otherwise
        yield Item(item_id, state, found.count, found.examples, round(stopwatch() - begun, 3))


def _some(count: int) -> _Found:
    return _Found(count > 0, count)


def _days(connection: sqlite3.Connection, now: datetime) -> _Found:
    """The event days that are not over."""
    config = settings.read(connection)
    return _some(sum(day >= config.day_of(now) for day in config.days))


def _entry(connection: sqlite3.Connection, now: datetime) -> _Found:
    """The people whom the venue's rule admits at some time, by their categories. An empty list is kept out by none."""
    venue = places.find_place(connection, VENUE)
    if venue is None or venue.policy.accepts is Accepts.BADGES:  # nobody has a badge yet
        return _some(0)
    policy = venue.policy
    if policy.closes_at is not None and policy.closes_at + timedelta(seconds=policy.tolerance_s) <= now:
        return _some(0)
    people = layouts.people_by_category(connection)
    admitted = sum(n for category, n in people.items() if category in policy.categories or not policy.categories)
    return _Found(admitted > 0 or not people, admitted)


def _layouts(connection: sqlite3.Connection) -> _Found:
    """The layouts that categories name and that are not there, or cannot be read."""
    known = layouts.every(connection)
    wanted = {"default", *(layout for *_, layout, _gets in layouts.described(connection))}
    broken = [name for name in sorted(wanted) if name not in known or not _can_be_read(known[name])]
    return _Found(not broken, len(broken))


def _categories(connection: sqlite3.Connection) -> _Found:
    """The people of categories that nobody has described: a rule that is to admit them cannot name these."""
    undescribed = layouts.undescribed(connection)
    return _Found(not undescribed, sum(undescribed.values()), tuple(undescribed)[:MAX_EXAMPLES])


def _can_be_read(toml: str) -> bool:
    try:
        parse(toml)
    except LayoutError:
        return False
    return True


def _payments(connection: sqlite3.Connection) -> _Found:
    """Who paid in the rehearsal: opening forgets it, and the money may have been real."""
    paid = payments.rehearsed(connection)
    people = [attendees.get(connection, attendee_id) for attendee_id in paid[:MAX_EXAMPLES]]
    return _Found(not paid, len(paid), tuple(person.full_name for person in people))


def _glyphs(connection: sqlite3.Connection, let_others_run: Callable[[], None]) -> _Found:
    """The names with a letter that no font of this machine has."""
    fonts, drawable = machine_fonts(), set[str]()
    count, examples = 0, []
    for chunk in opening.names_in_chunks(connection):
        for name, language in chunk:
            letters = set(name)
            if letters <= drawable:
                continue
            if Text.prepare(name, "bold", fonts, language).dropped:
                count += 1
                examples.append(name)
            else:
                drawable |= letters
        let_others_run()
    return _Found(count == 0, count, tuple(examples[:MAX_EXAMPLES]))
