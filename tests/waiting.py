"""Waiting for what another process or thread will do soon, bounded."""

from __future__ import annotations

import time
from collections.abc import Callable

DEADLINE_S = 20.0
_LOOK_EVERY_S = 0.02


def eventually(is_so: Callable[[], object], seconds: float = 10.0) -> bool:
    """Look again and again until it is so, or the time is over; answers whether it is."""
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY_S)
    return bool(is_so())


def until(happened: Callable[[], bool], what: str) -> None:
    """Look again and again until it happened. Fails with `what` when it does not."""
    assert eventually(happened, DEADLINE_S), f"not within {DEADLINE_S:.0f} s: {what}"
