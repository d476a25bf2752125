"""Where the event file says people are, when things become known late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from factories import NOW, caller, put_attendee, put_room, put_session, put_station, put_venue_policy, scan, seeded

from turnout.domain.model import PRESETS, VENUE, Attendee, Direction
from turnout.domain.presence import NEVER_MOVED, Presence
from turnout.services import clock, scanning
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.store import reports
from turnout.store.projections.people import presence_of


def at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


@pytest.fixture
def event(event: Event) -> Event:
    """An event that anybody may enter as often as they like, with an aula and a studio."""
    put_venue_policy(event, PRESETS["open"])
    put_room(event, "aula")
    put_room(event, "studio")
    return event


@pytest.fixture
def gate(event: Event) -> Caller:
    return put_station(event)


@pytest.fixture
def ada(event: Event) -> Registered:
    return put_attendee(event, Attendee("ada", "Ada Lovelace"))


def shown(event: Event) -> dict[str, int]:
    return {place_id: n for place_id, n in reports.headcounts(event.reader).items() if n}


def test_moving_on_leaves_the_room_before(event: Event, gate: Caller, ada: Registered) -> None:
    for minute, place_id in enumerate((VENUE, "aula", "studio")):
        scan(event, ada.ticket.code, gate, at(minute), scan_id=f"scan-{minute}", place_id=place_id)
    assert shown(event) == {VENUE: 1, "studio": 1}


def test_a_late_scan_enters_history_and_moves_nobody(event: Event, gate: Caller, ada: Registered) -> None:
    scan(event, ada.ticket.code, gate, at(10), scan_id="scan-1", place_id="aula")
    scan(event, ada.ticket.code, gate, at(2), scan_id="scan-2", place_id="studio", now=at(30))
    assert presence_of(event.reader, "ada") == Presence("aula", at(10), _seq(event, "scan-1"), at(2))
    assert shown(event) == {VENUE: 1, "aula": 1}
    assert reports.arrivals(event.reader, at(0), at(60)) == [("2026-05-01T09:00:00.000Z", 1)]


def _seq(event: Event, fact_id: str) -> int:
    seq: int = event.reader.execute("SELECT seq FROM log WHERE fact_id = ?", (fact_id,)).fetchone()[0]
    return seq


def test_a_room_is_empty_after_its_session_and_the_venue_is_not(event: Event, gate: Caller, ada: Registered) -> None:
    put_session(event, "s1", "aula", NOW, minutes=30)
    scan(event, ada.ticket.code, gate, at(10), scan_id="scan-1", place_id="aula")
    clock.tick(event, at(31), seeded())
    assert shown(event) == {VENUE: 1}


def test_an_emptying_that_becomes_known_late_does_not_undo_a_later_one(
    event: Event, gate: Caller, ada: Registered
) -> None:
    put_session(event, "s1", "aula", NOW, minutes=30)
    clock.tick(event, at(31), seeded())
    put_session(event, "s2", "aula", NOW, minutes=20)  # the schedule is corrected afterwards
    clock.tick(event, at(32), seeded())
    scan(event, ada.ticket.code, gate, at(25), scan_id="scan-1", place_id="aula", now=at(33))
    assert shown(event) == {VENUE: 1}


def test_after_the_day_nobody_is_inside(event: Event, gate: Caller, ada: Registered) -> None:
    scan(event, ada.ticket.code, gate, at(10), scan_id="scan-1", place_id="aula")
    clock.tick(event, at(24 * 60), seeded())
    assert shown(event) == {}
    assert reports.arrived(event.reader) == 1


def test_an_undo_lays_bare_the_move_before(event: Event, gate: Caller, ada: Registered) -> None:
    scan(event, ada.ticket.code, gate, at(0), scan_id="scan-1", place_id="aula")
    scan(event, ada.ticket.code, gate, at(5), scan_id="scan-2", place_id="studio")
    scanning.undo(event, "scan-2", "undo-2", caller(), at(6))
    assert presence_of(event.reader, "ada") == Presence("aula", at(0), _seq(event, "scan-1"), at(0))
    scanning.undo(event, "scan-1", "undo-1", caller(), at(7))
    assert presence_of(event.reader, "ada") == NEVER_MOVED
    assert (shown(event), reports.arrived(event.reader)) == ({}, 0)


def test_an_undone_entry_uses_up_nothing(event: Event, gate: Caller, ada: Registered) -> None:
    put_venue_policy(event, PRESETS["congress"])
    scan(event, ada.ticket.code, gate, at(0), scan_id="scan-1")
    scanning.undo(event, "scan-1", "undo-1", caller(), at(1))
    assert scan(event, ada.ticket.code, gate, at(2), scan_id="scan-2").fact.KIND == "scan.admitted"


def test_a_passing_category_is_recorded_and_moved_nowhere(event: Event, gate: Caller) -> None:
    technician = put_attendee(event, Attendee("tech", "Technician", category="technician"))
    answer = scan(event, technician.ticket.code, gate, at(0), scan_id="scan-1", place_id="aula")
    assert answer.fact.KIND == "scan.admitted"
    assert (presence_of(event.reader, "tech"), shown(event)) == (NEVER_MOVED, {})


def test_going_out_of_a_room_leads_into_the_venue(event: Event, gate: Caller, ada: Registered) -> None:
    scan(event, ada.ticket.code, gate, at(0), scan_id="scan-1", place_id="aula")
    scan(event, ada.ticket.code, gate, at(5), scan_id="scan-2", place_id="aula", direction=Direction.OUT)
    assert shown(event) == {VENUE: 1}
