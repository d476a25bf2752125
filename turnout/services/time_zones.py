"""The time zones that this machine knows."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache  # they stand in some six hundred files
def known_time_zones() -> frozenset[str]:
    """By their names, such as Europe/Riga."""
    return frozenset(available_timezones()) - {"Factory", "localtime"}
