"""Event days: a day of a conference runs from its boundary (04:00 unless set) to the next, in the event's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_BOUNDARY = time(4, 0)
ARRIVALS_BUCKET = timedelta(minutes=5)


def event_day(at: datetime, zone: ZoneInfo, boundary: time = DEFAULT_BOUNDARY) -> date:
    """The event day that a moment belongs to: half past two at night is still the day before."""
    day = at.astimezone(zone).date()
    begin, _ = day_bounds(day, zone, boundary)  # not by wall clock: it shows a boundary twice, or never, when it jumps
    return day if at >= begin else day - timedelta(days=1)


def day_bounds(day: date, zone: ZoneInfo, boundary: time = DEFAULT_BOUNDARY) -> tuple[datetime, datetime]:
    """When an event day begins and ends, in UTC; 23 or 25 hours apart when clocks change."""
    begin = datetime.combine(day, boundary, zone)
    end = datetime.combine(day + timedelta(days=1), boundary, zone)
    return begin.astimezone(UTC), end.astimezone(UTC)


def moment_of(day: date, at: time, zone: ZoneInfo, boundary: time = DEFAULT_BOUNDARY) -> datetime:
    """When a clock on the wall showed this time on an event day, in UTC: 00:30 is at its end, not at its beginning.

    Of an hour that a clock shows twice, the first.
    """
    date_then = day if at >= boundary else day + timedelta(days=1)
    return datetime.combine(date_then, at, zone).astimezone(UTC)


def bucket(at: datetime) -> datetime:
    """The five minutes that an arrival falls into: their beginning, in UTC."""
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(ARRIVALS_BUCKET.total_seconds()), UTC)
