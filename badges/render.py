"""A badge as the printer will print it: black or white, at its resolution."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import assert_never

from PIL import Image, ImageDraw

from badges import qr
from badges.fit import Fitted, Room, fit
from badges.fonts import FontBook, machine_fonts
from badges.layout import BoxElement, Element, Layout, LineElement, QrElement, TextElement
from badges.text import Text

_MM_PER_INCH = 25.4
_POINTS_PER_INCH = 72
_WHITE, _BLACK = 255, 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """The image (mode "1", 0 is black) and all that is not on it as the layout wanted it.

    `dropped` pairs a field with the characters that no font of this machine has, `shrunk` names fields set below
    the layout's min_size, `cut` those that lost their end, `missing` those that were not given at all.
    """

    image: Image.Image
    dpi: int
    dropped: tuple[tuple[str, str], ...] = ()
    shrunk: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def png(self) -> bytes:
        """The image as PNG; level 1 is a fifth larger than the best and saves half of the whole badge's time."""
        out = io.BytesIO()
        self.image.save(out, "png", compress_level=1, compress_type=zlib.Z_RLE, dpi=(self.dpi, self.dpi))
        return out.getvalue()


@dataclass(slots=True)
class _Notes:
    """What goes into Rendered beside the image, while drawing."""

    dropped: list[tuple[str, str]] = field(default_factory=list)
    shrunk: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One badge being drawn."""

    image: Image.Image
    canvas: ImageDraw.ImageDraw
    dpi: int
    fields: Mapping[str, str]
    code: str
    fonts: FontBook
    notes: _Notes

    def px(self, mm: float) -> int:
        return round(mm * self.dpi / _MM_PER_INCH)


def render(
    layout: Layout,
    fields: Mapping[str, str],
    code: str,
    dpi: int,
    *,
    rehearsal: bool = False,
    fonts: FontBook | None = None,
) -> Rendered:
    """Draws `layout` with `fields` (such as name, company, category; language picks the shapes of Han characters)
    and `code` in its QR symbol. A `rehearsal` badge says TEST all over.

    `fonts` are this machine's unless given. Raises `qr.QrTooSmall` where the code does not fit its square.
    """
    size = (round(layout.width * dpi / _MM_PER_INCH), round(layout.height * dpi / _MM_PER_INCH))
    image = _test_paper(size).copy() if rehearsal else Image.new("1", size, _WHITE)
    notes = _Notes()
    sheet = _Sheet(image, ImageDraw.Draw(image), dpi, fields, code, fonts or machine_fonts(), notes)
    for element in layout.elements:
        _draw(sheet, element)
    return Rendered(image, dpi, tuple(notes.dropped), tuple(notes.shrunk), tuple(notes.cut), tuple(notes.missing))


def _draw(sheet: _Sheet, element: Element) -> None:
    match element:
        case TextElement():
            _draw_text(sheet, element)
        case QrElement():
            square = qr.draw(sheet.code, sheet.px(element.size))
            sheet.image.paste(square, (sheet.px(element.x), sheet.px(element.y)))
        case LineElement():
            ends = (sheet.px(element.x), sheet.px(element.y), sheet.px(element.to_x), sheet.px(element.to_y))
            sheet.canvas.line(ends, _BLACK, max(1, sheet.px(element.stroke)))
        case BoxElement():
            _draw_box(sheet, element)
        case _:
            assert_never(element)


def _draw_box(sheet: _Sheet, box: BoxElement) -> None:
    right, bottom = box.extent()
    corners = (sheet.px(box.x), sheet.px(box.y), sheet.px(right) - 1, sheet.px(bottom) - 1)
    sheet.canvas.rounded_rectangle(
        corners,
        radius=sheet.px(box.radius),
        fill=_BLACK if box.filled else None,
        outline=_BLACK,
        width=max(1, sheet.px(box.stroke)),
    )


def _draw_text(sheet: _Sheet, element: TextElement) -> None:
    text = _content(sheet, element)
    fitted = fit(text, _room(sheet, element))
    name = element.field or element.text
    if text.dropped:
        sheet.notes.dropped.append((name, text.dropped))
    if fitted.is_cut:
        sheet.notes.cut.append(name)
    if fitted.is_shrunk:
        sheet.notes.shrunk.append(name)
    _place(sheet, element, fitted, text.rtl)


def _content(sheet: _Sheet, element: TextElement) -> Text:
    if element.field and element.field not in sheet.fields:
        sheet.notes.missing.append(element.field)
    raw = sheet.fields.get(element.field, "") if element.field else element.text
    language = sheet.fields.get("language", "")
    text = Text.prepare(_cased(raw, element), element.weight, sheet.fonts, language)
    if text.content or not element.fallback:
        return text
    spare = Text.prepare(_cased(element.fallback, element), element.weight, sheet.fonts, language)
    return spare.with_dropped(text.dropped)


def _cased(raw: str, element: TextElement) -> str:
    return raw[:1].upper() + raw[1:] if element.case == "sentence" else raw


def _room(sheet: _Sheet, element: TextElement) -> Room:
    def px(points: float) -> int:
        return max(1, round(points * sheet.dpi / _POINTS_PER_INCH))

    right, bottom = element.extent()
    return Room(
        width=sheet.px(right) - sheet.px(element.x),
        height=sheet.px(bottom) - sheet.px(element.y),
        largest=px(element.size),
        smallest=px(element.min_size),
        lines=element.lines,
    )


def _place(sheet: _Sheet, element: TextElement, fitted: Fitted, rtl: bool) -> None:
    room = _room(sheet, element)
    left, top = sheet.px(element.x), sheet.px(element.y)
    lowest = room.height - fitted.height
    middle = min(max(room.height / 2 - fitted.cap_centre(), 0.0), lowest)
    top += round({"top": 0.0, "middle": middle, "bottom": lowest}[element.vertical_align])
    share = {"start": 0.0, "center": 0.5, "end": 1.0}[element.align]
    if rtl:
        share = 1.0 - share
    fill = _WHITE if element.ink == "white" else _BLACK
    for baseline, line in fitted.lines:
        free = room.width - (line.extent.right - line.extent.left)
        line.draw(sheet.canvas, left + free * share - line.extent.left, top + baseline, fill)


@lru_cache(maxsize=4)
def _test_paper(size: tuple[int, int]) -> Image.Image:
    """White paper with TEST across it in a grey of dots: under the text, so that both stay readable."""
    word = Text.prepare("TEST", "bold", machine_fonts())
    long = int((size[0] ** 2 + size[1] ** 2) ** 0.5 * 0.72)
    fitted = fit(word, Room(long, size[0], largest=1000, smallest=6, lines=1))
    stamp = Image.new("1", (long, round(fitted.height) + 2), _WHITE)
    for baseline, line in fitted.lines:
        line.draw(ImageDraw.Draw(stamp), -line.extent.left, baseline, _BLACK)
    angle = 57 if size[1] >= size[0] else 30
    turned = stamp.convert("L").rotate(angle, expand=True, fillcolor=255).convert("1", dither=Image.Dither.NONE)
    paper = Image.new("1", size, _WHITE)
    paper.paste(turned, ((size[0] - turned.width) // 2, (size[1] - turned.height) // 2))
    return _dotted(paper)


def _dotted(paper: Image.Image) -> Image.Image:
    """Every black area as dots of two pixels in a grid of six: light enough to read small print on."""
    tile = Image.new("1", (6, 6), _WHITE)
    tile.paste(_BLACK, (0, 0, 2, 2))
    dots = Image.new("1", paper.size, _WHITE)
    for y in range(0, paper.height, 6):
        for x in range(0, paper.width, 6):
            dots.paste(tile, (x, y))
    return Image.composite(Image.new("1", paper.size, _WHITE), dots, paper)
