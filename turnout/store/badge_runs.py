"""Runs in which badges are printed in advance, and how far each is."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.badge_jobs import JobState
from turnout.store.times import from_text


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it was asked for. `total` is how many badges it is to have, and has once all are queued."""

    id: str
    printer_id: str
    sort: str
    boxes: str
    categories: tuple[str, ...]
    unprinted_only: bool
    total: int
    is_stopped: bool
    started_at: datetime


def find(connection: sqlite3.Connection, run_id: str) -> Run | None:
    row = connection.execute("SELECT * FROM badge_runs WHERE id = ?", (run_id,)).fetchone()
    return None if row is None else _run(row)


def every(connection: sqlite3.Connection) -> list[Run]:
    """All runs, the newest first."""
    return [_run(row) for row in connection.execute("SELECT * FROM badge_runs ORDER BY started_seq DESC")]


def going_on(connection: sqlite3.Connection, printer_id: str) -> list[str]:
    """Ids of a printer's runs that are not stopped, the oldest first."""
    rows = connection.execute(
        "SELECT id FROM badge_runs WHERE printer_id = ? AND NOT is_stopped ORDER BY started_seq", (printer_id,)
    )
    return [row[0] for row in rows]


def states(connection: sqlite3.Connection, run_id: str) -> dict[JobState, int]:
    """How many of a run's badges are in each state; states that none is in are left out."""
    rows = connection.execute(
        "SELECT state, count(*) FROM badge_jobs WHERE run_id = ? AND run_id <> '' GROUP BY state", (run_id,)
    )
    return {JobState(row[0]): row[1] for row in rows}


def members(connection: sqlite3.Connection, run_id: str) -> set[str]:
    """Ids of the people who have a badge in a run."""
    rows = connection.execute("SELECT attendee_id FROM badge_jobs WHERE run_id = ? AND run_id <> ''", (run_id,))
    return {row[0] for row in rows}


def _run(row: sqlite3.Row) -> Run:
    return Run(
        row["id"],
        row["printer_id"],
        row["sort"],
        row["boxes"],
        tuple(json.loads(row["categories"])),
        bool(row["unprinted_only"]),
        row["total"],
        bool(row["is_stopped"]),
        from_text(row["started_at"]),
    )
