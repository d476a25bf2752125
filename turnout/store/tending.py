"""What people do to printers, as the log has it, and the badge jobs that they do it for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.badge_jobs import JobState
from turnout.store.printers import STILL_MATTERS
from turnout.store.times import from_text

_QUEUED = """
    SELECT id FROM badge_jobs j INDEXED BY badge_jobs_waiting
    WHERE printer_id = ? AND run_id = '' AND state IN ('queued', 'sending', 'printing') AND state = 'queued'
        AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.job_id = j.id)
"""


@dataclass(frozen=True, slots=True)
class ListedJob:
    """A badge job with whose it is; a test badge is nobody's, its `attendee_id` empty.

    `is_in_advance` is one of a bulk print; `problem` is what was said of it last.
    """

    id: str
    printer_id: str
    printer_name: str
    attendee_id: str
    full_name: str
    state: JobState
    problem: str
    copy: int
    why: str
    is_rehearsal: bool
    is_in_advance: bool
    changed_at: datetime


_LISTED = """
    SELECT d.id, d.printer_id, coalesce(p.name, ''), d.attendee_id, coalesce(a.full_name, ''), d.state, d.problem,
        d.copy, d.why, d.rehearsal, d.run_id <> '', d.changed_at
    FROM badge_jobs d LEFT JOIN printers p ON p.id = d.printer_id LEFT JOIN attendees a ON a.id = d.attendee_id
"""


def is_paused(connection: sqlite3.Connection, printer_id: str) -> bool:
    row = connection.execute("SELECT is_paused FROM tended_printers WHERE printer_id = ?", (printer_id,)).fetchone()
    return row is not None and bool(row[0])


def labels_left(connection: sqlite3.Connection, printer_id: str) -> int | None:
    """How many labels a printer should have left; None where nobody has said how many it had."""
    row = connection.execute("SELECT labels_left FROM tended_printers WHERE printer_id = ?", (printer_id,)).fetchone()
    return None if row is None else row[0]


def movable(connection: sqlite3.Connection, printer_id: str, limit: int) -> list[str]:
    """Ids of the jobs that people wait for at a printer and no spooler has in hand, the oldest first."""
    rows = connection.execute(f"{_QUEUED} AND attendee_id <> '' ORDER BY queued_seq LIMIT ?", (printer_id, limit))
    return [row[0] for row in rows]


def first_test(connection: sqlite3.Connection, printer_id: str) -> str | None:
    """The id of the oldest test badge that waits at a printer."""
    row = connection.execute(f"{_QUEUED} AND attendee_id = '' ORDER BY queued_seq LIMIT 1", (printer_id,)).fetchone()
    return None if row is None else row[0]


def waiting(connection: sqlite3.Connection, printer_id: str, limit: int) -> list[ListedJob]:
    """The jobs of a printer that people wait for, in the order in which they come out."""
    rows = connection.execute(
        f"""
        {_LISTED} WHERE d.printer_id = ? AND d.run_id = '' AND d.state IN ('queued', 'sending', 'printing')
        ORDER BY d.queued_seq LIMIT ?
        """,
        (printer_id, limit),
    )
    return [_listed(row) for row in rows]


def in_doubt(connection: sqlite3.Connection, limit: int) -> list[ListedJob]:
    """The jobs about which somebody is to be asked, the oldest first."""
    rows = connection.execute(
        f"{_LISTED} WHERE d.state IN ('unknown', 'failed') AND {STILL_MATTERS} ORDER BY d.queued_seq LIMIT ?", (limit,)
    )
    return [_listed(row) for row in rows]


def printed(connection: sqlite3.Connection, limit: int) -> list[ListedJob]:
    """The badges that came out last, the newest first."""
    rows = connection.execute(
        f"{_LISTED} WHERE d.state = 'printed' AND d.run_id = '' ORDER BY d.changed_seq DESC LIMIT ?", (limit,)
    )
    return [_listed(row) for row in rows]


def _listed(row: sqlite3.Row) -> ListedJob:
    job_id, printer_id, printer_name, attendee_id, full_name, state, problem, copy, why, *rest = row
    is_rehearsal, is_in_advance, changed_at = rest
    return ListedJob(
        job_id,
        printer_id,
        printer_name,
        attendee_id,
        full_name,
        JobState(state),
        problem,
        copy,
        why,
        bool(is_rehearsal),
        bool(is_in_advance),
        from_text(changed_at),
    )
