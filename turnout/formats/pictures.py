"""Pictures that somebody uploads, drawn anew as PNG: whatever else was in the file is gone."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from turnout.domain.errors import BadInput

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
LARGEST = 1200
"""Pixels that a picture is wide and high at most, when it is kept."""

_FORMATS = ("PNG", "JPEG", "WEBP")  # no SVG: it may carry scripts
_REMEDY = "Choose a PNG, JPEG or WebP."
# what Pillow raises of files that are broken, cut off, or lie about themselves
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class DrawnAnew:
    """A picture as PNG without metadata, and its size in pixels."""

    png: bytes
    width: int
    height: int


def drawn_anew(content: bytes) -> DrawnAnew:
    """The picture in a file, at most LARGEST wide and high. Raises BadInput for what is none, or is too large."""
    if len(content) > MAX_BYTES:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            # before anything is unpacked: a file of a few kilobytes may hold gigabytes of white
            if image.width * image.height > MAX_PIXELS:
                raise _too_large()
            image.draft("RGB", (LARGEST, LARGEST))
            upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise _too_large() from problem
    except _BROKEN as problem:
        raise BadInput("This file is no picture that can be read.", _REMEDY, code="no_picture") from problem
    plain.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())  # without what Pillow keeps beside the pixels
    out = io.BytesIO()
    bare.save(out, "png", optimize=True)
    return DrawnAnew(out.getvalue(), bare.width, bare.height)


def _too_large() -> BadInput:
    return BadInput(
        "This picture is too large.",
        f"Choose one of at most {MAX_BYTES // 1024**2} MB and {MAX_PIXELS // 1_000_000} million pixels.",
        code="picture_too_large",
    )
