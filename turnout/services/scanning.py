"""Scanning: from a code to an outcome that is in the log, once, however often it is asked for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from turnout.domain import tickets
from turnout.domain.admission import (
    NO_ENTRIES,
    Admitted,
    Case,
    Override,
    Reason,
    Refused,
    decide,
)
from turnout.domain.badge_jobs import JobState
from turnout.domain.device_clock import corrected
from turnout.domain.errors import Conflict, NotAllowed, NotFound
from turnout.domain.facts import BadgeVoided, ClockQuality, ScanAdmitted, ScanRefused, ScanUndone, Stated
from turnout.domain.model import VENUE, Direction, Role, Session
from turnout.services import conflicts, doors, first_badge, scan_answers
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scan_answers import ScanAnswer
from turnout.store import badge_jobs, log, notes, scans
from turnout.store.log import Origin
from turnout.store.projections.people import presence_of
from turnout.store.scans import Door, Holder
from turnout.store.settings import EventSettings
from turnout.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class Scan:
    """One attempt, as the station tells it. `occurred_at` and `sent_at` are the device's clock.

    `cause` is the fact of the group that it is part of. A moment that somebody typed from paper is nobody's clock: it
    stands as it was typed. `boot_id` is the start of the device since which `station_seq` counts; `is_cut_off` says
    that it decided by itself, `has_clock` that it had set its clock.
    """

    scan_id: str
    code: str
    place_id: str
    occurred_at: datetime
    sent_at: datetime | None
    direction: Direction = Direction.IN
    station_seq: int = 0
    override_reason: str = ""
    cause: str = ""
    is_typed: bool = False
    boot_id: str = ""
    is_cut_off: bool = False
    has_clock: bool = True


@dataclass(frozen=True, slots=True)
class Examined:
    """An attempt with all that is to be known of it before anything is decided."""

    door: Door
    holder: Holder | None
    session: Session | None
    reading: tickets.Reading
    fingerprint: str
    case: Case


def scan(event: Event, attempt: Scan, by: Caller, now: datetime, chance: Chance) -> ScanAnswer:
    """Decide and record a scan; the same `scan_id` again gets the same answer, the name read anew.

    Raises Conflict when the id was used for another code or place, NotFound for an unknown place,
    BadInput for an override without a reason.
    """
    if by.role is Role.STATION and attempt.override_reason:
        raise NotAllowed("A station alone cannot override a refusal.", "Sign in to set it aside.")
    origin = origin_of(attempt, by, now)
    return event.write(lambda tx: scan_in(tx, attempt, by, origin, chance))


def undo(event: Event, scan_id: str, undo_id: str, by: Caller, now: datetime) -> int:
    """Take an admission back; answers the log position. The same `undo_id` again changes nothing.

    A badge that still waits is voided. Raises NotFound, or Conflict when somebody else undid it.
    """
    return event.write(lambda tx: undo_in(tx, scan_id, undo_id, Origin(now, now, by.actor, by.station_id)))


def scan_in(tx: Transaction, attempt: Scan, by: Caller, origin: Origin, chance: Chance) -> ScanAnswer:
    """`scan` as part of a greater command."""
    door = door_of(tx.connection, attempt.place_id)
    known = log.find(tx.connection, attempt.scan_id)
    if known is not None:
        return answer_again(tx.connection, known, attempt, door)
    examined = examine(tx.connection, attempt, by, origin, door)
    outcome = decide(examined.case)
    if isinstance(outcome, Refused):
        return refuse(tx, attempt, origin, examined, outcome.reason)
    answer = admit(tx, attempt, by, origin, chance, examined, outcome)
    if attempt.is_typed and not answer.fact.rehearsal:  # it may explain what a station did while it was cut off
        conflicts.judge(tx, answer.fact.attendee_id, attempt.place_id, origin, attempt.scan_id)
    return answer


def door_of(connection: sqlite3.Connection, place_id: str) -> Door:
    """The door that an attempt is made at. Raises NotFound."""
    door = scans.door(connection, place_id)
    if door is None:
        raise NotFound("There is no such place.", "Choose the station's place on the dashboard.", code="no_place")
    return door


def examine(connection: sqlite3.Connection, attempt: Scan, by: Caller, origin: Origin, door: Door) -> Examined:
    """Find whose code it is, and all that a decision needs."""
    reading, holder = _look_up(connection, attempt.code)
    session = doors.session_at(connection, attempt.place_id, origin.occurred_at)
    day = door.config.day_of(origin.occurred_at)
    case = _case(connection, attempt, by, origin, door, holder, session, day, reading, door.config)
    return Examined(door, holder, session, reading, _fingerprint(door.config, attempt.code), case)


def admit(
    tx: Transaction,
    attempt: Scan,
    by: Caller,
    origin: Origin,
    chance: Chance,
    examined: Examined,
    outcome: Admitted,
) -> ScanAnswer:
    """Record an admission, and ask for the badge; a station that was cut off has told of that itself."""
    holder, door = examined.holder, examined.door
    if holder is None:
        raise TypeError("nobody is admitted without a ticket")
    fact = ScanAdmitted(
        attendee_id=holder.attendee.id,
        ticket_id=holder.ticket.id,
        place_id=attempt.place_id,
        direction=attempt.direction,
        day=examined.case.day,
        fingerprint=examined.fingerprint,
        session_id="" if examined.session is None else examined.session.id,
        again=outcome.again,
        passing=examined.case.passing,
        rehearsal=door.is_rehearsal(origin.occurred_at, origin.recorded_at),
        overrode=outcome.overrode or "",
        warnings=list(outcome.warnings) or None,
        cut_off=attempt.is_cut_off,
        boot_id=attempt.boot_id,
    )
    stated = log.append(tx, fact, origin, attempt.scan_id, attempt.cause)
    if outcome.overrode is not None:
        _note_override(tx, attempt, origin, chance)
    job = None
    if not attempt.is_cut_off:
        job = first_badge.ask_for(tx, fact, holder, by, origin, chance, attempt.scan_id, door.config.badge_check)
    return scan_answers.answer(tx.connection, stated, door, holder, examined.session, job)


def _note_override(tx: Transaction, attempt: Scan, origin: Origin, chance: Chance) -> None:
    notes.add(
        tx.connection,
        chance.new_id(),
        attempt.scan_id,
        "override",
        attempt.override_reason,
        origin.actor,
        origin.recorded_at,
    )


def _case(
    connection: sqlite3.Connection,
    attempt: Scan,
    by: Caller,
    origin: Origin,
    door: Door,
    holder: Holder | None,
    session: Session | None,
    day: str,
    reading: tickets.Reading,
    config: EventSettings,
) -> Case:
    policy = door.place.policy
    is_in = attempt.direction is Direction.IN
    wants_session = session is not None and holder is not None and is_in
    return Case(
        ticket=None if holder is None else holder.ticket,
        attendee=None if holder is None else holder.attendee,
        place=door.place,
        at=origin.occurred_at,
        day=day,
        direction=attempt.direction,
        is_of_other_event=reading.is_ours and reading.event_tag != config.tag,
        entries=NO_ENTRIES
        if holder is None
        else scans.entries_used(connection, holder.attendee.id, attempt.place_id, day),
        headcount=_others_inside(connection, door, holder) if is_in else door.headcount,
        session=session,
        is_booked=scans.is_booked(connection, session.id, holder.attendee.id)
        if wants_session and policy.booking_needed and session and holder
        else None,
        is_ready=doors.is_ready(connection, door.place, session, origin.occurred_at) if wants_session else None,
        passing=holder is not None and _is_passing(connection, attempt, holder),
        override=Override(by.role) if attempt.override_reason else None,
    )


def _others_inside(connection: sqlite3.Connection, door: Door, holder: Holder | None) -> int:
    """How many are in a place beside whoever comes; looked up only at a full one, where alone it matters."""
    place = door.place
    if holder is None or place.capacity is None or door.headcount < place.capacity:
        return door.headcount
    presence = presence_of(connection, holder.attendee.id)
    is_counted = presence.is_inside if place.id == VENUE else presence.place_id == place.id
    return door.headcount - is_counted


def _is_passing(connection: sqlite3.Connection, attempt: Scan, holder: Holder) -> bool:
    """Whether a scan counts nobody. Who came in before their category was a passing one is still counted out."""
    if not holder.is_passing or attempt.direction is Direction.IN:
        return holder.is_passing
    return not presence_of(connection, holder.attendee.id).is_inside


def refuse(tx: Transaction, attempt: Scan, origin: Origin, examined: Examined, reason: Reason) -> ScanAnswer:
    """Record a refusal; a code that is on no list is described, never kept."""
    case, door = examined.case, examined.door
    is_known = case.attendee is not None
    fact = ScanRefused(
        place_id=attempt.place_id,
        direction=attempt.direction,
        reason=reason,
        fingerprint=examined.fingerprint,
        attendee_id=case.attendee.id if case.attendee else "",
        ticket_id=case.ticket.id if case.ticket else "",
        session_id=case.session.id if case.session else "",
        length=0 if is_known else len(attempt.code),
        shape="" if is_known else tickets.shape(attempt.code),
        hint="" if is_known else _hint(attempt.code, examined.reading),
        rehearsal=door.is_rehearsal(origin.occurred_at, origin.recorded_at),
        first_fact_id=case.entries.first_fact_id if reason is Reason.ALREADY_IN else "",
        cut_off=attempt.is_cut_off,
        boot_id=attempt.boot_id,
    )
    stated = log.append(tx, fact, origin, attempt.scan_id, attempt.cause)
    return scan_answers.answer(tx.connection, stated, door, examined.holder, examined.session, None)


def _look_up(connection: sqlite3.Connection, code: str) -> tuple[tickets.Reading, Holder | None]:
    """The reading of a code that is on the list; else the plain reading, and nobody."""
    plain = tickets.read(code)
    if len(code) > tickets.MAX_FOREIGN:
        return plain, None
    holder = scans.holder_of_code(connection, plain.code)
    if holder is None:
        for reading in tickets.mangled_readings(code):
            holder = scans.holder_of_code(connection, reading.code)
            if holder is not None:
                return reading, holder
    return plain, holder


def _hint(code: str, reading: tickets.Reading) -> str:
    """What may be wrong with a code that is on no list, for whoever stands there."""
    if len(code) > tickets.MAX_FOREIGN:
        return "too_long"
    if reading.is_ours:
        return ""
    if any(other.is_ours for other in tickets.mangled_readings(code)):
        return "keyboard_layout"
    return "misread" if tickets.looks_misread(code) else ""


def answer_again(connection: sqlite3.Connection, known: Stated, attempt: Scan, door: Door) -> ScanAnswer:
    """What is answered to an attempt whose id is in the log. Raises Conflict when that was another scan."""
    fact = known.fact
    if not isinstance(fact, ScanAdmitted | ScanRefused) or not _is_same(connection, fact, attempt, door):
        raise Conflict(
            "This scan id was used for another scan; that one is recorded, this one is not.",
            "Scan again: the station must make a new id for every scan.",
            code="scan_id_reused",
        )
    return scan_answers.as_recorded(connection, known, fact, door)


def _is_same(connection: sqlite3.Connection, fact: ScanAdmitted | ScanRefused, attempt: Scan, door: Door) -> bool:
    """By the text that was read, else by the ticket: a page that was loaded anew knows no more than which it was."""
    if (fact.place_id, fact.direction) != (attempt.place_id, attempt.direction):
        return False
    if fact.fingerprint == _fingerprint(door.config, attempt.code):
        return True
    _, holder = _look_up(connection, attempt.code)
    return holder is not None and holder.ticket.id == fact.ticket_id


def undo_in(tx: Transaction, scan_id: str, undo_id: str, origin: Origin, cause: str = "") -> int:
    """`undo` as part of a greater command, whose fact is the `cause`; else the scan is."""
    known = log.find(tx.connection, undo_id)
    if known is not None:
        if isinstance(known.fact, ScanUndone) and known.fact.scan_id == scan_id:
            return known.seq
        raise Conflict("This id was used for something else.", "Try again.", code="undo_id_reused")
    scanned = log.find(tx.connection, scan_id)
    if scanned is None or not isinstance(scanned.fact, ScanAdmitted):
        raise NotFound("There is no such admission.", "Look at the last scans on the dashboard.", code="no_scan")
    attendee_id = scanned.fact.attendee_id
    if scans.is_undone(tx.connection, attendee_id, scan_id):
        raise Conflict("This admission was taken back already.", "Nothing is left to do.", code="already_undone")
    stated = log.append(tx, ScanUndone(attendee_id, scan_id), origin, undo_id, cause or scan_id)
    conflicts.judge(tx, attendee_id, scanned.fact.place_id, origin, undo_id)
    job = badge_jobs.of_scan(tx.connection, attendee_id, scan_id)
    if job is not None and job.state in (JobState.HELD, JobState.QUEUED):
        log.append(tx, BadgeVoided(job.id, "scan undone"), origin, f"{undo_id}-badge", cause=undo_id)
    return stated.seq


def origin_of(attempt: Scan, by: Caller, now: datetime) -> Origin:
    """The device's clock is corrected by the skew of this very request, else by that of its last heartbeat."""
    if attempt.is_typed:
        return Origin(now, attempt.occurred_at, by.actor, by.station_id, attempt.station_seq, ClockQuality.TYPED)
    if attempt.sent_at is not None:
        skew = now - attempt.sent_at
    else:
        skew = timedelta(milliseconds=0 if by.station is None else by.station.clock_skew_ms)
    occurred_at, quality = corrected(attempt.occurred_at, skew, now)
    if not attempt.has_clock:
        quality = ClockQuality.UNKNOWN
    return Origin(now, occurred_at, by.actor, by.station_id, attempt.station_seq, quality)


def _fingerprint(config: EventSettings, code: str) -> str:
    """A keyed hash of a code: tells whether two scans read the same, and nothing else."""
    return blake2b(code.encode("utf-8", "surrogatepass"), key=config.key, digest_size=8).hexdigest()
