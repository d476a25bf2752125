"""Is the room ready for its next session: checklist items, sign-off, reopening.

Readiness belongs to one session in one room: a new session begins with an empty checklist. The last
word in the log wins; unticking an item takes the sign-off back with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LEAD = timedelta(minutes=15)
"""How long before its session a room is due to be ready."""

DEFAULT_ITEMS = (
    ("doors", "Doors open, way in clear"),
    ("seats", "Seats and aisles tidy"),
    ("projector", "Projector and laptop connection tried"),
    ("microphone", "Microphones tried"),
    ("water", "Water for the speakers"),
    ("speaker", "Speaker is here"),
)
"""The checklist of a room until the organiser writes their own: id and label."""


class ReadinessState(StrEnum):
    NO_SESSION = "no_session"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Mark:
    """Who last set an item, or signed off, and when."""

    by: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """One room's readiness for one session. `ticked` maps item ids to their marks."""

    ticked: dict[str, Mark] = field(default_factory=dict)
    signed_off: Mark | None = None

    def state(self) -> ReadinessState:
        if self.signed_off is not None:
            return ReadinessState.READY
        return ReadinessState.IN_PROGRESS if self.ticked else ReadinessState.NOT_STARTED

    def open_items(self, item_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The items of the checklist that nobody has ticked, in its order."""
        return tuple(item for item in item_ids if item not in self.ticked)


NOTHING_DONE = Readiness()


def set_item(readiness: Readiness, item_id: str, done: bool, mark: Mark) -> Readiness:
    """The readiness after an item was ticked or unticked; unticking reopens a room that was signed off."""
    ticked = {item: known for item, known in readiness.ticked.items() if item != item_id}
    if done:
        return Readiness({**ticked, item_id: mark}, readiness.signed_off)
    return Readiness(ticked, None)


def sign_off(readiness: Readiness, mark: Mark) -> Readiness:
    return Readiness(readiness.ticked, mark)


def reopen(readiness: Readiness) -> Readiness:
    return Readiness(readiness.ticked, None)


def due_at(starts_at: datetime) -> datetime:
    """When a room must be ready for a session that starts then."""
    return starts_at - LEAD
