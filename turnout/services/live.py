"""Which topics a fact changes: the one place that says so.

Services announce facts after their commit; the publisher takes the marks *before* it reads, so that a
change made meanwhile is marked again and never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from turnout.domain.facts import Fact, Stated

EVERY_PLACE = "place:*"
EVERY_DOOR = "door:*"
EVERY_STATION = "station:*"
EVERY_ATTENDEE = "attendee:*"
EVERY = frozenset({EVERY_PLACE, EVERY_DOOR, EVERY_STATION, EVERY_ATTENDEE})
"""Stand for all topics of their kind that somebody follows. A fact that names its attendee marks theirs alone."""

SHOWING_NAMES = ("feed", "jobs", "conflicts")
"""Topics that show people of the list by their names."""

_EVERYTHING = ("totals", "rooms", "stations", "printers", "jobs", "feed", "help", "conflicts", *sorted(EVERY))
_TOPICS: dict[str, tuple[str, ...]] = {
    "scan.admitted": ("totals", "rooms", "feed", EVERY_PLACE, EVERY_DOOR, EVERY_ATTENDEE),
    "scan.refused": ("feed", EVERY_ATTENDEE),
    "scan.undone": ("totals", "rooms", "feed", EVERY_PLACE, EVERY_DOOR, EVERY_ATTENDEE),
    "scan.conflicted": ("conflicts", EVERY_ATTENDEE),
    "scan.unusable": ("conflicts",),
    "place.emptied": ("totals", "rooms", EVERY_PLACE, EVERY_DOOR, EVERY_ATTENDEE),
    "session.ended": ("rooms", EVERY_PLACE, EVERY_DOOR),
    "schedule.imported": ("rooms", EVERY_PLACE, EVERY_DOOR),
    "attendees.imported": ("totals", EVERY_ATTENDEE),
    "attendee.registered": ("totals", EVERY_ATTENDEE),
    "attendee.amended": (*SHOWING_NAMES, EVERY_ATTENDEE),
    "attendee.cancelled": ("totals", EVERY_ATTENDEE),
    "attendee.reinstated": ("totals", EVERY_ATTENDEE),
    "event.opened": _EVERYTHING,
    "rehearsal.cleared": ("feed", EVERY_ATTENDEE),
    "settings.changed": _EVERYTHING,
    "badges.placed": (EVERY_ATTENDEE,),
    "group.named": (EVERY_ATTENDEE,),
    "place.changed": (
        "totals",
        "rooms",
        "stations",
        "help",
        "feed",
        EVERY_PLACE,
        EVERY_DOOR,
        EVERY_STATION,
        EVERY_ATTENDEE,
    ),
    "category.changed": ("feed", EVERY_ATTENDEE),
    "printer.changed": ("printers", "stations"),
    "printer.set_up": ("printers", "stations", "jobs", EVERY_STATION, EVERY_ATTENDEE),
    "printer.tested": ("printers", "jobs"),
}
_TOPICS_BY_SUBJECT: dict[str, tuple[str, ...]] = {
    "room": ("rooms", EVERY_PLACE, EVERY_DOOR),
    "station": ("stations", "help", EVERY_STATION),
    "help": ("help", EVERY_STATION),
    "badge": ("printers", "jobs", EVERY_STATION, EVERY_ATTENDEE),
    "printer": ("printers",),
    "attendee": (EVERY_ATTENDEE,),
    "ticket": (EVERY_ATTENDEE,),
    "conflict": ("conflicts", EVERY_ATTENDEE),
}


def topics_of(kind: str) -> tuple[str, ...]:
    """The topics that a kind of fact changes; none for one that no screen shows."""
    return _TOPICS.get(kind) or _TOPICS_BY_SUBJECT.get(kind.partition(".")[0], ())


def _marked_by(fact: Fact) -> Iterator[str]:
    """The topics that a fact changes; of people, the one it is about, where it names one."""
    attendee_id = getattr(fact, "attendee_id", None)
    for topic in topics_of(fact.KIND):
        if topic != EVERY_ATTENDEE or attendee_id is None:
            yield topic
        elif attendee_id:  # a refused code may be nobody's
            yield f"attendee:{attendee_id}"


class Live:
    """The marks of topics that changed. `wake` is called when the first mark is set."""

    def __init__(self, wake: Callable[[], None] = lambda: None) -> None:
        self._marked: set[str] = set()
        self._wake = wake

    def announce(self, facts: list[Stated]) -> None:
        """Mark what these facts change; for use after their commit."""
        self.mark({topic for stated in facts for topic in _marked_by(stated.fact)})

    def mark(self, topics: Iterable[str]) -> None:
        """Mark topics whose registers changed without a fact, such as a heartbeat."""
        before = len(self._marked)
        self._marked.update(topics)
        if self._marked and not before:
            self._wake()

    def take(self) -> set[str]:
        """The marked topics; the marks are gone before anybody reads."""
        marked, self._marked = self._marked, set()
        return marked
