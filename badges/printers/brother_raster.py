"""A badge in the raster language of Brother's QL printers ("Raster Command Reference" of each series, chapter 2)."""

from __future__ import annotations

import re
import struct

from PIL import Image

from badges.printers.brother_media import Media, Model, PrintArea

RESET = bytes(400) + b"\x1b@"
"""Invalidate, by more than the longest command, and initialise: whatever came before is dropped."""

ASK = b"\x1biS"

_INK = [255, *[0] * 255]
_ENDLESS_MARGIN = 35  # dots before and after each badge, for the cutter; die-cut labels have none
_TRANSFER = b"g\0"
_PRINT_AND_FEED = b"\x1a"
# A run of 2 to 128 equal bytes, or up to 128 of which none is like the next.
_PIECES = re.compile(rb"(.)\1{1,127}|(?:(.)(?!\2)){1,128}", re.DOTALL)


def fit(image: Image.Image, area: PrintArea) -> Image.Image:
    """What of a badge drawn for the whole label stands within the print area, which lies in its middle."""
    length = area.length or image.height - 2 * _ENDLESS_MARGIN
    paper = Image.new("1", (area.width, length), 255)
    paper.paste(image, (-((image.width - area.width) // 2), -((image.height - length) // 2)))
    return paper


def encode(paper: Image.Image, media: Media, area: PrintArea, model: Model) -> bytes:
    """One page, to follow RESET: `paper` is `area.width` dots wide. Each label is cut off."""
    rows = _rows(paper, area, model)
    margin = _ENDLESS_MARGIN if media.is_endless else 0
    return b"".join(
        (
            b"\x1bia\x01\x1bi!\x00" if model.switches else b"",  # raster language, and word of every change
            b"\x1biz" + _page_information(media, len(rows)),
            b"\x1biM\x40",  # cut by itself
            b"\x1biA\x01",  # after each label
            b"\x1biK\x08",  # and after the last; 300 x 300 dpi, black only
            b"\x1bid" + struct.pack("<H", margin),
            b"M\x02" if model.packs else b"",
            *(_TRANSFER + bytes([len(row)]) + row for row in map(packbits if model.packs else bytes, rows)),
            _PRINT_AND_FEED,
        )
    )


def packbits(row: bytes) -> bytes:
    """TIFF's PackBits (TIFF 6.0, section 9)."""
    parts = []
    for piece in _PIECES.finditer(row):
        data = piece[0]
        parts.append(bytes((257 - len(data), data[0])) if piece[1] else bytes((len(data) - 1,)) + data)
    return b"".join(parts)


def _page_information(media: Media, rows: int) -> bytes:
    """Kind, width and length count (0x02, 0x04, 0x08): with other labels loaded the printer stops with an error."""
    flags = 0x80 | 0x40 | 0x02 | 0x04 | (0 if media.is_endless else 0x08)  # recovery is always on; quality first
    kind = 0x0A if media.is_endless else 0x0B
    return struct.pack("<BBBBIBB", flags, kind, media.width, media.length, rows, 0, 0)


def _rows(paper: Image.Image, area: PrintArea, model: Model) -> list[bytes]:
    """As the head takes them: mirrored, since its first pin is on the right; 1 is ink, in the image 1 is white."""
    head = Image.new("1", (model.pins, paper.height), 255)
    head.paste(paper, (model.pins - area.right - paper.width, 0))
    data = head.transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(_INK).tobytes()
    return [data[at : at + model.row_bytes] for at in range(0, len(data), model.row_bytes)]
