"""Brother's QL printers and their labels, in dots of 300 dpi.

Source: the "Raster Command Reference" of each series (QL-700; QL-710W/720NW; QL-800/810W/820NWB; QL-1100/1110NWB),
chapters "Page size" and "Raster line".
"""

from __future__ import annotations

from dataclasses import dataclass

DPI = 300
_SAME_SIZE_MM = 1.5  # Brother sells the 104 mm label as 103, and 4 x 6 in as 102 x 152
_WIDE_HEAD_PINS = 44  # of the QL-1100 series, more at the right


@dataclass(frozen=True, slots=True)
class Model:
    """A print head of `row_bytes` x 8 pins. `packs`: takes rows compressed; `switches`: has several languages."""

    row_bytes: int
    packs: bool
    switches: bool = True

    @property
    def pins(self) -> int:
        return self.row_bytes * 8

    @property
    def is_wide(self) -> bool:
        return self.row_bytes > 90


MODELS = {
    "QL-700": Model(90, packs=False, switches=False),
    "QL-710W": Model(90, packs=True),
    "QL-720NW": Model(90, packs=True),
    "QL-800": Model(90, packs=False),
    "QL-810W": Model(90, packs=True),
    "QL-820NWB": Model(90, packs=True),
    "QL-1100": Model(162, packs=False),
    "QL-1110NWB": Model(162, packs=True),
    "QL-1115NWB": Model(162, packs=True),
}


@dataclass(frozen=True, slots=True)
class Media:
    """What is loaded, in millimetres as the printer counts them; `length` 0 is an endless roll."""

    width: int
    length: int

    @property
    def is_endless(self) -> bool:
        return self.length == 0

    def __str__(self) -> str:
        return (
            f"an endless roll of {self.width} mm" if self.is_endless else f"labels of {self.width} x {self.length} mm"
        )


@dataclass(frozen=True, slots=True)
class PrintArea:
    """What of a label the head reaches: `right` pins are free on its right. `length` 0: as long as the badge."""

    width: int
    length: int
    right: int


_DIE_CUT = {
    (29, 90): PrintArea(306, 991, 6),
    (38, 90): PrintArea(413, 991, 12),
    (39, 48): PrintArea(425, 495, 6),
    (52, 29): PrintArea(578, 271, 0),
    (60, 86): PrintArea(672, 954, 18),
    (62, 29): PrintArea(696, 271, 12),
    (62, 100): PrintArea(696, 1109, 12),
    (102, 51): PrintArea(1164, 526, 12),
    (102, 152): PrintArea(1164, 1660, 12),
    (104, 164): PrintArea(1200, 1822, 12),
}
_ENDLESS = {
    29: PrintArea(306, 0, 6),
    38: PrintArea(413, 0, 12),
    50: PrintArea(554, 0, 12),
    54: PrintArea(590, 0, 0),
    62: PrintArea(696, 0, 12),
    102: PrintArea(1164, 0, 12),
    104: PrintArea(1200, 0, 12),
}


def print_area(media: Media, model: Model) -> PrintArea | None:
    """None for labels that no table has, or that are wider than the head."""
    if media.is_endless:
        found = next((area for width, area in _ENDLESS.items() if _same(width, media.width)), None)
    else:
        found = next((area for size, area in _DIE_CUT.items() if _same_label(media, *size)), None)
    if found is None:
        return None
    area = PrintArea(found.width, found.length, found.right + (_WIDE_HEAD_PINS if model.is_wide else 0))
    return area if area.width + area.right <= model.pins else None


def label_of(width_mm: float, height_mm: float) -> Media | None:
    """The die-cut label of a size, None where there is none."""
    return next((Media(*size) for size in _DIE_CUT if _same(size[0], width_mm) and _same(size[1], height_mm)), None)


def suits(media: Media, width_mm: float, height_mm: float) -> bool:
    """Whether a badge of this size, not turned, goes on it; on an endless roll it is cut to its length."""
    return _same(media.width, width_mm) and (media.is_endless or _same(media.length, height_mm))


def _same_label(media: Media, width: int, length: int) -> bool:
    return _same(media.width, width) and _same(media.length, length)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE_MM
