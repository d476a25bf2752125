"""Moments as text in the event file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.store.times import from_text, from_text_or_none, to_text, to_text_or_none

RIGA = ZoneInfo("Europe/Riga")
moments = st.datetimes(timezones=st.sampled_from((UTC, timezone(timedelta(hours=-5, minutes=-30))))).filter(
    lambda moment: 1 < moment.year < 9999  # beyond, UTC has no such date
)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 5, 1, 9, 12, 0, 123_999, UTC), "2026-05-01T09:12:00.123Z"),
        (datetime(2026, 5, 1, 12, 12, tzinfo=RIGA), "2026-05-01T09:12:00.000Z"),
        (datetime(1, 1, 2, tzinfo=UTC), "0001-01-02T00:00:00.000Z"),
    ],
)
def test_to_text(moment: datetime, text: str) -> None:
    assert to_text(moment) == text


def test_an_hour_that_clocks_repeat_is_written_as_two() -> None:
    first = datetime(2026, 10, 25, 3, 30, tzinfo=RIGA)
    assert to_text(first) == "2026-10-25T00:30:00.000Z"
    assert to_text(first.replace(fold=1)) == "2026-10-25T01:30:00.000Z"


@given(moment=moments)
def test_a_moment_comes_back_to_the_millisecond(moment: datetime) -> None:
    utc = moment.astimezone(UTC)
    assert from_text(to_text(moment)) == utc.replace(microsecond=utc.microsecond // 1000 * 1000)


@given(one=moments, other=moments)
def test_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    assert (to_text(one) <= to_text(other)) == (from_text(to_text(one)) <= from_text(to_text(other)))


def test_nothing_stays_nothing() -> None:
    assert (to_text_or_none(None), from_text_or_none(None)) == (None, None)
