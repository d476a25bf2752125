"""What stands for colours on a printer that has none: patterns that differ from across a hall."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from badges.layout_elements import Pattern

_MM_PER_INCH = 25.4
_PITCH_MM = 3.0
_RULE_MM = 0.6
_WHITE, _BLACK = 255, 0


@lru_cache(maxsize=32)  # a few categories, the same bar on every badge
def band(pattern: Pattern, width: int, height: int, dpi: int) -> Image.Image:
    """A band of `width` x `height` pixels in mode "1", its pattern of the same size on every printer."""
    image = Image.new("1", (width, height), _BLACK if pattern == "solid" else _WHITE)
    canvas = ImageDraw.Draw(image)
    pitch = max(4, round(_PITCH_MM * dpi / _MM_PER_INCH))
    if pattern == "stripes":
        for x in range(-height, width, pitch):
            canvas.polygon(
                [(x, height), (x + height, 0), (x + height + pitch // 2, 0), (x + pitch // 2, height)], _BLACK
            )
    elif pattern == "bars":
        for x in range(0, width, pitch):
            canvas.rectangle((x, 0, x + pitch // 2 - 1, height), _BLACK)
    elif pattern in ("dots", "checks"):
        _spots(canvas, pattern, (width, height), pitch)
    canvas.rectangle((0, 0, width - 1, height - 1), outline=_BLACK, width=rule_px(dpi))
    return image


def rule_px(dpi: int) -> int:
    """How wide the line around every band is."""
    return max(1, round(_RULE_MM * dpi / _MM_PER_INCH))


def _spots(canvas: ImageDraw.ImageDraw, pattern: Pattern, size: tuple[int, int], pitch: int) -> None:
    """Round spots in rows that are half a step apart, or the fields of a chessboard."""
    half = pitch // 2
    for row, y in enumerate(range(0, size[1], half)):
        for x in range(half * (row % 2), size[0], 2 * half):
            box = (x, y, x + half - 1, y + half - 1)
            if pattern == "dots":
                canvas.ellipse(box, _BLACK)
            else:
                canvas.rectangle(box, _BLACK)
