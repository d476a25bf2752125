"""How often one device may do what somebody could do without end: registering people who are nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from turnout.domain.errors import TooManyTries


class Pace:
    """At most `allowed` different things in a window, by whom. Kept in memory: a restart forgives."""

    def __init__(self, allowed: int, window: timedelta, now: Callable[[], datetime]) -> None:
        self._allowed = allowed
        self._window = window
        self._now = now
        self._done: dict[str, dict[str, datetime]] = {}

    @contextmanager
    def keep(self, by: str, thing_id: str) -> Iterator[None]:
        """Around whatever does a thing; one that raises was none, and the same thing again is none.

        Raises TooManyTries for one thing too many.
        """
        now, done = self._now(), self._recent(by)
        is_new = thing_id not in done
        if is_new and len(done) >= self._allowed:
            wait = int((min(done.values()) + self._window - now).total_seconds()) + 1
            raise TooManyTries("Too many in a short time.", f"Wait {wait} seconds, or go to the desk.")
        done.setdefault(thing_id, now)  # before it is done: that takes a while, and many may ask at once
        try:
            yield
        except BaseException:
            if is_new:
                done.pop(thing_id, None)
            raise

    def _recent(self, by: str) -> dict[str, datetime]:
        done = self._done.setdefault(by, {})
        for thing_id in [known for known, at in done.items() if at <= self._now() - self._window]:
            del done[thing_id]
        return done
