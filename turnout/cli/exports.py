"""`turnout export`: attendees, scans and the log as CSV or XLSX, while the server may go on running."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from turnout.cli.counted import counted
from turnout.cli.opened import event_or_server
from turnout.cli.recorded import record
from turnout.formats.new_file import new_file
from turnout.formats.tables import writer_for
from turnout.services import exporting
from turnout.services.exporting import Export
from turnout.store import database

_FILE = click.Path(path_type=Path)
_FORCE = click.option("--force", is_flag=True, help="Replace TARGET if it exists.")


@click.group("export")
def export_group() -> None:
    """Write attendees, scans or the log to TARGET, a name that ends in .csv or .xlsx."""


@export_group.command("attendees")
@click.argument("event_file", type=_FILE)
@click.argument("target", type=_FILE)
@click.option("--with-codes", is_flag=True, help="With the ticket codes: who has them may walk in.")
@_FORCE
def attendees(event_file: Path, target: Path, with_codes: bool, force: bool) -> None:
    """Write everybody on the list to TARGET (CSV or XLSX), with when they came and where they are."""
    _export(Export.ATTENDEES, event_file, target, force, with_codes=with_codes)


@export_group.command("scans")
@click.argument("event_file", type=_FILE)
@click.argument("target", type=_FILE)
@_FORCE
def scans(event_file: Path, target: Path, force: bool) -> None:
    """Write every scan to TARGET (CSV or XLSX), with its outcome and whose it was."""
    _export(Export.SCANS, event_file, target, force)


@export_group.command("log")
@click.argument("event_file", type=_FILE)
@click.argument("target", type=_FILE)
@_FORCE
def log(event_file: Path, target: Path, force: bool) -> None:
    """Write every fact of the log to TARGET (CSV or XLSX), as it stands. It has no names."""
    _export(Export.LOG, event_file, target, force)


def _export(export: Export, event_file: Path, target: Path, force: bool, *, with_codes: bool = False) -> None:
    write = writer_for(target)
    console = Console(highlight=False, soft_wrap=True)
    with (
        event_or_server(event_file) as held,
        _moment(event_file) as connection,
        new_file(target, overwrite=force) as file,
        counted(console) as progress,
    ):
        exported = exporting.prepare(connection, export, with_codes=with_codes)
        rows = progress.track(exported.table.rows, exported.total, description="Writing")
        write(file, replace(exported.table, rows=rows))
        record(held, export, exported.total, with_codes)
    console.print(f"{exported.total:,} rows are in {target}, for you alone to read.", markup=False)


@contextmanager
def _moment(event_file: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own that sees one moment, however long the writing takes."""
    connection = database.open_reader(event_file)
    try:
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()
