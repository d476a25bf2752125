"""Elements of a layout onto one side of a badge, in the dots of its printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from PIL import Image, ImageDraw

from badges import logos, patterns, qr
from badges.fit import Fitted, Room, fit
from badges.fonts import FontBook
from badges.layout import (
    BarElement,
    BoxElement,
    Element,
    ImageElement,
    LineElement,
    QrElement,
    TextElement,
    VerticalAlign,
)
from badges.text import Text

MM_PER_INCH = 25.4
WHITE, BLACK = 255, 0
_POINTS_PER_INCH = 72
_BAR_INSET_MM = 1.2
_ALIGN_SHARE = {"start": 0.0, "center": 0.5, "end": 1.0}
_VERTICAL_SHARE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


@dataclass(slots=True)
class Notes:
    """What goes into Rendered beside the images, while drawing. Both sides of a badge may note the same."""

    dropped: dict[tuple[str, str], None] = field(default_factory=dict)
    shrunk: dict[str, None] = field(default_factory=dict)
    cut: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    no_image: dict[tuple[str, str], None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Badge:
    """What is to be drawn, the same on all its sides and labels."""

    dpi: int
    fields: Mapping[str, str]
    categories: frozenset[str]
    code: str
    images: Mapping[str, bytes]
    is_rehearsal: bool
    fonts: FontBook
    notes: Notes


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side being drawn."""

    image: Image.Image
    canvas: ImageDraw.ImageDraw
    badge: Badge

    def px(self, mm: float) -> int:
        return round(mm * self.badge.dpi / MM_PER_INCH)


def draw(sheet: Sheet, element: Element) -> None:
    match element:
        case TextElement():
            _draw_text(sheet, element)
        case QrElement():
            square = qr.draw(sheet.badge.code, sheet.px(element.size))
            sheet.image.paste(square, (sheet.px(element.x), sheet.px(element.y)))
        case LineElement():
            ends = (sheet.px(element.x), sheet.px(element.y), sheet.px(element.to_x), sheet.px(element.to_y))
            sheet.canvas.line(ends, BLACK, max(1, sheet.px(element.stroke)))
        case BoxElement():
            _draw_box(sheet, element)
        case BarElement():
            _draw_bar(sheet, element)
        case ImageElement():
            _draw_image(sheet, element)
        case _:
            assert_never(element)


def _draw_box(sheet: Sheet, box: BoxElement) -> None:
    right, bottom = box.extent()
    corners = (sheet.px(box.x), sheet.px(box.y), sheet.px(right) - 1, sheet.px(bottom) - 1)
    sheet.canvas.rounded_rectangle(
        corners,
        radius=sheet.px(box.radius),
        fill=BLACK if box.filled else None,
        outline=BLACK,
        width=max(1, sheet.px(box.stroke)),
    )


def _draw_bar(sheet: Sheet, bar: BarElement) -> None:
    room = _room(sheet, bar, lines=1)
    left, top = sheet.px(bar.x), sheet.px(bar.y)
    pattern = bar.pattern_for(sheet.badge.categories)
    sheet.image.paste(patterns.band(pattern, room.width, room.height, sheet.badge.dpi), (left, top))
    inset = sheet.px(_BAR_INSET_MM)
    inner = replace(room, width=max(1, room.width - 4 * inset), height=max(1, room.height - 2 * inset))
    text = _content(sheet, TextElement(0, 0, 0, 0, bar.field, fallback=bar.fallback, weight="bold", case="sentence"))
    fitted = _fitted(sheet, text, inner, bar.field)
    if pattern not in ("solid", "outline") and fitted.lines:
        half = min(room.width, fitted.width + 4 * inset) / 2
        rule = patterns.rule_px(sheet.badge.dpi)
        middle = left + room.width / 2
        plate = (middle - half, top + rule, middle + half, top + room.height - rule - 1)
        sheet.canvas.rectangle(plate, fill=WHITE)
    _place(sheet, fitted, inner, (left + 2 * inset, top + inset), WHITE if pattern == "solid" else BLACK)


def _draw_image(sheet: Sheet, element: ImageElement) -> None:
    """A logo that is missing holds up nobody's badge: it is noted."""
    right, bottom = element.extent()
    left, top = sheet.px(element.x), sheet.px(element.y)
    width, height = max(1, sheet.px(right) - left), max(1, sheet.px(bottom) - top)
    if element.file not in sheet.badge.images:
        sheet.badge.notes.no_image[element.file, "it is not there"] = None
        return
    try:
        picture = logos.printable(sheet.badge.images[element.file], width, height, element.tones)
    except logos.ImageError as problem:
        sheet.badge.notes.no_image[element.file, str(problem)] = None
        return
    x = left + round((width - picture.width) * _ALIGN_SHARE[element.align])
    y = top + round((height - picture.height) * _VERTICAL_SHARE[element.vertical_align])
    sheet.image.paste(picture, (x, y))


def _draw_text(sheet: Sheet, element: TextElement) -> None:
    text = _content(sheet, element)
    room = _room(sheet, element, element.lines)
    fitted = _fitted(sheet, text, room, element.field or element.text)
    share = _ALIGN_SHARE[element.align]
    _place(
        sheet,
        fitted,
        room,
        (sheet.px(element.x), sheet.px(element.y)),
        WHITE if element.ink == "white" else BLACK,
        1.0 - share if text.rtl else share,
        element.vertical_align,
    )


def _fitted(sheet: Sheet, text: Text, room: Room, name: str) -> Fitted:
    """`text` in `room`, and a note of what it lost, under `name`."""
    fitted = fit(text, room)
    notes = sheet.badge.notes
    if text.dropped:
        notes.dropped[name, text.dropped] = None
    if fitted.is_cut:
        notes.cut[name] = None
    if fitted.is_shrunk:
        notes.shrunk[name] = None
    return fitted


def _content(sheet: Sheet, element: TextElement) -> Text:
    """What the element shows: its field, or what stands in for it where nothing of the field can be drawn."""
    fields, notes = sheet.badge.fields, sheet.badge.notes
    if element.field and element.field not in fields:
        notes.missing[element.field] = None
    raw = fields.get(element.field, "") if element.field else element.text
    text = _prepared(sheet, raw, element)
    for spare in (fields.get(element.fallback_field, ""), element.fallback):
        if not text.content and spare:
            text = _prepared(sheet, spare, element).with_dropped(text.dropped)
    return text


def _prepared(sheet: Sheet, raw: str, element: TextElement) -> Text:
    cased = raw[:1].upper() + raw[1:] if element.case == "sentence" else raw
    return Text.prepare(cased, element.weight, sheet.badge.fonts, sheet.badge.fields.get("language", ""))


def _room(sheet: Sheet, element: TextElement | BarElement, lines: int) -> Room:
    def px(points: float) -> int:
        return max(1, round(points * sheet.badge.dpi / _POINTS_PER_INCH))

    right, bottom = element.extent()
    return Room(
        width=sheet.px(right) - sheet.px(element.x),
        height=sheet.px(bottom) - sheet.px(element.y),
        largest=px(element.size),
        smallest=px(element.min_size),
        lines=lines,
    )


def _place(
    sheet: Sheet,
    fitted: Fitted,
    room: Room,
    corner: tuple[int, int],
    fill: int,
    share: float = 0.5,
    vertical: VerticalAlign = "middle",
) -> None:
    """Draws lines into `room` with its top left at `corner`; `share` of what a line leaves free is left of it."""
    lowest = room.height - fitted.height
    places = {
        "top": 0.0,
        "middle": min(max(room.height / 2 - fitted.cap_centre(), 0.0), lowest),
        "bottom": max(0.0, lowest - fitted.missing_descent()),
    }
    top = corner[1] + round(places[vertical])
    for baseline, line in fitted.lines:
        free = room.width - (line.extent.right - line.extent.left)
        line.draw(sheet.canvas, corner[0] + free * share - line.extent.left, top + baseline, fill)
