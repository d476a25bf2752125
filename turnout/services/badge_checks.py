"""The look at one's badge before it prints: it is held, corrected by its owner, and released.

A held badge that nobody speaks of is released by the server's clock: a kiosk that dies keeps nobody's badge. All of it
is for the station alone that made the scan, by the scan's id and for some minutes: nobody corrects somebody else's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from turnout.domain.badge_check import BadgeCheck
from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import AttendeeAmended, BadgeReleased, ScanAdmitted
from turnout.domain.model import Attendee, Station, StationMode
from turnout.services import registration
from turnout.services.event import Caller, Event
from turnout.store import attendees, badge_jobs, layouts, log, settings
from turnout.store.badge_jobs import Job
from turnout.store.log import Origin
from turnout.store.writer import Transaction

GRACE = timedelta(seconds=5)
"""What a badge waits beyond the countdown, so that a finger in its last moment is not too late."""

HOLD = timedelta(seconds=60)
"""How long it waits from each word of a kiosk at which somebody corrects it."""

WINDOW = timedelta(minutes=10)
"""After a scan; then its badge waits no longer, whatever the kiosk says."""

LATE = timedelta(seconds=10)
"""A scan that arrives later than this was made by somebody who has gone on: nobody is left to look."""

MOST_CORRECTIONS = 3
"""By one person at kiosks; whoever wants more of them is helped at the desk."""

_CHUNK = 25  # badges released in one command, so that a long standstill holds up no scan


@dataclass(frozen=True, slots=True)
class Correctable:
    """What somebody may correct: their fields as they stand, and the version that a correction must name."""

    version: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a preview of a badge is made of: the layout (TOML) and whose it is, with the words typed so far."""

    toml: str
    attendee_id: str
    fields: dict[str, str]


def held_until(check: BadgeCheck, station: Station | None, origin: Origin) -> datetime | None:
    """Until when the badge that a scan asks for is held; None where it prints at once."""
    is_watched = station is not None and station.mode is StationMode.ENTRANCE
    if not check.asks or not is_watched or origin.recorded_at - origin.occurred_at > LATE:
        return None
    return origin.recorded_at + timedelta(seconds=check.seconds) + GRACE


def shown(check: BadgeCheck, attendee: Attendee) -> dict[str, str]:
    """What somebody is asked about: the fields that they may correct."""
    return {name: getattr(attendee, name) for name in check.fields}


def hold(event: Event, scan_id: str, by: Caller, now: datetime) -> Correctable:
    """Somebody begins to correct their badge, or goes on: it waits. Said again it waits again.

    Raises NotFound for a scan that is not this station's own of late, Conflict for a badge that is held no longer, or
    after too many corrections.
    """

    def prolong(tx: Transaction) -> Correctable:
        job = _held(tx.connection, scan_id, by, now)
        attendee = attendees.get(tx.connection, job.attendee_id)
        _refuse_too_many(tx.connection, attendee.id)
        badge_jobs.hold(tx.connection, job.id, now + HOLD)
        return Correctable(attendee.version, shown(settings.read(tx.connection).badge_check, attendee))

    return event.write(prolong)


def drawing(event: Event, scan_id: str, fields: Mapping[str, str], by: Caller, now: datetime) -> Drawing:
    """What the badge would be with these words. Raises as `hold` does, and BadInput for words that cannot stand."""
    with event.file.snapshot() as (connection, _seq):
        job = _held(connection, scan_id, by, now)
        clean = _cleaned(connection, fields)
        attendee = attendees.get(connection, job.attendee_id)
        return Drawing(layouts.chosen(connection, attendee.category).toml, attendee.id, clean)


def release(event: Event, scan_id: str, by: Caller, now: datetime) -> JobState:
    """Their badge is right: let it print. Of one that is held no longer it answers the state.

    Raises NotFound for a scan that is not this station's own of late.
    """

    def let_go(tx: Transaction) -> JobState:
        job = _own(tx.connection, scan_id, by, now)
        return _release(tx, job, "confirmed", _origin(by, now)) if job.state is JobState.HELD else job.state

    return event.write(let_go)


def correct(event: Event, scan_id: str, fields: Mapping[str, str], version: int, by: Caller, now: datetime) -> Attendee:
    """Correct what stands on their badge, and let it print; their ticket stays valid. Once, however often it is sent.

    `version` is the one that they saw. Raises as `drawing` does, and Conflict where somebody changed them meanwhile.
    """

    def change(tx: Transaction) -> Attendee:
        clean = _cleaned(tx.connection, fields)
        job = _own(tx.connection, scan_id, by, now)
        attendee = attendees.get(tx.connection, job.attendee_id)
        if _was_corrected(tx.connection, job) and all(getattr(attendee, name) == clean[name] for name in clean):
            return attendee
        _refuse_unless_held(job)
        _refuse_too_many(tx.connection, attendee.id)
        if attendee.version != version:  # without the newer values: they may be more than a kiosk may show
            raise Conflict(
                "Somebody changed this registration meanwhile.", "Look at it again.", code="changed_meanwhile"
            )
        origin = _origin(by, now)
        amended = registration.amend_in(tx, attendee, clean, origin, cause=scan_id)
        _release(tx, job, "corrected", origin)
        return amended

    return event.write(change)


def release_overdue(event: Event, now: datetime) -> int:
    """Let badges print about which nobody said a word in time; answers how many."""
    released = 0
    while due := badge_jobs.held_too_long(event.reader, now, _CHUNK):
        event.write(lambda tx: _release_overdue(tx, now))
        released += len(due)
    return released


def _release_overdue(tx: Transaction, now: datetime) -> None:
    for job in badge_jobs.held_too_long(tx.connection, now, _CHUNK):
        _release(tx, job, "deadline", Origin.at(now, "clock"))


def _release(tx: Transaction, job: Job, upon: str, origin: Origin) -> JobState:
    log.append(tx, BadgeReleased(job.id, upon), origin, _released_id(job), job.scan_id)
    badge_jobs.end_hold(tx.connection, job.id)
    return JobState.QUEUED


def _was_corrected(connection: sqlite3.Connection, job: Job) -> bool:
    known = log.find(connection, _released_id(job))
    return known is not None and isinstance(known.fact, BadgeReleased) and known.fact.upon == "corrected"


def _released_id(job: Job) -> str:
    return f"{job.id}-released"


def _origin(by: Caller, now: datetime) -> Origin:
    return Origin(now, now, by.actor, by.station_id)


def _own(connection: sqlite3.Connection, scan_id: str, by: Caller, now: datetime) -> Job:
    """The badge of a scan that this station made of late. All others are told apart from none by nothing."""
    scan = log.find(connection, scan_id)
    if (
        scan is not None
        and isinstance(scan.fact, ScanAdmitted)
        and by.station_id
        and scan.station_id == by.station_id
        and now - scan.recorded_at < WINDOW
    ):
        job = badge_jobs.of_scan(connection, scan.fact.attendee_id, scan_id)
        if job is not None:
            return job
    raise NotFound("No badge waits here for a look at it.", "Go to the desk to have it corrected.", code="no_badge")


def _held(connection: sqlite3.Connection, scan_id: str, by: Caller, now: datetime) -> Job:
    job = _own(connection, scan_id, by, now)
    _refuse_unless_held(job)
    return job


def _refuse_unless_held(job: Job) -> None:
    if job.state is not JobState.HELD:
        raise Conflict("This badge waits no longer.", "Go to the desk to have it corrected.", code="badge_not_held")


def _refuse_too_many(connection: sqlite3.Connection, attendee_id: str) -> None:
    corrections = sum(
        isinstance(known.fact, AttendeeAmended) and known.station_id != ""
        for known in log.read(connection, subject=attendee_id)
    )
    if corrections >= MOST_CORRECTIONS:
        raise Conflict(
            "This badge was corrected often enough.", "Go to the desk to have it corrected.", code="corrected_too_often"
        )


def _cleaned(connection: sqlite3.Connection, fields: Mapping[str, str]) -> dict[str, Any]:
    may_be = settings.read(connection).badge_check.fields
    if not_asked := sorted(set(fields) - set(may_be)):
        raise BadInput(f"{not_asked[0]} is not corrected at a kiosk.", "Go to the desk to have it corrected.")
    return registration.cleaned(fields)
