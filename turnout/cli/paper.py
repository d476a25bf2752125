"""`turnout paper`: lists to tick off by hand."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click
from rich.console import Console

from turnout.cli.counted import counted
from turnout.cli.opened import event_or_server
from turnout.cli.recorded import record
from turnout.domain.errors import BadInput
from turnout.services import paper_lists
from turnout.services.exporting import Export
from turnout.store import database, ticket_holders
from turnout.web.house import system_clock

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("event_file", type=_FILE)
@click.argument("target", type=_FILE)
@click.option("--force", is_flag=True, help="Replace TARGET if it exists.")
def paper(event_file: Path, target: Path, force: bool) -> None:
    """Write lists to tick off by hand to TARGET (PDF, A4): everybody in EVENT_FILE by name, then by category."""
    if target.suffix.lower() != ".pdf":
        raise BadInput(f"{target} is not the name of a PDF.", "Name a TARGET that ends in .pdf.")
    console, now = Console(highlight=False, soft_wrap=True), system_clock()
    with (
        event_or_server(event_file) as held,
        closing(database.open_reader(event_file)) as reader,
        counted(console, "Drawing") as progress,
    ):
        pages, people = paper_lists.arrange(reader, now), ticket_holders.count(reader)
        task = progress.add_task("", total=len(pages))

        def tell(done: int) -> None:
            progress.update(task, completed=done)

        def keep_trace() -> None:
            record(held, Export.PAPER, people, has_codes=False)

        paper_lists.write(reader, pages, target, now, tell, keep_trace, overwrite=force)
    console.print(f"{len(pages):,} pages are in {target}, for you alone to read.", markup=False)
