"""Waiting for what another process or thread will do soon."""

import time
from collections.abc import Callable


def eventually(is_so: Callable[[], object], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return bool(is_so())
