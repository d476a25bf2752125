"""`turnout import`: attendees and schedules from files, with a dry run that changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from turnout.cli import columns
from turnout.cli.opened import event_or_server
from turnout.domain.errors import BadInput
from turnout.domain.folding import fold
from turnout.domain.model import Role, RowProblem
from turnout.formats.disguises import disguise
from turnout.formats.readers import HEAD_BYTES, AttendeesReader, Reader, ScheduleReader, find_reader
from turnout.formats.recognition import correct
from turnout.remote import Remote
from turnout.services import importing
from turnout.services import schedule as schedules
from turnout.services.chance import SystemChance
from turnout.services.event import Caller, Event
from turnout.services.importing import Added, Changed, Comparison, DirectRegister, Plan, Register, Step
from turnout.store import batches, database, layouts, settings
from turnout.web.house import system_clock

_FILE = click.Path(path_type=Path)
_PROBLEMS_SHOWN = 20
_BY = Caller("command", Role.COORDINATOR)


@click.group("import")
def import_group() -> None:
    """Bring attendees or a schedule into an event file, whether or not the server runs."""


@import_group.command("attendees")
@click.argument("event_file", type=_FILE)
@click.argument("source", type=_FILE)
@click.option("--column", "corrections", multiple=True, metavar="FIELD=HEADER", help=columns.HELP)
@click.option("--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
def attendees(event_file: Path, source: Path, corrections: tuple[str, ...], dry_run: bool) -> None:
    """Import attendees from the list SOURCE (CSV or XLSX); columns are recognised by their headers."""
    console = Console(highlight=False, soft_wrap=True)
    reader = _reader(source, AttendeesReader)
    found = reader.recognise(source)
    given = columns.parsed(corrections, found)
    remembered = columns.remembered(event_file, found)
    recognition = correct(found, remembered | given)
    columns.show(console, recognition, remembered.keys() - given.keys())
    comparison = _comparison(event_file)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task("Reading")

        def tell(plan: Plan) -> None:
            rows = plan.added + plan.changed + plan.unchanged + plan.refused
            progress.update(task, description=f"{rows:,} rows")

        steps = comparison.steps(reader.read(source, recognition))
        plan = _dry_run(steps, tell) if dry_run else _import(event_file, steps, tell)
    _show_plan(console, plan, dry_run)
    if given and plan.is_of_use and not dry_run:
        columns.remember(event_file, recognition, remembered | given)
        console.print("The corrected columns are remembered for lists with these headers.")
    if plan.refused and not plan.is_of_use:
        sys.exit(1)


@import_group.command("schedule")
@click.argument("event_file", type=_FILE)
@click.argument("source", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
def schedule(event_file: Path, source: Path, dry_run: bool) -> None:
    """Import rooms and sessions from SOURCE (frab or pretalx schedule JSON)."""
    console = Console(highlight=False, soft_wrap=True)
    read = _reader(source, ScheduleReader).read(source)
    _show_problems(console, list(read.problems))
    if not read.sessions:
        raise BadInput(f"{source} has no session that can be taken.", "Nothing was changed.")
    if not dry_run:
        with event_or_server(event_file) as target:
            if isinstance(target, Remote):
                target.post("/imports/schedule", {"schedule": read})
            else:
                schedules.publish(target, read, _BY, system_clock(), SystemChance())
    verb = "would be" if dry_run else "are"
    console.print(f"{len(read.rooms)} rooms and {len(read.sessions)} sessions {verb} imported.")


def _import(event_file: Path, steps: Iterator[Step], tell: Any) -> Plan:
    with event_or_server(event_file) as target:
        return importing.run(steps, _register(target), tell)


def _dry_run(steps: Iterator[Step], tell: Any) -> Plan:
    plan = Plan()
    for number, _ in enumerate(importing.count(steps, plan), start=1):
        if number % importing.CHUNK == 0:
            tell(plan)
    return plan


class RemoteRegister:
    """An import through the running server, which stages one chunk while the next is read."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._sender = ThreadPoolExecutor(1)
        self._on_its_way: Future[Any] | None = None

    def begin(self) -> int:
        batch: int = self._remote.post("/imports", {})["batch"]
        return batch

    def stage(self, batch: int, added: list[Added], changed: list[Changed]) -> None:
        self._wait()
        rows = {"added": added, "changed": changed}
        self._on_its_way = self._sender.submit(self._remote.post, f"/imports/{batch}/rows", rows)

    def publish(self, batch: int, plan: Plan) -> int:
        self._wait()
        counts = {n: getattr(plan, n) for n in ("added", "changed", "unchanged", "refused")}
        seq: int = self._remote.post(f"/imports/{batch}/publish", counts)["seq"]
        return seq

    def discard(self, batch: int) -> None:
        self._sender.shutdown(cancel_futures=True)
        self._remote.post(f"/imports/{batch}/discard", {})

    def _wait(self) -> None:
        """Until the chunk before has been staged. Raises what went wrong with it."""
        if self._on_its_way is not None:
            self._on_its_way.result()
            self._on_its_way = None


def _register(target: Event | Remote) -> Register:
    if isinstance(target, Remote):
        return RemoteRegister(target)
    return DirectRegister(target, _BY, system_clock(), SystemChance())


def _comparison(event_file: Path) -> Comparison:
    connection = database.open_reader(event_file)
    try:
        tag = settings.read(connection).tag
        return Comparison(
            batches.known_by_source(connection),
            batches.known_by_code(connection),
            tag,
            SystemChance(),
            {fold(label): category for category, label in layouts.categories(connection)},
        )
    finally:
        connection.close()


def _reader(source: Path, kind: type[Any]) -> Any:
    if not source.is_file():
        raise BadInput(f"There is no file {source}.", "Check the name.")
    reader: Reader | None = find_reader(source)
    if isinstance(reader, kind):
        return reader
    with source.open("rb") as file:
        problem = disguise(file.read(HEAD_BYTES))
    if problem is not None:
        raise BadInput(f"{source}: {problem.reason}", problem.remedy)
    raise BadInput(f"{source} is not of a format known here.", "Attendees come as CSV or XLSX, schedules as frab JSON.")


def _show_plan(console: Console, plan: Plan, dry_run: bool) -> None:
    _show_problems(console, plan.problems)
    verb = "would be" if dry_run else "were"
    console.print(
        f"{plan.added:,} {verb} added, {plan.changed:,} changed, {plan.unchanged:,} left as they are, "
        f"{plan.refused:,} refused."
    )


def _show_problems(console: Console, problems: list[RowProblem]) -> None:
    for problem in problems[:_PROBLEMS_SHOWN]:
        where = f"line {problem.line}: " if problem.line else ""
        console.print(f"{where}{problem.reason} {problem.remedy}", markup=False)
    if len(problems) > _PROBLEMS_SHOWN:
        console.print(f"... and {len(problems) - _PROBLEMS_SHOWN:,} more.")
