"""The register of printers and of the groups they stand in, with the state each was last found in."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from turnout.domain.model import Station
from turnout.store.times import from_text_or_none, to_text


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as it was set up. `options` are its driver's: a folder, an address."""

    id: str
    name: str
    kind: str
    options: dict[str, Any]
    group: str


@dataclass(frozen=True, slots=True)
class PrinterReport:
    """A printer as its spooler last found it, with the badges that people wait for; a run's are not among them.

    `changed_at` is since when it is in this state; `labels_left` is None where nobody has said how many it has;
    `unknown` and `failed` are the jobs about which somebody is to be asked.
    """

    printer: Printer
    state: str
    message: str
    checked_at: datetime | None
    changed_at: datetime | None
    waiting: int
    oldest_at: datetime | None
    version: int
    is_paused: bool
    labels_left: int | None
    unknown: int
    failed: int


STILL_MATTERS = "NOT (d.rehearsal AND EXISTS (SELECT 1 FROM opening))"
"""Of badge jobs `d`: nobody is asked about a badge that was rehearsed once the event has opened."""

_IN_DOUBT = f"SELECT count(*) FROM badge_jobs d WHERE d.printer_id = p.id AND {STILL_MATTERS}"


def put(connection: sqlite3.Connection, printer: Printer) -> None:
    connection.execute(
        """
        INSERT INTO printers (id, name, kind, options, printer_group) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, options = excluded.options,
            printer_group = excluded.printer_group, version = version + 1
        """,
        (
            printer.id,
            printer.name,
            printer.kind,
            json.dumps(printer.options, ensure_ascii=False),
            printer.group,
        ),
    )


def every(connection: sqlite3.Connection) -> list[Printer]:
    return [_printer(row) for row in connection.execute("SELECT * FROM printers ORDER BY id")]


def of_station(connection: sqlite3.Connection, station: Station) -> Printer | None:
    """A station's own printer, else the first of its group."""
    row = connection.execute(
        "SELECT * FROM printers WHERE printer_group = ? ORDER BY id <> ?, id LIMIT 1",
        (station.printer_group, station.printer_id),
    ).fetchone()
    return None if row is None else _printer(row)


_SERVED_BY_ANOTHER = """
    p.served_by NOT IN ('', ?1) AND EXISTS (SELECT 1 FROM stations s WHERE s.id = p.served_by AND NOT s.is_revoked)
"""


def served_by(connection: sqlite3.Connection, spooler_id: str) -> list[Printer]:
    """The printers that a spooler is to serve: its own, and those that nobody has claimed for theirs."""
    rows = connection.execute(f"SELECT p.* FROM printers p WHERE NOT ({_SERVED_BY_ANOTHER}) ORDER BY id", (spooler_id,))
    return [_printer(row) for row in rows]


def own_of(connection: sqlite3.Connection, spooler_id: str) -> list[Printer]:
    """The printers that a spooler has claimed for its own."""
    return [
        _printer(row)
        for row in connection.execute("SELECT * FROM printers WHERE served_by = ? ORDER BY id", (spooler_id,))
    ]


def put_served_by(connection: sqlite3.Connection, printer_id: str, spooler_id: str) -> None:
    connection.execute("UPDATE printers SET served_by = ? WHERE id = ?", (spooler_id, printer_id))


def only_group(connection: sqlite3.Connection) -> str:
    """The printer group, where there is exactly one; else the empty one."""
    groups = [row[0] for row in connection.execute("SELECT DISTINCT printer_group FROM printers LIMIT 2")]
    return groups[0] if len(groups) == 1 else ""


def find(connection: sqlite3.Connection, printer_id: str) -> Printer | None:
    row = connection.execute("SELECT * FROM printers WHERE id = ?", (printer_id,)).fetchone()
    return None if row is None else _printer(row)


def name_of(connection: sqlite3.Connection, printer_id: str) -> str:
    """What people call a printer; empty for one that is gone."""
    row = connection.execute("SELECT name FROM printers WHERE id = ?", (printer_id,)).fetchone()
    return "" if row is None else row[0]


def put_state(connection: sqlite3.Connection, printer_id: str, state: str, message: str, now: datetime) -> str | None:
    """Note what a driver found; answers the state before, None for a printer that is not set up."""
    row = connection.execute("SELECT state FROM printers WHERE id = ?", (printer_id,)).fetchone()
    connection.execute(
        """
        UPDATE printers SET state = ?1, message = ?2, checked_at = ?3,
            changed_at = CASE WHEN state = ?1 THEN coalesce(changed_at, ?3) ELSE ?3 END
        WHERE id = ?4
        """,
        (state, message, to_text(now), printer_id),
    )
    return None if row is None else row[0]


def labels_told(connection: sqlite3.Connection, printer_id: str) -> int | None:
    """What a printer itself said last of how many labels it has; None where it does not say."""
    row = connection.execute("SELECT labels_told FROM printers WHERE id = ?", (printer_id,)).fetchone()
    return None if row is None else row[0]


def put_labels_told(connection: sqlite3.Connection, printer_id: str, labels: int | None) -> None:
    connection.execute("UPDATE printers SET labels_told = ? WHERE id = ?", (labels, printer_id))


def fall_silent(connection: sqlite3.Connection, before: datetime) -> list[str]:
    """Mark printers that nobody has probed since `before`; answers those that were not silent until then."""
    rows = connection.execute(
        """
        UPDATE printers SET state = 'silent', message = '', changed_at = checked_at
        WHERE checked_at < ? AND state <> 'silent' RETURNING id
        """,
        (to_text(before),),
    ).fetchall()
    return sorted(row[0] for row in rows)


def reports(connection: sqlite3.Connection) -> list[PrinterReport]:
    rows = connection.execute(
        f"""
        SELECT p.*, count(j.id) AS waiting, min(j.changed_at) AS oldest_at,
            coalesce(t.is_paused, 0) AS is_paused, t.labels_left,
            ({_IN_DOUBT} AND d.state = 'unknown') AS unknown, ({_IN_DOUBT} AND d.state = 'failed') AS failed
        FROM printers p LEFT JOIN tended_printers t ON t.printer_id = p.id LEFT JOIN badge_jobs j
            ON j.printer_id = p.id AND j.run_id = '' AND j.state IN ('queued', 'sending', 'printing')
        GROUP BY p.id ORDER BY p.id
        """
    )
    return [
        PrinterReport(
            _printer(row),
            row["state"],
            row["message"],
            from_text_or_none(row["checked_at"]),
            from_text_or_none(row["changed_at"]),
            row["waiting"],
            from_text_or_none(row["oldest_at"]),
            row["version"],
            bool(row["is_paused"]),
            row["labels_left"],
            row["unknown"],
            row["failed"],
        )
        for row in rows
    ]


def remove(connection: sqlite3.Connection, printer_id: str) -> None:
    connection.execute("DELETE FROM printers WHERE id = ?", (printer_id,))


def _printer(row: sqlite3.Row) -> Printer:
    return Printer(row["id"], row["name"], row["kind"], json.loads(row["options"]), row["printer_group"])
