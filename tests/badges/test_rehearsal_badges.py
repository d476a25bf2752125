"""A badge for trying says TEST across every layout that comes along, and on none of them over the code."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from badges.layout import bundled, bundled_names, parse
from badges.render import render

FIELDS = {"name": "Žaneta Ozoliņa", "company": "Example", "category": "Visitor", "event": "Harbour Congress"}
CODE = "B7KQ2M9XH4TRC6WNYD35"


def labels(name: str, dpi: int, *, rehearsal: bool) -> list[Image.Image]:
    """Every label of a badge, black ink white: what is added to one is then lighter."""
    drawn = render(parse(bundled(name)), FIELDS, CODE, dpi, rehearsal=rehearsal)
    return [ImageOps.invert(label.convert("L")) for label in drawn.labels]


def symbol(label: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of the code on a label."""
    found = zxingcpp.read_barcodes(ImageOps.invert(label))
    if not found:
        return None
    at = found[0].position
    corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(across), min(down), max(across), max(down)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", bundled_names())
def test_the_word_goes_across_each_label(name: str, dpi: int) -> None:
    for real, tried in zip(labels(name, dpi, rehearsal=False), labels(name, dpi, rehearsal=True), strict=True):
        added = ImageChops.subtract(tried, real)
        box = added.getbbox()
        assert box is not None
        left, top, right, bottom = box
        assert max((right - left) / real.width, (bottom - top) / real.height) > 0.5
        assert added.histogram()[255] > 0.01 * real.width * real.height


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", bundled_names())
def test_the_code_and_every_letter_stay_as_they_are(name: str, dpi: int) -> None:
    symbols = 0
    for real, tried in zip(labels(name, dpi, rehearsal=False), labels(name, dpi, rehearsal=True), strict=True):
        assert ImageChops.subtract(real, tried).getbbox() is None
        if (box := symbol(real)) is not None:
            symbols += 1
            assert tried.crop(box).tobytes() == real.crop(box).tobytes()
    assert symbols > 0
