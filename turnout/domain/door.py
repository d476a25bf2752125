"""What a door says to everybody alike, before anybody has shown a code: the same rules, asked for nobody."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from turnout.domain.admission import Case, Reason, Refused, decide
from turnout.domain.model import Accepts, Attendee, CodeKind, Place, Session, Ticket


class DoorState(StrEnum):
    """Whether a door lets people in now whose own matters are all in order."""

    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    PREPARING = "preparing"
    FULL = "full"


_STATES = {
    Reason.NOT_YET: DoorState.NOT_YET,
    Reason.TOO_LATE: DoorState.OVER,
    Reason.ROOM_NOT_READY: DoorState.PREPARING,
    Reason.FULL: DoorState.FULL,
}


def door_state(place: Place, at: datetime, headcount: int, session: Session | None, is_ready: bool | None) -> DoorState:
    """`session` is the one that the door lets people in for; `is_ready` is None where nobody asks."""
    anybody = Attendee("", "", category=min(place.policy.categories, default="visitor"))
    kind = CodeKind.TICKET if place.policy.accepts is Accepts.TICKETS else CodeKind.BADGE
    case = Case(
        Ticket("", "", kind, ""), anybody, place, at, "", headcount=headcount, session=session, is_ready=is_ready
    )
    outcome = decide(case)
    return _STATES[outcome.reason] if isinstance(outcome, Refused) else DoorState.OPEN


def seats_left(place: Place, headcount: int) -> int | None:
    """None where nobody has said how many the place holds."""
    return None if place.capacity is None else max(0, place.capacity - headcount)
