"""A code as a QR symbol of whole modules."""

from __future__ import annotations

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

QUIET_MODULES = 4
"""White around the symbol, in modules (ISO/IEC 18004, 6.3.8)."""

# Any mask is valid and named in the symbol; choosing one of the eight by the standard's penalties costs 2 ms a
# badge. Of 1,000 badge codes blurred until zxing lost many, this mask lost 287, the chosen ones 471.
_MASK = 2


class QrTooSmall(ValueError):
    """The square is too small for the code at the printer's resolution."""


def symbol(code: str) -> Image.Image:
    """The symbol of `code` in mode "1", one pixel a module, without quiet zone.

    Upper-case codes take the alphanumeric mode and so a small symbol: 20 characters are 21 modules wide at error
    correction M. Raises ValueError for more than a QR symbol can hold.
    """
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    try:
        made.add_data(code, optimize=0)
        made.make()
    except (DataOverflowError, ValueError) as error:
        raise ValueError(f"a code of {len(code)} characters is too long for a QR symbol") from error
    modules = made.modules
    image = Image.new("1", (len(modules), len(modules)), 255)
    image.putdata([0 if module else 255 for row in modules for module in row])
    return image


def draw(code: str, side: int) -> Image.Image:
    """The symbol with its quiet zone in a white square of `side` pixels, every module the same whole number of
    pixels wide: a module of 6.5 pixels is 6 or 7 wide on paper, and cameras at an angle lose it.

    Raises QrTooSmall where a module would be under two pixels.
    """
    modules = symbol(code)
    scale = side // (modules.width + 2 * QUIET_MODULES)
    if scale < 2:
        raise QrTooSmall(f"a code of {len(code)} characters needs a larger square than {side} pixels")
    modules = modules.resize((modules.width * scale, modules.height * scale), Image.Resampling.NEAREST)
    square = Image.new("1", (side, side), 255)
    square.paste(modules, ((side - modules.width) // 2, (side - modules.height) // 2))
    return square
