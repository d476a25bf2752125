"""PDF: what another program draws of it is what was put in, dot for dot."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from printed import pages, pictures

from turnout.paper.pdf import Pdf

DPI = 150


def drawn(number: int, size: tuple[int, int]) -> Image.Image:
    page = Image.new("1", size, 255)
    ImageDraw.Draw(page).ellipse((10 * number, 20, size[0] - 5, size[1] - 30), 255, 0, width=3)
    return page


def written(images: list[Image.Image], title: str = "Kongress Łódź") -> bytes:
    out = io.BytesIO()
    document = Pdf(out, DPI, title)
    for image in images:
        document.add(image)
    document.finish()
    return out.getvalue()


SIZES = [(300, 400), (150, 150), (400, 300)]
"""Whole points at DPI: poppler rounds a page of 144.48 points up to one more dot."""


def test_every_page_comes_back_dot_for_dot_in_its_own_size(tmp_path: Path) -> None:
    images = [drawn(number, size) for number, size in enumerate(SIZES, 1)]
    path = tmp_path / "pages.pdf"
    path.write_bytes(written(images))
    assert [page.size for page in pages(path, DPI)] == SIZES
    assert [page.tobytes() for page in pictures(path)] == [image.convert("L").tobytes() for image in images]


def test_the_same_pages_are_the_same_bytes() -> None:
    assert written([drawn(1, (100, 100))]) == written([drawn(1, (100, 100))])


def test_a_page_in_grey_is_refused() -> None:
    with pytest.raises(ValueError, match="mode L"):
        Pdf(io.BytesIO(), DPI, "").add(Image.new("L", (10, 10)))
