"""Moments as text that sorts: ISO 8601 in UTC with milliseconds and Z, as they stand in the event file."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


def to_text(moment: datetime) -> str:
    """`2026-05-01T09:12:00.123Z`. The moment must be aware."""
    return _utc_text(moment if moment.tzinfo is UTC else moment.astimezone(UTC))


@lru_cache(maxsize=256)  # a scan writes the same two moments into half a dozen rows
def _utc_text(moment: datetime) -> str:
    """Of UTC only: where clocks go back, two moments of one zone are equal, and would share a text."""
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def to_text_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def from_text_or_none(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)
