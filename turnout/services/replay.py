"""Scans that a station tells of later, or again after its page was loaded anew; and what it did while it was cut off.

What was done is recorded as it happened, whatever the rules say by now: that they disagree is a second fact. A scan of
which nothing can be made is answered with an error, so that it holds up none behind it, and kept as a fact.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from turnout.domain.admission import NO_ENTRIES, Admitted, Case, Reason, Refused, decide
from turnout.domain.badge_jobs import JobState
from turnout.domain.conflicts import NOT_JUDGED, ConflictKind
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import (
    BadgePrinted,
    BadgeQueued,
    BadgeVoided,
    ScanAdmitted,
    ScanConflicted,
    ScanRefused,
    ScanUnusable,
)
from turnout.services import conflicts, rosters, scanning, sealing
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import badge_jobs, log
from turnout.store import rosters as roster_store
from turnout.store.log import Origin
from turnout.store.writer import Transaction

CUT_OFF = "cut_off"
"""Why a badge was printed of which the server heard afterwards."""


@dataclass(frozen=True, slots=True)
class Presented:
    """What a station tells of the code, one of three: as it was read, its id on the roster, or sealed to the server."""

    code: str = ""
    lookup: bytes = b""
    sealed_code: bytes = b""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a station did by itself. `reason` is why it sent somebody to the desk, `badge_job_id` what it printed."""

    is_admitted: bool
    reason: str = ""
    badge_job_id: str = ""


def take(
    event: Event, attempt: Scan, presented: Presented, judged: Judged | None, by: Caller, now: datetime, chance: Chance
) -> ScanAnswer:
    """Record a scan as `scanning.scan` does, or, of a station that was cut off, what it did. The same id again gets the
    same answer, in whichever way the code is told.

    Raises what `scanning.scan` raises, NotFound for an id that is on no roster, BadInput for a code sealed to another.
    """
    try:
        told = replace(attempt, code=_code(event.reader, presented), is_cut_off=judged is not None)
        if judged is None:
            return scanning.scan(event, told, by, now, chance)
        origin = scanning.origin_of(told, by, now)
        return event.write(lambda tx: _take(tx, told, judged, by, origin, chance))
    except (BadInput, Conflict, NotFound) as problem:
        why = problem.code
        event.write(lambda tx: _keep_unusable(tx, attempt, why, by, now))
        raise


def _code(connection: sqlite3.Connection, presented: Presented) -> str:
    if presented.code:
        return presented.code
    if presented.lookup:
        code = roster_store.code_of(connection, presented.lookup)
        if code is not None:
            return code
        raise NotFound(
            "This ticket is on the roster no more.", "Find the person by name at the desk.", code="lookup_unknown"
        )
    secrets = rosters.secrets_of(connection)
    if secrets is None:
        raise NotFound("Nothing was ever sealed for this event.", "Pair this device again.", code="lookup_unknown")
    return sealing.opened_code(secrets, presented.sealed_code)


def _keep_unusable(tx: Transaction, attempt: Scan, why: str, by: Caller, now: datetime) -> None:
    fact_id = f"{attempt.scan_id}-unusable"
    if log.find(tx.connection, fact_id) is None:
        origin = scanning.origin_of(attempt, by, now)
        log.append(tx, ScanUnusable(by.station_id, attempt.place_id, attempt.scan_id, why), origin, fact_id)


def _take(tx: Transaction, attempt: Scan, judged: Judged, by: Caller, origin: Origin, chance: Chance) -> ScanAnswer:
    door = scanning.door_of(tx.connection, attempt.place_id)
    afterwards = f"{attempt.scan_id}-cut-off"
    known = log.find(tx.connection, afterwards) or log.find(tx.connection, attempt.scan_id)
    refused_as = ""
    if known is not None:
        answer = scanning.answer_again(tx.connection, known, attempt, door)
        if not judged.is_admitted or not isinstance(answer.fact, ScanRefused) or answer.fact.cut_off:
            return _with_badge(tx, answer, judged, by, origin)
        # we had refused, the station never heard it, and let them in: that happened too
        refused_as, attempt = answer.fact.reason, replace(attempt, scan_id=afterwards, cause=attempt.scan_id)
    examined = scanning.examine(tx.connection, attempt, by, origin, door)
    outcome = decide(_without_other_stations(examined.case))
    if not judged.is_admitted:
        return scanning.refuse(tx, attempt, origin, examined, _reason(judged, outcome, examined.case))
    if examined.holder is None:
        reason = outcome.reason if isinstance(outcome, Refused) else Reason.UNKNOWN_TICKET
        answer = scanning.refuse(tx, attempt, origin, examined, reason)
        _conflict(tx, answer, "", reason, origin)
        return answer
    again = Admitted(again=examined.case.entries.times > 0)
    answer = scanning.admit(tx, attempt, by, origin, chance, examined, again)
    _judge(tx, answer, outcome, refused_as, origin)
    return _with_badge(tx, answer, judged, by, origin)


def _without_other_stations(case: Case) -> Case:
    """What a station that is cut off cannot know is not held against it, nor what has changed in the room since."""
    return replace(case, entries=NO_ENTRIES, headcount=0, is_ready=None)


def _reason(judged: Judged, outcome: Admitted | Refused, case: Case) -> Reason:
    """Why somebody was sent to the desk: what we would have said; else what the station said, which knew them not, or
    not as somebody to let in.
    """
    if isinstance(outcome, Refused):
        return outcome.reason
    if judged.reason in set(Reason) and (judged.reason != Reason.ALREADY_IN or case.entries.times):
        return Reason(judged.reason)
    return Reason.UNKNOWN_TICKET


def _judge(tx: Transaction, answer: ScanAnswer, outcome: Admitted | Refused, refused_as: str, origin: Origin) -> None:
    fact, scan_id = answer.fact, answer.stated.fact_id
    if fact.rehearsal:
        return
    reason = outcome.reason if isinstance(outcome, Refused) and outcome.reason not in NOT_JUDGED else refused_as
    if reason and reason != Reason.ALREADY_IN:
        _conflict(tx, answer, fact.attendee_id, reason, origin)
    conflicts.judge(tx, fact.attendee_id, fact.place_id, origin, scan_id)


def _conflict(tx: Transaction, answer: ScanAnswer, attendee_id: str, reason: str, origin: Origin) -> None:
    scan_id, place_id = answer.stated.fact_id, answer.fact.place_id
    fact = ScanConflicted(attendee_id, place_id, scan_id, ConflictKind.NOT_ADMISSIBLE, reason)
    conflicts.state(tx, fact, origin, scan_id)


def _withdraw(tx: Transaction, answer: ScanAnswer, origin: Origin) -> None:
    """Void the badge that was asked for here before the station, which never heard of it, printed one."""
    if answer.job is not None and answer.job.state in (JobState.HELD, JobState.QUEUED):
        scan_id = answer.stated.fact_id
        log.append(tx, BadgeVoided(answer.job.id, CUT_OFF), origin, f"{answer.job.id}-voided", scan_id)


def _with_badge(tx: Transaction, answer: ScanAnswer, judged: Judged, by: Caller, origin: Origin) -> ScanAnswer:
    """A badge that the station printed meanwhile is done; of nobody else one is queued, who would wait there for it?"""
    fact, job_id = answer.fact, judged.badge_job_id
    if not job_id or not isinstance(fact, ScanAdmitted) or by.station is None:
        return answer
    if badge_jobs.find(tx.connection, job_id) is None:
        _withdraw(tx, answer, origin)
        prospect = badge_jobs.prospect(tx.connection, fact.attendee_id, by.station.printer_group, by.station.printer_id)
        printer_id = prospect.printer[0] if prospect.printer is not None else ""
        ticket_id, copy = prospect.ticket_id or "", prospect.copies + 1
        queued = BadgeQueued(fact.attendee_id, job_id, ticket_id, printer_id, copy, CUT_OFF, fact.rehearsal)
        scan_id = answer.stated.fact_id
        log.append(tx, queued, origin, f"{job_id}-queued", scan_id)
        log.append(tx, BadgePrinted(job_id), origin, f"{job_id}-printed", scan_id)
    return replace(answer, job=badge_jobs.find(tx.connection, job_id))
