"""Setting up places: rooms and zones, how many they hold, and who may come in."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from turnout.domain import event_details as details
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import PlaceChanged
from turnout.domain.model import PRESETS, VENUE, Place, PlaceKind, Policy
from turnout.services import setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale, refuse_unknown_categories
from turnout.store import log, places
from turnout.store.log import Origin
from turnout.store.places import PlaceSetUp
from turnout.store.writer import Transaction


def add(event: Event, name: str, kind: PlaceKind, capacity: str, by: Caller, now: datetime, chance: Chance) -> Data:
    """A new room or zone behind the others, open to everybody on the list. Raises BadInput."""
    clean, holds = details.name_of(name, kind), details.capacity_of(capacity)
    if kind is PlaceKind.VENUE:
        raise BadInput("There is one venue, and it is there already.", "Add a room or a zone.")

    def make(tx: Transaction) -> Data:
        _refuse_same_name(tx.connection, clean, "")
        place = Place(chance.new_id(), clean, kind, holds, PRESETS["open"])
        places.put_place(tx.connection, place, places.next_position(tx.connection))
        return _changed(tx, place.id, by, now, chance)

    return event.write(make)


def change(
    event: Event, place_id: str, version: int, changes: Mapping[str, Any], by: Caller, now: datetime, chance: Chance
) -> Data:
    """Change what `changes` names: name, capacity (as typed), position, preset, policy (some of its keys).

    A preset sets the whole entry rule. The position counts from 1; the venue is always first. What stands there
    already changes nothing. Raises BadInput, NotFound, or Conflict with the newer place.
    """

    def put(tx: Transaction) -> Data:
        current = setup_document.place(tx.connection, place_id)
        known = places.find_set_up(tx.connection, place_id)
        wanted = _changed_place(tx.connection, known.place, changes) if known else None
        is_moved = changes.get("position", current["position"]) != current["position"]
        if known is None or wanted is None or (wanted == known.place and not is_moved):
            return current
        refuse_stale(current, version)
        places.change(tx.connection, wanted)
        if is_moved:
            _move(tx.connection, known, changes["position"])
        return _changed(tx, place_id, by, now, chance)

    return event.write(put)


def remove(event: Event, place_id: str, version: int, by: Caller, now: datetime, chance: Chance) -> None:
    """Take a place away where nothing happens and nothing has happened. Raises NotFound or Conflict."""

    def take(tx: Transaction) -> None:
        current = setup_document.place(tx.connection, place_id)
        refuse_stale(current, version)
        if place_id == VENUE:
            raise Conflict("The venue is where the event is.", "Change its name and its rule instead.", code="in_use")
        if users := places.users(tx.connection, place_id):
            held = ", ".join(f"{count} {what}" for what, count in users.items())
            raise Conflict(f"This place is in use: {held}.", "It stays; rename it instead.", code="in_use")
        places.remove(tx.connection, place_id)
        fact = PlaceChanged(place_id, current["version"] + 1, is_removed=True)
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())

    event.write(take)


def rename_venue(tx: Transaction, former: str, name: str, origin: Origin, fact_id: str, cause: str) -> None:
    """Call the venue as the event is called now, where it was called as the event was. One named by hand stays."""
    venue = places.find_place(tx.connection, VENUE)
    if venue is not None and venue.name == former:
        places.change(tx.connection, replace(venue, name=name))
        version = setup_document.place(tx.connection, VENUE)["version"]
        log.append(tx, PlaceChanged(VENUE, version), origin, fact_id, cause)


def _changed(tx: Transaction, place_id: str, by: Caller, now: datetime, chance: Chance) -> Data:
    place = setup_document.place(tx.connection, place_id)
    log.append(tx, PlaceChanged(place_id, place["version"]), Origin.at(now, by.actor), chance.new_id())
    return place


def _changed_place(connection: sqlite3.Connection, place: Place, changes: Mapping[str, Any]) -> Place:
    if "name" in changes:
        place = replace(place, name=details.name_of(changes["name"], place.kind))
        _refuse_same_name(connection, place.name, place.id)
    if "capacity" in changes:
        place = replace(place, capacity=details.capacity_of(changes["capacity"]))
    policy = place.policy
    if "preset" in changes:
        policy = PRESETS[details.preset_of(changes["preset"])]
    if "policy" in changes:
        policy = _checked(connection, replace(policy, **changes["policy"]))
    return replace(place, policy=policy)


def _checked(connection: sqlite3.Connection, policy: Policy) -> Policy:
    if policy.opens_at and policy.closes_at and policy.opens_at >= policy.closes_at:
        raise BadInput("This door would close before it opens.", "Set an opening time before the closing time.")
    refuse_unknown_categories(connection, policy.categories)
    return policy


def _refuse_same_name(connection: sqlite3.Connection, name: str, place_id: str) -> None:
    """The venue may be called as a room: it is named after the event."""
    for place in places.places(connection):
        is_another = place.id not in (place_id, VENUE) and place_id != VENUE
        if is_another and place.name.casefold() == name.casefold():
            raise BadInput(f"There is a place called “{place.name}”.", "Give it a name of its own.", code="name_taken")


def _move(connection: sqlite3.Connection, moved: PlaceSetUp, position: int) -> None:
    order = [place.id for place in places.places(connection) if place.id not in (VENUE, moved.place.id)]
    order.insert(max(0, position - 1), moved.place.id)
    places.put_order(connection, order)
