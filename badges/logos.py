"""Logos: from the bytes that somebody uploaded to black and white at the printer's resolution.

The bytes may be anything. Only a header is read before the picture's size is known, and nothing is drawn
from more than its format's own words.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from badges.layout_elements import Tones

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_MOST_BYTES = 10_000_000
_LONGEST_SIDE = 8_000
_MOST_PIXELS = 25_000_000
"""A logo as wide as the widest label at 600 dpi is 10,600 pixels; half of that is sharp. Held at 4 bytes a pixel
this takes 100 MB for a moment, which a Raspberry Pi has.
"""
_SMALLER = f"send one of at most {_LONGEST_SIDE:,} a side and {_MOST_PIXELS // 1_000_000} million in all"
_MIDDLE_GREY = 128


class ImageError(ValueError):
    """Bytes that make no picture here, and what to send instead."""


@lru_cache(maxsize=8)  # the same logo stands on every badge
def printable(data: bytes, width: int, height: int, tones: Tones) -> Image.Image:
    """The picture in mode "1", as large as a box of `width` x `height` pixels holds, its shape kept. What is
    transparent is white. Raises ImageError.
    """
    picture = _greys(_opened(data))
    scale = min(width / picture.width, height / picture.height)
    size = (max(1, min(width, round(picture.width * scale))), max(1, min(height, round(picture.height * scale))))
    picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if tones == "sharp":
        return picture.point([0] * _MIDDLE_GREY + [255] * (256 - _MIDDLE_GREY), "1")
    return picture.convert("1", dither=Image.Dither.FLOYDSTEINBERG)


def check(data: bytes) -> None:
    """Raises ImageError for bytes that `printable` would refuse."""
    _opened(data)


def _opened(data: bytes) -> Image.Image:
    if len(data) > _MOST_BYTES:
        raise ImageError(f"the image is {len(data):,} bytes: send one of at most {_MOST_BYTES:,}")
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(f"the image has more than {Image.MAX_IMAGE_PIXELS:,} pixels: {_SMALLER}") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ImageError("this is no image that can be read: send a PNG or JPEG") from error
    if max(picture.size) > _LONGEST_SIDE or picture.width * picture.height > _MOST_PIXELS:
        raise ImageError(f"the image is {picture.width:,} x {picture.height:,} pixels: {_SMALLER}")
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ImageError("the image ends before it is whole, or is damaged: send it again") from error
    return picture


def _greys(picture: Image.Image) -> Image.Image:
    """On white paper: what is transparent in a logo is mostly black beneath."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    layers = picture.convert("LA")
    paper = Image.new("L", picture.size, 255)
    paper.paste(layers.getchannel("L"), mask=layers.getchannel("A"))
    return paper
