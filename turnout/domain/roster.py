"""What a kiosk knows of a ticket while it is cut off, and what it may decide by that.

The page runs the same decision in TypeScript; both run the table `kiosk/offline/cases.json`. Rules that need other
stations' scans (booking, capacity, readiness, once across doors) are not applied: what was done is judged afterwards.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import log2

from turnout.domain import tickets
from turnout.domain.admission import SHORT_CODES, EntriesUsed, Reason, is_used_up
from turnout.domain.model import Accepts, Attendee, CodeKind, Direction, Entries, Policy, Ticket

ID_BYTES = 16
OTHER_CATEGORY = 255
"""The index of a category for which the roster's list has no room."""
ENOUGH_BITS = 64
"""A code with less estimated entropy could be tried out by whoever holds the roster: nothing is sealed with it."""

_KINDS = {CodeKind.TICKET: 1, CodeKind.BADGE: 2}
_VALID, _INSIDE, _SEALED, _COME = 0x10, 0x20, 0x40, 0x80
_HEAD = struct.Struct(f">{ID_BYTES}sBBH")
_WORD_BITS = 1.0  # a letter of a word, or a character that follows from the one before


class Referral(StrEnum):
    """Why a kiosk that is cut off sends somebody to the desk; the words are those of refusals, but for the first.

    `not_valid` is a ticket that is revoked, cancelled, unpaid or blocked: which of them, the roster does not tell.
    """

    NOT_VALID = "not_valid"
    UNKNOWN_TICKET = Reason.UNKNOWN_TICKET.value
    BADGE_NOT_TICKET = Reason.BADGE_NOT_TICKET.value
    TICKET_NOT_BADGE = Reason.TICKET_NOT_BADGE.value
    WRONG_CATEGORY = Reason.WRONG_CATEGORY.value
    NOT_YET = Reason.NOT_YET.value
    TOO_LATE = Reason.TOO_LATE.value
    WRONG_DAY = Reason.WRONG_DAY.value
    ALREADY_IN = Reason.ALREADY_IN.value

    @property
    def short_code(self) -> str:
        """The refusal's own; `not_valid` stands for several of them and has one by itself."""
        return "H0" if self is Referral.NOT_VALID else SHORT_CODES[Reason(self.value)]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the roster says of one code. `is_inside`: by the venue's entry rule its holder may not come in again, or,
    where they may as often as they like, has come before. `has_come`: at all, also on another day, also if they left.
    `valid_days` stand in the sealed part.
    """

    kind: CodeKind
    category: str
    is_valid: bool = True
    is_inside: bool = False
    valid_days: tuple[str, ...] = ()
    has_come: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What a station that is cut off goes by: its place's entry rule, and of which day the roster's marks are.

    `tells_inside` says that the marks are about this very door; `is_rehearsal` that nothing uses up an entry yet.
    """

    policy: Policy
    roster_day: str
    tells_inside: bool = True
    is_rehearsal: bool = False
    passing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An admission of the same person at the same door that this station has made, and that no roster makes up for
    wholly. `is_shown`: the roster's marks show it.
    """

    day: str
    direction: Direction = Direction.IN
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class OfflineCase:
    """Everything that a decision needs. `day` is the event day of `at`, empty where the station cannot tell it."""

    listed: Listed | None
    rules: Rules
    at: datetime
    day: str
    direction: Direction = Direction.IN
    earlier: tuple[Earlier, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class OfflineAdmitted:
    """Let in, or out, for now. `again` says "welcome back"."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Referred:
    """Sent to the desk, which can find out more."""

    reason: Referral


def decide(case: OfflineCase) -> OfflineAdmitted | Referred:
    """What a station that is cut off does, the checks in the order of `admission.decide`.

    Whoever is on the roster may always go out: a door must keep nobody in.
    """
    if case.listed is None:
        return Referred(Referral.UNKNOWN_TICKET)
    if case.direction is Direction.OUT:
        return OfflineAdmitted()
    reason = _referral(case.listed, case)
    if reason is not None:
        return Referred(reason)
    return OfflineAdmitted(again=_has_come(case.listed, case))


def _referral(listed: Listed, case: OfflineCase) -> Referral | None:
    policy = case.rules.policy
    if not listed.is_valid:
        return Referral.NOT_VALID
    if policy.accepts is Accepts.TICKETS and listed.kind is CodeKind.BADGE:
        return Referral.BADGE_NOT_TICKET
    if policy.accepts is Accepts.BADGES and listed.kind is CodeKind.TICKET:
        return Referral.TICKET_NOT_BADGE
    if policy.categories and listed.category not in policy.categories:
        return Referral.WRONG_CATEGORY
    tolerance = timedelta(seconds=policy.tolerance_s)
    if policy.opens_at is not None and case.at < policy.opens_at - tolerance:
        return Referral.NOT_YET
    if policy.closes_at is not None and case.at > policy.closes_at + tolerance:
        return Referral.TOO_LATE
    if listed.valid_days and case.day and case.day not in listed.valid_days:
        return Referral.WRONG_DAY
    return Referral.ALREADY_IN if _is_used_up(listed, case) else None


def _is_used_up(listed: Listed, case: OfflineCase) -> bool:
    """An exit that this station saw last gives the entry back, as everywhere; unless the roster, which knows the other
    stations too, shows it already.
    """
    rules, policy = case.rules, case.rules.policy
    if rules.is_rehearsal or listed.category in rules.passing or policy.entries is Entries.UNLIMITED:
        return False
    unshown = [one for one in case.earlier if not one.is_shown]
    if unshown and unshown[-1].direction is Direction.OUT:
        return False
    is_of_today = policy.entries is not Entries.ONCE_A_DAY or rules.roster_day == case.day
    if rules.tells_inside and is_of_today and (listed.is_inside or not unshown):
        return listed.is_inside
    entered = [one.day for one in case.earlier if one.direction is Direction.IN]
    if policy.entries is Entries.ONCE_A_DAY:
        return case.day in entered
    return len(entered) >= (policy.times if policy.entries is Entries.TIMES else 1)


def _has_come(listed: Listed, case: OfflineCase) -> bool:
    if case.rules.is_rehearsal or listed.category in case.rules.passing:
        return False
    has_entered = any(one.direction is Direction.IN for one in case.earlier)
    return has_entered or ((listed.is_inside or listed.has_come) and case.rules.tells_inside)


def inside_mark(policy: Policy, used: EntriesUsed) -> bool:
    """`Listed.is_inside` of somebody with these entries into the venue."""
    return used.times > 0 if policy.entries is Entries.UNLIMITED else is_used_up(policy, used)


def is_valid(ticket: Ticket, attendee: Attendee) -> bool:
    """Whether nothing stands against a code but what the time and the door say."""
    return not (ticket.is_revoked or attendee.is_cancelled or attendee.is_blocked) and attendee.is_paid


def packed(lookup_id: bytes, listed: Listed, category: int, sealed: bytes) -> bytes:
    """An entry as stations read it: id 16 bytes, flags 1, category 1, length of the sealed part 2 (big-endian), itself.

    Flags: low nibble 1 a ticket, 2 a badge; 0x10 valid; 0x20 inside; 0x40 with a sealed part; 0x80 has
    come to the venue before.
    """
    marks = _VALID * listed.is_valid | _INSIDE * listed.is_inside | _SEALED * bool(sealed) | _COME * listed.has_come
    flags = _KINDS[listed.kind] | marks
    return _HEAD.pack(lookup_id, flags, category, len(sealed)) + sealed


def sealed_part(entry: bytes) -> bytes:
    """The sealed part of a packed entry; empty for one that has none."""
    return entry[_HEAD.size :]


def estimated_bits(code: str) -> float:
    """How hard a code of another system is to guess, in bits; a rough estimate, on the careful side.

    Runs of letters without a digit are taken as words (of an address, say), and characters that repeat or continue the
    one before as known; marks count nothing. Whether a list numbers its codes one by one cannot be seen in one of them.
    """
    runs = "".join(letter if letter.isalnum() else " " for letter in code).split()
    return sum(map(_bits_of_run, runs))


def _bits_of_run(run: str) -> float:
    if run.isalpha():
        return _WORD_BITS * len(run)
    per_character = log2(_pool(run))
    steps = [ord(second) - ord(first) for first, second in pairwise(run)]
    return per_character + sum(_WORD_BITS if -1 <= step <= 1 else per_character for step in steps)


def _pool(run: str) -> int:
    """How many characters may have been chosen from: digits, hexadecimal digits, letters of one case or of both."""
    if run.isdigit():
        return 10
    if set(run) <= set("0123456789abcdef") or set(run) <= set("0123456789ABCDEF"):
        return 16
    return 10 + 26 * (any(map(str.islower, run)) + any(map(str.isupper, run)))


def is_sealable(code: str) -> bool:
    """Whether a code is long enough to seal somebody's name with it; ours all are."""
    return tickets.read(code).is_ours or estimated_bits(code) >= ENOUGH_BITS


def category_index(categories: Sequence[str], category: str) -> int:
    """A category's place in the roster's list."""
    return categories.index(category) if category in categories else OTHER_CATEGORY
