"""Rooms and sessions from the schedule JSON that frab and pretalx export.

The format is c3voc's, https://c3voc.de/schedule/schema.json (draft 06). Sessions are placed by their own
`date`, never by the day they are listed under: a day may run past midnight. Rooms are joined by name; their
`guid` and `capacity` stand in an optional list beside.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from turnout.domain.model import RoomRow, RowProblem, Schedule, SessionRow
from turnout.formats.disguises import disguise
from turnout.formats.readers import ScheduleReader

_DURATION = re.compile(r"(?:(\d+):)?(\d+):(\d{2})")
_EXPORT = "Export the schedule again, as frab/pretalx schedule JSON."
_FIX = "Correct it in the program the schedule comes from, and export again."


class _Unplaced(Exception):
    """Why a session cannot be taken; never leaves this module."""


@dataclass(slots=True)
class _Draft:
    """What has been read so far; problems of the whole file and of sessions, in the order they were met."""

    zone: tzinfo | None
    rooms: dict[str, RoomRow] = field(default_factory=dict)
    sessions: dict[str, SessionRow] = field(default_factory=dict)
    offsets: list[tuple[datetime, timedelta]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def tell(self, reason: str, remedy: str = _FIX) -> None:
        """JSON has no rows, so the reason names the session or room; line 0 is the file."""
        self.problems.append(RowProblem(0, reason, remedy))


def read(path: Path) -> Schedule:
    """The schedule, with a problem for each room or session that is not wholly right.

    A file that is no schedule gives one with problems and nothing else. Raises OSError.
    """
    data = path.read_bytes()
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        problem = disguise(data[:4096])
        if problem is None or "JSON" in problem.reason:
            problem = RowProblem(_line_of(error), "The file is not valid JSON; it may have been cut off.", _EXPORT)
        return _nothing(problem)
    conference = _map(_map(_map(document).get("schedule")).get("conference"))
    if not isinstance(conference.get("days"), list):
        return _nothing(RowProblem(0, "The file is JSON, but no frab or pretalx schedule.", _EXPORT))
    return _schedule(_map(document["schedule"]), conference)


def _line_of(error: Exception) -> int:
    return error.lineno if isinstance(error, json.JSONDecodeError) else 0


def _nothing(problem: RowProblem) -> Schedule:
    return Schedule("", "", "", (), (), (problem,))


def _schedule(schedule: dict[str, Any], conference: dict[str, Any]) -> Schedule:
    name = _text(conference, "time_zone_name")
    draft = _Draft(_zone(name))
    if name and draft.zone is None:
        draft.tell(f"The time zone “{name}” is not known.", "Choose the event's time zone after the import.")
    _read_rooms(draft, _maps(conference.get("rooms")))
    for day, room, event in _events(draft, conference["days"]):
        _read_session(draft, day, room, event)
    _tell_overlaps(draft)
    return Schedule(
        title=_text(conference, "title"),
        version=_text(schedule, "version"),
        time_zone=_time_zone(draft, name),
        rooms=tuple(draft.rooms.values()),
        sessions=tuple(sorted(draft.sessions.values(), key=lambda s: (s.starts_at, s.room_source_id, s.source_id))),
        problems=tuple(draft.problems),
    )


def _read_rooms(draft: _Draft, rooms: list[dict[str, Any]]) -> None:
    """Rooms of the list. A guid that two rooms share (seen in real exports) names neither: then the name does."""
    uses = Counter(_text(room, "guid") for room in rooms)
    for room in rooms:
        name, guid = _text(room, "name"), _text(room, "guid")
        if not name:
            draft.tell("A room in the list of rooms has no name.")
        elif name in draft.rooms:
            draft.tell(f"The room “{name}” is listed twice; the first is taken.")
        else:
            if guid and uses[guid] > 1:
                draft.tell(f"The room “{name}” has the same guid as another room; it is known by its name instead.")
                guid = ""
            draft.rooms[name] = RoomRow(guid or name, name, _capacity(room))


def _capacity(room: dict[str, Any]) -> int | None:
    value = room.get("capacity")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 < value < 1_000_000 else None  # json reads Infinity, too


def _events(draft: _Draft, days: list[object]) -> Iterator[tuple[dict[str, Any], RoomRow, dict[str, Any]]]:
    """Each event with its day and room; what has another shape is told, or its sessions would be gone silently."""
    for number, day in enumerate(map(_map, days), start=1):
        rooms = day.get("rooms")
        if not isinstance(rooms, dict):
            draft.tell(f"Day {number} has no rooms that can be read; its sessions are left out.")
            continue
        for name, events in rooms.items():
            room = draft.rooms.setdefault(name.strip(), RoomRow(name.strip(), name.strip()))
            for event in events if isinstance(events, list) else [events]:
                if isinstance(event, dict):
                    yield day, room, event
                else:
                    draft.tell(f"Something in “{name}” on day {number} is no session; it is left out.")


def _read_session(draft: _Draft, day: dict[str, Any], room: RoomRow, event: dict[str, Any]) -> None:
    try:
        session = _session(draft, day, room, event)
    except (_Unplaced, OverflowError) as error:
        reason = str(error) if isinstance(error, _Unplaced) else "has a time beyond all calendars"
        name = _text(event, "title") or _text(event, "guid") or "without a title"
        draft.tell(f"The session “{name}” in “{room.name}” {reason}; it is left out.")
    else:
        draft.sessions[session.source_id] = session


def _session(draft: _Draft, day: dict[str, Any], room: RoomRow, event: dict[str, Any]) -> SessionRow:
    title, guid = _text(event, "title"), _text(event, "guid") or _text(event, "id")
    if not title:
        raise _Unplaced("has no title")
    if not room.name:
        raise _Unplaced("has no room")
    if not guid:
        raise _Unplaced("has neither guid nor id, and would be a new session at each import")
    if guid in draft.sessions:
        raise _Unplaced("has the guid of another session")
    starts_at = _start(draft, day, event)
    return SessionRow(
        source_id=guid,
        room_source_id=room.source_id,
        title=title,
        starts_at=starts_at,
        ends_at=_end(draft, event, starts_at),
        speakers=_speakers(event),
        track=_text(event, "track"),
        language=_text(event, "language"),
    )


def _start(draft: _Draft, day: dict[str, Any], event: dict[str, Any]) -> datetime:
    text = _text(event, "date")
    starts_at = _moment(draft, text) if text else _start_of_day_and_clock(draft, day, event)
    offset = starts_at.utcoffset()
    if offset is not None and text:
        draft.offsets.append((starts_at.astimezone(UTC), offset))
    return starts_at.astimezone(UTC)


def _start_of_day_and_clock(draft: _Draft, day: dict[str, Any], event: dict[str, Any]) -> datetime:
    """The older way, "HH:MM" on a day: a time before the day's start belongs to the night after it."""
    try:
        clock = time.fromisoformat(_text(event, "start"))
        on = date.fromisoformat(_text(day, "date"))
    except ValueError as error:
        raise _Unplaced("does not say when it starts") from error
    opening = _text(day, "day_start")
    begin = _moment(draft, opening) if opening else None
    zone = draft.zone or (begin.tzinfo if begin else None)
    if zone is None:
        raise _Unplaced("starts at a time of which the time zone is not known")
    starts_at = datetime.combine(on, clock, zone)
    return starts_at + timedelta(days=1) if begin is not None and starts_at < begin else starts_at


def _moment(draft: _Draft, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _Unplaced(f"has a time that cannot be read (“{text[:40]}”)") from error
    if moment.tzinfo is not None:
        return moment
    if draft.zone is None:
        raise _Unplaced("has a time without an offset, and the file names no time zone")
    return moment.replace(tzinfo=draft.zone)


def _end(draft: _Draft, event: dict[str, Any], starts_at: datetime) -> datetime:
    text = _text(event, "end")
    ends_at = _moment(draft, text).astimezone(UTC) if text else starts_at + _duration(_text(event, "duration"))
    if ends_at <= starts_at:
        raise _Unplaced("ends before it starts" if ends_at < starts_at else "has no duration")
    return ends_at


def _duration(text: str) -> timedelta:
    """ "HH:MM", or frab's "D:HH:MM" for what lasts longer than a day."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise _Unplaced("says neither when it ends nor how long it takes")
    days, hours, minutes = match.groups("0")
    return timedelta(days=int(days), hours=int(hours), minutes=int(minutes))


def _speakers(event: dict[str, Any]) -> tuple[str, ...]:
    names = (_text(person, "public_name") or _text(person, "name") for person in _maps(event.get("persons")))
    return tuple(dict.fromkeys(name for name in names if name))


def _tell_overlaps(draft: _Draft) -> None:
    """Two sessions in one room at once are both kept: the door needs them, and a person must decide."""
    by_room: dict[str, list[SessionRow]] = {}
    for session in sorted(draft.sessions.values(), key=lambda s: s.starts_at):
        by_room.setdefault(session.room_source_id, []).append(session)
    names = {room.source_id: room.name for room in draft.rooms.values()}
    for room_id, sessions in by_room.items():
        for earlier, later in _overlapping(sessions):
            draft.tell(f"In “{names[room_id]}”, “{later.title}” begins before “{earlier.title}” has ended.")


def _overlapping(sessions: list[SessionRow]) -> Iterator[tuple[SessionRow, SessionRow]]:
    """Each session that begins before the last one to end has ended, in one room's order of start."""
    running: SessionRow | None = None
    for session in sessions:
        if running is not None and session.starts_at < running.ends_at:
            yield running, session
        if running is None or session.ends_at > running.ends_at:
            running = session


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ValueError: "../etc/passwd"; OSError: "Europe"
        return None


def _time_zone(draft: _Draft, name: str) -> str:
    """The named zone; without one, a fixed zone of the offset that all times share, else nothing."""
    offsets = {offset for _, offset in draft.offsets}
    if draft.zone is not None:
        if draft.offsets and all(at.astimezone(draft.zone).utcoffset() != offset for at, offset in draft.offsets):
            draft.tell(f"The file names the time zone {name}, but writes its times with another offset from UTC.")
        return name
    if len(offsets) == 1 and (hours := offsets.pop() / timedelta(hours=1)).is_integer():
        draft.tell("The file names no time zone; it was taken from the times.", "Choose the event's time zone.")
        return f"Etc/GMT{-int(hours):+d}" if hours else "UTC"  # the sign of Etc/GMT is the other way round
    draft.tell("The file does not say its time zone.", "Choose the event's time zone after the import.")
    return ""


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _maps(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(mapping: dict[str, Any], key: str) -> str:
    """The text under a key, white space folded; numbers (frab's ids) as text, anything else as nothing."""
    value = mapping.get(key)
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _may_be_schedule(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and b'"schedule"' in text


READER = ScheduleReader("schedule-frab", (".json",), _may_be_schedule, read)
