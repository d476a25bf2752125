"""PINs that staff type at a kiosk: their number, then the PIN; and how long one waits who guesses."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from turnout.domain.errors import BadInput

FIRST_NUMBER = 100
LAST_NUMBER = 999
SHORTEST, LONGEST = 4, 8
FREE_TRIES = 5
"""Wrong PINs at one kiosk, or for one number, before each next one has to wait."""

_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(minutes=15)
_NUMBER_DIGITS = len(str(LAST_NUMBER))
_TYPED = re.compile(rf"([0-9]{{{_NUMBER_DIGITS}}})([0-9]{{{SHORTEST},{LONGEST}}})")
_PIN = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")


def check_pin(pin: str) -> None:
    """Raises BadInput for what is no PIN, or the first that anybody tries: one digit over and over, or 1234."""
    if not _PIN.fullmatch(pin):
        raise BadInput(f"A PIN has {SHORTEST} to {LONGEST} digits.", "Type digits only.", code="bad_pin")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise BadInput(
            "This PIN is too easily guessed.", "Choose digits that do not follow each other.", code="easy_pin"
        )


def split(typed: str) -> tuple[int, str] | None:
    """Number and PIN of what was typed in one; None for what cannot be both."""
    found = _TYPED.fullmatch(typed)
    return None if found is None else (int(found[1]), found[2])


def pause_after(failures: int) -> timedelta:
    """How long after the last of so many wrong PINs in a row nobody is let in there, or with that number."""
    if failures < FREE_TRIES:
        return timedelta()
    doublings = min(failures - FREE_TRIES, 10)  # a timedelta has no room for 2 to the power of a night's failures
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)
