"""The steps of an import that the server has done for it: recognise, check, stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from turnout.domain.errors import BadInput
from turnout.domain.model import RowProblem
from turnout.formats.attendee_words import Field
from turnout.formats.recognition import Recognition, correct
from turnout.formats.tables import Column, Table, write_csv
from turnout.importer import sources
from turnout.importer.remote_register import RemoteRegister
from turnout.importer.report import Line, Sort, lines
from turnout.remote import Remote
from turnout.services import importing
from turnout.services.comparing import Step
from turnout.services.importing import Choices, Plan
from turnout.store import lock

SHOWN = 200
"""Lines of a sort that the page shows; all of them are in the report."""
_COLUMNS = (
    Column("what", 10), Column("line", 8), Column("name", 28), Column("id", 18), Column("field", 14),
    Column("on the list", 28), Column("in the file", 28), Column("reason", 60), Column("remedy", 60),
)  # fmt: skip
Tell = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One step. `columns` gives every field that is to be read the header of its column."""

    step: str
    source: Path
    event_file: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    file_wins: bool = False
    cancel_missing: bool = False
    is_confirmed: bool = False
    batch: int = 0
    report: str = ""

    @property
    def choices(self) -> Choices:
        return Choices(self.file_wins, self.cancel_missing)


def recognise(task: Task, _tell: Tell) -> dict[str, Any]:
    """What the file is: a list with these columns, or a schedule with so many sessions. Raises BadInput for neither."""
    if sources.is_schedule(task.source):
        read = sources.schedule_reader(task.source).read(task.source)
        sizes = {"rooms": len(read.rooms), "sessions": len(read.sessions)}
        return {"kind": "schedule", **sizes, "problems": _problems(read.problems), "schedule": asdict(read)}
    found = sources.attendees_reader(task.source).recognise(task.source)
    if not found.headers and found.problems:
        raise BadInput(found.problems[0].reason, found.problems[0].remedy)
    remembered = sources.remembered(task.event_file, found)
    used = correct(found, remembered)
    by_header = {header: name for name, header in used.columns.items()}
    columns = [
        {
            "header": header,
            "samples": [row[place] for row in found.samples if place < len(row)],
            "field": by_header.get(header, "") if header and found.headers.index(header) == place else "",
            "is_remembered": header in remembered.values(),
        }
        for place, header in enumerate(found.headers)
    ]
    problems = [problem for problem in used.problems if used.names_people or problem.line]
    return {
        "kind": "attendees",
        "columns": columns,
        "fields": list(Field),
        "sheet": found.sheet,
        "headers_key": found.headers_key,
        "problems": _problems(problems),
    }


def check(task: Task, tell: Tell) -> dict[str, Any]:
    """What an import would do, with the first lines of each sort, and all of them in the report."""
    steps, recognition, corrections = _steps(task)
    plan, totals = Plan(), dict.fromkeys(Sort, 0)
    first: dict[Sort, list[Line]] = {sort: [] for sort in Sort}
    table = Table("Import", _COLUMNS, _told(_counted(steps, plan, tell), first, totals), ZoneInfo("UTC"))
    with os.fdopen(os.open(task.report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        write_csv(file, table)
    return {
        **_came_to(plan, recognition, corrections),
        "has_few": plan.has_few,
        "lines": {sort: [asdict(line) for line in some] for sort, some in first.items()},
        "totals": totals,
    }


def stage(task: Task, tell: Tell) -> dict[str, Any]:
    """Stage the file in a batch of the server's, which publishes it. Raises Conflict where people would go in doubt."""
    steps, recognition, corrections = _steps(task)
    holder = lock.holder(task.event_file)
    if holder is None:
        raise BadInput("The server is gone.", "Start it, then import again.")
    register, plan = RemoteRegister(Remote.of(holder)), Plan()
    importing.stage(steps, register, task.batch, plan, lambda plan: tell(counts_of(plan)), task.choices)
    register.wait()
    importing.refuse_to_cancel_in_doubt(plan, task.choices, is_confirmed=task.is_confirmed)
    return _came_to(plan, recognition, corrections)


def counts_of(plan: Plan) -> dict[str, int]:
    """The plan's numbers."""
    return {name: value for name, value in asdict(plan).items() if name != "problems"}


def _steps(task: Task) -> tuple[Iterator[Step], Recognition, dict[Field, str]]:
    reader = sources.attendees_reader(task.source)
    found = reader.recognise(task.source)
    wanted = {name: task.columns.get(name, "") for name in Field}
    corrections = {name: header for name, header in wanted.items() if header != found.columns.get(name, "")}
    recognition = correct(found, corrections)
    return sources.steps(task.event_file, task.source, reader, recognition, task.choices), recognition, corrections


def _came_to(plan: Plan, recognition: Recognition, corrections: Mapping[Field, str]) -> dict[str, Any]:
    return {"counts": counts_of(plan), "headers_key": recognition.headers_key, "corrections": dict(corrections)}


def _counted(steps: Iterable[Step], plan: Plan, tell: Tell) -> Iterator[Step]:
    for number, step in enumerate(importing.count(steps, plan), start=1):
        plan.problems.clear()  # they stand in the report
        if number % importing.CHUNK == 0:
            tell(counts_of(plan))
        yield step


def _told(steps: Iterable[Step], first: dict[Sort, list[Line]], totals: dict[Sort, int]) -> Iterator[tuple[Any, ...]]:
    for step in steps:
        for line in lines(step):
            totals[line.sort] += 1
            if len(first[line.sort]) < SHOWN:
                first[line.sort].append(line)
            yield tuple(asdict(line).values())


def _problems(problems: Iterable[RowProblem]) -> list[dict[str, Any]]:
    return [{"line": problem.line, "reason": problem.reason, "remedy": problem.remedy} for problem in problems][:SHOWN]
