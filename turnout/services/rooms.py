"""Readiness of rooms: ticking the checklist, signing off, reopening.

Each command may name the session that its sender saw: told late, it is still about that one, never about what has
come next meanwhile. Without it, the room's next session is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import Fact, RoomItemSet, RoomReopened, RoomSignedOff
from turnout.domain.model import Session
from turnout.domain.readiness import Readiness
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import log, notes, places, readiness
from turnout.store.log import Origin
from turnout.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class RoomState:
    """A room's session with how far the room is for it."""

    session: Session
    readiness: Readiness


def set_item(
    event: Event,
    place_id: str,
    item_id: str,
    done: bool,
    by: Caller,
    now: datetime,
    chance: Chance,
    session_id: str | None = None,
) -> None:
    """Tick or untick an item for a session; unticking reopens a room signed off before."""

    def state_it(tx: Transaction) -> None:
        room = _room(tx, place_id, session_id, now)
        if item_id not in {item.id for item in readiness.checklist(tx.connection)}:
            raise NotFound("There is no such item on the checklist.", "Load the page again.", code="no_item")
        if (item_id in room.readiness.ticked) != done:
            _state(tx, RoomItemSet(place_id, room.session.id, item_id, done), by, now, chance)

    event.write(state_it)


def sign_off(
    event: Event, place_id: str, by: Caller, now: datetime, chance: Chance, session_id: str | None = None
) -> None:
    """Declare the room ready for a session. Raises Conflict while items are open."""

    def state_it(tx: Transaction) -> None:
        room = _room(tx, place_id, session_id, now)
        items = readiness.checklist(tx.connection)
        open_ids = room.readiness.open_items(tuple(item.id for item in items))
        if open_ids:
            labels = ", ".join(item.label for item in items if item.id in open_ids)
            raise Conflict(f"Still open: {labels}.", "Tick these first, then sign off.", code="items_open")
        if room.readiness.signed_off is None:
            _state(tx, RoomSignedOff(place_id, room.session.id), by, now, chance)

    event.write(state_it)


def reopen(
    event: Event,
    place_id: str,
    reason: str,
    by: Caller,
    now: datetime,
    chance: Chance,
    session_id: str | None = None,
) -> None:
    """Take a sign-off back; the reason is kept in the register of notes."""

    def state_it(tx: Transaction) -> None:
        room = _room(tx, place_id, session_id, now)
        if room.readiness.signed_off is not None:
            fact_id = _state(tx, RoomReopened(place_id, room.session.id), by, now, chance)
            if reason:
                notes.add(tx.connection, chance.new_id(), fact_id, "reopened", reason, by.actor, now)

    event.write(state_it)


def _room(tx: Transaction, place_id: str, session_id: str | None, now: datetime) -> RoomState:
    session = _next(tx, place_id, now) if session_id is None else _named(tx, place_id, session_id)
    return RoomState(session, readiness.readiness(tx.connection, place_id, session.id))


def _next(tx: Transaction, place_id: str, now: datetime) -> Session:
    session = places.next_session(tx.connection, place_id, now)
    if session is None:
        raise Conflict(
            "No session comes next in this room.", "Nothing needs to be made ready here now.", code="no_session"
        )
    return session


def _named(tx: Transaction, place_id: str, session_id: str) -> Session:
    session = places.find_session(tx.connection, session_id)
    if session is None or session.place_id != place_id:
        raise Conflict(
            "That session is not in this room any more.", "Look at what comes next here.", code="session_moved"
        )
    return session


def _state(tx: Transaction, fact: Fact, by: Caller, now: datetime, chance: Chance) -> str:
    fact_id = chance.new_id()
    log.append(tx, fact, Origin.at(now, by.actor), fact_id)
    return fact_id
