"""What stands on paper: the pages of a PDF as poppler (Debian: poppler-utils) draws them, and the codes on them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image

from turnout.paper import lists
from turnout.paper.sheet import pixels


def pages(document: Path, dpi: int) -> list[Image.Image]:
    """Every page in grey, as a screen shows it at this resolution."""
    return _drawn_by(document, "pdftoppm", "-r", str(dpi), "-gray")


def pictures(document: Path) -> list[Image.Image]:
    """The pictures that the pages are made of, dot for dot."""
    return _drawn_by(document, "pdfimages", "-png")


def _drawn_by(document: Path, program: str, *options: str) -> list[Image.Image]:
    folder = document.with_name(f"{document.name}.{program}")
    folder.mkdir()
    subprocess.run([program, *options, str(document), str(folder / "page")], check=True, timeout=60)
    drawn = []
    for path in sorted(folder.iterdir()):
        with Image.open(path) as page:
            drawn.append(page.convert("L"))
    return drawn


def codes(page: Image.Image) -> list[str]:
    """The codes on a page, from top to bottom and from left to right."""
    found = zxingcpp.read_barcodes(page.convert("L"))
    found.sort(key=lambda one: (one.position.top_left.y // 100, one.position.top_left.x))
    return [one.text for one in found]


def box_is_filled(page: Image.Image, row: int) -> bool:
    """Whether the box at the beginning of a list's row is black; rows count from 0."""
    return page.getpixel((pixels(15 + 2.25, lists.DPI), pixels(33 + 8 * row + 4, lists.DPI))) == 0
