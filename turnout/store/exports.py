"""Long reads for exports: every attendee, every scan, every fact, a row at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.model import Attendee
from turnout.store import attendees, reports
from turnout.store.times import from_text, from_text_or_none

_ATTENDEES = f"""
    SELECT {attendees.COLUMNS}, coalesce(c.label, a.category) AS category_label,
        p.arrived_at, p.moved_at, coalesce(seen.name, '') AS seen_at_place, coalesce(here.name, '') AS now_in,
        iif(?, (
            SELECT group_concat(t.code, ' ') FROM tickets t
            WHERE t.attendee_id = a.id AND t.kind = 'ticket' AND NOT t.is_revoked
        ), '') AS codes
    FROM attendees a
    {attendees.PUBLISHED}
    LEFT JOIN categories c ON c.id = a.category
    LEFT JOIN presence p ON p.attendee_id = a.id
    LEFT JOIN log last ON last.seq = p.moved_seq
    LEFT JOIN places seen ON seen.id = last.data ->> 'place_id'
    LEFT JOIN places here ON here.id = p.place_id
    ORDER BY a.row
"""
_SHOWN = "l.kind IN ('scan.admitted', 'scan.refused') AND NOT (coalesce(l.data ->> 'rehearsal', 0) AND l.seq < ?)"
_SCANS = f"""
    SELECT l.fact_id, l.kind, l.occurred_at, l.data ->> 'reason' AS reason, l.data ->> 'direction' AS direction,
        l.data ->> 'rehearsal' AS rehearsal, l.data ->> 'overrode' AS overrode, l.subject,
        coalesce(p.name, l.data ->> 'place_id') AS place_name, coalesce(e.title, '') AS session_title,
        coalesce(s.name, '') AS station_name, coalesce(w.name, '') AS staff_name,
        coalesce(a.id, '') AS attendee_id, coalesce(a.full_name, '') AS full_name,
        l.kind = 'scan.admitted' AND EXISTS (
            SELECT 1 FROM log u
            WHERE u.subject = l.subject AND u.kind = 'scan.undone' AND u.data ->> 'scan_id' = l.fact_id
        ) AS undone
    FROM log l
    LEFT JOIN places p ON p.id = l.data ->> 'place_id'
    LEFT JOIN sessions e ON e.id = l.data ->> 'session_id'
    LEFT JOIN stations s ON s.id = l.station_id
    LEFT JOIN accounts w ON w.id = l.actor
    LEFT JOIN attendees a ON a.id = l.subject
    WHERE {_SHOWN}
    ORDER BY l.seq
"""
LOG_COLUMNS = (
    "seq",
    "fact_id",
    "kind",
    "version",
    "subject",
    "station_id",
    "station_seq",
    "actor",
    "occurred_at",
    "recorded_at",
    "clock_quality",
    "cause",
    "data",
)
"""The log's columns as they stand in the file."""


@dataclass(frozen=True, slots=True)
class ListedAttendee:
    """A line of the list. `seen_at` and `seen_in` are the last scan that counts; `now_in` is empty outside."""

    attendee: Attendee
    category_label: str
    arrived_at: datetime | None
    seen_at: datetime | None
    seen_in: str
    now_in: str
    codes: str


@dataclass(frozen=True, slots=True)
class ListedScan:
    """A scan with the names that its ids stand for today. `staff_name` is whose phone or desk it was."""

    scan_id: str
    at: datetime
    is_admitted: bool
    reason: str
    overrode: str
    direction: str
    place_name: str
    session_title: str
    station_name: str
    staff_name: str
    attendee_id: str
    full_name: str
    is_rehearsal: bool
    is_undone: bool


def listed_attendees(connection: sqlite3.Connection, *, with_codes: bool) -> Iterator[ListedAttendee]:
    """Everybody on the list, cancelled ones too, in the list's order. Codes are those that admit today."""
    for row in connection.execute(_ATTENDEES, (with_codes,)):
        yield ListedAttendee(
            attendees.from_row(row),
            row["category_label"],
            from_text_or_none(row["arrived_at"]),
            from_text_or_none(row["moved_at"]),
            row["seen_at_place"],
            row["now_in"],
            row["codes"] or "",
        )


def listed_scans(connection: sqlite3.Connection) -> Iterator[ListedScan]:
    """Every scan in the order of the log, undone ones too, and those of a rehearsal until it is cleared."""
    for row in connection.execute(_SCANS, (reports.rehearsal_cleared_at(connection),)):
        yield ListedScan(
            row["fact_id"],
            from_text(row["occurred_at"]),
            row["kind"] == "scan.admitted",
            row["reason"] or "",
            row["overrode"] or "",
            row["direction"],
            row["place_name"],
            row["session_title"],
            row["station_name"],
            row["staff_name"],
            row["attendee_id"],
            row["full_name"],
            bool(row["rehearsal"]),
            bool(row["undone"]),
        )


def listed_facts(connection: sqlite3.Connection) -> Iterator[tuple[str | int, ...]]:
    """Every fact as it stands in the file, in the order of LOG_COLUMNS."""
    for row in connection.execute(f"SELECT {', '.join(LOG_COLUMNS)} FROM log ORDER BY seq"):
        yield tuple(row)


def count_attendees(connection: sqlite3.Connection) -> int:
    n: int = connection.execute(f"SELECT count(*) FROM attendees a {attendees.PUBLISHED}").fetchone()[0]
    return n


def count_scans(connection: sqlite3.Connection) -> int:
    cleared = reports.rehearsal_cleared_at(connection)
    n: int = connection.execute(f"SELECT count(*) FROM log l WHERE {_SHOWN}", (cleared,)).fetchone()[0]
    return n


def count_facts(connection: sqlite3.Connection) -> int:
    n: int = connection.execute("SELECT count(*) FROM log").fetchone()[0]
    return n
