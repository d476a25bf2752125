"""`turnout check`, `rebuild` and `backup`: looking after an event file."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from turnout.cli.opened import opened
from turnout.store import database, maintenance

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("event_file", type=_FILE)
def check(event_file: Path) -> None:
    """Look whether EVENT_FILE is sound, and whether what is shown is what the log says. Changes nothing."""
    console = Console(highlight=False, soft_wrap=True)
    with console.status("Reading every page"):
        damage = database.find_damage(event_file)
    for line in damage:
        console.print(f"Damaged: {line}")
    with console.status("Folding the log anew"):
        differing = [] if damage else maintenance.differing_projections(event_file)
    for table in differing:
        console.print(f"{table} is not what the log says; `turnout rebuild {event_file}` mends it.")
    if damage or differing:
        sys.exit(1)
    console.print(f"{event_file} is sound: everything shown is what the log says.")


@click.command()
@click.argument("event_file", type=_FILE)
def rebuild(event_file: Path) -> None:
    """Derive everything that is shown anew from the log of EVENT_FILE. The server must not be running."""
    with opened(event_file) as event, Progress(TextColumn("Folding the log"), BarColumn()) as progress:
        task = progress.add_task("")
        facts = event.write(
            lambda tx: maintenance.rebuild(
                tx.connection, lambda done, total: progress.update(task, completed=done, total=total)
            )
        )
    Console(highlight=False).print(f"{facts:,} facts folded.")


@click.command()
@click.argument("event_file", type=_FILE)
@click.argument("target", type=_FILE)
def backup(event_file: Path, target: Path) -> None:
    """Copy EVENT_FILE to TARGET, consistently, while the server may go on running."""
    with Progress(TextColumn("Copying"), BarColumn()) as progress:
        task = progress.add_task("")
        database.backup(
            event_file, target, lambda left, pages: progress.update(task, completed=pages - left, total=pages)
        )
    Console(highlight=False, soft_wrap=True).print(f"{target} is a whole and checked copy.")
