"""Badge jobs as spoolers and screens see them, and the leases under which spoolers work."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.badge_jobs import JobState
from turnout.store.times import from_text, to_text


@dataclass(frozen=True, slots=True)
class Job:
    """One badge to print. `scan_id` is the scan it follows, empty for a reprint."""

    id: str
    attendee_id: str
    ticket_id: str
    station_id: str
    scan_id: str
    printer_id: str
    copy: int
    is_rehearsal: bool
    state: JobState
    problem: str
    changed_at: datetime


def find(connection: sqlite3.Connection, job_id: str) -> Job | None:
    row = connection.execute("SELECT * FROM badge_jobs WHERE id = ?", (job_id,)).fetchone()
    return None if row is None else _job(row)


def of_scan(connection: sqlite3.Connection, attendee_id: str, scan_id: str) -> Job | None:
    """The badge that a scan asked for."""
    row = connection.execute(
        "SELECT * FROM badge_jobs WHERE attendee_id = ? AND scan_id = ?", (attendee_id, scan_id)
    ).fetchone()
    return None if row is None else _job(row)


def count_of(connection: sqlite3.Connection, attendee_id: str) -> int:
    """How many badges were asked for, rehearsals and voided ones left out."""
    n: int = connection.execute(
        "SELECT count(*) FROM badge_jobs WHERE attendee_id = ? AND NOT rehearsal AND state <> 'voided'",
        (attendee_id,),
    ).fetchone()[0]
    return n


def first_waiting(connection: sqlite3.Connection, printer_id: str) -> Job | None:
    """The oldest queued job of a printer."""
    row = connection.execute(
        """
        SELECT * FROM badge_jobs INDEXED BY badge_jobs_waiting
        WHERE printer_id = ? AND state IN ('queued', 'sending', 'printing') AND state = 'queued'
        ORDER BY queued_seq LIMIT 1
        """,
        (printer_id,),
    ).fetchone()
    return None if row is None else _job(row)


def of_station(connection: sqlite3.Connection, station_id: str, since: datetime) -> list[Job]:
    """A station's jobs that changed lately, the newest first."""
    rows = connection.execute(
        """
        SELECT * FROM badge_jobs WHERE station_id = ? AND changed_at >= ? ORDER BY queued_seq DESC LIMIT 20
        """,
        (station_id, to_text(since)),
    )
    return [_job(row) for row in rows]


def lease(connection: sqlite3.Connection, job_id: str, spooler: str, until: datetime) -> None:
    """Note that a spooler works on a job, and until when it will have been heard of."""
    connection.execute(
        """
        INSERT INTO leases VALUES (?, ?, ?)
        ON CONFLICT (job_id) DO UPDATE SET spooler = excluded.spooler, until = excluded.until
        """,
        (job_id, spooler, to_text(until)),
    )


def end_lease(connection: sqlite3.Connection, job_id: str) -> None:
    connection.execute("DELETE FROM leases WHERE job_id = ?", (job_id,))


def jobs_out_of_lease(connection: sqlite3.Connection, now: datetime) -> list[Job]:
    """Jobs whose spooler has not been heard of in time."""
    rows = connection.execute(
        """
        SELECT j.* FROM leases l JOIN badge_jobs j ON j.id = l.job_id
        WHERE l.until < ? AND j.state IN ('sending', 'printing') ORDER BY j.queued_seq
        """,
        (to_text(now),),
    )
    return [_job(row) for row in rows]


def _job(row: sqlite3.Row) -> Job:
    return Job(
        row["id"],
        row["attendee_id"],
        row["ticket_id"],
        row["station_id"],
        row["scan_id"],
        row["printer_id"],
        row["copy"],
        bool(row["rehearsal"]),
        JobState(row["state"]),
        row["problem"],
        from_text(row["changed_at"]),
    )
