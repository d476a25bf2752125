"""What a measurement comes to: rows of a table, each beside what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEADINGS = ("what", "measured", "beside it", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `beside` names and measures the floor or ceiling of the same run; `met` is None without a goal."""

    what: str
    measured: str
    beside: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return (self.what, self.measured, self.beside, ratio, self.goal, met)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one measurement, with a paragraph on how they were taken."""

    title: str
    how: str
    rows: Sequence[Row]

    def markdown(self) -> Iterator[str]:
        yield from (f"## {self.title}", "", self.how, "")
        yield from (f"| {' | '.join(HEADINGS)} |", "| --- | ---: | ---: | ---: | --- | --- |")
        yield from (f"| {' | '.join(row.cells())} |" for row in self.rows)
        yield ""


def median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
