"""What a person decides about one badge job: that it came out after all, that it did not, that nobody wants it.

A printer that fell silent leaves a job `unknown`, and nothing prints it again by itself: somebody looks, and says so.
What is said twice changes nothing the second time, so that a page may ask again until it is answered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from turnout.domain.badge_jobs import JobState, may_be_made
from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import BadgeConfirmed, BadgeRetried, BadgeVoided, Fact
from turnout.services import printing
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import attendees, badge_jobs, log, printers, settings
from turnout.store.badge_jobs import Job
from turnout.store.log import Origin
from turnout.store.writer import Transaction

_HAS_COME_OUT = frozenset({JobState.PRINTED, JobState.UNKNOWN})


def came_out(event: Event, job_id: str, by: Caller, now: datetime) -> JobState:
    """Somebody holds the badge in their hand. Raises NotFound, or Conflict unless it was in doubt."""
    return _decide(event, job_id, BadgeConfirmed(job_id), JobState.PRINTED, by, now)


def retry(event: Event, job_id: str, by: Caller, now: datetime) -> JobState:
    """Nothing came out: print the same job again, before whatever was asked for later.

    Raises NotFound, or Conflict unless it was in doubt or failed; also where its printer is gone, or its code was
    replaced.
    """
    return _decide(event, job_id, BadgeRetried(job_id), JobState.QUEUED, by, now)


def void(event: Event, job_id: str, by: Caller, now: datetime) -> JobState:
    """Nobody wants this badge any more. Raises NotFound, or Conflict once it is being printed, or has been."""
    return _decide(event, job_id, BadgeVoided(job_id, "staff"), JobState.VOIDED, by, now)


def reprint(event: Event, job_id: str, reprint_id: str, by: Caller, now: datetime, chance: Chance) -> Job:
    """Print a badge again that came out badly, on the same printer, as a job of this id; the code stays as it is.

    Raises NotFound, or Conflict for one that has not come out, or is nobody's.
    """
    return event.write(lambda tx: _reprint(tx, job_id, reprint_id, Origin.at(now, by.actor), chance))


def _decide(event: Event, job_id: str, fact: Fact, state: JobState, by: Caller, now: datetime) -> JobState:
    def put(tx: Transaction) -> JobState:
        job = _job(tx, job_id)
        if job.state is state:
            return state
        if not may_be_made(job.state, state):
            raise Conflict(
                f"This badge is {job.state} by now.", "Look at the list again, it has changed.", code="job_moved_on"
            )
        if state is JobState.QUEUED:
            _refuse_senseless_retry(tx, job)
        log.append(tx, fact, Origin.at(now, by.actor), log.next_id(tx.connection, f"{job_id}-{state}-by-hand"))
        badge_jobs.end_lease(tx.connection, job_id)
        return state

    return event.write(put)


def _refuse_senseless_retry(tx: Transaction, job: Job) -> None:
    if not job.printer_name:
        raise Conflict(
            "The printer of this badge is gone.", "Void it, and print another at the desk.", code="no_printer"
        )
    ticket = attendees.ticket(tx.connection, job.ticket_id)
    if ticket is not None and ticket.is_revoked:
        raise Conflict(
            "The code on this badge has been replaced: it would open no door.",
            "Void it; the badge with the new code is in the list.",
            code="code_replaced",
        )


def _reprint(tx: Transaction, job_id: str, reprint_id: str, origin: Origin, chance: Chance) -> Job:
    known = badge_jobs.find(tx.connection, reprint_id)
    if known is not None:
        return known
    job = _job(tx, job_id)
    if job.state not in _HAS_COME_OUT or not job.attendee_id:
        raise Conflict("This badge has not come out.", "Only one that came out is printed again.", code="job_moved_on")
    attendees.get(tx.connection, job.attendee_id)
    prospect = badge_jobs.prospect(tx.connection, job.attendee_id, _group(tx, job))
    if job.printer_name:  # whoever asks stands beside it
        prospect = replace(prospect, printer=(job.printer_id, job.printer_name))
    rehearsal = settings.opened_at(tx.connection) is None
    queued = printing.queue_badge(
        tx, job.attendee_id, prospect, origin, chance, why="misprint", rehearsal=rehearsal, job_id=reprint_id
    )
    if queued is None:
        raise Conflict("Its printer is gone, and no other is set up.", "Set a printer up.", code="no_printer")
    return queued


def _group(tx: Transaction, job: Job) -> str:
    printer = printers.find(tx.connection, job.printer_id)
    return printers.only_group(tx.connection) if printer is None else printer.group


def _job(tx: Transaction, job_id: str) -> Job:
    job = badge_jobs.find(tx.connection, job_id)
    if job is None:
        raise NotFound("There is no such badge job.", "Look at the list again.", code="no_job")
    return job
