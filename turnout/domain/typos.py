"""Words as they come out when a finger slips: one letter left out, one too many, one wrong, or two swapped.

These are the words at a Damerau-Levenshtein distance of one (optimal string alignment).
"""

from __future__ import annotations

SHORTEST = 4
"""Letters that a word must have before a slip in it is forgiven: three letters are one slip from too many others."""

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяґєі",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ءابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
)
"""Letters as `domain.folding` leaves them, a script a line. In other scripts letters are left out and swapped only."""


def is_forgiven(word: str) -> bool:
    """Whether a slip in this word is looked for: not in short ones, and not in numbers, where it is another number."""
    return len(word) >= SHORTEST and word.isalpha()


def neighbours(word: str, reach: int | None = None) -> set[str]:
    """Every word one slip away from this folded one, itself left out.

    With `reach` only slips at most so many letters from the beginning: nobody is looked for behind
    a beginning that no name has.

    >>> sorted(neighbours("ann") & {"an", "ana", "ann", "anna", "hannah", "nan"})
    ['an', 'ana', 'anna', 'nan']
    """
    letters = next((alphabet for alphabet in _ALPHABETS if word[:1] in alphabet), "")
    last = len(word) if reach is None else min(reach, len(word))
    halves = [(word[:at], word[at:]) for at in range(last + 1)]
    near = {left + right[1:] for left, right in halves if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    near |= {left + letter + right[1:] for left, right in halves if right for letter in letters}
    near |= {left + letter + right for left, right in halves for letter in letters}
    return near - {word}
