"""Proving who one is without a ticket: whose name was typed, and how much of an address is enough."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from turnout.domain.folding import words
from turnout.domain.model import Attendee
from turnout.domain.typos import is_forgiven, neighbours

LEAST_OF_ADDRESS = 4
"""Characters of an e-mail address that prove at least, also where there are fewer before its @."""

_NAMES_NEEDED = 2  # a given name alone is many people's, and what is tried with it would count against all of them


class Proof(StrEnum):
    """What proves who somebody is: the start of the e-mail address they registered with, or a code from staff."""

    EMAIL = "email"
    CODE = "code"


def without_invisible(text: str) -> str:
    """A text without what has no width or only turns its direction, which comes along when one pastes.

    >>> without_invisible("Ann\u200ba\u202e")
    'Anna'
    """
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def slips(name: str, attendee: Attendee) -> int | None:
    """How many slips of the finger this name is from an attendee's own: 0 or 1; None when it is not theirs.

    Words may come in any order, and some may be left out, but for two; names of a single word need that one.

    >>> slips("Lovelase ADA", Attendee("a", "Ada King Lovelace"))
    1
    """
    typed = set(words(without_invisible(name)))
    full = set(words(without_invisible(attendee.full_name)))
    own = full | set(words(without_invisible(attendee.given_name)))
    if len(typed) < min(_NAMES_NEEDED, len(full)) or not typed:
        return None
    others = typed - own
    if not others:
        return 0
    is_one_slip = len(others) == 1 and _is_near(others.pop(), own - typed)
    return 1 if is_one_slip else None


def is_start_of(typed: str, address: str) -> bool:
    """Whether the start of an e-mail address was typed: all of it before the @, and LEAST_OF_ADDRESS characters.

    >>> [is_start_of(typed, "ada@example.org") for typed in ("ada", "ADA@", "ada@example.org", "ada@other.org")]
    [False, True, True, False]
    """
    start, whole = _plain(typed), _plain(address)
    local, at, _ = whole.partition("@")
    return at != "" and len(start) >= max(LEAST_OF_ADDRESS, len(local)) and whole.startswith(start)


def _is_near(word: str, own: set[str]) -> bool:
    near = neighbours(word) & own
    return any(is_forgiven(max(word, other, key=len)) for other in near)


def _plain(address: str) -> str:
    return "".join(unicodedata.normalize("NFKC", without_invisible(address)).casefold().split())
