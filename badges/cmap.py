"""Which characters a font file can draw, read from its `cmap` table (OpenType 1.9, "cmap").

Pillow draws a box for what a font lacks and does not say so; a badge with a box in it goes in the bin.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO


class Coverage:
    """A set of code points kept as sorted ranges: a CJK font's 44,000 take a few kilobytes."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """`ranges` are inclusive (first, last) pairs in rising order."""
        self._starts, self._ends = array("L"), array("L")
        for first, last in ranges:
            if self._ends and first <= self._ends[-1] + 1:
                self._ends[-1] = max(self._ends[-1], last)
            else:
                self._starts.append(first)
                self._ends.append(last)

    def __contains__(self, code_point: int) -> bool:
        at = bisect_right(self._starts, code_point) - 1
        return at >= 0 and code_point <= self._ends[at]

    def covers(self, text: str) -> bool:
        return all(ord(char) in self for char in text)


def read_coverage(path: Path, index: int = 0) -> Coverage:
    """The characters of font `index` of a TTF, OTF or TTC file.

    Raises ValueError for a file without a Unicode cmap of format 4 or 12 (old symbol and bitmap fonts).
    """
    with path.open("rb") as file:
        try:
            table = _table(file, b"cmap", _font_offset(file, index))
            return Coverage(sorted(_ranges(table)))
        except (struct.error, IndexError) as error:
            raise ValueError(f"{path.name} is not a font this program can read: {error}") from error


def _font_offset(file: BinaryIO, index: int) -> int:
    if file.read(4) != b"ttcf":
        return 0
    file.seek(12 + 4 * index)
    (offset,) = struct.unpack(">I", file.read(4))
    return int(offset)


def _table(file: BinaryIO, tag: bytes, font_offset: int) -> bytes:
    file.seek(font_offset + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    for _ in range(count):
        name, offset, length = struct.unpack(">4s4xII", file.read(16))
        if name == tag:
            file.seek(offset)
            return file.read(length)
    raise ValueError(f"{file.name} has no {tag.decode()} table")


def _ranges(cmap: bytes) -> Iterable[tuple[int, int]]:
    """The best Unicode subtable: format 12 reaches beyond the first 65,536 characters, format 4 does not."""
    (count,) = struct.unpack_from(">2xH", cmap)
    by_format: dict[int, int] = {}
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * record)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            by_format[struct.unpack_from(">H", cmap, offset)[0]] = offset
    if 12 in by_format:
        return _format_12(cmap, by_format[12])
    if 4 in by_format:
        return _format_4(cmap, by_format[4])
    raise ValueError("the font has no Unicode character map")


def _format_12(cmap: bytes, at: int) -> Iterable[tuple[int, int]]:
    (groups,) = struct.unpack_from(">12xI", cmap, at)
    for first, last, glyph in struct.iter_unpack(">III", cmap[at + 16 : at + 16 + 12 * groups]):
        if last >= first + (glyph == 0):  # glyph 0 is the box itself
            yield first + (glyph == 0), last


def _format_4(cmap: bytes, at: int) -> Iterable[tuple[int, int]]:
    (double,) = struct.unpack_from(">6xH", cmap, at)
    columns = [
        struct.unpack_from(f">{double // 2}H", cmap, at + 14 + skip + double * column)
        for column, skip in enumerate((0, 2, 2, 2))  # two bytes of padding stand after the first column
    ]
    offsets_at = at + 16 + 3 * double
    for row, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        for char in range(first, min(last, 0xFFFE) + 1):
            glyph = char
            if offset:
                (glyph,) = struct.unpack_from(">H", cmap, offsets_at + 2 * row + offset + 2 * (char - first))
            if (offset and glyph) or (not offset and (glyph + delta) & 0xFFFF):
                yield char, char
