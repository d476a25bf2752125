"""Reads PWG raster as the standard (PWG 5102.4) puts it, written apart from the encoder."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Page:
    image: Image.Image
    dpi: tuple[int, int]
    page_size_points: tuple[int, int]
    media: str
    bits: int
    color_space: int


def read_pages(raster: bytes) -> list[Page]:
    assert raster[:4] == b"RaS2"
    at, pages = 4, []
    while at < len(raster):
        page, at = _read_page(raster, at)
        pages.append(page)
    return pages


def read_urf(raster: bytes) -> Image.Image:
    """The one page of a URF stream (Apple's raster, which CUPS sends where a printer takes it): 8 bits of grey.

    CUPS's own cups/raster-stream.c writes it: rows are packed as in PWG raster, before them are 12 and 32 bytes.
    """
    assert raster[:8] == b"UNIRAST\0"
    width, height = struct.unpack_from(">II", raster, 24)
    assert raster[12] == 8
    rows, at = _read_rows(raster, 44, width, height)
    assert at == len(raster)
    return Image.frombytes("L", (width, height), b"".join(rows))


def _read_page(raster: bytes, at: int) -> tuple[Page, int]:
    header = raster[at : at + 1796]
    assert header[:10] == b"PwgRaster\0"
    width, height = struct.unpack_from(">II", header, 372)
    bits, _, stride = struct.unpack_from(">III", header, 384)
    rows, at = _read_rows(raster, at + 1796, stride, height)
    (space,) = struct.unpack_from(">I", header, 400)
    data = b"".join(rows)
    if space == 3:  # Black: 1 is ink
        image = Image.frombytes("1", (width, height), bytes(value ^ 0xFF for value in data))
    else:
        image = Image.frombytes("L", (width, height), data)
    media = header[1732:1796].rstrip(b"\0").decode()
    resolution, size = struct.unpack_from(">II", header, 276), struct.unpack_from(">II", header, 352)
    return Page(image, resolution, size, media, bits, space), at


def _read_rows(raster: bytes, at: int, stride: int, height: int) -> tuple[list[bytes], int]:
    rows: list[bytes] = []
    while len(rows) < height:
        repeats = raster[at] + 1
        row, at = _read_row(raster, at + 1, stride)
        rows += [row] * repeats
    assert len(rows) == height
    return rows, at


def _read_row(raster: bytes, at: int, stride: int) -> tuple[bytes, int]:
    row = b""
    while len(row) < stride:
        length = raster[at]
        if length < 128:
            row += raster[at + 1 : at + 2] * (length + 1)
            at += 2
        else:
            assert length != 128
            row += raster[at + 1 : at + 1 + 257 - length]
            at += 1 + 257 - length
    assert len(row) == stride
    return row, at
