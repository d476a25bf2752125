"""The order of two-way lines, against FriBidi (inside Pillow) in one font that has all the scripts."""

import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from badges.bidi import is_right_to_left, levels, visual_order
from badges.cmap import read_coverage
from badges.fonts import Face, FontBook, Weight
from badges.text import Text

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
LETTERS = "abAב ג ש12 3.,-()[]/%$'&علي ٣+:"


class OneFont(FontBook):
    """Every letter from one font, so that only the order can differ."""

    def __init__(self) -> None:
        self._face = Face(DEJAVU, 0, read_coverage(DEJAVU))

    def main(self, weight: Weight) -> Face:
        return self._face

    def face_for(self, text: str, weight: Weight, language: str = "") -> Face | None:
        return self._face if self._face.coverage.covers(text) else None


def seen(text: str) -> str:
    """The letters from left to right."""
    level_of = levels(text, rtl=is_right_to_left(text))
    return "".join(text[at] for at in visual_order(level_of))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("abc 12", "abc 12"),
        ("אבג", "גבא"),
        ("אב 12", "12 בא"),
        ("Ali אב", "Ali בא"),
        ("אב Ali 7", "Ali 7 בא"),
        ("אב (MIT) 12", "12 )MIT( בא"),  # brackets are mirrored when drawn
        ("12% אב", "בא 12%"),
        ("", ""),
    ],
)
def test_order_from_left_to_right(written: str, read: str) -> None:
    assert seen(written) == read


def test_any_line_looks_as_fribidi_orders_it() -> None:
    choose = random.Random(7)
    font = ImageFont.truetype(DEJAVU, 40)
    lines = {" ".join("".join(choose.choices(LETTERS, k=choose.randint(2, 14))).split()) for _ in range(800)}
    different = []
    for line in sorted(lines - {""}):
        text = Text.prepare(line, "bold", OneFont())
        theirs, ours = Image.new("1", (700, 90)), Image.new("1", (700, 90))
        direction = "rtl" if text.rtl else "ltr"
        ImageDraw.Draw(theirs).text((20, 60), text.content, 255, font, anchor="ls", direction=direction)
        text.set(text.content, 40).draw(ImageDraw.Draw(ours), 20, 60, 255)
        # Pen positions are rounded at each change of direction, so that edges may differ by a pixel.
        edge = ImageChops.logical_xor(theirs, ours).histogram()[255]
        if edge > 0.25 * theirs.histogram()[255] + 30:
            different.append(line)
    assert different == []
