"""What a door says to everybody: never anything else than what it would decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from turnout.domain.door import DoorState, door_state, seats_left
from turnout.domain.model import Accepts, Entries, Place, PlaceKind, Policy, Session

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
SESSION = Session("s", "hall", "Talk", AT + timedelta(minutes=10), AT + timedelta(hours=1))
HARD = Policy(count_is_exact=True, capacity_is_hard=True)
WAITS = Policy(waits_for_readiness=True)


def hall(policy: Policy, capacity: int | None = 20) -> Place:
    return Place("hall", "Hall", PlaceKind.ROOM, capacity, policy)


@pytest.mark.parametrize(
    ("policy", "headcount", "is_ready", "state"),
    [
        (Policy(), 0, None, DoorState.OPEN),
        (Policy(), 20, None, DoorState.OPEN),  # an estimated count refuses nobody
        (HARD, 19, None, DoorState.OPEN),
        (HARD, 20, None, DoorState.FULL),
        (WAITS, 0, False, DoorState.PREPARING),
        (WAITS, 0, True, DoorState.OPEN),
        (WAITS, 0, None, DoorState.OPEN),  # the session runs, or there is none
        (Policy(opens_at=AT + timedelta(seconds=1)), 0, None, DoorState.NOT_YET),
        (Policy(opens_at=AT + timedelta(seconds=1), tolerance_s=1), 0, None, DoorState.OPEN),
        (Policy(closes_at=AT - timedelta(seconds=1)), 0, None, DoorState.OVER),
        # what is asked of people themselves closes no door
        (Policy(accepts=Accepts.TICKETS), 0, None, DoorState.OPEN),
        (Policy(accepts=Accepts.BADGES), 0, None, DoorState.OPEN),
        (Policy(categories=frozenset({"press", "staff"})), 0, None, DoorState.OPEN),
        (Policy(booking_needed=True, entries=Entries.ONCE), 0, None, DoorState.OPEN),
    ],
)
def test_a_door_says(policy: Policy, headcount: int, is_ready: bool | None, state: DoorState) -> None:
    assert door_state(hall(policy), AT, headcount, SESSION, is_ready) is state


@pytest.mark.parametrize(("capacity", "headcount", "left"), [(20, 0, 20), (20, 19, 1), (20, 25, 0), (None, 25, None)])
def test_seats_left(capacity: int | None, headcount: int, left: int | None) -> None:
    assert seats_left(hall(Policy(), capacity), headcount) == left
