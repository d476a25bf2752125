"""What people type about themselves with nobody beside them: tidied, and what is wrong with it.

The kiosk checks the same while one types; both sides run one table of cases.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from turnout.domain.errors import BadInput

MAX_TYPED = 200
"""Characters that a name or any other field may have."""

_MAX_MARKS = 4
"""Marks that may stand on one letter: no script needs more, and fifty of them reach over the whole badge."""

_NAMES = frozenset({"full_name", "given_name"})
_JOINERS = "\u200c\u200d"  # shape letters in Persian and in the scripts of India; elsewhere they hide
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_NO_LETTERS_OF_A_BADGE = re.compile("[\u2190-\u2bff\ue000-\uf8ff\U0001f000-\U0010ffff]")
"""Arrows and pictures, and what each font draws as it likes."""


class Problem(StrEnum):
    """Why something that was typed is not taken."""

    NEEDED = "needed"
    TOO_LONG = "too_long"
    NO_LETTERS = "no_letters"
    PICTURES = "pictures"
    NO_ADDRESS = "no_address"


_SENTENCES = {
    Problem.NEEDED: ("{field} is needed.", "Type it."),
    Problem.TOO_LONG: (f"{{field}} has more than {MAX_TYPED} characters.", "Type it shorter."),
    Problem.NO_LETTERS: ("{field} has no letters.", "Type the name with its letters."),
    Problem.PICTURES: ("{field} has pictures, which no badge can print.", "Type it with letters."),
    Problem.NO_ADDRESS: ("This is no e-mail address.", "Type it like ada@example.org."),
}


def tidied(typed: str) -> str:
    """A text as it is kept: on one line, without what has no width or turns the direction of what follows.

    >>> tidied(" Ann\u200ba\\n\u202eBerg ")
    'Anna Berg'
    """
    line = " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in typed).split())
    seen = "".join(one for at, one in enumerate(line) if _is_seen(line, at))
    return " ".join(_with_few_marks(unicodedata.normalize("NFC", seen)).split())


def problem_of(field: str, tidy: str, *, is_needed: bool = False) -> Problem | None:
    """What is wrong with the tidied text of a field of an attendee; an empty one is wrong only where it is needed."""
    if not tidy:
        return Problem.NEEDED if is_needed else None
    if len(tidy) > MAX_TYPED:
        return Problem.TOO_LONG
    if field == "email":
        return None if _EMAIL.fullmatch(tidy) else Problem.NO_ADDRESS
    if _NO_LETTERS_OF_A_BADGE.search(tidy):
        return Problem.PICTURES
    has_letters = any(unicodedata.category(one).startswith("L") for one in tidy)
    return Problem.NO_LETTERS if field in _NAMES and not has_letters else None


def refuse_unfit(field: str, tidy: str, *, is_needed: bool = False) -> None:
    """Raises BadInput, its code the problem, for what `problem_of` finds."""
    problem = problem_of(field, tidy, is_needed=is_needed)
    if problem is not None:
        message, remedy = _SENTENCES[problem]
        raise BadInput(message.format(field=field), remedy, code=f"field_{problem}")


def _is_seen(text: str, at: int) -> bool:
    one = text[at]
    if one in _JOINERS:
        return 0 < at < len(text) - 1 and _shapes(text[at - 1]) and _shapes(text[at + 1])
    # what turns the direction, half an emoji, and the signs that choose how a picture is drawn
    return unicodedata.category(one) not in ("Cf", "Cs") and not "\ufe00" <= one <= "\ufe0f"


def _shapes(one: str) -> bool:
    return unicodedata.category(one)[0] in "LM"


def _with_few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for one in text:
        marks = marks + 1 if unicodedata.category(one) == "Mn" else 0
        if marks <= _MAX_MARKS:
            kept.append(one)
    return "".join(kept)
