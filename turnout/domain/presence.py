"""Where people are, folded from scans.

A person is in one place: entering a room leaves the room before. Folding goes by `occurred_at`, so a
late fact enters history but never moves a person whose last move is newer. Emptying a place sends
those out whose last move is older. The same steps run in the writer, one fact at a time, and in the
tests, over a whole log.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from turnout.domain.model import VENUE, Direction

OUTSIDE = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """A person's place now. `place_id` is OUTSIDE, VENUE, or the id of a zone or room.

    `moved_at`, `moved_seq` belong to the last own move (a scan); being sent out of an emptied place
    leaves them as they are. `arrived_at` is the earliest entry that counts, None before it.
    """

    place_id: str = OUTSIDE
    moved_at: datetime | None = None
    moved_seq: int = 0
    arrived_at: datetime | None = None

    @property
    def is_inside(self) -> bool:
        return self.place_id != OUTSIDE


@dataclass(frozen=True, slots=True)
class Move:
    """A scan that counts: who is not said, where to and when is."""

    seq: int
    place_id: str
    direction: Direction
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Emptied:
    """The last emptying of a place; `seq` breaks a tie of times."""

    occurred_at: datetime
    seq: int


NEVER_MOVED = Presence()


def step(presence: Presence, move: Move, emptied: Emptied | None, closed: Emptied | None) -> Presence:
    """The presence after one more move, in whatever order moves become known.

    `emptied` is the last emptying of the place moved into, `closed` that of the venue.
    """
    arrived_at = presence.arrived_at
    if move.direction is Direction.IN and (arrived_at is None or move.occurred_at < arrived_at):
        arrived_at = move.occurred_at
    if presence.moved_at is not None and (presence.moved_at, presence.moved_seq) > (
        move.occurred_at,
        move.seq,
    ):
        return replace(presence, arrived_at=arrived_at)
    place_id = _destination(move)
    if place_id not in (OUTSIDE, VENUE) and _is_later(emptied, move):
        place_id = VENUE
    if _is_later(closed, move):
        place_id = OUTSIDE
    return Presence(place_id, move.occurred_at, move.seq, arrived_at)


def empty(presence: Presence, place_id: str, emptied: Emptied) -> Presence:
    """The presence after a place was emptied: out of a room into the venue, out of the venue outside."""
    if presence.moved_at is None or (presence.moved_at, presence.moved_seq) > (
        emptied.occurred_at,
        emptied.seq,
    ):
        return presence
    if presence.is_inside and place_id in (VENUE, presence.place_id):
        return replace(presence, place_id=OUTSIDE if place_id == VENUE else VENUE)
    return presence


def _destination(move: Move) -> str:
    if move.direction is Direction.OUT:
        return OUTSIDE if move.place_id == VENUE else VENUE
    return move.place_id


def _is_later(emptied: Emptied | None, move: Move) -> bool:
    return emptied is not None and (emptied.occurred_at, emptied.seq) > (move.occurred_at, move.seq)
