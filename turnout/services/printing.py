"""Badges: asking for them, handing the jobs to spoolers, and recording what the printers say."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from turnout.domain.badge_jobs import JobState, may_follow
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import (
    BadgeFailed,
    BadgePrinted,
    BadgePrinting,
    BadgeQueued,
    BadgeReturned,
    BadgeSending,
    BadgeUnknown,
    BadgeVoided,
    Fact,
    PrinterChanged,
    TicketRevoked,
)
from turnout.domain.model import Attendee, CodeKind, Ticket
from turnout.services.badge_images import images_for
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.label_count import labels_of
from turnout.services.registration import new_code, void_waiting_badges
from turnout.store import attendees, badge_jobs, layouts, log, printers, settings
from turnout.store.badge_jobs import Job, Lease, Prospect
from turnout.store.log import Origin
from turnout.store.writer import Transaction

LEASE = timedelta(seconds=180)
"""A spooler that has not reported on its job for this long is taken to be gone. Longer than any driver's patience."""

CLAIM_LEASE = timedelta(seconds=30)
"""How long a spooler has to draw a claimed badge and say that it sends it; then the job may be claimed again."""

GONE = "the spooler stopped in the middle of it"

_REPORTS: dict[JobState, type[Fact]] = {
    JobState.QUEUED: BadgeReturned,
    JobState.SENDING: BadgeSending,
    JobState.PRINTING: BadgePrinting,
    JobState.PRINTED: BadgePrinted,
    JobState.UNKNOWN: BadgeUnknown,
    JobState.FAILED: BadgeFailed,
}
_HAS_BEGUN = frozenset({JobState.PRINTING, JobState.PRINTED, JobState.UNKNOWN})
_SAYS_WHY = frozenset({JobState.QUEUED, JobState.UNKNOWN, JobState.FAILED})
_WHY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Work:
    """A claimed job with all that a spooler needs to draw it. `layout` is TOML, `images` are its pictures by name."""

    job: Job
    lease_until: datetime
    layout: str
    fields: dict[str, str]
    code: str
    images: dict[str, bytes]


def queue_badge(
    tx: Transaction,
    attendee_id: str,
    prospect: Prospect,
    origin: Origin,
    chance: Chance,
    *,
    cause: str = "",
    why: str = "admitted",
    rehearsal: bool = False,
    job_id: str = "",
    run_id: str = "",
    held_until: datetime | None = None,
) -> Job | None:
    """Queue a badge; None where the group has no printer: the desk helps. One of a run waits behind all others.
    Until `held_until` it waits for a word of its owner, or longer where that is prolonged.

    Everybody has a badge code from the start; a new one is made only after theirs was revoked.
    """
    if prospect.printer is None:
        return None
    printer_id, printer_name = prospect.printer
    ticket_id = prospect.ticket_id or _new_badge_code(tx, attendee_id, chance).id
    job_id = job_id or chance.new_id()
    is_held = held_until is not None
    fact = BadgeQueued(attendee_id, job_id, ticket_id, printer_id, prospect.copies + 1, why, rehearsal, run_id, is_held)
    log.append(tx, fact, origin, f"{fact.job_id}-queued", cause)
    if held_until is not None:
        badge_jobs.hold(tx.connection, job_id, held_until)
    return Job(
        fact.job_id,
        attendee_id,
        ticket_id,
        origin.station_id,
        cause,
        printer_id,
        printer_name,
        fact.copy,
        rehearsal,
        JobState.HELD if is_held else JobState.QUEUED,
        "",
        origin.recorded_at,
    )


def reprint(event: Event, attendee_id: str, kind: str, by: Caller, now: datetime, chance: Chance) -> Job:
    """Print a badge again. `lost` makes a new code and revokes the old one, but for the rehearsal; `misprint` keeps it.

    Raises NotFound for an unknown attendee, Conflict when the group has no printer.
    """
    if kind not in ("lost", "misprint"):
        raise BadInput(f"A badge is reprinted because it is lost or a misprint, not {kind!r}.")
    group = printers.only_group(event.reader) if by.station is None else by.station.printer_group
    own = "" if by.station is None else by.station.printer_id
    return event.write(lambda tx: _reprint(tx, attendee_id, kind, group, own, Origin.at(now, by.actor), chance))


def reissue(
    tx: Transaction,
    attendee_id: str,
    group: str,
    origin: Origin,
    chance: Chance,
    *,
    why: str,
    cause: str = "",
    own: str = "",
    is_lost: bool = False,
    rehearsal: bool = False,
) -> Job | None:
    """Queue another badge, best on the printer `own`; of one that `is_lost` the code becomes worthless.

    Not in the rehearsal: badges that were printed in advance must go on working. None where the group has no printer.
    """
    old = attendees.badge_ticket_of(tx.connection, attendee_id)
    if is_lost and not rehearsal and old is not None:
        revoked = f"{old.id}-revoked"
        attendees.revoke_ticket(tx.connection, old.id)
        log.append(tx, TicketRevoked(attendee_id, old.id, "badge lost"), origin, revoked, cause)
        void_waiting_badges(tx, attendee_id, "badge lost", origin, revoked)  # they carry the worthless code
    prospect = badge_jobs.prospect(tx.connection, attendee_id, group, own)
    return queue_badge(tx, attendee_id, prospect, origin, chance, cause=cause, why=why, rehearsal=rehearsal)


def fields_of(connection: sqlite3.Connection, attendee: Attendee) -> dict[str, str]:
    """What may stand on somebody's badge."""
    return {
        "name": attendee.full_name,
        "given_name": attendee.given_name,
        "company": attendee.company,
        "pronouns": attendee.pronouns,
        "category": layouts.category_label(connection, attendee.category),
        "category_id": attendee.category,
        "event": settings.read(connection).name,
        "language": attendee.language,
    }


def claim(event: Event, printer_id: str, spooler: str, now: datetime) -> Work | None:
    """Hand the oldest waiting job of a printer to a spooler, under a lease; None when nothing waits.

    Of the job nothing is sent before its report of `sending` is heard. What another spooler held of this printer's is
    taken from it: a printer has one spooler, and this is it now. Raises NotFound for a printer that is not set up.
    """
    is_held = badge_jobs.jobs_of_others(event.reader, printer_id, spooler)
    if not is_held and badge_jobs.first_waiting(event.reader, printer_id) is None:
        if not printers.name_of(event.reader, printer_id):
            raise NotFound("There is no such printer.", "Read the list of printers again.", code="no_printer")
        return None
    return event.write(lambda tx: _claim(tx, printer_id, spooler, now))


def report(
    event: Event,
    job_id: str,
    report_id: str,
    state: JobState,
    why: str,
    by: Caller,
    occurred_at: datetime,
    now: datetime,
    *,
    spooler: str = "",
) -> JobState:
    """Record what became of a job; the same `report_id` again changes nothing. Answers the state now.

    Before a spooler lets the printer have anything it reports `sending` under the name by which it claimed; refused,
    it must send nothing. Raises NotFound, BadInput for a state that no spooler reports, Conflict when the job has
    moved on: it is another spooler's, at another printer, or has ended.
    """
    if state not in _REPORTS:
        known = ", ".join(_REPORTS)
        raise BadInput(f"A spooler does not report {state}.", f"Report one of {known}.")
    origin = Origin(now, min(occurred_at, now), by.actor, by.station_id)
    return event.write(lambda tx: _report(tx, job_id, report_id, state, why[:_WHY_LENGTH], origin, spooler))


def note_printer(event: Event, printer_id: str, state: str, message: str, by: Caller, now: datetime) -> None:
    """Note what a spooler found a printer to be in; a change of state is a fact, the message is not."""
    event.write(lambda tx: _note_printer(tx, printer_id, state, message, Origin.at(now, by.actor)))
    event.live.mark(("printers",))


def end_stale_leases(event: Event, now: datetime) -> list[str]:
    """Jobs whose spooler is gone: one that was being sent is `unknown`, since nobody can say what came out, one that
    was only claimed waits again. Answers the ids.
    """
    if not badge_jobs.jobs_out_of_lease(event.reader, now):
        return []
    return event.write(lambda tx: _end_stale_leases(tx, now))


def _new_badge_code(tx: Transaction, attendee_id: str, chance: Chance) -> Ticket:
    ticket = new_code(CodeKind.BADGE, attendee_id, settings.read(tx.connection).tag, chance)
    attendees.add_tickets(tx.connection, [ticket])
    return ticket


def _reprint(tx: Transaction, attendee_id: str, kind: str, group: str, own: str, origin: Origin, chance: Chance) -> Job:
    attendees.get(tx.connection, attendee_id)
    rehearsal = settings.opened_at(tx.connection) is None
    is_lost = kind == "lost"
    job = reissue(tx, attendee_id, group, origin, chance, why=kind, own=own, is_lost=is_lost, rehearsal=rehearsal)
    if job is None:
        raise Conflict(
            "No printer is set up for this desk.", "Choose a printer group with a printer.", code="no_printer"
        )
    return job


def _claim(tx: Transaction, printer_id: str, spooler: str, now: datetime) -> Work | None:
    _end_leases(tx, badge_jobs.jobs_of_others(tx.connection, printer_id, spooler), now)
    while (job := badge_jobs.first_waiting(tx.connection, printer_id)) is not None:
        attendee = attendees.find(tx.connection, job.attendee_id)
        ticket = attendees.ticket(tx.connection, job.ticket_id)
        if attendee is not None and ticket is not None and not ticket.is_revoked:
            return _hand_out(tx, job, attendee, ticket, Lease(job.id, spooler, now + CLAIM_LEASE, "", 0))
        # left there, a badge that is of no use to anybody would hold up all that wait behind it
        is_replaced = ticket is not None and ticket.is_revoked
        why = "its code was replaced" if is_replaced else "its attendee is on no list any more"
        voided = BadgeVoided(job.id, why)
        log.append(tx, voided, Origin.at(now, spooler), f"{job.id}-voided")
    return None


def _hand_out(tx: Transaction, job: Job, attendee: Attendee, ticket: Ticket, lease: Lease) -> Work:
    layout = layouts.chosen(tx.connection, attendee.category)
    badge_jobs.lease(tx.connection, replace(lease, layout=layout.name, layout_version=layout.version))
    fields, images = fields_of(tx.connection, attendee), images_for(tx.connection, layout.toml)
    return Work(job, lease.until, layout.toml, fields, ticket.code, images)


def _report(
    tx: Transaction, job_id: str, report_id: str, state: JobState, why: str, origin: Origin, spooler: str
) -> JobState:
    job = badge_jobs.find(tx.connection, job_id)
    if job is None:
        raise NotFound("There is no such badge job.", code="no_job")
    fact_id = f"{job_id}-{report_id}"
    if log.find(tx.connection, fact_id) is not None:
        return job.state
    lease = badge_jobs.lease_of(tx.connection, job_id)
    if lease is not None and lease.spooler != (spooler or lease.spooler):
        raise Conflict("Another spooler has this badge in hand.", code="job_moved_on")
    is_claimed = job.state is JobState.QUEUED and lease is not None
    if is_claimed and state is JobState.QUEUED:
        badge_jobs.end_lease(tx.connection, job_id)  # nothing had begun: the log has nothing to tell
        return state
    if is_claimed and state in _HAS_BEGUN:  # its spooler did not say so, and what came out was sent
        _append_report(tx, job, lease, JobState.SENDING, "", origin, f"{fact_id}-sending")
    elif not may_follow(job.state, state) or (job.state in (JobState.HELD, JobState.QUEUED) and not is_claimed):
        raise Conflict(f"The job is {job.state}; it cannot become {state}.", code="job_moved_on")
    _append_report(tx, job, lease, state, why, origin, fact_id)
    if state in (JobState.SENDING, JobState.PRINTING):
        badge_jobs.renew_lease(tx.connection, job_id, origin.recorded_at + LEASE)
    else:
        badge_jobs.end_lease(tx.connection, job_id)
    return state


def _append_report(
    tx: Transaction, job: Job, lease: Lease | None, state: JobState, why: str, origin: Origin, fact_id: str
) -> None:
    fact: Fact
    if state is JobState.SENDING and lease is not None:
        labels = labels_of(tx.connection, lease.layout, lease.layout_version)
        fact = BadgeSending(job.id, job.printer_id, lease.layout, lease.layout_version, labels)
    else:
        kind = _REPORTS[state]
        fact = kind(job.id, why) if state in _SAYS_WHY else kind(job.id)  # type: ignore[call-arg]
    log.append(tx, fact, origin, fact_id)


def _note_printer(tx: Transaction, printer_id: str, state: str, message: str, origin: Origin) -> None:
    before = printers.put_state(tx.connection, printer_id, state, message[:_WHY_LENGTH], origin.recorded_at)
    if before is None:
        raise NotFound("There is no such printer.", "Read the list of printers again.", code="no_printer")
    if before != state:
        log.append(tx, PrinterChanged(printer_id, state), origin, _next_id(tx, f"{printer_id}-{state}"))


def _end_stale_leases(tx: Transaction, now: datetime) -> list[str]:
    gone = badge_jobs.jobs_out_of_lease(tx.connection, now)
    _end_leases(tx, gone, now)
    return [job.id for job in gone]


def _end_leases(tx: Transaction, gone: list[Job], now: datetime) -> None:
    for job in gone:
        if job.state in (JobState.SENDING, JobState.PRINTING):
            fact_id = _next_id(tx, f"{job.id}-lease-ended")
            log.append(tx, BadgeUnknown(job.id, GONE), Origin.at(now, "clock"), fact_id)
        badge_jobs.end_lease(tx.connection, job.id)


def _next_id(tx: Transaction, about: str) -> str:
    """An id for what may happen again and again; by position, since a clock may stand or be set back."""
    return f"{about}-{log.last_seq(tx.connection) + 1}"
