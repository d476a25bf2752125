"""`turnout demo`: an event to try everything on."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click
from rich.console import Console

from turnout.demo import crowd as crowd_robot
from turnout.demo import event as demo_event
from turnout.demo import sheet
from turnout.domain.errors import EventFileError
from turnout.store import database, settings
from turnout.store.lock import Lock
from turnout.web.house import system_clock


@click.command()
@click.argument("event_file", type=click.Path(path_type=Path))
@click.option("--people", default=2000, show_default=True, help="How many attendees.")
@click.option("--seed", default=7, show_default=True, help="The same seed makes the same people and codes.")
@click.option("--crowd", is_flag=True, help="Let the demo live: arrivals, room moves, staff at work, until Ctrl+C.")
@click.option("--keep", is_flag=True, help="Keep a demo whose days include today; replace an older one.")
def demo(event_file: Path, people: int, seed: int, crowd: bool, keep: bool) -> None:
    """Make a demo event in EVENT_FILE, with something going on now; or let a running one live."""
    console = Console(highlight=False, soft_wrap=True)
    if crowd:
        crowd_robot.live(event_file, seed, console.print)
        return
    if keep and event_file.exists():
        if _is_current(event_file):
            console.print(f"{event_file} is today's demo already.")
            return
        _put_aside(event_file)
    with console.status("Making the demo event") as status:
        demo_event.make(event_file, people, seed, system_clock(), lambda what: status.update(f"Making {what}"))
        status.update("Drawing the tickets")
        tickets = event_file.with_name(f"{event_file.stem}-tickets.pdf")
        with closing(database.open_reader(event_file)) as reader:
            drawn = sheet.write(reader, tickets)
    console.print(f"{event_file}: {people:,} attendees.")
    if drawn:
        console.print(f"{drawn} of their tickets are in {tickets}.")
    console.print(
        f"Sign in as {demo_event.COORDINATOR} or {demo_event.STAFF} with the password “{demo_event.PASSWORD}”."
    )
    console.print(f"Now serve it: turnout serve {event_file}")


def _is_current(event_file: Path) -> bool:
    """Whether today is one of the demo's days. Raises EventFileError for an event that is no demo."""
    with closing(database.open_reader(event_file)) as reader:
        if not demo_event.is_demo(reader):
            raise EventFileError(f"{event_file} is not a demo", "Name another file: only a demo is ever replaced.")
        config = settings.read(reader)
    return config.day_of(system_clock()) in config.days


def _put_aside(event_file: Path) -> None:
    """Move an older demo, with what SQLite keeps beside it, out of the way. Raises EventFileError if it is in use."""
    aside = event_file.with_name(f"{event_file.stem}-{system_clock():%Y%m%d-%H%M%S}{event_file.suffix}")
    held = Lock(event_file)  # else a server would go on writing to a file without a name, and lose it all at its end
    try:
        database.backup(event_file, aside)
        for name in (event_file.name, f"{event_file.name}-wal", f"{event_file.name}-shm"):
            event_file.with_name(name).unlink(missing_ok=True)
    finally:
        held.release()
