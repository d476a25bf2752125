"""What an import came to, on the terminal: the first lines of each sort, then the sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.console import Console

from turnout.domain.model import RowProblem
from turnout.importer.report import Line, Sort, lines
from turnout.services.comparing import Step
from turnout.services.importing import Choices, Plan

SHOWN = 20
"""Lines of a sort."""


@dataclass(slots=True)
class Findings:
    """The first lines of each sort, gathered as an import goes by, and how many there were."""

    first: dict[Sort, list[Line]] = field(default_factory=lambda: {sort: [] for sort in Sort})
    counts: dict[Sort, int] = field(default_factory=lambda: dict.fromkeys(Sort, 0))

    def heard(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The same steps; what is to be told of them is kept."""
        for step in steps:
            for line in lines(step):
                self.counts[line.sort] += 1
                if len(self.first[line.sort]) < SHOWN:
                    self.first[line.sort].append(line)
            yield step


def show(console: Console, plan: Plan, found: Findings, choices: Choices, *, is_dry_run: bool) -> None:
    """What was refused, who is missing, what was kept; in a dry run also who would be added and changed."""
    show_problems(console, plan.problems)
    if is_dry_run:
        _show(console, found, Sort.ADDED, "Added:")
        _show(console, found, Sort.CHANGED, "Changed:")
    _show_missing(console, plan, found, choices, is_dry_run=is_dry_run)
    was, were = ("would be", "would be") if is_dry_run else ("was", "were")
    if plan.kept:
        _show(console, found, Sort.KEPT, f"{_values(plan.kept, was, were)} kept:")
    if plan.overruled:
        console.print(f"{_values(plan.overruled, was, were)} replaced by the file's.")
    if plan.unidentified:
        console.print(
            f"{plan.unidentified:,} of the rows have neither an id nor a ticket code: "
            "imported again, these people are added a second time."
        )
    if plan.unsealable:
        console.print(
            f"{plan.unsealable:,} of the ticket codes can be guessed: a kiosk that is cut off from the server "
            "still lets these people in, but greets nobody by name."
        )
    console.print(
        f"{plan.added:,} {were} added, {plan.changed:,} changed, {plan.unchanged:,} left as they are, "
        f"{plan.refused:,} refused."
    )


def show_problems(console: Console, problems: list[RowProblem]) -> None:
    """The first problems, each with its line and its remedy."""
    for problem in problems[:SHOWN]:
        where = f"line {problem.line}: " if problem.line else ""
        console.print(f"{where}{problem.reason} {problem.remedy}", markup=False)
    _show_rest(console, len(problems))


def _show_missing(console: Console, plan: Plan, found: Findings, choices: Choices, *, is_dry_run: bool) -> None:
    if not plan.missing:
        return
    who = "1 person of earlier lists is" if plan.missing == 1 else f"{plan.missing:,} people of earlier lists are"
    console.print(f"{who} not in this file.")
    fate = "cancelled" if choices.cancel_missing else "stay on the list" if is_dry_run else "stayed on the list"
    would = "would be " if is_dry_run and choices.cancel_missing else "would " if is_dry_run else ""
    _show(console, found, Sort.MISSING, f"{plan.missing - plan.come:,} of them {would}{fate}:")
    _show(console, found, Sort.COME, f"{plan.come:,} of them have come, and are cancelled by no import:")


def _values(count: int, was: str, were: str) -> str:
    return f"1 value corrected on site {was}" if count == 1 else f"{count:,} values corrected on site {were}"


def _show(console: Console, found: Findings, sort: Sort, heading: str) -> None:
    if not found.counts[sort]:
        return
    console.print(heading)
    for line in found.first[sort]:
        console.print(f"  {_words(line)}", markup=False)
    _show_rest(console, found.counts[sort])


def _show_rest(console: Console, count: int) -> None:
    if count > SHOWN:
        console.print(f"... and {count - SHOWN:,} more.")


def _words(line: Line) -> str:
    where = f"line {line.line}: " if line.line else ""
    who = f"{where}{line.name}{f' ({line.source_id})' if line.source_id else ''}"
    name = line.field.replace("_", " ")
    if line.sort is Sort.CHANGED:
        return f"{who}, {name}: {line.on_list or '(nothing)'} → {line.in_file}"
    if line.sort is Sort.KEPT:
        return f"{who}, {name}: stays {line.on_list or '(nothing)'}; the file says {line.in_file}"
    return who
