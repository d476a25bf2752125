"""Whom each topic is for. A topic that stands here for nobody is told to nobody."""

from __future__ import annotations

from collections.abc import Sequence

from turnout.domain.model import Role
from turnout.services.event import Caller

_LEADERS = frozenset({Role.COORDINATOR, Role.SUPERVISOR})
_PEOPLE = _LEADERS | {Role.DESK, Role.STAFF, Role.VIEWER}

TOPIC_ROLES: dict[str, frozenset[Role]] = {
    "totals": _PEOPLE | {Role.SCREEN},
    "rooms": _PEOPLE | {Role.SCREEN},
    "place": _PEOPLE,
    "door": _PEOPLE | {Role.SCREEN, Role.STATION},
    "stations": _PEOPLE,
    "printers": _PEOPLE,
    "help": _PEOPLE,
    "feed": _LEADERS | {Role.DESK},  # this and the next three: the only topics with names of attendees
    "conflicts": _LEADERS | {Role.DESK},
    "jobs": _LEADERS | {Role.DESK},
    "attendee": _LEADERS | {Role.DESK},
    "station": _LEADERS | {Role.STATION},
}
"""Roles by a topic's name, the part before the colon."""


def may_follow(topic: str, callers: Sequence[Caller]) -> bool:
    """Whether any of these callers (a browser may be a station and a person) may follow a topic."""
    name, _, subject = topic.partition(":")
    allowed = TOPIC_ROLES.get(name, frozenset())
    return any(who.role in allowed and _is_own(who, name, subject) for who in callers)


def _is_own(who: Caller, name: str, subject: str) -> bool:
    """A station follows itself and the door that it stands at, and no other."""
    if who.role is not Role.STATION:
        return True
    own = {"station": who.station_id, "door": who.station.place_id if who.station else ""}
    return own.get(name) == subject
