"""How well text can be read on a colour: WCAG 2.2's contrast ratio, as `turnout/web/client/accent.ts` has it."""

from __future__ import annotations

ENOUGH = 7.0
"""To one: what kiosks and walls need."""

_TEXTS = ("#ffffff", "#14191f")


def readability(colour: str) -> float:
    """The contrast of the better of our two text colours on `colour` (`#rrggbb`), from 1 to 21 to one."""
    return max(_contrast(colour, text) for text in _TEXTS)


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
