"""What the topics `printers` and `jobs` show. Names of attendees stand in `jobs` only: not everybody may follow it."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from turnout.store import printers, tending
from turnout.store.printers import PrinterReport
from turnout.store.tending import ListedJob
from turnout.store.times import to_text, to_text_or_none

MOST_WAITING = 30
"""Jobs listed of one printer; how many wait in all stands with the printer."""
MOST_IN_DOUBT = 100
MOST_PRINTED = 20
Data = dict[str, Any]


def printers_topic(connection: sqlite3.Connection, _now: datetime) -> Data:
    """Every printer, as it is and as people tend it."""
    return {"printers": [_printer(report) for report in printers.reports(connection)]}


def jobs_topic(connection: sqlite3.Connection, _now: datetime) -> Data:
    """Jobs about which somebody is to be asked, those that people wait for, and the last that came out."""
    waiting = (tending.waiting(connection, printer.id, MOST_WAITING) for printer in printers.every(connection))
    return {
        "in_doubt": [_job(job) for job in tending.in_doubt(connection, MOST_IN_DOUBT)],
        "waiting": [_job(job) for jobs in waiting for job in jobs],
        "printed": [_job(job) for job in tending.printed(connection, MOST_PRINTED)],
    }


def _printer(report: PrinterReport) -> Data:
    return {
        "id": report.printer.id,
        "name": report.printer.name,
        "kind": report.printer.kind,
        "group": report.printer.group,
        "state": report.state,
        "message": report.message,
        "since": to_text_or_none(report.changed_at),
        "waiting": report.waiting,
        "oldest_at": to_text_or_none(report.oldest_at),
        "checked_at": to_text_or_none(report.checked_at),
        "is_paused": report.is_paused,
        "labels_left": report.labels_left,
        "unknown": report.unknown,
        "failed": report.failed,
    }


def _job(job: ListedJob) -> Data:
    return {
        "id": job.id,
        "printer": {"id": job.printer_id, "name": job.printer_name},
        "attendee": {"id": job.attendee_id, "name": job.full_name} if job.attendee_id else None,
        "state": job.state,
        "reason": job.problem,
        "copy": job.copy,
        "why": job.why,
        "rehearsal": job.is_rehearsal,
        "in_advance": job.is_in_advance,
        "changed_at": to_text(job.changed_at),
    }
