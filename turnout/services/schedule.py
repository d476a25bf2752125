"""Rooms and sessions from a schedule file, brought up to date in one transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from turnout.domain.facts import ScheduleImported
from turnout.domain.model import Place, PlaceKind, RoomRow, Schedule, Session
from turnout.services import emptying
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import log, places
from turnout.store.log import Origin
from turnout.store.writer import Transaction


def publish(event: Event, schedule: Schedule, by: Caller, now: datetime, chance: Chance) -> ScheduleImported:
    """Bring rooms and sessions up to a schedule file. Sessions it no longer has are withdrawn.

    A room is emptied whose session goes on elsewhere, or no more.
    """

    def put(tx: Transaction) -> ScheduleImported:
        going_on = places.sessions_at(tx.connection, now)
        room_ids = _put_rooms(tx, schedule, chance)
        gone = _put_sessions(tx, schedule, room_ids, chance)
        fact = ScheduleImported(
            len(schedule.rooms), len(schedule.sessions), places.withdraw_sessions(tx.connection, gone)
        )
        fact_id = chance.new_id()
        log.append(tx, fact, Origin.at(now, by.actor), fact_id)
        for session in going_on:
            is_gone = session.id in gone or _is_elsewhere(tx.connection, session)
            if is_gone and not _waits_for_another(session, going_on, now):
                emptying.after(tx, session, now, "session_moved", now, by.actor, f"{fact_id}-{session.id}", fact_id)
        return fact

    return event.write(put)


def _put_sessions(tx: Transaction, schedule: Schedule, room_ids: dict[str, str], chance: Chance) -> set[str]:
    """Answers ids of the sessions that the file no longer has, withdrawn ones included."""
    known = places.sessions_by_source(tx.connection)
    for row in schedule.sessions:
        session_id = known.get(row.source_id) or chance.new_id()
        place_id = room_ids[row.room_source_id]
        session = Session(
            session_id, place_id, row.title, row.starts_at, row.ends_at, row.speakers, row.track, row.language
        )
        places.put_session(tx.connection, session, row.source_id)
    current = {row.source_id for row in schedule.sessions}
    return {session_id for source_id, session_id in known.items() if source_id not in current}


def _waits_for_another(session: Session, going_on: list[Session], now: datetime) -> bool:
    """Whether it has not begun, and its room is still another's: who is there is that one's."""
    is_taken = any(one.place_id == session.place_id and one.starts_at <= now for one in going_on)
    return session.starts_at > now and is_taken


def _is_elsewhere(connection: sqlite3.Connection, before: Session) -> bool:
    session = places.find_session(connection, before.id)
    return session is not None and session.place_id != before.place_id


def _put_rooms(tx: Transaction, schedule: Schedule, chance: Chance) -> dict[str, str]:
    """Rooms by their source id. What was set on site stays: entry rule, order, and a name or capacity that the file
    has not changed since it was last read.

    A room that no schedule named yet is taken for the file's room of the same name: else there would be two.
    """
    room_ids = places.places_by_source(tx.connection)
    unclaimed = {name.casefold(): place_id for place_id, name in places.rooms_without_source(tx.connection)}
    for row in schedule.rooms:
        place_id = room_ids.get(row.source_id) or unclaimed.pop(row.name.casefold(), "") or chance.new_id()
        room_ids[row.source_id] = place_id
        known = places.find_place(tx.connection, place_id)
        if known is None:
            room = Place(place_id, row.name, PlaceKind.ROOM, row.capacity)
        else:
            room = _brought_up(known, row, places.imported(tx.connection, place_id))
        places.put_imported(tx.connection, room, row)
    return room_ids


def _brought_up(known: Place, row: RoomRow, before: RoomRow | None) -> Place:
    """`before` is what the file said when it was last read; None where that is not known."""
    has_new_name = before is not None and row.name != before.name
    has_new_capacity = known.capacity is None if before is None else row.capacity not in (None, before.capacity)
    return replace(
        known,
        name=row.name if has_new_name else known.name,
        capacity=row.capacity if has_new_capacity else known.capacity,
    )
