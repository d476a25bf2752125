"""The sheet with the test code, for the check of scanners at kiosks."""

from __future__ import annotations

from functools import cache

from turnout.paper import scanner_sheet


@cache  # it takes a moment of the whole server, and never changes
def sheet() -> bytes:
    """The sheet as a PDF."""
    return scanner_sheet.draw()
