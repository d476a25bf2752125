"""What may stand on a badge: each kind of element with its keys, in millimetres and points."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from badges.fonts import Weight

Align = Literal["start", "center", "end"]
VerticalAlign = Literal["top", "middle", "bottom"]
Ink = Literal["black", "white"]
Case = Literal["as_written", "sentence"]
Side = Literal["both", "front", "back"]
Pattern = Literal["solid", "stripes", "bars", "dots", "checks", "outline"]
Tones = Literal["dither", "sharp"]

_SMALLEST_QR_MM = 10.0
_IMAGE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST_LETTERS = 300  # of a fixed text: fitting 45,000 takes minutes
_STROKE_PROBLEM = "stroke must be above 0 mm: write 0.3"

Problem: TypeAlias = tuple[str, str]
"""The key that is wrong ("" for the element), and a sentence with what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """On which badges an element stands: `only` and `except_` hold categories, `needs` names a field that must not be
    empty; `side` is that of a folding badge, `label` one of several.
    """

    only: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    needs: str = ""
    side: Side = "both"
    label: int = 1

    def is_for(self, categories: Collection[str], fields: Mapping[str, str]) -> bool:
        """`categories` are the attendee's, by id and as people call it, casefolded."""
        if self.needs and not fields.get(self.needs, "").strip():
            return False
        if self.only and not any(one.casefold() in categories for one in self.only):
            return False
        return not any(one.casefold() in categories for one in self.except_)


@dataclass(frozen=True, slots=True)
class TextElement(Shown):
    """A field of the attendee, or a fixed text, in a box; sizes in points, largest that fits.

    `align` "start" is left, and right for a text that runs right to left.
    """

    KIND: ClassVar = "text"
    x: float
    y: float
    width: float
    height: float
    field: str = ""
    text: str = ""
    fallback: str = ""
    fallback_field: str = ""
    align: Align = "center"
    vertical_align: VerticalAlign = "middle"
    weight: Weight = "regular"
    size: float = 12.0
    min_size: float = 6.0
    lines: int = 1
    ink: Ink = "black"
    case: Case = "as_written"

    def extent(self) -> tuple[float, float]:
        return self.x + self.width, self.y + self.height

    def problem(self) -> Problem | None:
        if bool(self.field) == bool(self.text):
            words = 'needs either a field to show (field = "name") or a fixed text (text = "Guest"), not both'
            return ("text" if self.text else ""), words
        if self.fallback_field and not self.field:
            return "fallback_field", 'fallback_field needs a field: write field = "name"'
        if not 1 <= self.lines <= 6:
            return "lines", f"lines is {self.lines}: write a number from 1 to 6"
        texts = {"text": self.text, "fallback": self.fallback}
        return _problem_of_words(texts) or _problem_of_sizes(self.size, self.min_size)


@dataclass(frozen=True, slots=True)
class QrElement(Shown):
    """The badge's code as a square of `size` millimetres, the quiet zone around it included."""

    KIND: ClassVar = "qr"
    x: float
    y: float
    size: float

    def extent(self) -> tuple[float, float]:
        return self.x + self.size, self.y + self.size

    def problem(self) -> Problem | None:
        if self.size < _SMALLEST_QR_MM:
            return "size", f"size is {self.size:g} mm: cameras need at least {_SMALLEST_QR_MM:g}"
        return None


@dataclass(frozen=True, slots=True)
class LineElement(Shown):
    """A straight line from (x, y) to (to_x, to_y), `stroke` millimetres wide."""

    KIND: ClassVar = "line"
    x: float
    y: float
    to_x: float
    to_y: float
    stroke: float = 0.3

    def extent(self) -> tuple[float, float]:
        return max(self.x, self.to_x), max(self.y, self.to_y)

    def problem(self) -> Problem | None:
        return None if self.stroke > 0 else ("stroke", _STROKE_PROBLEM)


@dataclass(frozen=True, slots=True)
class BoxElement(Shown):
    """A rectangle, filled or drawn with a `stroke`; corners rounded by `radius` millimetres."""

    KIND: ClassVar = "box"
    x: float
    y: float
    width: float
    height: float
    filled: bool = False
    stroke: float = 0.3
    radius: float = 0.0

    def extent(self) -> tuple[float, float]:
        return self.x + self.width, self.y + self.height

    def problem(self) -> Problem | None:
        return None if self.stroke > 0 else ("stroke", _STROKE_PROBLEM)


@dataclass(frozen=True, slots=True)
class BarElement(Shown):
    """A band that tells a category across a hall, with its name in it. Black and white has no colours: each category
    has a pattern, `pattern` those that `patterns` does not name. Letters on "solid" are white; elsewhere they are
    black, on a white plate.
    """

    KIND: ClassVar = "bar"
    x: float
    y: float
    width: float
    height: float
    field: str = "category"
    fallback: str = ""
    pattern: Pattern = "solid"
    patterns: tuple[tuple[str, Pattern], ...] = ()
    size: float = 24.0
    min_size: float = 8.0

    def extent(self) -> tuple[float, float]:
        return self.x + self.width, self.y + self.height

    def problem(self) -> Problem | None:
        return _problem_of_words({"fallback": self.fallback}) or _problem_of_sizes(self.size, self.min_size)

    def pattern_for(self, categories: Collection[str]) -> Pattern:
        return next((pattern for one, pattern in self.patterns if one.casefold() in categories), self.pattern)


@dataclass(frozen=True, slots=True)
class ImageElement(Shown):
    """A logo, as large as its box holds. `tones` "dither" keeps greys as dots, "sharp" is for line art."""

    KIND: ClassVar = "image"
    x: float
    y: float
    width: float
    height: float
    file: str
    align: Align = "center"
    vertical_align: VerticalAlign = "middle"
    tones: Tones = "dither"

    def extent(self) -> tuple[float, float]:
        return self.x + self.width, self.y + self.height

    def problem(self) -> Problem | None:
        if not _IMAGE_NAME.fullmatch(self.file):
            return "file", f"file is {self.file!r}: write a name of letters, digits, dots and hyphens, such as logo.png"
        return None


Element: TypeAlias = TextElement | QrElement | LineElement | BoxElement | BarElement | ImageElement
KINDS: dict[str, type[Element]] = {
    kind.KIND: kind for kind in (TextElement, QrElement, LineElement, BoxElement, BarElement, ImageElement)
}


def _problem_of_words(words: Mapping[str, str]) -> Problem | None:
    for key, text in words.items():
        if len(text) > _MOST_LETTERS:
            return key, f"{key} has {len(text):,} characters: write at most {_MOST_LETTERS}"
    return None


def _problem_of_sizes(size: float, min_size: float) -> Problem | None:
    if 0 < min_size <= size:
        return None
    return "min_size", f"min_size is {min_size:g}: write a size above 0 and at most {size:g} (its size)"
