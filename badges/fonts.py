"""Which font draws a character: the ones that come with this package, then what fontconfig finds.

Latin, Greek, Cyrillic, Arabic, Hebrew and Devanagari come along. What is too big for that
(Chinese, Japanese, Korean) and what is rare is found on the machine; docs/badges.md names the packages.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont, features

from badges.cmap import Coverage, read_coverage

Weight = Literal["regular", "bold"]

_BUNDLED_IN = Path(__file__).with_name("fonts")
_BUNDLED: dict[Weight, tuple[str, ...]] = {
    "regular": ("NotoSans_400Regular.ttf",),
    "bold": ("NotoSans_700Bold.ttf",),
}
_BUNDLED_FOR_BOTH = (
    "NotoSansArabic_700Bold.ttf",
    "NotoSansHebrew_700Bold.ttf",
    "NotoSansDevanagari_700Bold.ttf",
)
_FONTCONFIG_TIMEOUT_S = 10
_HAN_SCRIPTS = {
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "KATAKANA-HIRAGANA",
    "HANGUL",
    "BOPOMOFO",
    "IDEOGRAPHIC",
    "FULLWIDTH",
}


_SHAPED_SCRIPTS = {
    "ARABIC",
    "BENGALI",
    "DEVANAGARI",
    "GUJARATI",
    "GURMUKHI",
    "KANNADA",
    "KHMER",
    "LAO",
    "MALAYALAM",
    "MONGOLIAN",
    "MYANMAR",
    "NKO",
    "ORIYA",
    "SINHALA",
    "SYRIAC",
    "TAMIL",
    "TELUGU",
    "THAANA",
    "THAI",
    "TIBETAN",
}
"""Letters of these change with their neighbours: unshaped they are no word, to those who can read them."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font of one file; `index` counts within a collection (.ttc). `shapes`: by Raqm, which needs FriBidi."""

    path: Path
    index: int = 0
    shapes: bool = True
    coverage: Coverage = field(default_factory=lambda: Coverage(()), compare=False, repr=False)

    def at(self, px: int) -> ImageFont.FreeTypeFont:
        """The font at `px` pixels to the em, kept for the next badge."""
        return _sized(self.path, self.index, px, self.shapes)


@lru_cache(maxsize=512)
def _sized(path: Path, index: int, px: int, shapes: bool) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if shapes else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, px, index=index, layout_engine=engine)


class FontBook:
    """The fonts of one machine. Finding is slow the first time a script is met, and remembered.

    `shapes`: whether Pillow finds FriBidi here, which its wheels leave to the system. Without it letters of the
    scripts that need shaping have no face, and are reported as such; all others are drawn. Raises FileNotFoundError
    when the fonts of this package have not been built in.
    """

    def __init__(self, *, shapes: bool) -> None:
        self._shapes = shapes
        self._bundled = {weight: _bundled(weight, shapes) for weight in _BUNDLED}
        self._found: dict[tuple[Weight, str, str], list[Face]] = {}
        self._missing: set[tuple[Weight, str]] = set()

    def can_shape(self, text: str) -> bool:
        """Whether every letter comes out in the form that its neighbours ask for."""
        return self._shapes or not any(script(char) in _SHAPED_SCRIPTS for char in text)

    def main(self, weight: Weight) -> Face:
        """The face tried first: Latin, Greek and Cyrillic."""
        return self._bundled[weight][0]

    def face_for(self, text: str, weight: Weight, language: str = "") -> Face | None:
        """The first face that has every character of `text` (one letter with its marks), or None.

        `language` is a BCP 47 tag; it picks among fonts that draw the same Han character differently.
        """
        if not self.can_shape(text):
            return None
        for face in self._bundled[weight]:
            if face.coverage.covers(text):
                return face
        # Kept by script: else a font found for one emoji would draw the Georgian that it also has, and a
        # badge's look would hang on what was printed before it.
        kind = script(text[0])
        language = language if kind in _HAN_SCRIPTS else ""
        found = self._found.setdefault((weight, language, kind), [])
        for face in found:
            if face.coverage.covers(text):
                return face
        if (weight, text) in self._missing:
            return None
        asked = _ask_fontconfig(text, weight, language, self._shapes)
        if asked is None:
            self._missing.add((weight, text))
        else:
            found.append(asked)
        return asked


@cache
def machine_fonts() -> FontBook:
    """The one font book of this process: faces are opened once, not once a badge."""
    return FontBook(shapes=bool(features.check("raqm")))


def _bundled(weight: Weight, shapes: bool) -> tuple[Face, ...]:
    faces = []
    for name in (*_BUNDLED[weight], *_BUNDLED_FOR_BOTH):
        path = _BUNDLED_IN / name
        if not path.is_file():
            raise FileNotFoundError(f"{path} is missing: build the fonts in with `node build.mjs`")
        faces.append(Face(path, 0, shapes, read_coverage(path)))
    return tuple(faces)


def script(char: str) -> str:
    """The first word of the character's Unicode name: CJK, HANGUL, GEORGIAN."""
    return unicodedata.name(char, "").partition(" ")[0]


def _ask_fontconfig(text: str, weight: Weight, language: str, shapes: bool) -> Face | None:
    """The best outline font here that has all of `text`; None without one, or without fontconfig."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    charset = " ".join(f"{ord(char):x}" for char in text)
    wanted = f"Noto Sans:{weight}:charset={charset}" + (f":lang={language}" if language else "")
    answer = subprocess.run(  # noqa: S603 -- the pattern is built from code points and a checked tag
        [program, "-s", "-f", "%{file}\t%{index}\t%{scalable}\t%{color}\n", wanted],
        capture_output=True,
        text=True,
        timeout=_FONTCONFIG_TIMEOUT_S,
        check=True,
    )
    for line in answer.stdout.splitlines():
        file, index, scalable, color = line.split("\t")
        # A colour font (emoji) has pictures of one size only, and no 1-bit form.
        if scalable == "True" and color != "True" and (face := _if_covers(Path(file), int(index), text, shapes)):
            return face
    return None


def _if_covers(path: Path, index: int, text: str, shapes: bool) -> Face | None:
    # The high half of fontconfig's index names an instance of a variable font, not a font of the file.
    try:
        coverage = _coverage_of(path, index & 0xFFFF)
    except ValueError:  # not an OpenType file: the next one may do
        return None
    return Face(path, index & 0xFFFF, shapes, coverage) if coverage.covers(text) else None


@lru_cache(maxsize=64)
def _coverage_of(path: Path, index: int) -> Coverage:
    return read_coverage(path, index)
