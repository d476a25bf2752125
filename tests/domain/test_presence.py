"""Where people are: the laws that hold whatever order scans and emptyings become known in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.model import VENUE, Direction
from turnout.domain.presence import NEVER_MOVED, OUTSIDE, Emptied, Move, Presence, empty, step

START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
PLACES = (VENUE, "aula", "studio")
IN, OUT = Direction.IN, Direction.OUT


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def move(place_id: str, direction: Direction, minute: int, seq: int = 1) -> Move:
    return Move(seq, place_id, direction, at(minute))


@pytest.mark.parametrize(
    ("place_id", "direction", "destination"),
    [
        (VENUE, IN, VENUE),
        ("aula", IN, "aula"),
        ("aula", OUT, VENUE),
        (VENUE, OUT, OUTSIDE),
    ],
)
def test_where_a_scan_leads(place_id: str, direction: Direction, destination: str) -> None:
    arrived_at = at(0) if direction is IN else None
    moved = step(NEVER_MOVED, move(place_id, direction, 0), None, None)
    assert moved == Presence(destination, at(0), 1, arrived_at)


def test_entering_a_room_leaves_the_room_before() -> None:
    in_aula = step(NEVER_MOVED, move("aula", IN, 0), None, None)
    assert step(in_aula, move("studio", IN, 5, 2), None, None) == Presence("studio", at(5), 2, at(0))


def test_a_late_scan_moves_nobody_whose_last_move_is_newer() -> None:
    in_aula = step(NEVER_MOVED, move("aula", IN, 10), None, None)
    assert step(in_aula, move("studio", IN, 20 - 15, 2), None, None) == Presence("aula", at(10), 1, at(5))


def test_a_late_exit_does_not_change_when_somebody_came() -> None:
    in_aula = step(NEVER_MOVED, move("aula", IN, 10), None, None)
    assert step(in_aula, move(VENUE, OUT, 5, 2), None, None) == in_aula


def test_of_two_scans_in_one_moment_the_later_recorded_counts() -> None:
    first, second = move("aula", IN, 0, 1), move("studio", IN, 0, 2)
    assert step(step(NEVER_MOVED, first, None, None), second, None, None).place_id == "studio"
    assert step(step(NEVER_MOVED, second, None, None), first, None, None).place_id == "studio"


@pytest.mark.parametrize(
    ("place_id", "emptied_place", "destination"),
    [
        ("aula", "aula", VENUE),
        ("aula", "studio", "aula"),
        ("aula", VENUE, OUTSIDE),
        (VENUE, VENUE, OUTSIDE),
        (VENUE, "aula", VENUE),
    ],
)
def test_emptying_a_place_sends_those_out_who_were_in_it(place_id: str, emptied_place: str, destination: str) -> None:
    there = Presence(place_id, at(0), 1, at(0))
    assert empty(there, emptied_place, Emptied(at(10), 2)) == Presence(destination, at(0), 1, at(0))


def test_emptying_leaves_those_who_came_afterwards() -> None:
    there = Presence("aula", at(20), 1, at(0))
    assert empty(there, "aula", Emptied(at(10), 2)) == there
    assert empty(there, VENUE, Emptied(at(10), 2)) == there


def test_nobody_is_sent_out_who_is_not_there() -> None:
    gone = Presence(OUTSIDE, at(0), 1, at(0))
    assert empty(gone, VENUE, Emptied(at(10), 2)) == gone
    assert empty(NEVER_MOVED, VENUE, Emptied(at(10), 2)) == NEVER_MOVED


@pytest.mark.parametrize(
    ("emptied", "closed", "destination"),
    [
        (Emptied(at(10), 9), None, VENUE),
        (None, Emptied(at(10), 9), OUTSIDE),
        (Emptied(at(10), 9), Emptied(at(20), 10), OUTSIDE),
        (Emptied(at(4), 9), Emptied(at(4), 10), "aula"),
    ],
)
def test_a_scan_that_becomes_known_after_the_emptying_it_precedes(
    emptied: Emptied | None, closed: Emptied | None, destination: str
) -> None:
    assert step(NEVER_MOVED, move("aula", IN, 5, 20), emptied, closed) == Presence(destination, at(5), 20, at(5))


Happening = Move | tuple[str, Emptied]

scans = st.builds(
    lambda place_id, direction, minute: Move(0, place_id, direction, at(minute)),
    st.sampled_from(PLACES),
    st.sampled_from((IN, IN, OUT)),
    st.integers(0, 30),
)
emptyings = st.tuples(st.sampled_from(PLACES), st.builds(lambda minute: Emptied(at(minute), 0), st.integers(0, 30)))


def moment(happening: Happening) -> datetime:
    return happening.occurred_at if isinstance(happening, Move) else happening[1].occurred_at


@st.composite
def histories(draw: st.DrawFn) -> list[Happening]:
    """What happened to one person, no two things in one moment, numbered as first recorded."""
    drawn = draw(st.lists(st.one_of(scans, scans, emptyings), unique_by=moment, max_size=12))
    return [
        Move(seq, h.place_id, h.direction, h.occurred_at)
        if isinstance(h, Move)
        else (h[0], Emptied(h[1].occurred_at, seq))
        for seq, h in enumerate(drawn, start=1)
    ]


def fold(known: Iterable[Happening]) -> Presence:
    """One happening at a time, as the writer does it: of every place it remembers the last emptying only."""
    presence = NEVER_MOVED
    last: dict[str, Emptied] = {}
    for happening in known:
        if isinstance(happening, Move):
            presence = step(presence, happening, last.get(happening.place_id), last.get(VENUE))
        else:
            place_id, emptied = happening
            last[place_id] = max(last.get(place_id, emptied), emptied, key=lambda e: (e.occurred_at, e.seq))
            presence = empty(presence, place_id, emptied)
    return presence


@given(history=histories(), data=st.data())
def test_the_order_in_which_things_become_known_does_not_matter(history: list[Happening], data: st.DataObject) -> None:
    known = data.draw(st.permutations(history))
    assert fold(known) == fold(sorted(history, key=moment))


@given(history=histories())
def test_a_person_is_somewhere_only_after_a_move(history: list[Happening]) -> None:
    presence = fold(history)
    moves = [happening for happening in history if isinstance(happening, Move)]
    assert presence.moved_at == max((m.occurred_at for m in moves), default=None)
    assert presence.arrived_at == min((m.occurred_at for m in moves if m.direction is IN), default=None)


@given(history=histories(), place_id=st.sampled_from(PLACES))
def test_after_everything_is_emptied_nobody_is_inside(history: list[Happening], place_id: str) -> None:
    presence = empty(fold(history), VENUE, Emptied(at(31), 99))
    assert not presence.is_inside
    assert empty(presence, place_id, Emptied(at(32), 100)) == presence
