"""Lists on paper, typed back in: late scans with the times that stand on them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from factories import NOW, caller, chance_of, scan
from on_the_log import inside, kinds, last, seq

from turnout.domain.errors import BadInput, NotFound
from turnout.domain.facts import ClockQuality, ScanAdmitted, ScanRefused
from turnout.domain.model import Direction, Role
from turnout.services import stations, typed_in
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.services.typed_in import TickedLine
from turnout.store import reports

DESK = caller(Role.DESK)
TODAY = date(2026, 5, 1)
QUARTER_PAST = time(11, 15)
"""Of the event's clocks: 08:15 UTC, 45 minutes before NOW."""


def type_in(event: Event, scan_id: str, now: datetime = NOW, **line: object) -> ScanAnswer:
    ticked = TickedLine(scan_id, **{"day": TODAY, "at": QUARTER_PAST, **line})  # type: ignore[arg-type]
    return typed_in.type_in(event, ticked, DESK, now, chance_of(scan_id))


def test_a_ticked_line_is_a_late_scan_of_its_own_time_that_prints_nothing(printing: Event, grace: Registered) -> None:
    answer = type_in(printing, "s1", attendee_id="grace")
    stated = last(printing)
    assert (answer.stated, answer.job) == (stated, None)
    assert isinstance(stated.fact, ScanAdmitted)
    assert stated.fact.ticket_id == grace.ticket.id
    assert (stated.occurred_at, stated.recorded_at) == (NOW - timedelta(minutes=45), NOW)
    assert (stated.clock_quality, stated.station_id) == (ClockQuality.TYPED, stations.PAPER_ID)
    assert (stated.actor, inside(printing)) == ("desk", 1)
    arrivals = reports.arrivals(printing.reader, NOW - timedelta(hours=1), NOW)
    assert arrivals == [("2026-05-01T08:15:00.000Z", 1)]


def test_the_same_line_again_changes_nothing(event: Event, ada: Registered) -> None:
    first = type_in(event, "s1", attendee_id="ada")
    before = seq(event)
    assert type_in(event, "s1", NOW + timedelta(minutes=5), attendee_id="ada").stated == first.stated
    assert seq(event) == before


def test_a_ticket_that_lies_with_the_list_is_scanned(event: Event, ada: Registered) -> None:
    assert isinstance(type_in(event, "s1", code=ada.ticket.code).fact, ScanAdmitted)
    unknown = type_in(event, "s2", code="scribbled").fact
    assert isinstance(unknown, ScanRefused)
    assert unknown.reason == "unknown_ticket"


def test_who_was_scanned_too_is_shown_when_and_may_be_set_aside(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    answer = type_in(event, "s2", attendee_id="ada")
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "already_in"
    assert answer.first is not None
    assert (answer.first.at, answer.first.station_name) == ("2026-05-01T09:00:00.000Z", "Gate")
    again = type_in(event, "s3", attendee_id="ada", override_reason="the kiosk scanned her partner's ticket")
    assert isinstance(again.fact, ScanAdmitted)
    assert again.fact.overrode == "already_in"


def test_a_line_typed_late_moves_nobody_who_has_moved_since(event: Event, ada: Registered, gate: Caller) -> None:
    type_in(event, "s1", attendee_id="ada", at=time(10, 0))
    scan(event, ada.ticket.code, gate, NOW, scan_id="s2", direction=Direction.OUT)
    type_in(event, "s3", attendee_id="ada", at=time(11, 0), override_reason="went out for a call")
    assert inside(event) == 0


def test_half_past_midnight_is_the_end_of_an_event_day(event: Event, ada: Registered) -> None:
    next_noon = NOW + timedelta(days=1)
    answer = type_in(event, "s1", next_noon, attendee_id="ada", at=time(0, 30))
    assert answer.stated.occurred_at == datetime(2026, 5, 1, 21, 30, tzinfo=NOW.tzinfo)
    assert isinstance(answer.fact, ScanAdmitted)
    assert answer.fact.day == "2026-05-01"


@pytest.mark.parametrize(
    ("day", "at", "code"),
    [
        (TODAY, time(12, 1), "not_yet_come"),
        (date(2026, 5, 2), time(9, 0), "not_yet_come"),
        (date(2026, 4, 30), time(9, 0), "no_event_day"),
    ],
)
def test_a_time_that_no_list_can_have(event: Event, ada: Registered, day: date, at: time, code: str) -> None:
    with pytest.raises(BadInput) as problem:
        type_in(event, "s1", attendee_id="ada", day=day, at=at)
    assert problem.value.code == code
    assert kinds(event) == ["event.created", "event.opened"]


def test_nobody_has_no_line(event: Event) -> None:
    with pytest.raises(NotFound):
        type_in(event, "s1", attendee_id="nobody")


def test_lists_are_of_days_that_have_begun(event: Event) -> None:
    assert typed_in.days(event, NOW + timedelta(days=1)) == ["2026-05-02", "2026-05-01"]
    assert typed_in.days(event, NOW - timedelta(days=1)) == []
