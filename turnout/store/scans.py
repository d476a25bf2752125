"""What a scan needs to know before it can be decided, in as few reads as it takes."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.admission import NO_ENTRIES, EntriesUsed
from turnout.domain.model import Attendee, CodeKind, Place, PlaceKind, Ticket
from turnout.store import attendees, settings
from turnout.store.places import policy_from_json
from turnout.store.settings import EventSettings
from turnout.store.times import from_text, from_text_or_none, to_text

_HOLDER = f"""
    SELECT {attendees.COLUMNS}, t.id AS ticket_id, t.code, t.kind, t.is_revoked, c.is_passing, c.gets
    FROM tickets t
    JOIN attendees a ON a.id = t.attendee_id {attendees.PUBLISHED}
    LEFT JOIN categories c ON c.id = a.category
"""
_BY_CODE = _HOLDER + "WHERE t.code = ?"
_BY_TICKET = _HOLDER + "WHERE t.id = ?"
_PLACE = f"""
    SELECT p.name, p.kind, p.capacity, p.policy, h.inside, (SELECT opened_at FROM opening), ({settings.DOCUMENT}),
        EXISTS (SELECT 1 FROM bookings)
    FROM places p LEFT JOIN headcounts h ON h.place_id = p.id WHERE p.id = ?
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A ticket or badge with the attendee it belongs to. `is_passing` comes from their category.

    `gets` is what they are given beside the badge, as one of their category and by the list.
    """

    ticket: Ticket
    attendee: Attendee
    is_passing: bool
    gets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """A place as it is when somebody stands at it, and the event's settings."""

    place: Place
    headcount: int
    opened_at: datetime | None
    config: EventSettings
    has_bookings: bool = False
    """Whether anybody booked anything: else nobody need ask what this one booked."""

    def is_rehearsal(self, at: datetime, known_at: datetime) -> bool:
        """Whether what happened `at` that time was before the event was opened, though it may be known only now.

        Where the opening is still to come by the server's clock, that was set back since: then no time tells anything,
        and whoever stands at the door must not be let in again and again.
        """
        return self.opened_at is None or at < self.opened_at <= known_at


@dataclass(frozen=True, slots=True)
class FirstEntry:
    """The admission that used the ticket up: when, where, and at which station."""

    at: str
    place_name: str
    station_name: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A session that somebody goes to next, and the name of its room."""

    title: str
    place_name: str
    starts_at: datetime


def holder_of_code(connection: sqlite3.Connection, code: str) -> Holder | None:
    """Who holds exactly this code, revoked or not; staged rows are not seen."""
    row = connection.execute(_BY_CODE, (code,)).fetchone()
    return None if row is None else _holder(row)


def holder_of_ticket(connection: sqlite3.Connection, ticket_id: str) -> Holder | None:
    row = connection.execute(_BY_TICKET, (ticket_id,)).fetchone()
    return None if row is None else _holder(row)


def door(connection: sqlite3.Connection, place_id: str) -> Door | None:
    row = connection.execute(_PLACE, (place_id,)).fetchone()
    if row is None:
        return None
    place = Place(place_id, row[0], PlaceKind(row[1]), row[2], policy_from_json(row[3]))
    return Door(place, row[4] or 0, from_text_or_none(row[5]), settings.parsed(row[6]), bool(row[7]))


def entries_used(connection: sqlite3.Connection, attendee_id: str, place_id: str, day: str) -> EntriesUsed:
    """An attendee's entries into a place so far, over all days and on this one."""
    rows = connection.execute(
        """
        SELECT day, times, first_at, first_fact_id, last_at, left_at FROM entries
        WHERE attendee_id = ? AND place_id = ? ORDER BY first_at IS NULL, first_at
        """,
        (attendee_id, place_id),
    ).fetchall()
    if not rows:
        return NO_ENTRIES
    return EntriesUsed(
        times=sum(row[1] for row in rows),
        times_today=sum(row[1] for row in rows if row[0] == day),
        first_at=from_text_or_none(rows[0][2]),
        first_fact_id=rows[0][3],
        last_at=max((from_text(row[4]) for row in rows if row[4]), default=None),
        left_at=max((from_text(row[5]) for row in rows if row[5]), default=None),
    )


def first_entry(connection: sqlite3.Connection, fact_id: str) -> FirstEntry | None:
    """Where and when the admission with this id took place."""
    row = connection.execute(
        """
        SELECT l.occurred_at, p.name, coalesce(s.name, '')
        FROM log l
        LEFT JOIN places p ON p.id = l.data ->> 'place_id'
        LEFT JOIN stations s ON s.id = l.station_id
        WHERE l.fact_id = ?
        """,
        (fact_id,),
    ).fetchone()
    return None if row is None else FirstEntry(*row)


def is_booked(connection: sqlite3.Connection, session_id: str, attendee_id: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM bookings WHERE session_id = ? AND attendee_id = ?", (session_id, attendee_id)
    ).fetchone()
    return row is not None


def next_booked(connection: sqlite3.Connection, attendee_id: str, at: datetime, until: datetime) -> Upcoming | None:
    """The first session that somebody booked and that begins after `at`, if that is before `until`."""
    row = connection.execute(
        """
        SELECT s.title, p.name, s.starts_at FROM bookings b
        JOIN sessions s ON s.id = b.session_id JOIN places p ON p.id = s.place_id
        WHERE b.attendee_id = ? AND NOT s.is_withdrawn AND s.starts_at > ? AND s.starts_at < ?
        ORDER BY s.starts_at LIMIT 1
        """,
        (attendee_id, to_text(at), to_text(until)),
    ).fetchone()
    return None if row is None else Upcoming(row[0], row[1], from_text(row[2]))


def is_undone(connection: sqlite3.Connection, attendee_id: str, scan_id: str) -> bool:
    """Whether an admission has been taken back already."""
    row = connection.execute(
        """
        SELECT 1 FROM log
        WHERE subject = ? AND kind = 'scan.undone' AND data ->> 'scan_id' = ?
        """,
        (attendee_id, scan_id),
    ).fetchone()
    return row is not None


def _holder(row: sqlite3.Row) -> Holder:
    attendee = attendees.from_row(row)
    ticket_id, code, kind, is_revoked, is_passing, of_category = row[-6:]
    ticket = Ticket(ticket_id, code, CodeKind(kind), attendee.id, bool(is_revoked))
    gets = () if of_category in (None, "[]") else tuple(json.loads(of_category))
    return Holder(ticket, attendee, bool(is_passing), tuple(dict.fromkeys((*gets, *attendee.gets))))


LET_THROUGH = """
    SELECT 1 FROM log l
    WHERE l.subject = a.id AND l.kind = 'scan.admitted' AND NOT coalesce(l.data ->> 'rehearsal', 0)
        AND l.fact_id NOT IN (
            SELECT u.data ->> 'scan_id' FROM log u WHERE u.subject = a.id AND u.kind = 'scan.undone'
        )
"""
"""The scans that let an attendee `a` through a door, in or out; those of the rehearsal and undone ones are none."""


def has_come(connection: sqlite3.Connection, attendee_id: str, day: str = "") -> bool:
    """Whether a door has let somebody through, also out, also who is passing; ever, or on one event day."""
    row = connection.execute(
        f"SELECT 1 FROM attendees a WHERE a.id = ?1 AND EXISTS ({LET_THROUGH} AND ?2 IN ('', l.data ->> 'day'))",
        (attendee_id, day),
    ).fetchone()
    return row is not None
