"""The demo's rooms and sessions: three days around now, laid so that the board has something to show.

Yesterday and tomorrow run from nine to six. Today's grid is moved, by as little as it takes, until some
sessions are running at `now` and the next ones are about to begin: also at three in the night.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from turnout.demo.titles import PLENARY, TALKS, WORKSHOPS
from turnout.domain.days import event_day
from turnout.domain.model import RoomRow, SessionRow

SOON = (timedelta(minutes=5), timedelta(minutes=40))
"""The next sessions begin within this span of `now`: long enough to get a room ready, short enough to watch."""

RUNNING_NOW, STARTING_SOON = 3, 2
_STEP = timedelta(minutes=5)
_WORKSHOP_MINUTES = 90

# Room, capacity, and its grid: start and length in minutes. Lengths and starts are staggered, so that no
# coffee break empties the whole house.
_GRID = (
    ("Great Hall", 900, "09:00/60 11:00/45 14:00/45 17:00/60"),
    ("Amber Hall", 450, "10:15/45 11:30/45 14:30/45 16:00/45"),
    ("Harbour Hall", 300, "10:30/45 12:00/45 14:00/45 15:30/45"),
    ("Daugava", 220, "10:15/45 13:30/45 16:00/45"),
    ("Wisła", 160, "10:30/30 13:15/45 15:15/45"),
    ("Lighthouse", 120, "11:15/45 14:45/45 16:15/30"),
    ("Workshop A", 90, "09:30/120 13:30/120"),
    ("Workshop B", 60, "10:00/150 14:00/150"),
    ("Studio", 45, "09:30/90 15:00/120"),
    ("Library", 36, "13:00/180"),
    ("Map Room", 28, "10:00/180"),
    ("Attic", 20, "12:15/120"),
)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One session to be: which room, from when to when."""

    room: str
    starts_at: datetime
    ends_at: datetime

    @property
    def is_workshop(self) -> bool:
        return self.ends_at - self.starts_at >= timedelta(minutes=_WORKSHOP_MINUTES)

    def moved(self, by: timedelta) -> _Slot:
        return _Slot(self.room, self.starts_at + by, self.ends_at + by)


def event_days(now: datetime, time_zone: str) -> tuple[date, date, date]:
    """Yesterday, today and tomorrow as event days: at two in the night, today is still the day before."""
    today = event_day(now, ZoneInfo(time_zone))
    return today - timedelta(days=1), today, today + timedelta(days=1)


def rooms() -> tuple[RoomRow, ...]:
    """The twelve rooms, the largest first; the same in every demo event."""
    return tuple(RoomRow(_source_id(name), name, capacity) for name, capacity, _ in _GRID)


def programme(
    now: datetime, time_zone: str, speakers: Sequence[str], seed: int
) -> tuple[tuple[RoomRow, ...], tuple[SessionRow, ...]]:
    """Rooms and the sessions of three days, in order of start; the same for the same arguments.

    `now` is aware; `speakers` are public names, each in one place at a time. At least `RUNNING_NOW` sessions
    run at `now` and `STARTING_SOON` begin within `SOON` of it. Sessions in one room never overlap.
    """
    random = Random(seed)  # noqa: S311 - a demo must be repeatable, not unguessable
    yesterday, today, tomorrow = (_day(day, ZoneInfo(time_zone)) for day in event_days(now, time_zone))
    days = (yesterday, _around(now, today), tomorrow)
    plenary = iter(PLENARY)
    talks = iter(random.sample(TALKS, len(TALKS)))
    workshops = iter(random.sample(WORKSHOPS, len(WORKSHOPS)))
    names = list(dict.fromkeys(speakers))
    free = deque((name, datetime.min.replace(tzinfo=UTC)) for name in random.sample(names, len(names)))
    sessions = []
    for day_number, slots in enumerate(days, start=1):
        frame = {slots[0], slots[-1]}  # a day begins and ends with everybody in the Great Hall
        for number, slot in enumerate(slots, start=1):
            titles = plenary if slot in frame else workshops if slot.is_workshop else talks
            wanted = 1 if slot in frame else random.choice((1, 1, 2) if slot.is_workshop else (1, 1, 1, 2, 3))
            sessions.append(
                _session(f"demo-{day_number}-{number:02}", slot, next(titles), _speakers(free, slot, wanted))
            )
    return rooms(), tuple(sessions)


def _session(source_id: str, slot: _Slot, title: tuple[str, str, str], speakers: tuple[str, ...]) -> SessionRow:
    language, track, text = title
    return SessionRow(
        source_id=source_id,
        room_source_id=_source_id(slot.room),
        title=text,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        speakers=speakers,
        track=track,
        language=language,
    )


def _source_id(room: str) -> str:
    return "demo-" + room.lower().replace(" ", "-")


def _day(day: date, zone: ZoneInfo) -> tuple[_Slot, ...]:
    """The grid on one day, in UTC; lengths stay what they are on a night when clocks change."""
    slots = []
    for room, _, grid in _GRID:
        for entry in grid.split():
            start, minutes = entry.split("/")
            starts_at = datetime.combine(day, time.fromisoformat(start), zone).astimezone(UTC)
            slots.append(_Slot(room, starts_at, starts_at + timedelta(minutes=int(minutes))))
    return tuple(sorted(slots, key=lambda slot: slot.starts_at))


def _around(now: datetime, slots: tuple[_Slot, ...]) -> tuple[_Slot, ...]:
    """Today's slots, moved by as little as makes the house busy at `now`."""
    for by in _moves():
        moved = tuple(slot.moved(by) for slot in slots)
        if _is_busy(now, moved):
            return moved
    raise AssertionError("no move within a day makes the grid busy; the grid itself has to change")


def _moves() -> Iterable[timedelta]:
    for steps in range(int(timedelta(days=1) / _STEP)):
        yield steps * _STEP
        yield -steps * _STEP


def _is_busy(now: datetime, slots: Iterable[_Slot]) -> bool:
    running = sum(slot.starts_at <= now < slot.ends_at for slot in slots)
    soon = sum(now + SOON[0] <= slot.starts_at <= now + SOON[1] for slot in slots)
    return running >= RUNNING_NOW and soon >= STARTING_SOON


def _speakers(free: deque[tuple[str, datetime]], slot: _Slot, wanted: int) -> tuple[str, ...]:
    """The speakers who have waited longest and are not elsewhere then; fewer where there are not enough."""
    chosen: list[str] = []
    for _ in range(len(free)):
        if len(chosen) == wanted:
            break
        name, busy_until = free.popleft()
        if busy_until <= slot.starts_at:
            chosen.append(name)
            busy_until = slot.ends_at
        free.append((name, busy_until))
    return tuple(chosen)
