"""How often one device may do what somebody could do without end: registering people who are nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from turnout.domain.errors import TooManyTries


class Pace:
    """At most `allowed` different things in a window, by whom. Kept in memory: a restart forgives."""

    def __init__(self, allowed: int, window: timedelta, now: Callable[[], datetime]) -> None:
        self._allowed = allowed
        self._window = window
        self._now = now
        self._done: dict[str, dict[str, datetime]] = {}

    def refuse_haste(self, by: str, thing_id: str) -> None:
        """Raises TooManyTries for one thing too many; the same thing again is none."""
        now = self._now()
        done = {known: at for known, at in self._done.get(by, {}).items() if at > now - self._window}
        self._done[by] = done
        if thing_id not in done and len(done) >= self._allowed:
            wait = int((min(done.values()) + self._window - now).total_seconds()) + 1
            raise TooManyTries("Too many in a short time.", f"Wait {wait} seconds, or go to the desk.")

    def note(self, by: str, thing_id: str) -> None:
        """That it was done, now."""
        self._done.setdefault(by, {}).setdefault(thing_id, self._now())
