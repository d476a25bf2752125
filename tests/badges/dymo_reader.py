"""Reads what Debian's driver sends to a DYMO LabelWriter 450, after DYMO's technical reference of that series."""

from __future__ import annotations

from PIL import Image

_ESC, _ROW, _PACKED_ROW = 0x1B, 0x16, 0x17
_ARGUMENTS = {"B": 1, "D": 1, "L": 2, "Q": 2, "f": 2}  # all other commands have none


def read_label(stream: bytes) -> Image.Image:
    """The dots of the one label in the stream, 1 for white, as wide as its widest row."""
    rows: list[bytes] = []
    left = width = at = 0
    while at < len(stream):
        kind, at = stream[at], at + 1
        if kind == _ESC:
            command = chr(stream[at])
            arguments = stream[at + 1 : at + 1 + _ARGUMENTS.get(command, 0)]
            if command == "B":
                left = arguments[0]
            elif command == "D":
                width = arguments[0]
            elif command == "f":
                rows += [b""] * arguments[1]
            # a row of ESC ends whatever came before: they are one byte each
            at += 0 if command == chr(_ESC) else 1 + len(arguments)
        elif kind == _ROW:
            rows.append(bytes(left) + stream[at : at + width])
            at += width
        else:
            assert kind == _PACKED_ROW, (kind, at)
            row, at = _packed_row(stream, at, width * 8)
            rows.append(bytes(left) + row)
    stride = max(map(len, rows))
    ink = b"".join(row.ljust(stride, b"\0") for row in rows)
    return Image.frombytes("1", (stride * 8, len(rows)), bytes(value ^ 0xFF for value in ink))


def _packed_row(stream: bytes, at: int, dots: int) -> tuple[bytes, int]:
    """Runs of dots of one colour: the high bit is ink, the rest how many more than one."""
    bits = ""
    while len(bits) < dots:
        bits += ("1" if stream[at] & 0x80 else "0") * ((stream[at] & 0x7F) + 1)
        at += 1
    assert len(bits) == dots
    return int(bits, 2).to_bytes(dots // 8, "big"), at
