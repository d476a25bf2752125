"""Whether a ticket is admitted: one pure function, and every reason it may refuse for.

Kiosk, desk, phone, API and late uploads all go through `decide`. A refusal is a value, recorded like an
admission. The tests hold the decision table, one row a case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from turnout.domain.model import (
    Accepts,
    Attendee,
    CodeKind,
    Direction,
    Entries,
    Place,
    Policy,
    Role,
    Session,
    Ticket,
)


class Reason(StrEnum):
    """Why a scan was refused."""

    UNKNOWN_TICKET = "unknown_ticket"
    OTHER_EVENT = "other_event"
    BADGE_NOT_TICKET = "badge_not_ticket"
    TICKET_NOT_BADGE = "ticket_not_badge"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    UNPAID = "unpaid"
    WRONG_CATEGORY = "wrong_category"
    NOT_YET = "not_yet"
    TOO_LATE = "too_late"
    WRONG_DAY = "wrong_day"
    ALREADY_IN = "already_in"
    NOT_BOOKED = "not_booked"
    ROOM_NOT_READY = "room_not_ready"
    FULL = "full"


SHORT_CODES: dict[Reason, str] = {
    Reason.UNKNOWN_TICKET: "H1",
    Reason.OTHER_EVENT: "H2",
    Reason.BADGE_NOT_TICKET: "H3",
    Reason.TICKET_NOT_BADGE: "H4",
    Reason.REVOKED: "H5",
    Reason.CANCELLED: "H6",
    Reason.ALREADY_IN: "H7",
    Reason.UNPAID: "H8",
    Reason.BLOCKED: "H9",
    Reason.NOT_YET: "K1",
    Reason.TOO_LATE: "K2",
    Reason.WRONG_DAY: "K3",
    Reason.WRONG_CATEGORY: "K4",
    Reason.NOT_BOOKED: "K5",
    Reason.FULL: "K6",
    Reason.ROOM_NOT_READY: "K7",
}
"""What the attendee and the staff both see, short enough to say aloud."""

OVERRIDABLE = frozenset(
    {
        Reason.UNPAID,
        Reason.WRONG_CATEGORY,
        Reason.NOT_YET,
        Reason.TOO_LATE,
        Reason.WRONG_DAY,
        Reason.ALREADY_IN,
        Reason.NOT_BOOKED,
        Reason.ROOM_NOT_READY,
        Reason.FULL,
    }
)
"""Refusals that staff may set aside with a reason. The others need a register changed first."""


class Caution(StrEnum):
    """What staff should know of an admission."""

    PERHAPS_FULL = "perhaps_full"


@dataclass(frozen=True, slots=True)
class EntriesUsed:
    """An attendee's earlier entries into one place. `left_at` is their last exit scan there."""

    times: int = 0
    times_today: int = 0
    first_at: datetime | None = None
    first_fact_id: str = ""
    last_at: datetime | None = None
    left_at: datetime | None = None


NO_ENTRIES = EntriesUsed()


@dataclass(frozen=True, slots=True)
class Override:
    """Staff let somebody in all the same. The reason in words is kept in a register."""

    role: Role


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a decision needs. `day` is the event day of `at` (ISO date).

    `headcount` counts the others in the place: whoever is counted there needs no second seat. `is_booked` and
    `is_ready` are None where nobody asks. `passing` categories (technicians, catering) are recorded and moved nowhere.
    """

    ticket: Ticket | None
    attendee: Attendee | None
    place: Place
    at: datetime
    day: str
    direction: Direction = Direction.IN
    is_of_other_event: bool = False
    entries: EntriesUsed = NO_ENTRIES
    headcount: int = 0
    session: Session | None = None
    is_booked: bool | None = None
    is_ready: bool | None = None
    passing: bool = False
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Let in (or out). `again` says "welcome back"; `overrode` is the refusal that staff set aside."""

    again: bool = False
    overrode: Reason | None = None
    warnings: tuple[Caution, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason

    @property
    def short_code(self) -> str:
        return SHORT_CODES[self.reason]


def decide(case: Case) -> Admitted | Refused:
    """Admitted, or refused with the first reason that applies, the hardest first."""
    reason = _refusal_of_code(case) or _refusal_of_person(case)
    if reason is None and case.direction is Direction.IN:
        reason = _refusal_by_policy(case, case.place.policy)
    if reason is None:
        return Admitted(again=case.entries.times > 0, warnings=_warnings(case))
    if may_override(reason, case.place.policy, case.override):
        return Admitted(again=case.entries.times > 0, overrode=reason, warnings=_warnings(case))
    return Refused(reason)


def may_override(reason: Reason, policy: Policy, override: Override | None) -> bool:
    """Whether this override, if any, sets this refusal aside."""
    return override is not None and reason in OVERRIDABLE and override.role in policy.override_roles


def _refusal_of_code(case: Case) -> Reason | None:
    if case.ticket is None or case.attendee is None:
        return Reason.OTHER_EVENT if case.is_of_other_event else Reason.UNKNOWN_TICKET
    if case.ticket.is_revoked:
        return Reason.REVOKED
    if case.direction is Direction.OUT:
        return None
    accepts = case.place.policy.accepts
    if accepts is Accepts.TICKETS and case.ticket.kind is CodeKind.BADGE:
        return Reason.BADGE_NOT_TICKET
    if accepts is Accepts.BADGES and case.ticket.kind is CodeKind.TICKET:
        return Reason.TICKET_NOT_BADGE
    return None


def _refusal_of_person(case: Case) -> Reason | None:
    attendee = case.attendee
    if attendee is None or case.direction is Direction.OUT:
        return None
    if attendee.is_cancelled:
        return Reason.CANCELLED
    if attendee.is_blocked:
        return Reason.BLOCKED
    return None if attendee.is_paid else Reason.UNPAID


def _refusal_by_policy(case: Case, policy: Policy) -> Reason | None:
    attendee = case.attendee
    if attendee is None:
        return None
    if policy.categories and attendee.category not in policy.categories:
        return Reason.WRONG_CATEGORY
    tolerance = timedelta(seconds=policy.tolerance_s)
    if policy.opens_at is not None and case.at < policy.opens_at - tolerance:
        return Reason.NOT_YET
    if policy.closes_at is not None and case.at > policy.closes_at + tolerance:
        return Reason.TOO_LATE
    if attendee.valid_days and case.day not in attendee.valid_days:
        return Reason.WRONG_DAY
    if is_used_up(policy, case.entries):
        return Reason.ALREADY_IN
    if case.passing:
        return None
    if policy.booking_needed and case.is_booked is False:
        return Reason.NOT_BOOKED
    if policy.waits_for_readiness and case.is_ready is False:
        return Reason.ROOM_NOT_READY
    if _is_at_capacity(case) and policy.capacity_is_hard and policy.count_is_exact:
        return Reason.FULL
    return None


def is_used_up(policy: Policy, used: EntriesUsed) -> bool:
    """Whether a place's rule lets somebody with these entries in no more.

    An exit scan after the last entry gives that entry back: the person went out and returns.
    """
    if used.last_at is not None and used.left_at is not None and used.left_at > used.last_at:
        return False
    match policy.entries:
        case Entries.ONCE:
            return used.times >= 1
        case Entries.ONCE_A_DAY:
            return used.times_today >= 1
        case Entries.TIMES:
            return used.times >= policy.times
        case Entries.UNLIMITED:
            return False


def _is_at_capacity(case: Case) -> bool:
    return case.place.capacity is not None and case.headcount >= case.place.capacity


def _warnings(case: Case) -> tuple[Caution, ...]:
    """An estimated count never refuses; it warns."""
    if case.direction is Direction.IN and not case.passing and _is_at_capacity(case):
        return (Caution.PERHAPS_FULL,)
    return ()
