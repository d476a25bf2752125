"""Several cards on one page, in rows and columns, with marks at the page's edge to cut along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from PIL import Image, ImageDraw

A4_MM = (210.0, 297.0)
_MARK_MM = 4.0
_WHITE, _BLACK = 255, 0


def pixels(mm: float, dpi: int) -> int:
    """A length on paper in the dots of a printer, to the nearest."""
    return round(mm / 25.4 * dpi)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of `columns` x `rows` cards in its middle; sizes are (width, height) in millimetres."""

    columns: int
    rows: int
    card_mm: tuple[float, float]
    page_mm: tuple[float, float] = A4_MM

    @property
    def size(self) -> int:
        """How many cards it holds."""
        return self.columns * self.rows

    def pages(self, cards: Iterable[Image.Image], dpi: int) -> Iterator[Image.Image]:
        """Pages with the cards in their order, row by row; drawn as they are asked for."""
        remaining = iter(cards)
        while on_page := list(islice(remaining, self.size)):
            yield self._page(on_page, dpi)

    def _page(self, cards: list[Image.Image], dpi: int) -> Image.Image:
        page = Image.new("1", (pixels(self.page_mm[0], dpi), pixels(self.page_mm[1], dpi)), _WHITE)
        lefts, tops = self._edges(0, self.columns, dpi), self._edges(1, self.rows, dpi)
        for number, card in enumerate(cards):
            row, column = divmod(number, self.columns)
            page.paste(card, (lefts[column], tops[row]))
        _mark(page, lefts, tops, pixels(_MARK_MM, dpi))
        return page

    def _edges(self, axis: int, count: int, dpi: int) -> list[int]:
        """Where the cards begin along an axis, and where the last one ends, in pixels."""
        margin = (self.page_mm[axis] - count * self.card_mm[axis]) / 2
        return [pixels(margin + number * self.card_mm[axis], dpi) for number in range(count + 1)]


def _mark(page: Image.Image, lefts: list[int], tops: list[int], length: int) -> None:
    canvas = ImageDraw.Draw(page)
    for x in lefts:
        canvas.line((x, 0, x, length), _BLACK)
        canvas.line((x, page.height - length, x, page.height), _BLACK)
    for y in tops:
        canvas.line((0, y, length, y), _BLACK)
        canvas.line((page.width - length, y, page.width, y), _BLACK)
