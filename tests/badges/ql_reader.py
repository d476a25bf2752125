"""Reads Brother's QL raster language as the manuals put it, written apart from the encoder."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageOps

# How many bytes follow each command that has a fixed number of them.
_FIXED = {
    b"\x1b@": 0,
    b"\x1biS": 0,
    b"\x1bia": 1,
    b"\x1bi!": 1,
    b"\x1biz": 10,
    b"\x1biM": 1,
    b"\x1biA": 1,
    b"\x1biK": 1,
    b"\x1bid": 2,
    b"M": 1,
    b"Z": 0,
    b"\x0c": 0,
    b"\x1a": 0,
}


@dataclass
class Page:
    """A page as it was sent; `settings` are the bytes of each command by its name."""

    settings: dict[bytes, bytes] = field(default_factory=dict)
    rows: list[bytes] = field(default_factory=list)

    def label(self, pins: int) -> Image.Image:
        """The whole width of the head as one looks at the label: the first pin is on the right, 1 is ink."""
        data = b"".join(self.rows)
        assert len(data) == pins // 8 * len(self.rows)
        return ImageOps.mirror(Image.frombytes("1", (pins, len(self.rows)), bytes(byte ^ 0xFF for byte in data)))


def next_command(data: bytes) -> tuple[bytes, bytes, int] | None:
    """The command at the beginning, its bytes, and the length of both; None while it is not whole."""
    if data.startswith(b"\0"):
        return b"\0", b"", 1
    if data.startswith((b"g", b"G")):
        return (b"g", data[3 : 3 + data[2]], 3 + data[2]) if len(data) > 2 and len(data) >= 3 + data[2] else None
    for name, follow in _FIXED.items():
        if data.startswith(name):
            whole = len(name) + follow
            return (name, data[len(name) : whole], whole) if len(data) >= whole else None
    if any(name.startswith(data) for name in _FIXED):
        return None
    raise AssertionError(f"no command: {data[:8]!r}")


def unpacked(data: bytes) -> bytes:
    """A row by TIFF's PackBits."""
    row, at = b"", 0
    while at < len(data):
        count = data[at]
        assert count != 128
        if count < 128:
            row += data[at + 1 : at + 2 + count]
            at += 2 + count
        else:
            row += data[at + 1 : at + 2] * (257 - count)
            at += 2
    return row
