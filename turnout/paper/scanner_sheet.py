"""A page with a test code, by which a kiosk finds out what is wrong with a scanner or a camera; A4."""

from __future__ import annotations

import io

from badges.layout import Element, Layout, QrElement, TextElement
from badges.render import render
from turnout.paper.pdf import Pdf
from turnout.paper.sheet import A4_MM

TEST_CODE = "TURNOUT:test/yzaqwm-0123456789"
"""No ticket of anybody's: letters, digits and marks that lie elsewhere on other keyboards, in both cases."""

_DPI = 200
_STEPS = (
    "1. At the kiosk, hold the station's name for two seconds, and type your number and PIN.",
    "2. Choose Check the scanner.",
    "3. Read this code with the hand scanner, then hold it in front of the camera.",
    "4. The kiosk says what to mend. The settings codes that it names are in the scanner's manual.",
)


def draw() -> bytes:
    """The sheet as a PDF; the same bytes each time."""
    steps = [
        TextElement(20, 190 + 12 * row, 170, 10, text=step, align="start", size=13, lines=2)
        for row, step in enumerate(_STEPS)
    ]
    elements: tuple[Element, ...] = (
        TextElement(20, 20, 170, 14, text="Test code for scanners and cameras", weight="bold", size=26),
        QrElement(60, 55, 90),
        TextElement(20, 150, 170, 8, text=TEST_CODE, size=16),
        *steps,
    )
    drawn = render(Layout("Test code", *A4_MM, elements), {}, TEST_CODE, _DPI)
    out = io.BytesIO()
    document = Pdf(out, _DPI, "Test code for scanners")
    for label in drawn.labels:
        document.add(label)
    document.finish()
    return out.getvalue()
