"""Schedules as frab and pretalx export them, whole and with pieces missing."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnout.domain.model import RoomRow, Schedule, SessionRow
from turnout.formats.schedule_frab import READER, read

FIX = "Correct it in the program the schedule comes from, and export again."


def event(**changes: Any) -> dict[str, Any]:
    whole = {
        "guid": "g-1",
        "id": 1,
        "date": "2027-05-20T10:00:00+02:00",
        "start": "10:00",
        "duration": "00:45",
        "room": "Curie",
        "title": "Talk",
        "subtitle": "",
        "track": "Cities",
        "type": "lecture",
        "language": "en",
        "abstract": "",
        "persons": [{"id": 7, "public_name": "Zofia Łęcka"}, {"code": "XY", "name": "Ng"}],
        "links": [],
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def document(*events: dict[str, Any], rooms: list[Any] | None = None, **conference: Any) -> dict[str, Any]:
    day = {
        "index": 1,
        "date": "2027-05-20",
        "day_start": "2027-05-20T09:00:00+02:00",
        "day_end": "2027-05-21T04:00:00+02:00",
        "rooms": {"Curie": list(events)},
    }
    whole = {"title": "Conf", "acronym": "c", "time_zone_name": "Europe/Berlin", "days": [day], **conference}
    if rooms is not None:
        whole["rooms"] = rooms
    return {"$schema": "x", "schedule": {"version": "1.2", "conference": whole}}


def schedule_of(tmp_path: Path, content: dict[str, Any] | bytes) -> Schedule:
    path = tmp_path / "schedule.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read(path)


def reasons(schedule: Schedule) -> list[str]:
    return [problem.reason for problem in schedule.problems]


def test_a_whole_schedule(tmp_path: Path) -> None:
    rooms = [{"name": "Curie", "guid": "r-1", "capacity": 300}, {"name": "Attic", "guid": "r-2", "capacity": None}]
    assert schedule_of(tmp_path, document(event(), rooms=rooms)) == Schedule(
        title="Conf",
        version="1.2",
        time_zone="Europe/Berlin",
        rooms=(RoomRow("r-1", "Curie", 300), RoomRow("r-2", "Attic", None)),
        sessions=(
            SessionRow(
                source_id="g-1",
                room_source_id="r-1",
                title="Talk",
                starts_at=datetime(2027, 5, 20, 8, 0, tzinfo=UTC),
                ends_at=datetime(2027, 5, 20, 8, 45, tzinfo=UTC),
                speakers=("Zofia Łęcka", "Ng"),
                track="Cities",
                language="en",
            ),
        ),
    )


def test_a_room_without_a_list_of_rooms_is_known_by_its_name(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, document(event()))
    assert schedule.rooms == (RoomRow("Curie", "Curie", None),)
    assert schedule.sessions[0].room_source_id == "Curie"
    assert schedule.problems == ()


def test_rooms_that_share_a_guid_are_known_by_their_names(tmp_path: Path) -> None:
    rooms = [{"name": "Curie", "guid": "same"}, {"name": "Gray", "guid": "same"}]
    schedule = schedule_of(tmp_path, document(event(), rooms=rooms))
    assert schedule.rooms == (RoomRow("Curie", "Curie"), RoomRow("Gray", "Gray"))
    assert len(schedule.problems) == 2


@pytest.mark.parametrize("capacity", [0, -5, "300", True, float("inf"), 10**30])
def test_a_capacity_that_is_none_is_not_said(tmp_path: Path, capacity: Any) -> None:
    schedule = schedule_of(tmp_path, document(rooms=[{"name": "Curie", "guid": "r", "capacity": capacity}]))
    assert schedule.rooms == (RoomRow("r", "Curie", None),)


def test_end_wins_over_duration(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, document(event(end="2027-05-20T11:30:00+02:00")))
    assert schedule.sessions[0].ends_at == datetime(2027, 5, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("duration", "hours"), [("1:30", 1.5), ("25:00", 25), ("1:00:00", 24)])
def test_durations(tmp_path: Path, duration: str, hours: float) -> None:
    session = schedule_of(tmp_path, document(event(duration=duration))).sessions[0]
    assert (session.ends_at - session.starts_at).total_seconds() == hours * 3600


def test_a_date_places_a_session_whatever_day_lists_it(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, document(event(date="2027-05-21T01:30:00+02:00", start="01:30")))
    assert schedule.sessions[0].starts_at == datetime(2027, 5, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "at"),
    [("10:00", datetime(2027, 5, 20, 8, tzinfo=UTC)), ("01:30", datetime(2027, 5, 20, 23, 30, tzinfo=UTC))],
)
def test_without_a_date_the_clock_counts_from_the_days_start(tmp_path: Path, start: str, at: datetime) -> None:
    assert schedule_of(tmp_path, document(event(date=None, start=start))).sessions[0].starts_at == at


def test_a_time_without_offset_is_in_the_named_zone(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, document(event(date="2027-05-20T10:00:00")))
    assert schedule.sessions[0].starts_at == datetime(2027, 5, 20, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("offset", "zone"), [("+02:00", "Etc/GMT-2"), ("-05:00", "Etc/GMT+5"), ("Z", "UTC"), ("+05:30", "")]
)
def test_without_a_named_zone_the_offset_stands_in(tmp_path: Path, offset: str, zone: str) -> None:
    schedule = schedule_of(tmp_path, document(event(date=f"2027-05-20T10:00:00{offset}"), time_zone_name=None))
    assert schedule.time_zone == zone
    assert len(schedule.problems) == 1


def test_a_zone_that_contradicts_all_times_is_told(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, document(event(), time_zone_name="UTC"))
    assert schedule.time_zone == "UTC"
    assert reasons(schedule) == ["The file names the time zone UTC, but writes its times with another offset from UTC."]


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "Europe"])
def test_an_unknown_zone_is_told(tmp_path: Path, name: str) -> None:
    schedule = schedule_of(tmp_path, document(event(), time_zone_name=name))
    assert reasons(schedule)[0] == f"The time zone “{name}” is not known."
    assert len(schedule.sessions) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "The session “g-2” in “Curie” has no title; it is left out."),
        (
            {"guid": None, "id": None},
            "The session “Talk” in “Curie” has neither guid nor id, and would be a new session at each import; "
            "it is left out.",
        ),
        ({"guid": "g-1"}, "The session “Talk” in “Curie” has the guid of another session; it is left out."),
        ({"date": None, "start": None}, "The session “Talk” in “Curie” does not say when it starts; it is left out."),
        (
            {"date": "next week"},
            "The session “Talk” in “Curie” has a time that cannot be read (“next week”); it is left out.",
        ),
        (
            {"duration": None},
            "The session “Talk” in “Curie” says neither when it ends nor how long it takes; it is left out.",
        ),
        ({"duration": "00:00"}, "The session “Talk” in “Curie” has no duration; it is left out."),
        (
            {"end": "2027-05-20T09:00:00+02:00"},
            "The session “Talk” in “Curie” ends before it starts; it is left out.",
        ),
        (
            {"duration": f"{'9' * 20}:00"},
            "The session “Talk” in “Curie” has a time beyond all calendars; it is left out.",
        ),
    ],
)
def test_a_missing_piece_is_a_problem_and_costs_no_other_session(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    broken = event(**{"guid": "g-2", "date": "2027-05-20T14:00:00+02:00", **changes})
    schedule = schedule_of(tmp_path, document(event(), broken))
    assert [session.source_id for session in schedule.sessions] == ["g-1"]
    assert [(p.line, p.reason, p.remedy) for p in schedule.problems] == [(0, reason, FIX)]


def test_overlapping_sessions_are_told_and_kept(tmp_path: Path) -> None:
    long = event(duration="03:00", title="Long")
    inside = event(guid="g-2", date="2027-05-20T11:00:00+02:00", title="Inside")
    later = event(guid="g-3", date="2027-05-20T12:30:00+02:00", title="Later")
    after = event(guid="g-4", date="2027-05-20T13:15:00+02:00", title="After")
    schedule = schedule_of(tmp_path, document(after, later, inside, long))
    assert [session.title for session in schedule.sessions] == ["Long", "Inside", "Later", "After"]
    assert reasons(schedule) == [
        "In “Curie”, “Inside” begins before “Long” has ended.",
        "In “Curie”, “Later” begins before “Long” has ended.",
    ]


def test_sessions_that_touch_do_not_overlap(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, document(event(), event(guid="g-2", date="2027-05-20T10:45:00+02:00")))
    assert schedule.problems == ()


def test_shapes_that_are_not_the_formats_are_told(tmp_path: Path) -> None:
    days = [{"rooms": ["Curie"]}, {"rooms": {"Curie": ["Talk", event()]}}, None]
    schedule = schedule_of(tmp_path, document(days=days))
    assert len(schedule.sessions) == 1
    assert reasons(schedule) == [
        "Day 1 has no rooms that can be read; its sessions are left out.",
        "Something in “Curie” on day 2 is no session; it is left out.",
        "Day 3 has no rooms that can be read; its sessions are left out.",
    ]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b'{\n"schedule": {\n', 3, "The file is not valid JSON; it may have been cut off."),
        (b"<!doctype html><p>Sign in", 0, "This file is a web page (HTML), whatever its name says."),
        (b"%PDF-1.7", 0, "This file is a PDF, whatever its name says."),
        (b"[" * 100_000, 0, "The file is not valid JSON; it may have been cut off."),
        (b"\xff\xfe\xfa", 0, "The file is not valid JSON; it may have been cut off."),
        (b"[1, 2]", 0, "The file is JSON, but no frab or pretalx schedule."),
        (b'{"schedule": {"conference": {"days": {}}}}', 0, "The file is JSON, but no frab or pretalx schedule."),
    ],
)
def test_what_is_no_schedule_is_refused(tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    schedule = schedule_of(tmp_path, content)
    assert (schedule.rooms, schedule.sessions) == ((), ())
    assert [(problem.line, problem.reason) for problem in schedule.problems] == [(line, reason)]


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(document(event())).encode()
    assert READER.sniff(content)
    assert len(schedule_of(tmp_path, content).sessions) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(
    key=st.sampled_from(["guid", "id", "date", "start", "duration", "end", "title", "persons", "track", "language"]),
    value=JSON,
)
def test_no_value_of_a_session_raises(tmp_path_factory: pytest.TempPathFactory, key: str, value: Any) -> None:
    schedule = schedule_of(tmp_path_factory.mktemp("frab"), document({**event(), key: value}))
    assert len(schedule.sessions) + len(schedule.problems) >= 1
