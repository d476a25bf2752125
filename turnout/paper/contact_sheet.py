"""Badges side by side, each with its edge drawn, to see what a layout makes of names."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import BinaryIO

from PIL import Image, ImageDraw

from badges.layout import Layout
from badges.render import Rendered
from turnout.paper.pdf import Pdf
from turnout.paper.sheet import A4_MM, Sheet, pixels

_WHITE, _BLACK = 255, 0
_GAP_MM = 5.0


def as_png(layout: Layout, badges: Sequence[Rendered]) -> bytes:
    """One badge's label as people read it; several on one picture. There must be a badge."""
    labels, dpi = _labels(layout, badges), badges[0].dpi
    if len(labels) == 1:
        picture = labels[0]
    else:
        width, height = _cell(layout)
        columns = math.ceil(math.sqrt(len(labels) * height / width))
        rows = math.ceil(len(labels) / columns)
        sheet = Sheet(columns, rows, (width, height), (columns * width, rows * height))
        (picture,) = sheet.pages((_framed(layout, label, dpi) for label in labels), dpi)
    out = io.BytesIO()
    picture.save(out, "png", dpi=(dpi, dpi))
    return out.getvalue()


def as_pdf(layout: Layout, badges: Sequence[Rendered], out: BinaryIO) -> None:
    """At true size: as many on a page of A4 as it holds, or a page each. There must be a badge."""
    labels, dpi = _labels(layout, badges), badges[0].dpi
    width, height = _cell(layout)
    columns, rows = int(A4_MM[0] // width), int(A4_MM[1] // height)
    document = Pdf(out, dpi, layout.name)
    if columns and rows and len(labels) > 1:
        sheet = Sheet(columns, rows, (width, height))
        pages = sheet.pages((_framed(layout, label, dpi) for label in labels), dpi)
    else:
        pages = iter(labels)
    for page in pages:
        document.add(page)
    document.finish()


def _labels(layout: Layout, badges: Sequence[Rendered]) -> list[Image.Image]:
    """All labels as they are read: a printer may hold them on their side."""
    labels = [label for badge in badges for label in badge.labels]
    return [label.transpose(Image.Transpose.ROTATE_270) for label in labels] if layout.turned else labels


def _cell(layout: Layout) -> tuple[float, float]:
    width, height = layout.upright
    return width + _GAP_MM, height + _GAP_MM


def _framed(layout: Layout, label: Image.Image, dpi: int) -> Image.Image:
    width, height = _cell(layout)
    cell = Image.new("1", (pixels(width, dpi), pixels(height, dpi)), _WHITE)
    left, top = (cell.width - label.width) // 2, (cell.height - label.height) // 2
    cell.paste(label, (left, top))
    ImageDraw.Draw(cell).rectangle((left - 1, top - 1, left + label.width, top + label.height), outline=_BLACK)
    return cell
