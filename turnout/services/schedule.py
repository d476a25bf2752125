"""Rooms and sessions from a schedule file, brought up to date in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from turnout.domain.facts import ScheduleImported
from turnout.domain.model import Place, PlaceKind, Schedule, Session
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import log, places
from turnout.store.log import Origin
from turnout.store.writer import Transaction


def publish(event: Event, schedule: Schedule, by: Caller, now: datetime, chance: Chance) -> ScheduleImported:
    """Bring rooms and sessions up to a schedule file. Sessions it no longer has are withdrawn."""

    def put(tx: Transaction) -> ScheduleImported:
        room_ids = _put_rooms(tx, schedule, chance)
        known = places.sessions_by_source(tx.connection)
        for row in schedule.sessions:
            session_id = known.get(row.source_id) or chance.new_id()
            place_id = room_ids[row.room_source_id]
            session = Session(
                session_id, place_id, row.title, row.starts_at, row.ends_at, row.speakers, row.track, row.language
            )
            places.put_session(tx.connection, session, row.source_id)
        current = {row.source_id for row in schedule.sessions}
        gone = [session_id for source_id, session_id in known.items() if source_id not in current]
        places.withdraw_sessions(tx.connection, gone)
        fact = ScheduleImported(len(schedule.rooms), len(schedule.sessions), len(gone))
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())
        return fact

    return event.write(put)


def _put_rooms(tx: Transaction, schedule: Schedule, chance: Chance) -> dict[str, str]:
    """Rooms by their source id. The entry rule and a capacity set on site stay as they are.

    A room that no schedule named yet is taken for the file's room of the same name: else there would be two.
    """
    room_ids = places.places_by_source(tx.connection)
    unclaimed = {name.casefold(): place_id for place_id, name in places.rooms_without_source(tx.connection)}
    for position, row in enumerate(schedule.rooms, start=1):
        place_id = room_ids.get(row.source_id) or unclaimed.pop(row.name.casefold(), "") or chance.new_id()
        room_ids[row.source_id] = place_id
        known = places.find_place(tx.connection, place_id)
        if known is None:
            room = Place(place_id, row.name, PlaceKind.ROOM, row.capacity)
        else:
            room = replace(known, name=row.name, capacity=known.capacity if row.capacity is None else row.capacity)
        places.put_place(tx.connection, room, position, row.source_id)
    return room_ids
