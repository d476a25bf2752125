"""Boxes that badges are put into after printing: by the beginning of what they are sorted by, or by count."""

from __future__ import annotations

from collections.abc import Mapping

from turnout.domain.errors import BadInput
from turnout.domain.folding import fold

LETTERS = "letters"
ONE_ROW = ""
"""All badges in one row, without boxes."""
OTHER = "#"
"""The box of what begins with no letter or digit."""


def checked(rule: str) -> str:
    """A rule as it is kept: LETTERS, ONE_ROW, or how many badges a box holds. Raises BadInput for another."""
    if rule in (LETTERS, ONE_ROW):
        return rule
    if not rule.isascii() or not rule.isdigit() or not 1 <= int(rule) <= 100_000:
        raise BadInput(
            f"{rule} is no way to fill boxes.", "Say letters, one, or how many badges a box holds.", code="no_boxes"
        )
    return str(int(rule))


def initial(text: str) -> str:
    """The letter of the box for a text, without its marks.

    >>> [initial(text) for text in ("Žaneta", "ång", "7 Seas", "王小明", "(guest)", "")]
    ['Z', 'A', '7', '王', 'G', '#']
    """
    return fold(text)[:1].upper() or OTHER


class Boxes:
    """Hands out places, one after another. `highest` has the number of the last badge in each box so far."""

    def __init__(self, rule: str, highest: Mapping[str, int]) -> None:
        self._rule = rule
        self._highest = dict(highest)
        counted = [int(box) for box in highest if box.isascii() and box.isdigit()]
        self._box = max(counted, default=1)

    def place(self, label: str) -> tuple[str, int]:
        """The box and number of the next badge; `label` is the box it belongs to by the letter."""
        box = {LETTERS: label, ONE_ROW: ""}.get(self._rule)
        if box is None:
            if self._highest.get(str(self._box), 0) >= int(self._rule):
                self._box += 1
            box = str(self._box)
        self._highest[box] = self._highest.get(box, 0) + 1
        return box, self._highest[box]
