"""Badge jobs as spoolers and screens see them, and the leases under which spoolers work."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.badge_jobs import JobState
from turnout.store import badge_runs, tending
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
    printer_name: str
    copy: int
    is_rehearsal: bool
    state: JobState
    problem: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a badge would be made of: the code it carries, the printer, and how many were asked for before.

    `ticket_id` is empty when the last badge code was revoked, `printer` (id and name) None where no printer is.
    """

    ticket_id: str
    printer: tuple[str, str] | None
    copies: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Which spooler works on a job, until when it will have been heard of, and with which layout it was given out."""

    job_id: str
    spooler: str
    until: datetime
    layout: str
    layout_version: int


_SELECT = """
    SELECT j.*, coalesce((SELECT name FROM printers p WHERE p.id = j.printer_id), '') AS printer_name FROM badge_jobs j
"""
# by the log's index on subjects, whose page a scan has in hand anyway; an index of our own would be one more to write
_OF_ATTENDEE = "JOIN log l ON l.data ->> 'job_id' = j.id WHERE l.subject = ?1 AND l.kind = 'badge.queued'"
_PROSPECT = f"""
    SELECT
        (SELECT id FROM tickets WHERE attendee_id = ?1 AND kind = 'badge' AND NOT is_revoked ORDER BY id LIMIT 1),
        p.id, p.name,
        (SELECT count(*) FROM badge_jobs j {_OF_ATTENDEE} AND NOT j.rehearsal AND j.state <> 'voided')
    FROM (SELECT 1) LEFT JOIN (
        SELECT id, name FROM printers WHERE printer_group = ?2
        ORDER BY state IN ('fault', 'silent') AND checked_at IS NOT NULL
            OR EXISTS (SELECT 1 FROM tended_printers t WHERE t.printer_id = printers.id AND t.is_paused),
            id <> ?3, id LIMIT 1
    ) p
"""


def find(connection: sqlite3.Connection, job_id: str) -> Job | None:
    row = connection.execute(f"{_SELECT} WHERE j.id = ?", (job_id,)).fetchone()
    return None if row is None else _job(row)


def of_scan(connection: sqlite3.Connection, attendee_id: str, scan_id: str) -> Job | None:
    """The badge that a scan asked for."""
    row = connection.execute(f"{_SELECT} {_OF_ATTENDEE} AND j.scan_id = ?2", (attendee_id, scan_id)).fetchone()
    return None if row is None else _job(row)


def of_attendee(connection: sqlite3.Connection, attendee_id: str) -> list[tuple[Job, str]]:
    """A person's badges, the newest first, each with why it was asked for."""
    rows = connection.execute(f"{_SELECT} {_OF_ATTENDEE} ORDER BY j.queued_seq DESC", (attendee_id,))
    return [(_job(row), row["why"]) for row in rows]


def prospect(connection: sqlite3.Connection, attendee_id: str, printer_group: str, own: str = "") -> Prospect:
    """What an attendee's next badge would be, on a group's printer: a sound one before one in trouble or paused.

    Rehearsals and voided badges do not count as copies.
    """
    ticket_id, printer_id, printer_name, copies = connection.execute(
        _PROSPECT, (attendee_id, printer_group, own)
    ).fetchone()
    return Prospect(ticket_id or "", None if printer_id is None else (printer_id, printer_name), copies)


def first_waiting(connection: sqlite3.Connection, printer_id: str) -> Job | None:
    """The oldest job, claimed by nobody, that somebody waits for; else the next of a run that is not stopped.

    None at a printer that is paused. Test badges are claimed apart.
    """
    if tending.is_paused(connection, printer_id):
        return None
    job = _first_of_run(connection, printer_id, "")
    runs = [] if job is not None else badge_runs.going_on(connection, printer_id)
    return next((found for run_id in runs if (found := _first_of_run(connection, printer_id, run_id))), job)


def _first_of_run(connection: sqlite3.Connection, printer_id: str, run_id: str) -> Job | None:
    row = connection.execute(
        f"""
        {_SELECT} INDEXED BY badge_jobs_waiting
        WHERE printer_id = ? AND run_id = ? AND state IN ('queued', 'sending', 'printing') AND state = 'queued'
            AND attendee_id <> '' AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.job_id = j.id)
        ORDER BY queued_seq LIMIT 1
        """,
        (printer_id, run_id),
    ).fetchone()
    return None if row is None else _job(row)


def of_station(connection: sqlite3.Connection, station_id: str, since: datetime) -> list[Job]:
    """A station's jobs that changed lately, the newest first."""
    rows = connection.execute(
        f"""
        {_SELECT} WHERE station_id = ? AND changed_at >= ? ORDER BY changed_at DESC LIMIT 20
        """,
        (station_id, to_text(since)),
    )
    return [_job(row) for row in rows]


def hold(connection: sqlite3.Connection, job_id: str, until: datetime) -> None:
    """Until when a held badge waits for its owner's word; said again, it waits until then."""
    connection.execute("INSERT OR REPLACE INTO holds VALUES (?, ?)", (job_id, to_text(until)))


def end_hold(connection: sqlite3.Connection, job_id: str) -> None:
    connection.execute("DELETE FROM holds WHERE job_id = ?", (job_id,))


def unfinished_at(connection: sqlite3.Connection, printer_id: str) -> int:
    """How many badges are still to come out at a printer: held, waiting, in hand; those of a run too."""
    n: int = connection.execute(
        """
        SELECT count(*) FROM badge_jobs
        WHERE state IN ('held', 'queued', 'sending', 'printing') AND printer_id = ?
        """,
        (printer_id,),
    ).fetchone()[0]
    return n


def held_too_long(connection: sqlite3.Connection, now: datetime, limit: int) -> list[Job]:
    """Held badges about which nobody said a word in time, the oldest first."""
    rows = connection.execute(
        f"""
        {_SELECT} LEFT JOIN holds h ON h.job_id = j.id
        WHERE j.state = 'held' AND (h.until IS NULL OR h.until <= ?) ORDER BY j.queued_seq LIMIT ?
        """,
        (to_text(now), limit),
    )
    return [_job(row) for row in rows]


def rehearsed_and_open(connection: sqlite3.Connection) -> list[str]:
    """Ids of the rehearsal's badges that wait, or about which somebody is asked, the oldest first."""
    rows = connection.execute(
        """
        SELECT id FROM badge_jobs WHERE rehearsal AND state IN ('held', 'queued', 'unknown', 'failed')
        ORDER BY queued_seq
        """
    )
    return [row[0] for row in rows]


def lease(connection: sqlite3.Connection, lease: Lease) -> None:
    """Note that a spooler works on a job; whoever held it before does no more."""
    connection.execute(
        "INSERT OR REPLACE INTO leases (job_id, spooler, until, layout, layout_version) VALUES (?, ?, ?, ?, ?)",
        (lease.job_id, lease.spooler, to_text(lease.until), lease.layout, lease.layout_version),
    )


def renew_lease(connection: sqlite3.Connection, job_id: str, until: datetime) -> None:
    """A spooler was heard of: it has until then to be heard of again."""
    connection.execute("UPDATE leases SET until = ? WHERE job_id = ?", (to_text(until), job_id))


def lease_of(connection: sqlite3.Connection, job_id: str) -> Lease | None:
    row = connection.execute("SELECT * FROM leases WHERE job_id = ?", (job_id,)).fetchone()
    if row is None:
        return None
    return Lease(row["job_id"], row["spooler"], from_text(row["until"]), row["layout"], row["layout_version"])


def end_lease(connection: sqlite3.Connection, job_id: str) -> None:
    connection.execute("DELETE FROM leases WHERE job_id = ?", (job_id,))


def jobs_out_of_lease(connection: sqlite3.Connection, now: datetime) -> list[Job]:
    """Jobs whose spooler has not been heard of in time."""
    rows = connection.execute(
        f"{_SELECT} JOIN leases l ON l.job_id = j.id WHERE l.until < ? ORDER BY j.queued_seq", (to_text(now),)
    )
    return [_job(row) for row in rows]


def is_in_hand(connection: sqlite3.Connection, printer_id: str) -> bool:
    """Whether a spooler has a badge of this printer's in hand."""
    row = connection.execute(
        "SELECT 1 FROM leases l JOIN badge_jobs j ON j.id = l.job_id WHERE j.printer_id = ? LIMIT 1", (printer_id,)
    ).fetchone()
    return row is not None


def jobs_of_others(connection: sqlite3.Connection, printer_id: str, spooler: str) -> list[Job]:
    """A printer's jobs that are under the lease of another spooler than this."""
    rows = connection.execute(
        f"""
        {_SELECT} JOIN leases l ON l.job_id = j.id
        WHERE j.printer_id = ? AND l.spooler <> ? ORDER BY j.queued_seq
        """,
        (printer_id, spooler),
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
        row["printer_name"],
        row["copy"],
        bool(row["rehearsal"]),
        JobState(row["state"]),
        row["problem"],
        from_text(row["changed_at"]),
    )
