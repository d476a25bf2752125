"""What is answered to a scan: its outcome, with what a screen shows of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from turnout.domain.admission import OVERRIDABLE, Reason
from turnout.domain.badge_check import BadgeCheck
from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import NotFound
from turnout.domain.facts import Fact, ScanAdmitted, ScanRefused, Stated
from turnout.domain.model import VENUE, Direction, Session
from turnout.services.event import Event
from turnout.store import badge_jobs, log, places, preprinted, scans
from turnout.store.badge_jobs import Job
from turnout.store.preprinted import Pickup, PickupState
from turnout.store.scans import Door, FirstEntry, Holder, Upcoming

SOON = timedelta(hours=12)
"""How far ahead a booked session may lie to be where somebody goes next."""


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """The outcome with what a screen shows of it. `first` is when and where the ticket was used before.

    `pickup` is the badge that was printed in advance, while it lies in its box; `upcoming` the session they go to next.
    """

    stated: Stated
    door: Door
    holder: Holder | None
    session: Session | None
    first: FirstEntry | None
    job: Job | None
    pickup: Pickup | None = None
    upcoming: Upcoming | None = None

    @property
    def fact(self) -> ScanAdmitted | ScanRefused:
        fact = self.stated.fact
        if not isinstance(fact, ScanAdmitted | ScanRefused):
            raise TypeError(f"a scan's fact is an admission or a refusal, not {fact.KIND}")
        return fact

    @property
    def badge_check(self) -> BadgeCheck | None:
        """How their badge waits for a look at it; None for one that does not."""
        return self.door.config.badge_check if self.job is not None and self.job.state is JobState.HELD else None

    @property
    def is_overridable(self) -> bool:
        return isinstance(self.fact, ScanRefused) and Reason(self.fact.reason) in OVERRIDABLE


def recorded(event: Event, scan_id: str) -> ScanAnswer:
    """A scan that is in the log, as it was answered, the name read anew. Raises NotFound."""
    known = log.find(event.reader, scan_id)
    if known is None or not isinstance(known.fact, ScanAdmitted | ScanRefused):
        raise NotFound("There is no such scan.", "Look at the last scans on the dashboard.", code="no_scan")
    door = scans.door(event.reader, known.fact.place_id)
    if door is None:
        raise NotFound("There is no such place.", "Choose the station's place on the dashboard.", code="no_place")
    return as_recorded(event.reader, known, known.fact, door)


def as_recorded(
    connection: sqlite3.Connection, known: Stated, fact: ScanAdmitted | ScanRefused, door: Door
) -> ScanAnswer:
    """A scan of the log as it was answered, the name read anew."""
    holder = scans.holder_of_ticket(connection, fact.ticket_id) if fact.ticket_id else None
    session = places.find_session(connection, fact.session_id) if fact.session_id else None
    job = badge_jobs.of_scan(connection, fact.subject, known.fact_id)
    return answer(connection, known, door, holder, session, job)


def answer(
    connection: sqlite3.Connection,
    stated: Stated,
    door: Door,
    holder: Holder | None,
    session: Session | None,
    job: Job | None,
) -> ScanAnswer:
    """What is answered to a scan that has just been stated; `job` is its badge, where it asked for one."""
    fact = stated.fact
    first_id = fact.first_fact_id if isinstance(fact, ScanRefused) else ""
    first = scans.first_entry(connection, first_id) if first_id else None
    pickup = preprinted.find(connection, fact.subject) if _is_in_venue(fact) else None
    is_there = pickup is not None and pickup.state is PickupState.READY
    upcoming = _upcoming(connection, stated, door, session)
    return ScanAnswer(stated, door, holder, session, first, job, pickup if is_there else None, upcoming)


def _is_in_venue(fact: Fact) -> bool:
    """Whether they are let in at the venue; who came in by another door has perhaps not been to where the boxes are."""
    if not isinstance(fact, ScanAdmitted) and not (isinstance(fact, ScanRefused) and fact.reason == Reason.ALREADY_IN):
        return False
    return (fact.place_id, fact.direction) == (VENUE, Direction.IN)


def _upcoming(
    connection: sqlite3.Connection,
    stated: Stated,
    door: Door,
    session: Session | None,
) -> Upcoming | None:
    """Where somebody who was let in goes next: at a room to what begins there, else to what they booked."""
    fact, at = stated.fact, stated.occurred_at
    if not isinstance(fact, ScanAdmitted) or fact.direction != Direction.IN:
        return None
    if session is not None:
        return Upcoming(session.title, door.place.name, session.starts_at) if session.starts_at > at else None
    return scans.next_booked(connection, fact.attendee_id, at, at + SOON) if door.has_bookings else None
