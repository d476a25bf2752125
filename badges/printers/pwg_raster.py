"""PWG raster, the page format that every IPP Everywhere printer takes (PWG 5102.4-2012)."""

from __future__ import annotations

import re
import struct
from itertools import groupby
from typing import Literal

from PIL import Image

RasterType = Literal["black_1", "sgray_8"]

_POINTS_PER_INCH = 72
_HEADER_SIZE = 1796
_MOST_REPEATS = 256
_LONGEST_RUN = 128
_EQUAL = re.compile(rb"(.)\1+", re.DOTALL)


def encode(image: Image.Image, dpi: int, media: str, raster_type: RasterType) -> bytes:
    """One page of the mode "1" `image`, pixel for pixel, as `black_1` or `sgray_8`; `media` is a PWG size name."""
    page = image if raster_type == "black_1" else image.convert("L")
    data = page.tobytes()
    if raster_type == "black_1":  # there 1 is ink; in the image 1 is white
        data = data.translate(_INVERTED)
    stride = len(data) // image.height
    rows = [data[at : at + stride] for at in range(0, len(data), stride)]
    return b"RaS2" + _header(image, dpi, media, raster_type, stride) + b"".join(_lines(rows))


_INVERTED = bytes(255 - value for value in range(256))


def _lines(rows: list[bytes]) -> list[bytes]:
    packed: dict[bytes, bytes] = {}
    lines = []
    for row, group in groupby(rows):
        if row not in packed:
            packed[row] = _packed(row)
        left = len(list(group))
        while left:
            repeats = min(left, _MOST_REPEATS)
            lines.append(bytes([repeats - 1]) + packed[row])
            left -= repeats
    return lines


def _packed(row: bytes) -> bytes:
    """Stretches of equal bytes and of unequal ones; searching only for the first kind halves the time."""
    parts: list[bytes] = []
    at = 0
    for run in _EQUAL.finditer(row):
        start, end = run.span()
        if start > at:
            parts.append(_as_they_are(row[at:start]))
        at = end
        while end - start > _LONGEST_RUN:
            parts.append(bytes((_LONGEST_RUN - 1, row[start])))
            start += _LONGEST_RUN
        parts.append(bytes((end - start - 1, row[start])))
    if at < len(row):
        parts.append(_as_they_are(row[at:]))
    return b"".join(parts)


def _as_they_are(stretch: bytes) -> bytes:
    """257 - length and the bytes; a single one is a run of one, since 256 has no place in a byte."""
    if len(stretch) == 1:
        return b"\0" + stretch
    if len(stretch) <= _LONGEST_RUN:
        return bytes((257 - len(stretch),)) + stretch
    return _as_they_are(stretch[:_LONGEST_RUN]) + _as_they_are(stretch[_LONGEST_RUN:])


def _header(image: Image.Image, dpi: int, media: str, raster_type: RasterType, stride: int) -> bytes:
    """The page header: the fields of PWG 5102.4 table 1 by their offsets, all else zero."""
    bits, color_space = (1, 3) if raster_type == "black_1" else (8, 18)
    points = [round(side * _POINTS_PER_INCH / dpi) for side in image.size]
    header = bytearray(_HEADER_SIZE)
    header[0:10] = b"PwgRaster\0"
    for offset, values in (
        (276, (dpi, dpi)),  # HWResolution
        (340, (1,)),  # NumCopies
        (352, points),  # PageSize
        (372, image.size),  # Width, Height
        (384, (bits, bits, stride)),  # BitsPerColor, BitsPerPixel, BytesPerLine
        (400, (color_space,)),
        (420, (1,)),  # NumColors
        (452, (1, 1, 1)),  # TotalPageCount, CrossFeedTransform, FeedTransform
        (472, image.size),  # ImageBoxRight, ImageBoxBottom
        (480, (0xFFFFFF,)),  # AlternatePrimary: the colour of no ink
    ):
        struct.pack_into(f">{len(values)}I", header, offset, *values)
    name = media.encode()[:63]
    header[1732 : 1732 + len(name)] = name
    return bytes(header)
