"""People who come together: of one order or company, or found by the same words; checked in by one at the desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from turnout.domain.errors import BadInput, Conflict, NotFound, TurnoutError
from turnout.domain.facts import GroupCheckedIn, GroupNamed, GroupUndone, ScanAdmitted
from turnout.domain.model import VENUE
from turnout.services import desk, scanning, stations
from turnout.services.cards import MOST_OTHERS
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.registration import MAX_FIELD
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import attendees, badge_jobs, log, named_groups, preprinted, scans, search
from turnout.store.badge_jobs import Job
from turnout.store.log import Origin
from turnout.store.preprinted import Pickup
from turnout.store.search import Found, Shared
from turnout.store.writer import Transaction

MOST = 100
"""People who are checked in at once: some fifty milliseconds in which nobody else is."""


@dataclass(frozen=True, slots=True)
class Companion:
    """One of a group as the desk sees them: with the newest badge that was asked for, and where one lies."""

    found: Found
    job: Job | None
    pickup: Pickup | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to be checked in, with the scan's id, made before the first try."""

    attendee_id: str
    scan_id: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one: an outcome, or what stood in the way of having one."""

    attendee_id: str
    answer: ScanAnswer | None
    problem: TurnoutError | None = None


def of_attendee(event: Event, attendee_id: str, shared: Shared) -> tuple[str, list[Companion]]:
    """What somebody shares with others, and everybody who does, themselves too. Raises NotFound."""
    with event.file.snapshot() as (connection, _seq):
        value = getattr(attendees.get(connection, attendee_id), shared)
        found = search.sharing(connection, shared, value, MOST_OTHERS)
        return value, [_companion(connection, one) for one in found]


def by_words(event: Event, text: str) -> list[Companion]:
    """Everybody whom the desk's search finds by these words."""
    with event.file.snapshot() as (connection, _seq):
        found = search.search(connection, text[:MAX_FIELD], MOST_OTHERS)
        return [_companion(connection, one) for one in found]


def named(event: Event, group_id: str) -> tuple[str, list[Companion]]:
    """The name of a group that was kept, and everybody in it. Raises NotFound."""
    with event.file.snapshot() as (connection, _seq):
        group = named_groups.find(connection, group_id)
        if group is None:
            raise _no_group()
        found = (search.find(connection, attendee_id) for attendee_id in named_groups.members(connection, group_id))
        return group.name, [_companion(connection, one) for one in found if one is not None]


def keep(event: Event, group_id: str, name: str, attendee_ids: Sequence[str], by: Caller, now: datetime) -> int:
    """Keep people together under a name, in place of who was in the group before; answers how many.

    The same again changes nothing. Raises BadInput for a name that is missing, NotFound for somebody on no list.
    """
    clean, wanted = " ".join(name.split()), sorted(set(attendee_ids))
    if not 1 <= len(clean) <= MAX_FIELD:
        raise BadInput(f"A group's name has 1 to {MAX_FIELD} characters.", "Type one.", code="no_name")

    def put(tx: Transaction) -> int:
        for attendee_id in wanted:
            attendees.get(tx.connection, attendee_id)
        group = named_groups.find(tx.connection, group_id)
        before = sorted(named_groups.members(tx.connection, group_id))
        if (group.name if group else clean, before) != (clean, wanted):
            named_groups.put(tx.connection, group_id, clean, wanted)
            fact_id = f"{group_id}-named-{log.last_seq(tx.connection) + 1}"
            log.append(tx, GroupNamed(group_id, len(wanted)), Origin.at(now, by.actor), fact_id)
        return len(wanted)

    return event.write(put)


def check_in(
    event: Event, group_id: str, members: Sequence[Member], by: Caller, now: datetime, chance: Chance
) -> list[Result]:
    """Check several people into the venue in one command, each by every rule, badges queued in this order.

    One who is refused holds up none of the others. The same `group_id` and members again get the same outcomes.
    Raises Conflict when the id was used for others.
    """
    at_desk = replace(by, station=stations.desk(event, now, chance))
    return event.write(lambda tx: _check_in(tx, group_id, members, at_desk, now, chance))


def undo(event: Event, group_id: str, undo_id: str, by: Caller, now: datetime) -> int:
    """Take back all admissions of a group; answers how many there were left to take back.

    The same `undo_id` again changes nothing. Raises NotFound, or Conflict when the id was used for something else.
    """
    return event.write(lambda tx: _undo(tx, group_id, undo_id, Origin(now, now, by.actor, by.station_id)))


def _companion(connection: sqlite3.Connection, found: Found) -> Companion:
    badges = badge_jobs.of_attendee(connection, found.attendee.id)
    job = badges[0][0] if badges else None
    return Companion(found, job, preprinted.find(connection, found.attendee.id))


def _check_in(
    tx: Transaction, group_id: str, members: Sequence[Member], by: Caller, now: datetime, chance: Chance
) -> list[Result]:
    scan_ids = [member.scan_id for member in members]
    known = log.find(tx.connection, group_id)
    if known is None:
        origin = Origin(now, now, by.actor, by.station_id)
        log.append(tx, GroupCheckedIn(group_id, scan_ids), origin, group_id)
    elif not isinstance(known.fact, GroupCheckedIn) or known.fact.scan_ids != scan_ids:
        raise Conflict(
            "This group's id was used for others.", "Look at the group again, then check in.", code="group_id_reused"
        )
    return [_check_in_one(tx, group_id, member, by, now, chance) for member in members]


def _check_in_one(tx: Transaction, group_id: str, member: Member, by: Caller, now: datetime, chance: Chance) -> Result:
    try:
        code = desk.own_code(tx.connection, member.attendee_id)
        attempt = Scan(member.scan_id, code, VENUE, now, now, cause=group_id)
        origin = scanning.origin_of(attempt, by, now)
        return Result(member.attendee_id, scanning.scan_in(tx, attempt, by, origin, chance))
    except (NotFound, Conflict) as problem:  # raised before anything of this one was written
        return Result(member.attendee_id, None, problem)


def _undo(tx: Transaction, group_id: str, undo_id: str, origin: Origin) -> int:
    known = log.find(tx.connection, undo_id)
    if known is not None:
        if isinstance(known.fact, GroupUndone) and known.fact.group_id == group_id:
            return known.fact.count
        raise Conflict("This id was used for something else.", "Try again.", code="undo_id_reused")
    group = log.find(tx.connection, group_id)
    if group is None or not isinstance(group.fact, GroupCheckedIn):
        raise _no_group()
    admitted = [scan_id for scan_id in group.fact.scan_ids if _can_be_undone(tx.connection, scan_id)]
    log.append(tx, GroupUndone(group_id, len(admitted)), origin, undo_id, cause=group_id)
    for scan_id in admitted:
        scanning.undo_in(tx, scan_id, f"{undo_id}-{scan_id}", origin, undo_id)
    return len(admitted)


def _can_be_undone(connection: sqlite3.Connection, scan_id: str) -> bool:
    scanned = log.find(connection, scan_id)
    if scanned is None or not isinstance(scanned.fact, ScanAdmitted):
        return False
    return not scans.is_undone(connection, scanned.fact.attendee_id, scan_id)


def _no_group() -> NotFound:
    return NotFound("There is no such group.", "Look at the cards of who was in it.", code="no_group")
