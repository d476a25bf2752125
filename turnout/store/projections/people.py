"""Presence, headcounts, entries and arrivals: where people are, and how often they came."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from turnout.domain.conflicts import ConflictKind, Verdict
from turnout.domain.days import bucket
from turnout.domain.facts import EventOpened, PlaceEmptied, ScanAdmitted, ScanUndone, Stated
from turnout.domain.model import VENUE, Direction
from turnout.domain.presence import NEVER_MOVED, OUTSIDE, Emptied, Move, Presence, step
from turnout.store.times import from_text, from_text_or_none, to_text, to_text_or_none

_COUNT_UP = """
    INSERT INTO headcounts (place_id, inside) VALUES (?, 1)
    ON CONFLICT (place_id) DO UPDATE SET inside = inside + 1
"""
_COUNT_DOWN = "UPDATE headcounts SET inside = inside - 1 WHERE place_id = ?"
_ARRIVE = "INSERT INTO arrivals (bucket, n) VALUES (?, 1) ON CONFLICT (bucket) DO UPDATE SET n = n + 1"
_UNARRIVE = "UPDATE arrivals SET n = n - 1 WHERE bucket = ?"
_ENTER = """
    INSERT INTO entries (attendee_id, place_id, day, times, first_at, first_fact_id, last_at)
    VALUES (?1, ?2, ?3, 1, ?4, ?5, ?4)
    ON CONFLICT (attendee_id, place_id, day) DO UPDATE SET
        times = times + 1,
        first_fact_id = iif(first_at IS NULL OR excluded.first_at < first_at, excluded.first_fact_id, first_fact_id),
        first_at = min(coalesce(first_at, excluded.first_at), excluded.first_at),
        last_at = max(coalesce(last_at, excluded.last_at), excluded.last_at)
"""
_LEAVE = """
    INSERT INTO entries (attendee_id, place_id, day, times, first_fact_id, left_at)
    VALUES (?, ?, ?, 0, '', ?)
    ON CONFLICT (attendee_id, place_id, day) DO UPDATE SET
        left_at = max(coalesce(left_at, excluded.left_at), excluded.left_at)
"""
_PUT_PRESENCE = """
    INSERT INTO presence (attendee_id, place_id, moved_at, moved_seq, arrived_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (attendee_id) DO UPDATE SET place_id = excluded.place_id, moved_at = excluded.moved_at,
        moved_seq = excluded.moved_seq, arrived_at = excluded.arrived_at
"""
_WHEREABOUTS = f"""
    SELECT p.place_id, p.moved_at, p.moved_seq, p.arrived_at, e.at, e.seq, v.at, v.seq
    FROM (SELECT 1) LEFT JOIN presence p ON p.attendee_id = ?
    LEFT JOIN emptied e ON e.place_id = ? LEFT JOIN emptied v ON v.place_id = '{VENUE}'
"""
_ECHOES = "SELECT scan_id FROM conflicts WHERE attendee_id = ? AND kind = ? AND verdict = ?"
_SCANS_NOT_UNDONE = """
    SELECT seq, fact_id, occurred_at, data FROM log
    WHERE subject = ?1 AND seq < ?2 AND kind = 'scan.admitted' AND fact_id NOT IN (
        SELECT data ->> 'scan_id' FROM log WHERE subject = ?1 AND seq <= ?2 AND kind = 'scan.undone'
    ) ORDER BY seq
"""


def open_event(connection: sqlite3.Connection, stated: Stated, _fact: EventOpened) -> None:
    connection.execute("INSERT INTO opening VALUES ('event', ?)", (to_text(stated.occurred_at),))


def admit(connection: sqlite3.Connection, stated: Stated, fact: ScanAdmitted) -> None:
    if counts(fact):
        _note_entry(connection, stated.fact_id, stated.occurred_at, fact)
        before, emptied, closed = _whereabouts(connection, fact.attendee_id, fact.place_id)
        move = Move(stated.seq, fact.place_id, Direction(fact.direction), stated.occurred_at)
        _put(connection, fact.attendee_id, before, step(before, move, emptied, closed))


def undo(connection: sqlite3.Connection, stated: Stated, fact: ScanUndone) -> None:
    """Without the scan: an undo may lay bare any earlier move."""
    refold(connection, fact.attendee_id, stated.seq)


def refold(connection: sqlite3.Connection, attendee_id: str, seq: int) -> None:
    """Fold an attendee's history before `seq` again. Of one person scanned twice the second scan is no entry."""
    before = presence_of(connection, attendee_id)
    connection.execute("DELETE FROM entries WHERE attendee_id = ?", (attendee_id,))
    echo = (attendee_id, ConflictKind.SAME_TICKET_TWICE, Verdict.SAME_PERSON)
    echoes = {row[0] for row in connection.execute(_ECHOES, echo)}
    after = NEVER_MOVED
    for row in connection.execute(_SCANS_NOT_UNDONE, (attendee_id, seq)).fetchall():
        scan = ScanAdmitted(**json.loads(row["data"]))
        if counts(scan):
            occurred_at = from_text(row["occurred_at"])
            if row["fact_id"] not in echoes:
                _note_entry(connection, row["fact_id"], occurred_at, scan)
            _, emptied, closed = _whereabouts(connection, attendee_id, scan.place_id)
            move = Move(row["seq"], scan.place_id, Direction(scan.direction), occurred_at)
            after = step(after, move, emptied, closed)
    _put(connection, attendee_id, before, after)


def empty_place(connection: sqlite3.Connection, stated: Stated, fact: PlaceEmptied) -> None:
    emptied = (to_text(stated.occurred_at), stated.seq)
    connection.execute(
        """
        INSERT INTO emptied (place_id, at, seq) VALUES (?, ?, ?)
        ON CONFLICT (place_id) DO UPDATE SET at = excluded.at, seq = excluded.seq
        WHERE (excluded.at, excluded.seq) > (at, seq)
        """,
        (fact.place_id, *emptied),
    )
    if fact.place_id == VENUE:
        connection.execute(
            "UPDATE presence SET place_id = '' WHERE place_id <> '' AND (moved_at, moved_seq) < (?, ?)", emptied
        )
        _recount(connection)
    else:
        left = connection.execute(
            "UPDATE presence SET place_id = 'venue' WHERE place_id = ? AND (moved_at, moved_seq) < (?, ?)",
            (fact.place_id, *emptied),
        ).rowcount
        connection.execute("UPDATE headcounts SET inside = inside - ? WHERE place_id = ?", (left, fact.place_id))


def counts(fact: ScanAdmitted) -> bool:
    """Whether an admission moves anybody: not in rehearsal, and not a passing category's."""
    return not fact.rehearsal and not fact.passing


def presence_of(connection: sqlite3.Connection, attendee_id: str) -> Presence:
    """Where an attendee is; NEVER_MOVED for one who never was scanned."""
    row = connection.execute(
        "SELECT place_id, moved_at, moved_seq, arrived_at FROM presence WHERE attendee_id = ?", (attendee_id,)
    ).fetchone()
    if row is None:
        return NEVER_MOVED
    return Presence(row[0], from_text(row[1]), row[2], from_text_or_none(row[3]))


def _note_entry(connection: sqlite3.Connection, fact_id: str, at: datetime, fact: ScanAdmitted) -> None:
    key = (fact.attendee_id, fact.place_id, fact.day)
    if fact.direction == Direction.IN:
        connection.execute(_ENTER, (*key, to_text(at), fact_id))
    else:
        connection.execute(_LEAVE, (*key, to_text(at)))


def _whereabouts(
    connection: sqlite3.Connection, attendee_id: str, place_id: str
) -> tuple[Presence, Emptied | None, Emptied | None]:
    """An attendee's presence, and the last emptying of a place and of the venue, in one read."""
    row = connection.execute(_WHEREABOUTS, (attendee_id, place_id)).fetchone()
    presence = NEVER_MOVED
    if row[1] is not None:
        presence = Presence(row[0], from_text(row[1]), row[2], from_text_or_none(row[3]))
    emptied = None if row[4] is None else Emptied(from_text(row[4]), row[5])
    closed = None if row[6] is None else Emptied(from_text(row[6]), row[7])
    return presence, emptied, closed


def _put(connection: sqlite3.Connection, attendee_id: str, before: Presence, after: Presence) -> None:
    if after.moved_at is None:
        connection.execute("DELETE FROM presence WHERE attendee_id = ?", (attendee_id,))
    else:
        connection.execute(
            _PUT_PRESENCE,
            (
                attendee_id,
                after.place_id,
                to_text(after.moved_at),
                after.moved_seq,
                to_text_or_none(after.arrived_at),
            ),
        )
    _count(connection, before, after)
    if before.arrived_at != after.arrived_at:
        if before.arrived_at is not None:
            connection.execute(_UNARRIVE, (to_text(bucket(before.arrived_at)),))
        if after.arrived_at is not None:
            connection.execute(_ARRIVE, (to_text(bucket(after.arrived_at)),))


def _count(connection: sqlite3.Connection, before: Presence, after: Presence) -> None:
    """A headcount of the venue counts everybody inside; of a room, those in it."""
    if before.is_inside != after.is_inside:
        connection.execute(_COUNT_UP if after.is_inside else _COUNT_DOWN, (VENUE,))
    if before.place_id != after.place_id:
        if before.place_id not in (OUTSIDE, VENUE):
            connection.execute(_COUNT_DOWN, (before.place_id,))
        if after.place_id not in (OUTSIDE, VENUE):
            connection.execute(_COUNT_UP, (after.place_id,))


def _recount(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE headcounts SET inside = 0")
    connection.execute(
        """
        INSERT INTO headcounts (place_id, inside)
        SELECT place_id, count(*) FROM presence WHERE place_id NOT IN ('', 'venue') GROUP BY place_id
        UNION ALL SELECT 'venue', count(*) FROM presence WHERE place_id <> ''
        ON CONFLICT (place_id) DO UPDATE SET inside = excluded.inside
        """
    )
