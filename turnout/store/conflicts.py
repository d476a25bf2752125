"""Reading conflicts of scans, and the history that they are judged by."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from turnout.domain.conflicts import ConflictKind, Pass, Verdict
from turnout.domain.facts import ScanAdmitted
from turnout.domain.model import Direction
from turnout.store.projections.people import counts
from turnout.store.times import from_text

_COLUMNS = """scan_id, kind, attendee_id, place_id, station_id, at, reason, other_scan_id,
    verdict, resolved_by, resolved_at"""
_HISTORY = """
    SELECT fact_id, occurred_at, data FROM log
    WHERE subject = ?1 AND kind = 'scan.admitted' AND data ->> 'place_id' = ?2 AND fact_id NOT IN (
        SELECT data ->> 'scan_id' FROM log WHERE subject = ?1 AND kind = 'scan.undone'
    )
"""


@dataclass(frozen=True, slots=True)
class ScanConflict:
    """One conflict as it stands. `at` is when it was scanned; `verdict` is empty until somebody has looked into it."""

    scan_id: str
    kind: ConflictKind
    attendee_id: str
    place_id: str
    station_id: str
    at: str
    reason: str
    other_scan_id: str
    verdict: Verdict | None
    resolved_by: str
    resolved_at: str | None


def history(connection: sqlite3.Connection, attendee_id: str, place_id: str) -> list[Pass]:
    """A person's admissions into a place and out of it, without those that were taken back or count nothing."""
    found = []
    for row in connection.execute(_HISTORY, (attendee_id, place_id)):
        fact = ScanAdmitted(**json.loads(row["data"]))
        if counts(fact):
            at, direction = from_text(row["occurred_at"]), Direction(fact.direction)
            found.append(Pass(row["fact_id"], at, fact.day, direction, fact.cut_off, bool(fact.overrode)))
    return found


def of_person(connection: sqlite3.Connection, attendee_id: str, place_id: str) -> list[ScanConflict]:
    """The tickets of a person that were used twice at a place, whatever the verdict, the earliest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM conflicts WHERE attendee_id = ? AND place_id = ? AND kind = ? ORDER BY at, scan_id",
        (attendee_id, place_id, ConflictKind.SAME_TICKET_TWICE),
    )
    return [_conflict(row) for row in rows]


def of_scan(connection: sqlite3.Connection, scan_id: str) -> list[ScanConflict]:
    """What is wrong with a scan: nothing, one thing, or two."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM conflicts WHERE scan_id = ? ORDER BY kind", (scan_id,))
    return [_conflict(row) for row in rows]


def flag_of(connection: sqlite3.Connection, attendee_id: str) -> str:
    """What a desk should know of a person's tickets: `two_people`, `open`, or nothing."""
    row = connection.execute(
        """
        SELECT iif(max(verdict = ?), 'two_people', 'open') FROM conflicts
        WHERE attendee_id = ? AND verdict IN ('', ?) HAVING count(*) > 0
        """,
        (Verdict.TWO_PEOPLE, attendee_id, Verdict.TWO_PEOPLE),
    ).fetchone()
    return "" if row is None else row[0]


def shown(connection: sqlite3.Connection, limit: int) -> list[ScanConflict]:
    """All that nobody has looked into, and the newest others up to `limit`, the newest first."""
    rows = connection.execute(
        f"""
        SELECT {_COLUMNS} FROM conflicts WHERE verdict = '' OR (scan_id, kind) IN (
            SELECT scan_id, kind FROM conflicts WHERE verdict <> '' ORDER BY at DESC LIMIT ?
        ) ORDER BY at DESC, scan_id
        """,
        (limit,),
    )
    return [_conflict(row) for row in rows]


def scanned(connection: sqlite3.Connection, scan_id: str) -> tuple[str, str, str] | None:
    """When, at which station and at which place a scan was made; None for one that is not in the log."""
    row = connection.execute(
        "SELECT occurred_at, station_id, coalesce(data ->> 'place_id', '') FROM log WHERE fact_id = ?", (scan_id,)
    ).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def _conflict(row: sqlite3.Row) -> ScanConflict:
    values = list(row)
    values[1], values[8] = ConflictKind(row["kind"]), Verdict(row["verdict"]) if row["verdict"] else None
    return ScanConflict(*values)
