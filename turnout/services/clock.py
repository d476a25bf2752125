"""Deadlines that have passed become facts: sessions end and their rooms empty, days end, leases run out, held badges
are released, others leave a dead printer, data is due to be erased.

Every tick asks the log what it does not know yet, so a restart, or an hour of standstill, changes nothing
but the moment at which it is written: `occurred_at` is the deadline itself, or of a room's emptying when its door
turned to the next session, if that was before.
"""

from __future__ import annotations

from datetime import date, datetime

from turnout.domain.days import day_bounds
from turnout.domain.facts import PlaceEmptied, PurgeDue, SessionEnded
from turnout.domain.model import VENUE, Session
from turnout.services import badge_checks, emptying, event_settings, failover, printing, stations
from turnout.services.chance import Chance
from turnout.services.event import Event
from turnout.store import log, places, settings
from turnout.store.log import Origin
from turnout.store.writer import Transaction

_CHUNK = 50  # sessions a transaction, so that a long standstill does not hold up the door


def tick(event: Event, now: datetime, chance: Chance) -> None:
    """Everything that is due by now."""
    end_sessions(event, now)
    end_day(event, now)
    note_purge(event, now)
    printing.end_stale_leases(event, now)
    badge_checks.release_overdue(event, now)
    stations.note_silence(event, now, chance)
    failover.move_on(event, now)


def end_sessions(event: Event, now: datetime) -> None:
    """Sessions that are over end, and everybody who came in for them is taken to have left their rooms."""
    while due := places.sessions_to_end(event.reader, now)[:_CHUNK]:
        event.write(lambda tx, due=due: _end(tx, due, now))  # type: ignore[misc]


def end_day(event: Event, now: datetime) -> None:
    """When an event day is over, everybody who did not scan out has gone home."""
    config = settings.read(event.reader)
    today = date.fromisoformat(config.day_of(now))
    begin, _ = day_bounds(today, config.zone, config.day_boundary)
    emptied_at = places.last_emptied(event.reader, VENUE)
    if emptied_at is None or emptied_at < begin:
        event.write(lambda tx: _end_day(tx, today, begin, now))


def note_purge(event: Event, now: datetime) -> None:
    """Once the last day is over on which people's data may be kept, it is due to be erased. This says so, no more."""
    config, day = settings.read(event.reader), event_settings.purge_day(event.reader)
    if day is None or config.day_of(now) <= day.isoformat():  # the last day of the calendar never ends
        return
    _, due_at = day_bounds(day, config.zone, config.day_boundary)
    fact_id = f"purge-due-{day.isoformat()}"
    if log.find(event.reader, fact_id) is None:
        fact = PurgeDue(day.isoformat())
        event.write(lambda tx: log.append(tx, fact, Origin(now, due_at, "clock"), fact_id))


def _end(tx: Transaction, due: list[Session], now: datetime) -> None:
    for session in due:
        fact_id = f"{session.id}-ended-{session.ends_at:%Y%m%dT%H%M%S}"
        if log.find(tx.connection, fact_id) is not None:
            continue
        log.append(tx, SessionEnded(session.id, session.place_id), Origin(now, session.ends_at, "clock"), fact_id)
        emptying.after(tx, session, session.ends_at, "session_ended", now, "clock", f"{fact_id}-emptied", fact_id)


def _end_day(tx: Transaction, today: date, begin: datetime, now: datetime) -> None:
    fact_id = f"day-before-{today.isoformat()}-ended"
    if log.find(tx.connection, fact_id) is None:
        log.append(tx, PlaceEmptied(VENUE, "day_ended"), Origin(now, begin, "clock"), fact_id)
