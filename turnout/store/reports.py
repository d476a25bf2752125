"""Numbers for the screens, each read in a few short queries."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.model import VENUE
from turnout.store.attendees import PUBLISHED
from turnout.store.times import from_text, to_text


@dataclass(frozen=True, slots=True)
class RecentScan:
    """A line of the feed, names read anew. `reason` is empty for an admission."""

    scan_id: str
    at: datetime
    outcome: str
    reason: str
    name: str
    category: str
    place_name: str
    station_name: str
    direction: str
    is_rehearsal: bool
    is_override: bool


def headcounts(connection: sqlite3.Connection) -> dict[str, int]:
    """People in each place; the venue counts everybody inside."""
    return dict(map(tuple, connection.execute("SELECT place_id, inside FROM headcounts")))


def expected(connection: sqlite3.Connection) -> int:
    """How many people `arrived` may come to: all on the list but the passing, and the cancelled who have not come."""
    n: int = connection.execute(
        f"""
        SELECT (SELECT coalesce(sum(expected), 0) FROM batches WHERE published_seq IS NOT NULL) - (
            SELECT count(*) FROM categories c CROSS JOIN attendees a ON a.category = c.id {PUBLISHED}
            WHERE c.is_passing AND NOT a.is_cancelled
        ) + (
            SELECT count(*) FROM batches b CROSS JOIN attendees a ON a.batch = b.batch AND a.is_cancelled = 1
            JOIN presence p ON p.attendee_id = a.id
            WHERE b.published_seq IS NOT NULL AND p.arrived_at IS NOT NULL
        )
        """
    ).fetchone()[0]
    return n


def arrived(connection: sqlite3.Connection) -> int:
    """How many people have come at least once."""
    n: int = connection.execute("SELECT coalesce(sum(n), 0) FROM arrivals").fetchone()[0]
    return n


def who_came(connection: sqlite3.Connection, day: str = "") -> set[str]:
    """Ids of those who came into the venue on an event day; without one, of all who have come at all."""
    came = "SELECT attendee_id FROM presence WHERE arrived_at IS NOT NULL"
    came_that_day = "SELECT attendee_id FROM entries WHERE place_id = ? AND day = ? AND times > 0"
    rows = connection.execute(came_that_day, (VENUE, day)) if day else connection.execute(came)
    return {row[0] for row in rows}


def who_came_often(connection: sqlite3.Connection, times: int) -> set[str]:
    """Ids of those who came into the venue so many times, over all days."""
    rows = connection.execute(
        "SELECT attendee_id FROM entries WHERE place_id = ? GROUP BY attendee_id HAVING sum(times) >= ?", (VENUE, times)
    )
    return {row[0] for row in rows}


def arrived_since(connection: sqlite3.Connection, since: datetime) -> int:
    n: int = connection.execute("SELECT count(*) FROM presence WHERE arrived_at > ?", (to_text(since),)).fetchone()[0]
    return n


def arrivals(connection: sqlite3.Connection, begin: datetime, end: datetime) -> list[tuple[str, int]]:
    """First arrivals in each five minutes between two moments; empty ones are left out."""
    rows = connection.execute(
        "SELECT bucket, n FROM arrivals WHERE bucket >= ? AND bucket < ? AND n > 0 ORDER BY bucket",
        (to_text(begin), to_text(end)),
    )
    return [(row[0], row[1]) for row in rows]


def rehearsal_cleared_at(connection: sqlite3.Connection) -> int:
    """The log position up to which the rehearsal was cleared; 0 when it never was."""
    row = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM log WHERE subject = 'event' AND kind = 'rehearsal.cleared'"
    ).fetchone()
    seq: int = row[0]
    return seq


def recent_scans(connection: sqlite3.Connection, limit: int) -> list[RecentScan]:
    """The newest scans first; those of a rehearsal that was cleared are left out."""
    rows = connection.execute(
        """
        SELECT l.fact_id, l.occurred_at, l.kind, l.data ->> 'reason' AS reason, l.data ->> 'direction' AS direction,
            l.data ->> 'rehearsal' AS rehearsal, l.data ->> 'overrode' AS overrode,
            coalesce(a.full_name, '') AS name, coalesce(c.label, a.category, '') AS category,
            coalesce(p.name, '') AS place_name, coalesce(s.name, '') AS station_name
        FROM (
            SELECT * FROM log
            WHERE kind IN ('scan.admitted', 'scan.refused') AND (seq > ?2 OR NOT coalesce(data ->> 'rehearsal', 0))
            ORDER BY seq DESC LIMIT ?1
        ) l
        LEFT JOIN attendees a ON a.id = l.subject
        LEFT JOIN categories c ON c.id = a.category
        LEFT JOIN places p ON p.id = l.data ->> 'place_id'
        LEFT JOIN stations s ON s.id = l.station_id
        ORDER BY l.seq DESC
        """,
        (limit, rehearsal_cleared_at(connection)),
    )
    return [
        RecentScan(
            row["fact_id"],
            from_text(row["occurred_at"]),
            row["kind"].removeprefix("scan."),
            row["reason"] or "",
            row["name"],
            row["category"],
            row["place_name"],
            row["station_name"],
            row["direction"],
            bool(row["rehearsal"]),
            bool(row["overrode"]),
        )
        for row in rows
    ]
