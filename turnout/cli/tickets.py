"""`turnout tickets` and `turnout ticket`: what attendees bring, to print or to mail; and a new one for a lost one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import click
from rich.console import Console

from turnout.cli.counted import counted
from turnout.cli.opened import event_or_server
from turnout.cli.recorded import record
from turnout.domain.errors import BadInput
from turnout.domain.model import Role
from turnout.remote import Remote
from turnout.services import ticketing
from turnout.services.chance import SystemChance
from turnout.services.event import Caller
from turnout.services.exporting import Export
from turnout.services.ticketing import Issue, Issued
from turnout.store import database
from turnout.web.house import system_clock

_FILE = click.Path(path_type=Path)
_IDS_SHOWN = 14


@click.command()
@click.argument("event_file", type=_FILE)
@click.argument("target", type=_FILE)
@click.option("--sheet", is_flag=True, help="Four tickets on a page of A4, to be cut; else one a page of A6.")
@click.option("--category", default="", help="Only the tickets of one category.")
@click.option("--attendee", default="", help="Only the ticket of one attendee, by id.")
@click.option("--test", "is_test", is_flag=True, help="Write TEST across them; only before the event opens.")
@click.option("--force", is_flag=True, help="Replace TARGET if it exists.")
def tickets(
    event_file: Path, target: Path, sheet: bool, category: str, attendee: str, is_test: bool, force: bool
) -> None:
    """Draw the QR tickets of EVENT_FILE: TARGET is a PDF, or a folder for a picture each and an index to mail them."""
    if sheet and not _is_pdf(target):
        raise BadInput("Only a PDF has sheets.", "Name a TARGET that ends in .pdf, or leave --sheet away.")
    console = Console(highlight=False, soft_wrap=True)
    with (
        event_or_server(event_file) as held,
        closing(database.open_reader(event_file)) as reader,
        counted(console, "Drawing") as progress,
    ):
        issue = Issue(reader, category, attendee, is_test)
        task = progress.add_task("", total=issue.total())

        def tell(done: int) -> None:
            progress.update(task, completed=done)

        def keep_trace(count: int) -> None:
            record(held, Export.TICKETS, count, has_codes=True)

        if _is_pdf(target):
            issued = ticketing.as_pdf(issue, target, tell, keep_trace, on_sheets=sheet, overwrite=force)
        else:
            issued = ticketing.as_folder(issue, target, tell, keep_trace, overwrite=force)
    _show(console, issued, target)


@click.group("ticket")
def ticket_group() -> None:
    """One person's ticket."""


@ticket_group.command("replace")
@click.argument("event_file", type=_FILE)
@click.argument("attendee_id")
def replace(event_file: Path, attendee_id: str) -> None:
    """Make the ticket of ATTENDEE_ID worthless, and a new one for them, whether or not the server runs."""
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            target.post(f"/attendees/{quote(attendee_id, safe='')}/ticket", {})
        else:
            by = Caller("command", Role.COORDINATOR)
            ticketing.replace(target, attendee_id, by, system_clock(), SystemChance())
    console = Console(highlight=False, soft_wrap=True)
    console.print("The old ticket admits nobody any more.")
    console.print(f"Draw the new one: turnout tickets {event_file} ticket.pdf --attendee {attendee_id}", markup=False)


def _is_pdf(target: Path) -> bool:
    return target.suffix.lower() == ".pdf"


def _show(console: Console, issued: Issued, target: Path) -> None:
    tickets_are = "1 ticket is" if issued.count == 1 else f"{issued.count:,} tickets are"
    console.print(f"{tickets_are} in {target}, for you alone to read.", markup=False)
    if issued.incomplete:
        ids = ", ".join(issued.incomplete[:_IDS_SHOWN])
        more = " ..." if len(issued.incomplete) > _IDS_SHOWN else ""
        console.print(f"{len(issued.incomplete):,} without a letter of the name: {ids}{more}.", markup=False)
        console.print("Install fonts for them (docs/badges.md names the packages), then draw them again.")
