"""The topic of a door: what is on, how many seats are left, and nothing of anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from factories import NOW, put_room, put_session, put_station, scan

from turnout.domain.errors import NotFound
from turnout.domain.model import PRESETS, VENUE, Direction, Policy
from turnout.services import rooms, snapshots
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.live import EVERY_DOOR
from turnout.services.registration import Registered
from turnout.store.times import to_text

EXACT = Policy(count_is_exact=True, capacity_is_hard=True)


def door(event: Event, place_id: str = "hall") -> dict[str, Any]:
    return snapshots.build(event, f"door:{place_id}", NOW).data


def test_a_door_tells_what_is_on_and_how_many_seats_are_left(event: Event, ada: Registered, chance: Chance) -> None:
    put_room(event, "hall", capacity=2, policy=EXACT)
    put_session(event, "now", "hall", NOW - timedelta(minutes=10))
    later = put_session(event, "later", "hall", NOW + timedelta(hours=1))
    gate = put_station(event, place_id="hall")
    scan(event, ada.ticket.code, gate, NOW, place_id="hall", scan_id="s1")
    assert door(event) == {
        "id": "hall",
        "name": "Hall",
        "kind": "room",
        "state": "open",
        "opens_at": None,
        "seats_left": 1,
        "estimated": False,
        "current": {
            "title": "Talk now",
            "starts_at": to_text(NOW - timedelta(minutes=10)),
            "ends_at": to_text(NOW + timedelta(minutes=35)),
        },
        "next": {"title": "Talk later", "starts_at": to_text(later.starts_at), "ends_at": to_text(later.ends_at)},
    }


def test_coming_and_going_is_pushed(event: Event, ada: Registered) -> None:
    put_room(event, "hall", capacity=1, policy=EXACT)
    gate = put_station(event, place_id="hall")
    event.live.take()
    scan(event, ada.ticket.code, gate, NOW, place_id="hall", scan_id="s1")
    assert EVERY_DOOR in event.live.take()
    assert (door(event)["state"], door(event)["seats_left"]) == ("full", 0)
    later = NOW + timedelta(seconds=5)
    scan(event, ada.ticket.code, gate, later, place_id="hall", scan_id="s2", direction=Direction.OUT)
    assert (door(event)["state"], door(event)["seats_left"]) == ("open", 1)


def test_a_room_is_prepared_until_it_is_signed_off(event: Event, chance: Chance) -> None:
    put_room(event, "hall", policy=replace(PRESETS["open"], waits_for_readiness=True))
    put_session(event, "soon", "hall", NOW + timedelta(minutes=10))
    assert (door(event)["state"], door(event)["seats_left"]) == ("preparing", None)
    boss = Caller("boss", put_station(event).role)
    for item in ("doors", "seats", "projector", "microphone", "water", "speaker"):
        rooms.set_item(event, "hall", item, True, boss, NOW, chance)
    rooms.sign_off(event, "hall", boss, NOW, chance)
    assert door(event)["state"] == "open"


def test_the_venue_has_a_door_too(event: Event) -> None:
    assert (door(event, VENUE)["kind"], door(event, VENUE)["current"]) == ("venue", None)


def test_a_door_there_is_not(event: Event) -> None:
    with pytest.raises(NotFound):
        door(event, "nowhere")
