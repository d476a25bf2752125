"""Paper of a rehearsal: TEST across it, so that nobody walks in with what was printed for trying."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from badges.fit import Room, fit
from badges.fonts import machine_fonts
from badges.text import Text

_WHITE, _BLACK = 255, 0


@lru_cache(maxsize=4)
def marked_paper(size: tuple[int, int]) -> Image.Image:
    """White paper with TEST across it in a grey of dots: under the text, so that both stay readable."""
    word = Text.prepare("TEST", "bold", machine_fonts())
    long = int((size[0] ** 2 + size[1] ** 2) ** 0.5 * 0.72)
    fitted = fit(word, Room(long, size[0], largest=1000, smallest=6, lines=1))
    stamp = Image.new("1", (long, round(fitted.height) + 2), _WHITE)
    for baseline, line in fitted.lines:
        line.draw(ImageDraw.Draw(stamp), -line.extent.left, baseline, _BLACK)
    angle = 57 if size[1] >= size[0] else 30
    turned = stamp.convert("L").rotate(angle, expand=True, fillcolor=255).convert("1", dither=Image.Dither.NONE)
    paper = Image.new("1", size, _WHITE)
    paper.paste(turned, ((size[0] - turned.width) // 2, (size[1] - turned.height) // 2))
    return _dotted(paper)


def _dotted(paper: Image.Image) -> Image.Image:
    """Every black area as dots of two pixels in a grid of six: light enough to read small print on."""
    tile = Image.new("1", (6, 6), _WHITE)
    tile.paste(_BLACK, (0, 0, 2, 2))
    dots = Image.new("1", paper.size, _WHITE)
    for y in range(0, paper.height, 6):
        for x in range(0, paper.width, 6):
            dots.paste(tile, (x, y))
    return Image.composite(Image.new("1", paper.size, _WHITE), dots, paper)
