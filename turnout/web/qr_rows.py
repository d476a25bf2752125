"""A QR symbol as text, for a page that draws it: no picture with a secret in it needs an address of its own."""

from __future__ import annotations

from badges import qr


def rows_of(code: str) -> list[str]:
    """The modules of the symbol from the top, a row a text: 1 is dark. Raises ValueError for too long a code."""
    symbol = qr.symbol(code)
    return ["".join("0" if symbol.getpixel((x, y)) else "1" for x in range(symbol.width)) for y in range(symbol.height)]
