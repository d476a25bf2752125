"""Conflicts of scans: finding them when a station that was cut off tells what it did, and what somebody finds out."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from itertools import groupby
from typing import Any

from turnout.domain.conflicts import ConflictKind, Verdict, repeated
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import ConflictDissolved, ConflictReopened, ConflictResolved, ScanConflicted, Stated
from turnout.services.event import Caller, Event
from turnout.store import accounts, attendees, conflicts, log, places, stations
from turnout.store.conflicts import ScanConflict
from turnout.store.log import Origin
from turnout.store.times import from_text
from turnout.store.writer import Transaction

RESOLVED_SHOWN = 50
Data = dict[str, Any]


def judge(tx: Transaction, attendee_id: str, place_id: str, origin: Origin, cause: str) -> None:
    """Find which admissions of a person repeat one another now that `cause` is known, and which no longer do.

    What somebody took for two people stays until they say otherwise.
    """
    place = places.find_place(tx.connection, place_id)
    if place is None:
        return
    history = conflicts.history(tx.connection, attendee_id, place_id)
    wanted = repeated(history, place.policy)
    known = conflicts.of_person(tx.connection, attendee_id, place_id)
    for one in known:
        if wanted.get(one.scan_id) == one.other_scan_id or one.verdict is Verdict.TWO_PEOPLE:
            wanted.pop(one.scan_id, None)
        elif one.scan_id in wanted and one.verdict is not None:
            del wanted[one.scan_id]  # it repeats another one than was thought, and is a repetition all the same
        else:
            fact_id = log.next_id(tx.connection, f"{one.scan_id}-dissolved")
            log.append(tx, ConflictDissolved(attendee_id, one.scan_id), origin, fact_id, cause)
    for scan_id, other in wanted.items():
        kind = ConflictKind.SAME_TICKET_TWICE
        state(tx, ScanConflicted(attendee_id, place_id, scan_id, kind, other_scan_id=other), origin, cause)


def state(tx: Transaction, fact: ScanConflicted, origin: Origin, cause: str) -> Stated:
    """State a conflict, as something that happened when and where its scan was made."""
    scanned = conflicts.scanned(tx.connection, fact.scan_id)
    at, station_id, _ = scanned or ("", origin.station_id, "")
    occurred_at = from_text(at) if at else origin.occurred_at
    of_scan = Origin(origin.recorded_at, occurred_at, origin.actor, station_id, clock_quality=origin.clock_quality)
    return log.append(tx, fact, of_scan, log.next_id(tx.connection, f"{fact.scan_id}-conflicted"), cause)


def resolve(event: Event, scan_id: str, verdict: Verdict, by: Caller, now: datetime) -> int:
    """Say what somebody found out about a conflict, with all that belongs to it; answers the log position.

    The same verdict again changes nothing. Raises NotFound, BadInput for a verdict that does not fit, Conflict when
    there is another one.
    """
    return event.write(lambda tx: _resolve(tx, scan_id, verdict, Origin.at(now, by.actor)))


def reopen(event: Event, scan_id: str, by: Caller, now: datetime) -> int:
    """Take a verdict back; answers the log position. Where there is none nothing changes. Raises NotFound."""
    return event.write(lambda tx: _reopen(tx, scan_id, Origin.at(now, by.actor)))


def topic(connection: sqlite3.Connection, _now: datetime) -> Data:
    """The conflicts as screens show them: of one person at one place one, however often their ticket was used."""
    shown = sorted(conflicts.shown(connection, RESOLVED_SHOWN), key=_belonging)
    groups = [list(members) for _, members in groupby(shown, _belonging)]
    told = [_told(connection, members) for members in groups]
    return {"conflicts": sorted(told, key=lambda one: (one["resolved"] is not None, one["at"], one["scan_id"]))}


def _resolve(tx: Transaction, scan_id: str, verdict: Verdict, origin: Origin) -> int:
    members = _members(tx.connection, scan_id, is_twice=verdict is not Verdict.NOTED)
    if not members:
        raise BadInput(f"The verdict {verdict} does not fit this conflict.", "Load the page again.", code="bad_verdict")
    open_ones = [one.scan_id for one in members if one.verdict is None]
    if not open_ones:
        if any(one.verdict is not verdict for one in members):
            raise Conflict(
                "Somebody else has looked into this.", "Take their answer back first.", code="conflict_resolved"
            )
        return log.last_seq(tx.connection)
    fact = ConflictResolved(members[0].attendee_id, open_ones, verdict)
    return log.append(tx, fact, origin, log.next_id(tx.connection, f"{scan_id}-resolved")).seq


def _reopen(tx: Transaction, scan_id: str, origin: Origin) -> int:
    found = conflicts.of_scan(tx.connection, scan_id)
    if not found:
        raise _none()
    members = [one for is_twice in (True, False) for one in _members(tx.connection, scan_id, is_twice=is_twice)]
    resolved = sorted({one.scan_id for one in members if one.verdict is not None})
    if not resolved:
        return log.last_seq(tx.connection)
    fact = ConflictReopened(found[0].attendee_id, resolved)
    return log.append(tx, fact, origin, log.next_id(tx.connection, f"{scan_id}-reopened")).seq


def _members(connection: sqlite3.Connection, scan_id: str, *, is_twice: bool) -> list[ScanConflict]:
    """What belongs to a scan's conflict of this sort, if anything. Raises NotFound where it has none of any sort."""
    found = conflicts.of_scan(connection, scan_id)
    if not found:
        raise _none()
    fitting = [one for one in found if (one.kind is ConflictKind.SAME_TICKET_TWICE) is is_twice]
    if not is_twice or not fitting:
        return fitting
    return conflicts.of_person(connection, fitting[0].attendee_id, fitting[0].place_id)


def _none() -> NotFound:
    return NotFound("There is no such conflict.", "Load the page again.", code="no_conflict")


def _belonging(one: ScanConflict) -> tuple[str, ...]:
    """The same for conflicts that are shown as one."""
    is_twice = one.kind is ConflictKind.SAME_TICKET_TWICE
    return (one.kind, one.attendee_id, one.place_id, one.verdict or "", "" if is_twice else one.scan_id)


def _told(connection: sqlite3.Connection, members: list[ScanConflict]) -> Data:
    first = min(members, key=lambda one: (one.at, one.scan_id))
    attendee = attendees.find(connection, first.attendee_id)
    others = dict.fromkeys([*(one.other_scan_id for one in members), *(one.scan_id for one in members)])
    named = [_other(connection, scan_id) for scan_id in others if scan_id not in ("", first.scan_id)]
    return {
        "scan_id": first.scan_id,
        "kind": first.kind,
        "reason": first.reason or None,
        "at": first.at,
        "station": _station(connection, first.station_id),
        "place": _place(connection, first.place_id),
        "person": None
        if attendee is None
        else {"id": attendee.id, "name": attendee.full_name, "category": attendee.category},
        "other": named[0] if named else None,
        "others": named,
        "resolved": None if first.verdict is None else _resolved(connection, first),
    }


def _other(connection: sqlite3.Connection, scan_id: str) -> Data:
    at, station_id, place_id = conflicts.scanned(connection, scan_id) or ("", "", "")
    station, place = _station(connection, station_id), _place(connection, place_id)
    return {"scan_id": scan_id, "at": at, "station": station, "place": place}


def _resolved(connection: sqlite3.Connection, one: ScanConflict) -> Data:
    account = accounts.find(connection, one.resolved_by)
    by = one.resolved_by if account is None else account.name
    return {"verdict": one.verdict, "by": by, "at": one.resolved_at}


def _station(connection: sqlite3.Connection, station_id: str) -> Data:
    station = stations.find(connection, station_id)
    return {"id": station_id, "name": station_id if station is None else station.name}


def _place(connection: sqlite3.Connection, place_id: str) -> Data:
    place = places.find_place(connection, place_id)
    return {"id": place_id, "name": place_id if place is None else place.name}
