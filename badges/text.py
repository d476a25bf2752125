"""One line of text as it will stand on paper: pieces of one font and one direction, measured in pixels."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from PIL import Image, ImageDraw

from badges.bidi import is_right_to_left, levels, runs_left_to_right, visual_order
from badges.fonts import Face, FontBook, Weight, script

_MEASURED_AT_PX = 100
"""Widths are measured once at this size and scaled: a fit then costs one measurement, not one a size."""

_JOINERS = "\u200c\u200d"
_NO_JOINERS = dict.fromkeys(map(ord, _JOINERS))
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_VIRAMA = 9  # canonical combining class: the next consonant belongs to this one
# Directional embeddings and isolates, byte order marks, soft hyphens: unseen, and they mislead the order. The choice
# between a picture and a letter (U+FE00 to FE0F) is none here, and many fonts do not know it.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_HAN_LANGUAGES = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\u1100-\u11ff\uac00-\ud7af]"), "ko"),
    (re.compile("[\u3100-\u312f]"), "zh-tw"),
)
_HAN_TAGS = {"ja": "ja", "ko": "ko", "zh-tw": "zh-tw", "zh-hant": "zh-tw", "zh-hk": "zh-hk"}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font draws in one direction, in logical order."""

    text: str
    face: Face
    rtl: bool

    @property
    def direction(self) -> str | None:
        """As Pillow wants it: only Raqm knows directions."""
        if not self.face.shapes:
            return None
        return "rtl" if self.rtl else "ltr"

    @property
    def as_drawn(self) -> str:
        """The characters as Pillow wants them: Raqm turns them round by itself, and does not draw joiners."""
        if self.face.shapes:
            return self.text
        seen = self.text.translate(_NO_JOINERS)
        return "".join(reversed(list(clusters(seen)))).translate(_MIRRORED) if self.rtl else seen


@dataclass(frozen=True, slots=True)
class Extent:
    """The box around all that is black, in pixels from the pen's start on the baseline; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ink:
    """What is black of a run (255 in `mask`), its top left corner counted from the pen's start on the baseline."""

    mask: Image.Image
    left: int
    top: int

    @property
    def right(self) -> int:
        return self.left + self.mask.width

    @property
    def bottom(self) -> int:
        return self.top + self.mask.height


@dataclass(frozen=True, slots=True, eq=False)
class SetLine:
    """A line at a size: its runs from left to right, each with the pen position it starts at. `inks` are theirs: a
    line is measured by drawing it, since to measure first costs two thirds of drawing again.
    """

    runs: tuple[tuple[float, Run], ...]
    inks: tuple[Ink | None, ...]
    px: int
    extent: Extent

    def draw(self, canvas: ImageDraw.ImageDraw, x: float, baseline: float, fill: int) -> None:
        """Draws with the pen starting at `x`, in pixels."""
        for (offset, _), ink in zip(self.runs, self.inks, strict=True):
            if ink:
                canvas.bitmap((round(x + offset) + ink.left, round(baseline) + ink.top), ink.mask, fill)


@dataclass(frozen=True, slots=True)
class Text:
    """What of a field can be drawn, and how. `dropped` is what no font of this machine has."""

    content: str
    dropped: str
    rtl: bool
    weight: Weight
    language: str
    fonts: FontBook
    sole: Face | None = None
    """The one face of a text that runs left to right throughout: most names, and much faster."""

    @classmethod
    def prepare(cls, raw: str, weight: Weight, fonts: FontBook, language: str = "") -> Text:
        """Composes accents, makes any white space one space, and leaves out what cannot be drawn."""
        clean = unicodedata.normalize("NFC", _UNSEEN.sub("", " ".join(raw.split())))
        tag = _han_language(clean, language)
        sole = fonts.main(weight)
        is_plain = sole.coverage.covers(clean) and clean.isprintable() and runs_left_to_right(clean)
        if is_plain and fonts.can_shape(clean):
            return cls(clean, "", False, weight, tag, fonts, sole)
        content, lost = _drawable(clean, weight, tag, fonts)
        dropped = lost
        while lost:  # a mark that lost its letter now stands with the one before, maybe in no font
            content, lost = _drawable(content, weight, tag, fonts)
            dropped += lost
        rtl = is_right_to_left(content)
        return cls(content, "".join(dict.fromkeys(dropped)), rtl, weight, tag, fonts)

    def with_dropped(self, more: str) -> Text:
        """This text, answering for characters that another one lost."""
        return replace(self, dropped="".join(dict.fromkeys(more + self.dropped)))

    def width_em(self, part: str) -> float:
        """The advance of `part` (a stretch of `content`) in ems."""
        return sum(_advance_em(run) for run in self._runs(part))

    def set(self, part: str, px: int) -> SetLine:
        """`part` as one line at `px` pixels to the em."""
        return set_runs(tuple(self._runs(part)), px)

    def _runs(self, part: str) -> list[Run]:
        if not part:
            return []
        if self.sole:
            return [Run(part, self.sole, rtl=False)]
        pieces = list(self._pieces(part))
        order = visual_order([level for _, level, _ in pieces])
        return [Run(pieces[at][0], pieces[at][2], bool(pieces[at][1] % 2)) for at in order]

    def _pieces(self, part: str) -> Iterator[tuple[str, int, Face]]:
        """Stretches of one level and one face, in logical order."""
        kept: list[tuple[str, int, Face]] = []
        level_of = levels(part, rtl=self.rtl)
        at, face = 0, None
        for letter in clusters(part):
            # A space stays with the font before it: a change there would break the kerning and cost a run.
            if not (face and letter == " " and face.coverage.covers(letter)):
                face = _face(letter, self.weight, self.language, self.fonts)
            if face is None:
                raise ValueError("a part must be a stretch of the prepared content")
            kept.append((letter, level_of[at], face))
            at += len(letter)
        for (level, one), group in groupby(kept, key=lambda piece: (piece[1], piece[2])):
            yield "".join(letter for letter, _, _ in group), level, one


def set_runs(runs: tuple[Run, ...], px: int) -> SetLine:
    """Runs side by side from left to right, with the space they take at `px` pixels to the em."""
    pen, placed, inks, boxes = 0.0, [], [], []
    for run in runs:
        placed.append((pen, run))
        ink = _ink(run, px)
        inks.append(ink)
        if ink:
            boxes.append((pen + ink.left, ink.top, pen + ink.right, ink.bottom))
        pen += _advance_em(run) * px
    extent = Extent(0, 0, 0, 0)
    if boxes:
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        extent = Extent(min(lefts), min(tops), max(rights), max(bottoms))
    return SetLine(tuple(placed), tuple(inks), px, extent)


def _ink(run: Run, px: int) -> Ink | None:
    """None for a run of spaces."""
    # No letter reaches further than this; many marks on one letter do, and then the font is asked.
    around = (-px, -2 * px, math.ceil(_advance_em(run) * px) + px, px)
    ink = _drawn(run, px, around)
    if ink and (ink.left == around[0] or ink.top == around[1] or ink.right == around[2] or ink.bottom == around[3]):
        left, top, right, bottom = run.face.at(px).getbbox(run.as_drawn, "1", run.direction, anchor="ls")
        ink = _drawn(run, px, (math.floor(left) - 1, math.floor(top) - 1, math.ceil(right) + 1, math.ceil(bottom) + 1))
    return ink


def _drawn(run: Run, px: int, around: tuple[int, int, int, int]) -> Ink | None:
    """What of a run is black within `around`: left, top, right, bottom from the pen's start."""
    paper = Image.new("1", (around[2] - around[0], around[3] - around[1]), 0)
    start = (-around[0], -around[1])
    ImageDraw.Draw(paper).text(start, run.as_drawn, 255, run.face.at(px), anchor="ls", direction=run.direction)
    box = paper.getbbox()
    return Ink(paper.crop(box), around[0] + box[0], around[1] + box[1]) if box else None


def clusters(text: str) -> Iterator[str]:
    """Letters with their marks: what must never be parted, by a font change or by a line's end."""
    if text.isascii():
        yield from text
        return
    letter = ""
    for char in text:
        if letter and _belongs_to(letter[-1], char):
            letter += char
            continue
        if letter:
            yield letter
        letter = char
    if letter:
        yield letter


def _belongs_to(before: str, char: str) -> bool:
    if char in _JOINERS or unicodedata.category(char).startswith("M") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if before == "\u200d":
        return True
    is_conjunct = unicodedata.combining(before) == _VIRAMA and unicodedata.category(char) == "Lo"
    return is_conjunct and script(before) == script(char)


def _drawable(text: str, weight: Weight, language: str, fonts: FontBook) -> tuple[str, str]:
    """`text` without what no font has (a letter's odd marks, or all of it), and what that was."""
    kept, lost = "", ""
    for letter in clusters(text):
        whole = letter if _face(letter, weight, language, fonts) else ""
        if not whole:
            for char in letter:
                if char not in _JOINERS and _face(whole + char, weight, language, fonts):
                    whole += char
                else:
                    lost += char
        kept += whole
    return " ".join(kept.split()), lost


def _face(letter: str, weight: Weight, language: str, fonts: FontBook) -> Face | None:
    """The face for a letter, spelt with composed accents or, where a font has only those, with marks."""
    seen = letter.strip(_JOINERS).replace("\u200d", "").replace("\u200c", "")
    if not seen or not seen.isprintable():
        return None
    face = fonts.face_for(seen, weight, language)
    if face is None and (apart := unicodedata.normalize("NFD", seen)) != seen:
        face = fonts.face_for(apart, weight, language)
    return face


@lru_cache(maxsize=4096)
def _advance_em(run: Run) -> float:
    return run.face.at(_MEASURED_AT_PX).getlength(run.as_drawn, "1", run.direction) / _MEASURED_AT_PX


def _han_language(text: str, language: str) -> str:
    """Whose shapes a Han character takes: by the letters beside it, else by the attendee's language."""
    for pattern, tag in _HAN_LANGUAGES:
        if pattern.search(text):
            return tag
    return _HAN_TAGS.get(language.lower(), "zh-cn")
