"""A device's time as the server's: tablets and Pis have clocks that are off, sometimes by years."""

from __future__ import annotations

from datetime import datetime, timedelta

from turnout.domain.facts import ClockQuality

AGREE = timedelta(seconds=2)
"""Device and server clocks closer than this are taken as the same."""

OLDEST = timedelta(days=30)
"""No outbox holds scans longer than this: an older time is a clock's mistake."""


def corrected(occurred_at: datetime, skew: timedelta, now: datetime) -> tuple[datetime, ClockQuality]:
    """When it happened by the server's clock; `skew` is server time minus device time.

    A result in the future is taken as now; so is one too old to be true, and its clock's quality is unknown.
    Milliseconds, as the log keeps them.
    """
    age = now - occurred_at - skew  # differences never overflow, sums of a far year do
    if age > OLDEST:
        return now, ClockQuality.UNKNOWN
    moment = now - max(age, timedelta())
    quality = ClockQuality.DEVICE if abs(skew) <= AGREE else ClockQuality.CORRECTED
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000), quality
