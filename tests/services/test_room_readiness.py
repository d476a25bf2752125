"""Making a room ready: ticking, signing off, reopening, each for the session that was seen, else the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_room, put_session
from on_the_log import facts, kinds, last, notes, seq, text_of_log

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import RoomItemSet, RoomReopened, RoomSignedOff
from turnout.domain.model import Role
from turnout.domain.readiness import DEFAULT_ITEMS
from turnout.services import rooms, snapshots
from turnout.services.event import Event

STAFF = caller(Role.STAFF)
SOON = NOW + timedelta(minutes=30)
ITEMS = [item_id for item_id, _ in DEFAULT_ITEMS]


@pytest.fixture
def hall(event: Event) -> str:
    """A room with a session soon."""
    put_room(event, "hall")
    put_session(event, "talk", "hall", SOON)
    return "hall"


def tick(event: Event, item_id: str, done: bool = True) -> None:
    rooms.set_item(event, "hall", item_id, done, STAFF, NOW, chance_of(f"{item_id} {done} {seq(event)}"))


def sign_off(event: Event) -> None:
    for item_id in ITEMS:
        tick(event, item_id)
    rooms.sign_off(event, "hall", STAFF, NOW, chance_of("sign off"))


def state(event: Event) -> str:
    return str(snapshots.build(event, "place:hall", NOW).data["readiness"]["state"])


def test_from_nothing_to_ready(event: Event, hall: str) -> None:
    states = [state(event)]
    tick(event, "doors")
    states.append(state(event))
    sign_off(event)
    states.append(state(event))
    assert states == ["not_started", "in_progress", "ready"]
    assert last(event).fact == RoomSignedOff("hall", "talk")
    assert last(event).actor == "staff"


def test_ticking_twice_is_one_fact(event: Event, hall: str) -> None:
    tick(event, "doors")
    tick(event, "doors")
    assert facts(event)[-1] == RoomItemSet("hall", "talk", "doors", True)
    assert kinds(event).count("room.item_set") == 1


def test_signing_off_with_items_open_names_them(event: Event, hall: str) -> None:
    for item_id in ITEMS[2:]:
        tick(event, item_id)
    before = seq(event)
    with pytest.raises(Conflict) as problem:
        rooms.sign_off(event, "hall", STAFF, NOW, chance_of("sign off"))
    assert (problem.value.code, seq(event)) == ("items_open", before)
    assert problem.value.message == f"Still open: {DEFAULT_ITEMS[0][1]}, {DEFAULT_ITEMS[1][1]}."


def test_signing_off_twice_is_one_fact(event: Event, hall: str) -> None:
    sign_off(event)
    rooms.sign_off(event, "hall", caller(), NOW, chance_of("again"))
    assert kinds(event).count("room.signed_off") == 1


def test_reopening_keeps_the_reason_out_of_the_log(event: Event, hall: str) -> None:
    sign_off(event)
    rooms.reopen(event, "hall", "Projector smells of smoke", STAFF, NOW, chance_of("reopen"))
    assert last(event).fact == RoomReopened("hall", "talk")
    assert notes(event) == [(last(event).fact_id, "reopened", "Projector smells of smoke", "staff")]
    assert "smoke" not in text_of_log(event)
    assert state(event) == "in_progress"


def test_reopening_a_room_that_is_open_changes_nothing(event: Event, hall: str) -> None:
    before = seq(event)
    rooms.reopen(event, "hall", "why not", STAFF, NOW, chance_of("reopen"))
    assert (seq(event), notes(event)) == (before, [])


def test_unticking_reopens(event: Event, hall: str) -> None:
    sign_off(event)
    tick(event, "water", False)
    assert state(event) == "in_progress"


def test_the_next_session_begins_with_an_empty_checklist(event: Event, hall: str) -> None:
    sign_off(event)
    put_session(event, "later", "hall", SOON + timedelta(hours=1))
    after_start = snapshots.build(event, "place:hall", SOON)
    assert after_start.data["next"]["id"] == "later"
    assert after_start.data["readiness"]["state"] == "not_started"


def test_what_is_told_late_is_about_the_session_that_was_seen(event: Event, hall: str) -> None:
    put_session(event, "later", "hall", SOON + timedelta(hours=1))
    begun = SOON + timedelta(minutes=2)
    for item_id in ITEMS:
        rooms.set_item(event, "hall", item_id, True, STAFF, begun, chance_of(item_id), "talk")
    rooms.sign_off(event, "hall", STAFF, begun, chance_of("sign off"), "talk")
    assert last(event).fact == RoomSignedOff("hall", "talk")
    assert snapshots.build(event, "place:hall", begun).data["readiness"]["state"] == "not_started"
    rooms.reopen(event, "hall", "", STAFF, begun, chance_of("reopen"), "talk")
    assert last(event).fact == RoomReopened("hall", "talk")


@pytest.mark.parametrize("session_id", ["elsewhere", "never"])
def test_a_session_that_is_not_in_the_room_any_more_is_said_so(event: Event, hall: str, session_id: str) -> None:
    put_room(event, "lab")
    put_session(event, "elsewhere", "lab", SOON)
    before = seq(event)
    with pytest.raises(Conflict) as problem:
        rooms.set_item(event, "hall", "doors", True, STAFF, NOW, chance_of("late"), session_id)
    assert (problem.value.code, seq(event)) == ("session_moved", before)


def test_nothing_is_made_ready_where_no_session_comes(event: Event) -> None:
    put_room(event, "hall")
    for attempt in (
        lambda: tick(event, "doors"),
        lambda: rooms.sign_off(event, "hall", STAFF, NOW, chance_of("x")),
        lambda: rooms.reopen(event, "hall", "", STAFF, NOW, chance_of("y")),
    ):
        with pytest.raises(Conflict) as problem:
            attempt()
        assert problem.value.code == "no_session"


def test_an_item_that_is_not_on_the_checklist(event: Event, hall: str) -> None:
    with pytest.raises(NotFound) as problem:
        tick(event, "fireworks")
    assert problem.value.code == "no_item"
