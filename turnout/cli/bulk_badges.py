"""`turnout badges print` and what belongs to it: badges printed in advance, by our printers or elsewhere."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from turnout.cli.counted import counted
from turnout.cli.held_badges import HeldEvent, held_event
from turnout.domain import boxes as box_rules
from turnout.domain.errors import BadInput
from turnout.formats import badge_places
from turnout.services import badge_drawing, bulk_printing, pickups
from turnout.services.bulk_printing import Sort, Wanted
from turnout.services.chance import SystemChance
from turnout.store import database
from turnout.store.preprinted import Placing

_FILE = click.Path(path_type=Path)
_LOOK_EVERY = 0.5  # seconds
_PROBLEMS_SHOWN = 14
_IDS_SHOWN = 14
_ONE_ROW = "one"
_FOLLOW = click.option("--follow", is_flag=True, help="Wait until all are printed; Ctrl+C leaves the run going on.")


@click.command("print")
@click.argument("event_file", type=_FILE)
@click.option(
    "--sort", type=click.Choice([sort.value for sort in Sort]), default="name", help="In which order they come out."
)
@click.option("--category", "categories", multiple=True, help="Only of this category; may be repeated.")
@click.option("--not-yet-printed", is_flag=True, help="Only of those who have no badge yet.")
@click.option(
    "--boxes", default=box_rules.LETTERS, help="letters: a box a letter; a number: so many a box; one: one row."
)
@click.option("--on", "printer", default="", help="The printer's id, where there are several.")
@click.option("--to-folder", type=_FILE, help="Draw them into a folder instead: a PDF a box, for a printing house.")
@click.option("--dpi", type=click.IntRange(72, 1200), default=300, help="Of the drawings of --to-folder.")
@_FOLLOW
def print_badges(
    event_file: Path,
    sort: str,
    categories: tuple[str, ...],
    not_yet_printed: bool,
    boxes: str,
    printer: str,
    to_folder: Path | None,
    dpi: int,
    follow: bool,
) -> None:
    """Print the badges of EVENT_FILE in advance, in an order; whoever waits at a kiosk comes first, always."""
    rule = box_rules.ONE_ROW if boxes == _ONE_ROW else box_rules.checked(boxes)
    wanted = Wanted(Sort(sort), rule, categories, not_yet_printed)
    console = Console(highlight=False, soft_wrap=True)
    if to_folder is not None:
        _draw(console, event_file, wanted, to_folder, dpi)
        return
    with held_event(event_file) as (held, reader):
        placings = _placings(reader, wanted)
        run = held.start(SystemChance().new_id(), printer, wanted, len(placings))
        console.print(
            f"The run is {run['id']}. Should this be cut off: turnout badges continue {event_file} {run['id']}"
        )
        _queue(console, held, run["id"], placings)
        _show_or_follow(console, held, run["id"], follow)


@click.command("continue")
@click.argument("event_file", type=_FILE)
@click.argument("run_id")
@_FOLLOW
def go_on(event_file: Path, run_id: str, follow: bool) -> None:
    """Let the run RUN_ID go on where it stopped or was cut off. Nobody gets a second badge."""
    console = Console(highlight=False, soft_wrap=True)
    with held_event(event_file) as (held, reader):
        held.switch(run_id, "continue")
        _queue(console, held, run_id, bulk_printing.left_of(reader, run_id))
        _show_or_follow(console, held, run_id, follow)


@click.command("stop")
@click.argument("event_file", type=_FILE)
@click.argument("run_id")
def stop(event_file: Path, run_id: str) -> None:
    """Print no more badges of the run RUN_ID, until it is continued."""
    console = Console(highlight=False, soft_wrap=True)
    with held_event(event_file) as (held, _reader):
        _show(console, held.switch(run_id, "stop"))


@click.command("runs")
@click.argument("event_file", type=_FILE)
def runs(event_file: Path) -> None:
    """Show how far each run of EVENT_FILE is, the newest first."""
    console = Console(highlight=False, soft_wrap=True)
    with held_event(event_file) as (held, _reader):
        known = held.runs()
    for run in known:
        _show(console, run)
    if not known:
        console.print(f"No badges were printed in advance yet: turnout badges print {event_file}")


@click.command("placed")
@click.argument("event_file", type=_FILE)
@click.argument("source", type=_FILE)
def placed(event_file: Path, source: Path) -> None:
    """Note where badges lie that others printed: SOURCE is a CSV with the columns code (or id), box, number."""
    if not source.is_file():
        raise BadInput(f"There is no file {source}.", "Check the name.")
    console = Console(highlight=False, soft_wrap=True)
    with held_event(event_file) as (held, reader):
        placings, problems = pickups.resolve(reader, badge_places.read(source))
        for chunk in bulk_printing.chunks(placings):
            held.place(SystemChance().new_id(), chunk)
    for problem in problems[:_PROBLEMS_SHOWN]:
        console.print(f"line {problem.line}: {problem.reason} {problem.remedy}", markup=False)
    if len(problems) > _PROBLEMS_SHOWN:
        console.print(f"... and {len(problems) - _PROBLEMS_SHOWN:,} more.")
    console.print(f"{len(placings):,} badges are placed, {len(problems):,} rows refused.")
    if problems and not placings:
        raise SystemExit(1)


def _placings(reader: sqlite3.Connection, wanted: Wanted) -> list[Placing]:
    placings = bulk_printing.placed(reader, bulk_printing.in_order(reader, wanted), wanted)
    if not placings:
        raise BadInput("Nobody is without a badge." if wanted.unprinted_only else "Nobody is on the list yet.")
    return placings


def _draw(console: Console, event_file: Path, wanted: Wanted, folder: Path, dpi: int) -> None:
    with closing(database.open_reader(event_file)) as reader:
        if badge_drawing.is_begun(folder):
            console.print(f"{folder} was begun before: what is missing of it is drawn.", markup=False)
        else:
            badge_drawing.begin(reader, folder, _placings(reader, wanted))
        placings = badge_drawing.placings_of(folder)
        with _bar(console, "Drawing", len(placings)) as tell:
            drawn = badge_drawing.draw(reader, folder, dpi, tell)
    with held_event(event_file) as (held, _reader):
        gone = set(drawn.gone)
        for chunk in bulk_printing.chunks([one for one in placings if one.attendee_id not in gone]):
            held.place(SystemChance().new_id(), chunk)
    console.print(
        f"{drawn.count:,} badges are in {folder}, for you alone to read; {badge_drawing.INDEX} says where each lies."
    )
    for ids, what in ((drawn.incomplete, "without a letter of the name"), (drawn.gone, "not on the list any more")):
        if ids:
            more = " ..." if len(ids) > _IDS_SHOWN else ""
            console.print(f"{len(ids):,} {what}: {', '.join(ids[:_IDS_SHOWN])}{more}.", markup=False)


def _queue(console: Console, held: HeldEvent, run_id: str, placings: Sequence[Placing]) -> None:
    with _bar(console, "Queueing", len(placings)) as tell:
        done = 0
        for chunk in bulk_printing.chunks(placings):
            held.queue(run_id, chunk)
            done += len(chunk)
            tell(done)
    held.close(run_id)


def _show_or_follow(console: Console, held: HeldEvent, run_id: str, follow: bool) -> None:
    run = held.progress(run_id)
    if follow and held.is_served:
        with _bar(console, "Printing", run["total"]) as tell:
            while not run["is_done"] and not run["is_stopped"]:
                tell(run["printed"])
                time.sleep(_LOOK_EVERY)
                run = held.progress(run_id)
            tell(run["printed"])
    _show(console, run)


def _show(console: Console, run: dict[str, Any]) -> None:
    counts = {
        "printed": run["printed"],
        "with the printer": run["in_hand"],
        "waiting": run["queued"],
        "failed": run["failed"],
        "of which nobody knows": run["unknown"],
        "not needed any more": run["voided"],
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "none begun"
    state = "stopped" if run["is_stopped"] else "done" if run["is_done"] else "going on"
    console.print(
        f"{run['id']} by {run['sort']} at {run['printer']['name']}: {state}; {said}, of {run['total']:,}.", markup=False
    )


@contextmanager
def _bar(console: Console, words: str, total: int) -> Iterator[Callable[[int], None]]:
    with counted(console, words) as progress:
        task = progress.add_task("", total=total)

        def tell(done: int) -> None:
            progress.update(task, completed=done)

        yield tell


COMMANDS = (print_badges, go_on, stop, runs, placed)
"""Of the group `badges`."""
