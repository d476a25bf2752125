"""A badge as one ZPL II format: a graphic field that holds the whole label (ZPL II Programming Guide, ^GF)."""

from __future__ import annotations

import zlib
from base64 import b64encode
from binascii import crc_hqx

from PIL import Image

CANCEL_ALL = b"~JA"
"""Drops every format that the printer holds, and stops the one that it prints."""

_INK = [255, *[0] * 255]


def encode(image: Image.Image) -> bytes:
    """One label of the mode "1" `image`, dot for dot; it prints once its last byte has come, and only once."""
    width, height = image.size
    # Settings of programs that printed here before stay in force until they are set anew: upside down,
    # mirrored, reversed, shifted; and without ^JZN a label that jammed comes out again when the jam is cleared.
    settings = f"^XA^JZN^PON^PMN^LRN^LH0,0^LS0^PW{width}^LL{height}"
    return f"{settings}^FO0,0{_graphic(image)}^FS^PQ1,0,0,N^XZ".encode()


def _graphic(image: Image.Image) -> str:
    """^GFA with Z64 data: deflated, in Base64, with the CRC of that text; there 1 is ink, in the image 1 is white."""
    # Not ImageChops.invert: it takes white that is stored as 1 for white again.
    dots = image.point(_INK).tobytes()
    packed = b64encode(zlib.compress(dots, 9))
    row = len(dots) // image.height
    return f"^GFA,{len(dots)},{len(dots)},{row},:Z64:{packed.decode()}:{crc_hqx(packed, 0):04X}"
