"""Event days: 04:00 to 04:00 in the event's time zone, also when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.days import bucket, day_bounds, event_day

RIGA = ZoneInfo("Europe/Riga")
ZONES = (
    "Europe/Riga",
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Atlantic/Azores",
)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-05-02T03:59:59.999+03:00", "2026-05-01"),
        ("2026-05-02T04:00:00+03:00", "2026-05-02"),
        ("2026-05-02T02:30:00+03:00", "2026-05-01"),
        ("2026-05-02T23:59:59+03:00", "2026-05-02"),
        ("2026-05-03T00:00:00+03:00", "2026-05-02"),
        ("2026-01-01T01:00:00+02:00", "2025-12-31"),
        # clocks go forward on 29 March: 03:00 becomes 04:00, which begins the day
        ("2026-03-29T02:59:59+02:00", "2026-03-28"),
        ("2026-03-29T04:00:00+03:00", "2026-03-29"),
        # clocks go back on 25 October: 04:00 becomes 03:00, and the day begins at the second 04:00
        ("2026-10-25T03:59:59+03:00", "2026-10-24"),
        ("2026-10-25T03:00:00+02:00", "2026-10-24"),
        ("2026-10-25T03:59:59+02:00", "2026-10-24"),
        ("2026-10-25T04:00:00+02:00", "2026-10-25"),
    ],
)
def test_the_day_a_moment_belongs_to(local: str, day: str) -> None:
    moment = datetime.fromisoformat(local)
    assert event_day(moment, RIGA).isoformat() == day
    assert event_day(moment.astimezone(UTC), RIGA).isoformat() == day


@pytest.mark.parametrize(
    ("day", "begin", "hours"),
    [
        ("2026-05-01", "2026-05-01T01:00:00+00:00", 24),
        ("2026-03-28", "2026-03-28T02:00:00+00:00", 23),
        ("2026-03-29", "2026-03-29T01:00:00+00:00", 24),
        ("2026-10-24", "2026-10-24T01:00:00+00:00", 25),
    ],
)
def test_when_a_day_begins_and_how_long_it_is(day: str, begin: str, hours: int) -> None:
    begins, ends = day_bounds(date.fromisoformat(day), RIGA)
    assert (begins.isoformat(), ends - begins) == (begin, timedelta(hours=hours))


moments = st.integers(0, 24 * 3600 * 365 * 60).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
boundaries = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))


@given(moment=moments, zone=st.sampled_from(ZONES).map(ZoneInfo), boundary=st.one_of(st.just(time(4)), boundaries))
def test_every_moment_lies_within_its_own_day(moment: datetime, zone: ZoneInfo, boundary: time) -> None:
    begin, end = day_bounds(event_day(moment, zone, boundary), zone, boundary)
    assert begin <= moment < end


@pytest.mark.parametrize("night", ["2026-03-28T20:00Z", "2026-10-24T20:00Z"])
@pytest.mark.parametrize("boundary", [time(2, 30), time(3, 30), time(4)])
def test_days_follow_each_other_when_clocks_skip_or_repeat_their_boundary(night: str, boundary: time) -> None:
    every_minute = [datetime.fromisoformat(night) + timedelta(minutes=minute) for minute in range(600)]
    days = [event_day(moment, RIGA, boundary) for moment in every_minute]
    assert days == sorted(days)
    begins = every_minute[days.index(days[-1])]
    assert day_bounds(days[-1], RIGA, boundary)[0] == begins


@pytest.mark.parametrize(
    ("moment", "begin"),
    [
        ("2026-05-01T09:00:00Z", "2026-05-01T09:00:00Z"),
        ("2026-05-01T09:04:59.999Z", "2026-05-01T09:00:00Z"),
        ("2026-05-01T09:05:00Z", "2026-05-01T09:05:00Z"),
        ("2026-05-01T12:07:00+03:00", "2026-05-01T09:05:00Z"),
        ("1969-12-31T23:59:59Z", "1969-12-31T23:55:00Z"),
    ],
)
def test_arrivals_fall_into_five_minutes(moment: str, begin: str) -> None:
    assert bucket(datetime.fromisoformat(moment)) == datetime.fromisoformat(begin)
