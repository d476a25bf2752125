"""A limit of tries for whoever guesses: pairing codes, passwords, links."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from turnout.domain.errors import NotFound, NotSignedIn, TooManyTries

WINDOW = timedelta(minutes=1)


class Tries:
    """At most `allowed` failures a minute from one address. Kept in memory: a restart forgives."""

    def __init__(self, allowed: int, now: Callable[[], datetime]) -> None:
        self._allowed = allowed
        self._now = now
        self._failures: dict[str, deque[datetime]] = {}

    @contextmanager
    def guess(self, address: str) -> Iterator[None]:
        """Around whatever finds out whether a guess was right; a wrong one raises NotFound or NotSignedIn.

        Raises TooManyTries while an address has failed too often.
        """
        failures = self._recent(address)
        if len(failures) >= self._allowed:
            wait = int((failures[0] + WINDOW - self._now()).total_seconds()) + 1
            raise TooManyTries("Too many tries.", f"Wait {wait} seconds, then try again.")
        tried_at, has_failed = self._now(), False
        failures.append(tried_at)  # until it turns out right: many guess at once while a password is hashed
        try:
            yield
        except (NotFound, NotSignedIn):
            has_failed = True
            raise
        finally:
            if not has_failed and tried_at in failures:
                failures.remove(tried_at)

    def _recent(self, address: str) -> deque[datetime]:
        failures = self._failures.setdefault(address, deque())
        while failures and failures[0] < self._now() - WINDOW:
            failures.popleft()
        return failures
