"""`turnout import`: attendees and schedules from files, with a dry run that changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from turnout.cli import columns, findings
from turnout.cli.findings import Findings
from turnout.cli.opened import event_or_server
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.model import Role
from turnout.formats.recognition import correct
from turnout.importer import sources
from turnout.importer.remote_register import RemoteRegister
from turnout.remote import Remote
from turnout.services import importing
from turnout.services import schedule as schedules
from turnout.services.chance import SystemChance
from turnout.services.comparing import Step
from turnout.services.event import Caller, Event
from turnout.services.importing import Choices, DirectRegister, Plan, Register
from turnout.web.house import system_clock

_FILE = click.Path(path_type=Path)
_BY = Caller("command", Role.COORDINATOR)


@click.group("import")
def import_group() -> None:
    """Bring attendees or a schedule into an event file, whether or not the server runs."""


@import_group.command("attendees")
@click.argument("event_file", type=_FILE)
@click.argument("source", type=_FILE)
@click.option("--column", "corrections", multiple=True, metavar="FIELD=HEADER", help=columns.HELP)
@click.option("--file-wins", is_flag=True, help="Let the file win over values that were corrected on site.")
@click.option("--cancel-missing", is_flag=True, help="Cancel people of earlier lists who are not in this file.")
@click.option("--few", is_flag=True, help="Cancel them even if less than half of them are in it.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
def attendees(
    event_file: Path,
    source: Path,
    corrections: tuple[str, ...],
    file_wins: bool,
    cancel_missing: bool,
    few: bool,
    dry_run: bool,
) -> None:
    """Import attendees from the list SOURCE (CSV or XLSX); columns are recognised by their headers."""
    console = Console(highlight=False, soft_wrap=True)
    choices = Choices(file_wins, cancel_missing)
    reader = sources.attendees_reader(source)
    found = reader.recognise(source)
    given = columns.parsed(corrections, found)
    remembered = sources.remembered(event_file, found)
    recognition = correct(found, remembered | given)
    columns.show(console, recognition, remembered.keys() - given.keys())
    told = Findings()
    steps = told.heard(sources.steps(event_file, source, reader, recognition, choices))
    plan = _with_progress(console, lambda tell: _import(event_file, steps, tell, choices, few=few, dry_run=dry_run))
    findings.show(console, plan, told, choices, is_dry_run=dry_run)
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
    read = sources.schedule_reader(source).read(source)
    findings.show_problems(console, list(read.problems))
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


def _import(
    event_file: Path,
    steps: Iterator[Step],
    tell: Callable[[Plan], None],
    choices: Choices,
    *,
    few: bool,
    dry_run: bool,
) -> Plan:
    try:
        if dry_run:
            return importing.rehearse(steps, tell, choices, is_confirmed=few)
        with event_or_server(event_file) as target:
            return importing.run(steps, _register(target), tell, choices, is_confirmed=few)
    except Conflict as problem:
        if problem.code != "few_people":
            raise
        remedy = "If they are all to be cancelled, add --few; if this is another list, leave --cancel-missing away."
        raise Conflict(problem.message, remedy, code=problem.code) from problem


def _with_progress(console: Console, work: Callable[[Callable[[Plan], None]], Plan]) -> Plan:
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task("Reading")
        return work(lambda plan: progress.update(task, description=f"{plan.rows:,} rows"))


def _register(target: Event | Remote) -> Register:
    if isinstance(target, Remote):
        return RemoteRegister(target)
    return DirectRegister(target, _BY, system_clock(), SystemChance())
