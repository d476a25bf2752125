"""The largest size at which a text stands in its box, over as few and as even lines as that takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from badges.text import SetLine, Text, clusters

_PITCH_EM = 1.16
"""Baseline to baseline; more where the marks of a line would touch the one above (Vietnamese, Devanagari)."""
_GAP_EM = 0.06
_CAP_HEIGHT_EM, _DESCENT_EM = 0.714, 0.24  # of Noto Sans
_FLOOR_PX = 6
"""Below this no printer makes letters: the text is cut instead, and reported."""
_SIZES_PX = sorted({round(_FLOOR_PX * 1.04**step) for step in range(120)})
"""The sizes in use, 4 % apart, up to 640: the first letter at a new size costs 20 ms (the font's hinting
program runs), so that a free choice of sizes would make most names of a day slow."""
_FRESH_LINE_IS_WORTH = 0.75
"""A broken word begins on its own line while that keeps this share of the size."""
_WORD = re.compile(r"[^\s\-‐–/]*[\-‐–/]+(?=\S)|[^\s\-‐–/]+|\S+")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Room:
    """What the layout allows a text: a box in pixels, sizes in pixels to the em, and a number of lines."""

    width: int
    height: int
    largest: int
    smallest: int
    lines: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines from top to bottom with their baselines, in pixels from the top of the block."""

    lines: tuple[tuple[float, SetLine], ...]
    px: int
    is_shrunk: bool = False
    is_cut: bool = False

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max((line.extent.right - line.extent.left for _, line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """From the top of the highest letter to the bottom of the lowest."""
        return max((at + line.extent.bottom for at, line in self.lines), default=0.0)

    def cap_centre(self) -> float:
        """The middle between the first line's capitals and the last baseline: the middle to the eye."""
        if not self.lines:
            return 0.0
        return (self.lines[0][0] - _CAP_HEIGHT_EM * self.px + self.lines[-1][0]) / 2

    def missing_descent(self) -> float:
        """How far a "p" would reach below the block: "Press" and "Speaker" side by side stand on one line."""
        if not self.lines:
            return 0.0
        return max(0.0, _DESCENT_EM * self.px - self.lines[-1][1].extent.bottom)


@lru_cache(maxsize=64)  # the event's name and the categories stand on every badge
def fit(text: Text, room: Room) -> Fitted:
    """Sets `text` in `room`; every line is within width and height.

    Whole words at the largest size that holds them; words broken inside only when not even the smallest
    size holds them; below the smallest size only when that fails too; cut only when nothing else is left.
    """
    if not text.content:
        return Fitted((), room.largest)
    words = split_words(text.content)
    fitted = _whole_words(text, words, room) or _broken_words(text, words, room, room.smallest)
    if fitted:
        return fitted
    if smaller := _broken_words(text, words, room, _FLOOR_PX):
        return replace(smaller, is_shrunk=True)
    return replace(_cut(text, words, room), is_shrunk=True, is_cut=True)


def split_words(content: str) -> list[str]:
    """The pieces a line may end after: words with the space after them, parts of a hyphenated name."""
    pieces = []
    for match in _WORD.finditer(content):
        after = content[match.end() : match.end() + 1]
        pieces.append(match.group() + (" " if after == " " else ""))
    return pieces


def balanced(widths: Sequence[float], count: int) -> list[tuple[int, int]]:
    """Splits pieces of `widths` into `count` lines (start, end) so that the widest line is narrowest.

    There must be a piece for each line.
    """
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}

    def solve(start: int, lines: int) -> tuple[float, list[tuple[int, int]]]:
        if lines == 1:
            return sum(widths[start:]), [(start, len(widths))]
        if (start, lines) not in best:
            options = []
            for end in range(start + 1, len(widths) - lines + 2):
                rest, tail = solve(end, lines - 1)
                options.append((max(sum(widths[start:end]), rest), [(start, end), *tail]))
            best[start, lines] = min(options, key=lambda option: option[0])
        return best[start, lines]

    return solve(0, count)[1]


def _whole_words(text: Text, words: list[str], room: Room) -> Fitted | None:
    """Tries the most promising number of lines first: to measure a line costs more than all the rest."""
    widths = [text.width_em(word) for word in words]
    tries = []
    for count in range(1, min(room.lines, len(words)) + 1):
        spans = balanced(widths, count)
        parts = ["".join(words[start:end]).rstrip() for start, end in spans]
        tries.append((_promise(text, parts, room), parts))
    tries.sort(key=lambda one: -one[0])  # of equal promises the one with fewer lines stays first
    best: Fitted | None = None
    for promise, parts in tries:
        if best is None or promise > best.px:
            best = _largest(text, parts, room, best.px + 1 if best else _size_below(room.smallest)) or best
    return best


def _promise(text: Text, parts: list[str], room: Room) -> int:
    """The size that `parts` cannot exceed, by the sum of their advances and by the number of lines."""
    widest = max(text.width_em(part) for part in parts)
    by_width = room.width / widest if widest else room.largest
    by_height = room.height / (_PITCH_EM * (len(parts) - 1) + _CAP_HEIGHT_EM)
    return _size_below(min(room.largest, int(min(by_width, by_height))))


def _largest(text: Text, parts: list[str], room: Room, floor: int) -> Fitted | None:
    """`parts` at the largest size from what they promise down to `floor` that fits, or None."""
    px = _promise(text, parts, room)
    while px >= floor:
        fitted = _stack([text.set(part, px) for part in parts], px)
        ratio = max(max(_width(line) for _, line in fitted.lines) / room.width, fitted.height / room.height)
        if ratio <= 1:
            return fitted
        px = _size_below(min(px - 1, int(px / ratio)))
    return None


def _size_below(px: int) -> int:
    """The largest size in use that is not over `px`; 0 when there is none."""
    at = bisect_right(_SIZES_PX, px)
    return _SIZES_PX[at - 1] if at else 0


def _width(line: SetLine) -> float:
    """Two pixels more than it takes: pen positions are rounded to whole pixels when drawn."""
    return line.extent.right - line.extent.left + 2


def _stack(lines: list[SetLine], px: int) -> Fitted:
    baseline = -lines[0].extent.top
    placed = [(baseline, lines[0])]
    for above, below in pairwise(lines):
        clear = above.extent.bottom - below.extent.top + _GAP_EM * px
        baseline += round(max(_PITCH_EM * px, clear))
        placed.append((baseline, below))
    return Fitted(tuple(placed), px)


def _broken_words(text: Text, words: list[str], room: Room, smallest: int) -> Fitted | None:
    """Words broken where they must be, each begun on a line of its own unless that costs too much of the size."""
    anywhere = _filled(text, words, room, smallest, fresh=False)
    fresh = _filled(text, words, room, smallest, fresh=True)
    if anywhere and fresh and fresh.px < _FRESH_LINE_IS_WORTH * anywhere.px:
        return anywhere
    return fresh or anywhere


def _filled(text: Text, words: list[str], room: Room, smallest: int, *, fresh: bool) -> Fitted | None:
    """Fills line after line at the largest size that takes few enough of them."""
    sizes = [px for px in _SIZES_PX if _size_below(smallest) <= px <= room.largest]
    low, high, best = 0, len(sizes) - 1, None
    while low <= high:
        middle = (low + high) // 2
        parts = _fill(text, words, room.width / sizes[middle], fresh=fresh)
        fitted = _largest(text, parts, room, sizes[0]) if len(parts) <= room.lines else None
        if fitted:
            best, low = (fitted if best is None or fitted.px > best.px else best), middle + 1
        else:
            high = middle - 1
    return best


def _fill(text: Text, words: list[str], width_em: float, *, fresh: bool) -> list[str]:
    """Lines no wider than `width_em`, ended inside a word only where the word alone is wider than a line."""
    lines = [""]
    for word in words:
        if text.width_em((lines[-1] + word).rstrip()) <= width_em:
            lines[-1] += word
        elif text.width_em(word.rstrip()) <= width_em:
            lines.append(word)
        else:
            if fresh and lines[-1]:
                lines.append("")
            _pour(text, word, width_em, lines)
    return [line.strip() for line in lines if line.strip()]


def _pour(text: Text, word: str, width_em: float, lines: list[str]) -> None:
    """Appends `word` letter by letter. Letters are measured alone (in Arabic that is a little too wide, never
    too narrow): measuring the line anew for each of them made a name of 90 letters cost 75 ms."""
    used = text.width_em(lines[-1])
    for letter in clusters(word):
        width = text.width_em(letter)
        if lines[-1] and letter != " " and used + width > width_em:
            lines.append("")
            used = 0.0
        lines[-1] += letter
        used += width


def _cut(text: Text, words: list[str], room: Room) -> Fitted:
    """As many letters as the box holds at the smallest size, and an ellipsis where there is one."""
    letters = list(clusters("".join(words)))
    mark = Text.prepare(_ELLIPSIS, text.weight, text.fonts).content
    low, high = 0, len(letters) - 1
    best = Fitted((), _FLOOR_PX)
    while low <= high:
        middle = (low + high) // 2
        kept = "".join(letters[:middle]).rstrip() + mark
        parts = _fill(text, split_words(kept), room.width / _FLOOR_PX, fresh=False)
        fitted = _largest(text, parts, room, _FLOOR_PX) if len(parts) <= room.lines else None
        if fitted:
            best, low = fitted, middle + 1
        else:
            high = middle - 1
    return best
