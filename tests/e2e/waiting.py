"""Waiting for what happens elsewhere, bounded."""

from __future__ import annotations

import time
from collections.abc import Callable

DEADLINE_S = 20


def until(happened: Callable[[], bool], what: str) -> None:
    """Look again and again until it happened. Fails with `what` when it does not."""
    deadline = time.monotonic() + DEADLINE_S
    while not happened():
        assert time.monotonic() < deadline, f"not within {DEADLINE_S} s: {what}"
        time.sleep(0.05)
