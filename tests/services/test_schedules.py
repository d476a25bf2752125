"""Schedules of rooms and sessions, read again and again while the event goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import NOW, TIME_ZONE, caller, chance_of, put_attendee, put_station, scan
from on_the_log import facts

from turnout.domain.facts import PlaceEmptied, ScheduleImported
from turnout.domain.model import Attendee, Place, PlaceKind, RoomRow, Schedule, SessionRow
from turnout.services import place_setup
from turnout.services import schedule as schedules
from turnout.services.event import Event
from turnout.store import places, reports

BOSS = caller()


def schedule(*titles: str, capacity: int | None = 100) -> Schedule:
    rooms = (RoomRow("r1", "Great Hall", capacity),)
    sessions = tuple(
        SessionRow(title, "r1", title, NOW + timedelta(hours=n), NOW + timedelta(hours=n, minutes=45))
        for n, title in enumerate(titles)
    )
    return Schedule("Congress", "1", TIME_ZONE, rooms, sessions)


def test_a_schedule_is_brought_up_to_date(event: Event) -> None:
    first = schedules.publish(event, schedule("Opening", "Keynote"), BOSS, NOW, chance_of("first"))
    second = schedules.publish(event, schedule("Keynote", "Closing", capacity=None), BOSS, NOW, chance_of("second"))
    assert (first, second) == (ScheduleImported(1, 2, 0), ScheduleImported(1, 2, 1))
    assert [fact for fact in facts(event) if isinstance(fact, ScheduleImported)] == [first, second]
    hall = places.places(event.reader)[-1]
    assert (hall.name, hall.capacity) == ("Great Hall", 100)
    now_on = places.current_session(event.reader, hall.id, NOW)
    assert now_on is not None
    assert now_on.title == "Keynote"


def test_what_was_set_on_site_stays_until_the_file_says_something_new(event: Event) -> None:
    schedules.publish(event, schedule("Opening", capacity=300), BOSS, NOW, chance_of("first"))
    hall = places.places(event.reader)[-1]
    changes = {"name": "Hall 1 (ground floor)", "capacity": "180"}
    place_setup.change(event, hall.id, 1, changes, BOSS, NOW, chance_of("set up"))
    lobby = place_setup.add(event, "Lobby", PlaceKind.ZONE, "", BOSS, NOW, chance_of("lobby"))
    place_setup.change(event, lobby["id"], lobby["version"], {"position": 1}, BOSS, NOW, chance_of("order"))
    schedules.publish(event, schedule("Opening", capacity=300), BOSS, NOW, chance_of("second"))
    assert [(place.name, place.capacity) for place in places.places(event.reader)[1:]] == [
        ("Lobby", None),
        ("Hall 1 (ground floor)", 180),
    ]
    schedules.publish(event, schedule("Opening", capacity=150), BOSS, NOW, chance_of("third"))
    assert places.find_place(event.reader, hall.id) == replace(hall, name="Hall 1 (ground floor)", capacity=150)


def test_a_room_that_was_there_before_the_schedule_keeps_its_capacity(event: Event) -> None:
    event.write(lambda tx: places.put_place(tx.connection, Place("hall", "great hall", PlaceKind.ROOM, 80), 1))
    schedules.publish(event, schedule("Opening", capacity=300), BOSS, NOW, chance_of("first"))
    assert [(place.name, place.capacity) for place in places.places(event.reader)[1:]] == [("great hall", 80)]


def moved(to: str) -> Schedule:
    """A session that runs now, in the hall, in the lab, or not at all."""
    rooms = (RoomRow("r1", "Great Hall", 100), RoomRow("r2", "Lab", 30))
    row = SessionRow("talk", to, "Talk", NOW - timedelta(minutes=10), NOW + timedelta(minutes=50))
    return Schedule("Congress", "1", TIME_ZONE, rooms, (row,) if to else ())


@pytest.mark.parametrize("to", ["r2", ""])
def test_a_room_is_emptied_whose_session_goes_on_elsewhere(event: Event, to: str) -> None:
    schedules.publish(event, moved("r1"), BOSS, NOW, chance_of("first"))
    hall = places.places(event.reader)[1]
    ada = put_attendee(event, Attendee("ada", "Ada", "Ada"))
    door = put_station(event, "door", place_id=hall.id)
    scan(event, ada.badge.code, door, NOW, scan_id="in", place_id=hall.id)
    schedules.publish(event, moved("r1"), BOSS, NOW, chance_of("same"))
    assert reports.headcounts(event.reader)[hall.id] == 1
    schedules.publish(event, moved(to), BOSS, NOW, chance_of("second"))
    assert reports.headcounts(event.reader)[hall.id] == 0
    assert [fact for fact in facts(event) if isinstance(fact, PlaceEmptied)] == [PlaceEmptied(hall.id, "session_moved")]
    third = schedules.publish(event, moved(to), BOSS, NOW, chance_of("third"))
    assert (third, facts(event)[-1]) == (ScheduleImported(2, len(moved(to).sessions), 0), third)


def at_the_door(swapped: bool, *, is_taken: bool) -> Schedule:
    """Two talks soon, each at its room's door, and one later; with `is_taken` another still runs in the hall."""
    rooms = (RoomRow("r1", "Great Hall", 100), RoomRow("r2", "Lab", 30))
    soon, later = NOW + timedelta(minutes=10), NOW + timedelta(hours=3)
    hall, lab = ("r2", "r1") if swapped else ("r1", "r2")
    rows = [
        SessionRow("next", hall, "Next", soon, later),
        SessionRow("other", lab, "Other", soon, later),
        SessionRow("later", "r1", "Later", later, later + timedelta(hours=1)),
    ]
    if is_taken:
        rows.append(SessionRow("now", "r1", "Now", NOW - timedelta(hours=1), NOW + timedelta(minutes=5)))
    return Schedule("Congress", "1", TIME_ZONE, rooms, tuple(rows))


@pytest.mark.parametrize("is_taken", [True, False])
def test_rooms_are_swapped_before_their_sessions_begin(event: Event, is_taken: bool) -> None:
    schedules.publish(event, at_the_door(False, is_taken=is_taken), BOSS, NOW, chance_of("first"))
    hall = places.places(event.reader)[1]
    ada, bob = (put_attendee(event, Attendee(name.lower(), name)) for name in ("Ada", "Bob"))
    door = put_station(event, "door", place_id=hall.id)
    scan(event, ada.badge.code, door, NOW, scan_id="before", place_id=hall.id)
    swapped_at, after = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    schedules.publish(event, at_the_door(True, is_taken=is_taken), BOSS, swapped_at, chance_of("swapped"))
    assert reports.headcounts(event.reader)[hall.id] == int(is_taken)  # who sits in the talk that still runs stays
    scan(event, bob.badge.code, door, after, scan_id="after", place_id=hall.id)
    assert reports.headcounts(event.reader)[hall.id] == int(is_taken) + 1
