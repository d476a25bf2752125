"""What has happened at the demo event before anybody looks: this morning's arrivals, rooms filling, staff at work.

Everything goes through the services, at the times it would have happened, so the demo's log is a real one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from turnout.domain.days import day_bounds
from turnout.domain.model import VENUE, Role, Session, Station, StationMode
from turnout.services import clock, rooms, scanning, setup
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scanning import Scan
from turnout.store import attendees, places, readiness, settings, stations

SHARE_ARRIVED = 0.55
SHARE_IN_ROOMS = 0.5
_ARRIVALS_LAST = timedelta(hours=3)
_GATE = "gate"


def play(event: Event, staff: Caller, seed: int, now: datetime, chance: Chance) -> None:
    """Open the event, let people arrive over the last hours, and send half of them into the sessions that run."""
    random = Random(seed + 1)  # noqa: S311 - a demo must be repeatable, not unguessable
    setup.open_event(event, staff, _day_begin(event, now), chance)
    clock.end_sessions(event, now)
    clock.end_day(event, now)
    gate = _gate(event)
    tickets = attendees.ticket_codes(event.reader)
    random.shuffle(tickets)
    arrived = tickets[: int(len(tickets) * SHARE_ARRIVED)]
    scans = [(_arrival(event, random, now), VENUE, code) for code in arrived]
    scans += _moves(event, random, arrived[: int(len(arrived) * SHARE_IN_ROOMS)], now)
    for at, place_id, code in sorted(scans):
        _scan(event, gate, code, place_id, at, chance)
    _prepare_rooms(event, staff, random, now, chance)


def _moves(event: Event, random: Random, codes: list[str], now: datetime) -> list[tuple[datetime, str, str]]:
    """When each of these people went into which room where a session runs; larger rooms draw more."""
    running = [s for p in places.places(event.reader) if (s := places.current_session(event.reader, p.id, now))]
    if not running:
        return []
    sizes = [_size(event, session) for session in running]
    chosen = [random.choices(running, sizes)[0] for _ in codes]
    return [
        (min(now, max(session.starts_at, now - timedelta(minutes=random.randint(1, 20)))), session.place_id, code)
        for session, code in zip(chosen, codes, strict=True)
    ]


def _prepare_rooms(event: Event, staff: Caller, random: Random, now: datetime, chance: Chance) -> None:
    """Staff are at work: some rooms are ready for their next session, most are on the way, one is late."""
    items = [item.id for item in readiness.checklist(event.reader)]
    upcoming = [p.id for p in places.places(event.reader) if places.next_session(event.reader, p.id, now)]
    for number, place_id in enumerate(upcoming):
        done = len(items) if number % 3 == 0 else random.randint(0, len(items) - 1)
        for item_id in items[:done]:
            rooms.set_item(event, place_id, item_id, True, staff, now, chance)
        if done == len(items):
            rooms.sign_off(event, place_id, staff, now, chance)


def _day_begin(event: Event, now: datetime) -> datetime:
    config = settings.read(event.reader)
    begin, _ = day_bounds(date.fromisoformat(config.day_of(now)), config.zone, config.day_boundary)
    return begin


def _arrival(event: Event, random: Random, now: datetime) -> datetime:
    """Most people come in one wave, two hours ago; a few come all the time. Never before the day began."""
    earliest = max(now - _ARRIVALS_LAST, _day_begin(event, now))
    share = min(max(random.betavariate(2.2, 3.8), 0.0), 1.0)
    moment = earliest + (now - earliest) * share
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _gate(event: Event) -> Caller:
    """A phone at a gate, which prints nothing: the badges of the morning are long worn."""
    station = Station(_GATE, "Main gate", StationMode.PHONE, VENUE)
    event.write(lambda tx: stations.add(tx.connection, station))
    return Caller(station.id, Role.STATION, station)


def _size(event: Event, session: Session) -> int:
    place = places.find_place(event.reader, session.place_id)
    return (place.capacity if place else None) or 1


def _scan(event: Event, gate: Caller, code: str, place_id: str, at: datetime, chance: Chance) -> None:
    scanning.scan(event, Scan(chance.new_id(), code, place_id, at, at), gate, at, chance)
