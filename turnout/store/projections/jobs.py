"""Badge jobs and the state each is in; and the runs in which badges are printed in advance."""

from __future__ import annotations

import json
import sqlite3

from turnout.domain.badge_jobs import JobState
from turnout.domain.facts import (
    BadgeConfirmed,
    BadgeFailed,
    BadgeMoved,
    BadgePrinted,
    BadgePrinting,
    BadgeQueued,
    BadgeReleased,
    BadgeRetried,
    BadgeReturned,
    BadgeRunContinued,
    BadgeRunQueued,
    BadgeRunStarted,
    BadgeRunStopped,
    BadgeSending,
    BadgeUnknown,
    BadgeVoided,
    PrinterTested,
    Stated,
)
from turnout.store.projections import printers
from turnout.store.times import to_text

Change = (
    BadgeSending
    | BadgePrinting
    | BadgePrinted
    | BadgeUnknown
    | BadgeFailed
    | BadgeReturned
    | BadgeVoided
    | BadgeConfirmed
    | BadgeRetried
    | BadgeReleased
)

TEST = "test"
"""Why a job is there that is nobody's."""

_STATE: dict[type[Change], JobState] = {
    BadgeSending: JobState.SENDING,
    BadgePrinting: JobState.PRINTING,
    BadgePrinted: JobState.PRINTED,
    BadgeUnknown: JobState.UNKNOWN,
    BadgeFailed: JobState.FAILED,
    BadgeReturned: JobState.QUEUED,
    BadgeVoided: JobState.VOIDED,
    BadgeConfirmed: JobState.PRINTED,
    BadgeRetried: JobState.QUEUED,
    BadgeReleased: JobState.QUEUED,
}


def queue(connection: sqlite3.Connection, stated: Stated, fact: BadgeQueued) -> None:
    connection.execute(
        "INSERT INTO badge_jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)",
        (
            fact.job_id,
            fact.attendee_id,
            fact.ticket_id,
            stated.station_id,
            stated.cause,
            fact.printer_id,
            fact.copy,
            fact.why,
            fact.rehearsal,
            JobState.HELD if fact.held else JobState.QUEUED,
            stated.seq,
            stated.seq,
            to_text(stated.recorded_at),
            fact.run_id,
        ),
    )


def queue_test(connection: sqlite3.Connection, stated: Stated, fact: PrinterTested) -> None:
    """A job of nobody's; it is no copy of anybody's badge."""
    queue(connection, stated, BadgeQueued("", fact.job_id, "", fact.printer_id, 0, TEST))


def change(connection: sqlite3.Connection, stated: Stated, fact: Change) -> None:
    if isinstance(fact, BadgePrinted | BadgeUnknown):
        printers.use_labels(connection, stated, fact.job_id)
    connection.execute(
        "UPDATE badge_jobs SET state = ?, problem = ?, changed_seq = ?, changed_at = ? WHERE id = ?",
        (_STATE[type(fact)], getattr(fact, "why", ""), stated.seq, to_text(stated.recorded_at), fact.job_id),
    )


def move(connection: sqlite3.Connection, stated: Stated, fact: BadgeMoved) -> None:
    """Its place in the order stays: whoever came first is served first there too."""
    connection.execute(
        "UPDATE badge_jobs SET printer_id = ?, changed_seq = ?, changed_at = ? WHERE id = ?",
        (fact.to_printer_id, stated.seq, to_text(stated.recorded_at), fact.job_id),
    )


def start_run(connection: sqlite3.Connection, stated: Stated, fact: BadgeRunStarted) -> None:
    connection.execute(
        "INSERT INTO badge_runs VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
        (
            fact.run_id,
            fact.printer_id,
            fact.sort,
            fact.boxes,
            json.dumps(fact.categories),
            fact.unprinted_only,
            fact.total,
            to_text(stated.recorded_at),
            stated.seq,
        ),
    )


def count_run(connection: sqlite3.Connection, _stated: Stated, fact: BadgeRunQueued) -> None:
    connection.execute("UPDATE badge_runs SET total = ? WHERE id = ?", (fact.total, fact.run_id))


def stop_or_continue_run(
    connection: sqlite3.Connection, _stated: Stated, fact: BadgeRunStopped | BadgeRunContinued
) -> None:
    is_stopped = isinstance(fact, BadgeRunStopped)
    connection.execute("UPDATE badge_runs SET is_stopped = ? WHERE id = ?", (is_stopped, fact.run_id))
