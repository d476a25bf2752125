"""Which admissions repeat one another: judged from the whole history of a person at a door, in the order of its times.

So it does not matter in which order the stations that were cut off told of what they did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from turnout.domain.admission import EntriesUsed, Reason, is_used_up
from turnout.domain.model import Direction, Policy


class ConflictKind(StrEnum):
    """What is wrong with what a station did while it was cut off; the last with a scan that nothing can be made of."""

    SAME_TICKET_TWICE = "same_ticket_twice"
    NOT_ADMISSIBLE = "not_admissible"
    UNUSABLE = "unusable"


class Verdict(StrEnum):
    """What somebody found out: of a ticket that was used twice one of the first two, of all else that it was seen."""

    SAME_PERSON = "same_person"
    TWO_PEOPLE = "two_people"
    NOTED = "noted"


NOT_JUDGED = frozenset({Reason.ALREADY_IN, Reason.FULL, Reason.ROOM_NOT_READY})
"""Refusals that say nothing of an admission made while cut off: the first is judged by the whole history, the others
hang on how full or ready the room was at that moment."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One admission that counts, in or out. `is_forgiven` says that staff let them in though they were in already."""

    scan_id: str
    at: datetime
    day: str
    direction: Direction
    is_cut_off: bool
    is_forgiven: bool = False


def repeated(history: Iterable[Pass], policy: Policy) -> dict[str, str]:
    """The admissions that the entry rule would not have allowed after those before them, each with the one that used
    the entry up; only where one of the two was made while cut off.
    """
    found: dict[str, str] = {}
    entered: list[Pass] = []
    left_at: datetime | None = None
    for one in sorted(history, key=lambda one: (one.at, one.scan_id)):
        if one.direction is Direction.OUT:
            left_at = one.at
            continue
        if is_used_up(policy, _used(entered, left_at, one.day)) and not one.is_forgiven:
            first = _user(entered, left_at, one.day, policy)
            if one.is_cut_off or first.is_cut_off:
                found[one.scan_id] = first.scan_id
        entered.append(one)
    return found


def _used(entered: list[Pass], left_at: datetime | None, day: str) -> EntriesUsed:
    return EntriesUsed(
        times=len(entered),
        times_today=sum(one.day == day for one in entered),
        last_at=entered[-1].at if entered else None,
        left_at=left_at,
    )


def _user(entered: list[Pass], left_at: datetime | None, day: str, policy: Policy) -> Pass:
    """The admission that used the entry up: the first one after which nobody would have been let in."""
    for index, one in enumerate(entered, start=1):
        if is_used_up(policy, _used(entered[:index], left_at, day)):
            return one
    raise ValueError("no entry is used up")
