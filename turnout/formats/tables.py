"""Tables out: rows as CSV, or as XLSX (`tables_xlsx`), in which nothing runs.

A name that begins with `=` is a formula to whoever opens the file, unless it is kept from it: XLSX has a type
for text; CSV has none, and gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from turnout.domain.errors import BadInput

Value = str | int | bool | datetime | None
"""Times are aware; they are shown in the table's zone, to the second. Yes and no are words."""

_RUNS = tuple(
    "=+-@\t\r\n＝＋－＠"
)  # the wide ones too: a spreadsheet set to Japanese or Chinese takes them for the narrow


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is what a spreadsheet gives it, in characters."""

    header: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written once: `rows` may be a stream, each row as long as `columns`."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    zone: ZoneInfo

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]


Writer = Callable[[BinaryIO, Table], None]
"""Writes a table into an open file, which stays open."""


def writer_for(target: Path) -> Writer:
    """The writer that a file's name asks for. Raises BadInput for any other."""
    match target.suffix.lower():
        case ".csv":
            return write_csv
        case ".xlsx":
            from turnout.formats.tables_xlsx import write_xlsx  # noqa: PLC0415 - else every command waits for openpyxl

            return write_xlsx
    raise BadInput(f"{target} says neither CSV nor XLSX.", "Let its name end in .csv or .xlsx.", code="no_such_table")


def write_csv(file: BinaryIO, table: Table) -> None:
    """RFC 4180 with commas, UTF-8 with the mark without which Excel reads another encoding."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(table.headers)
    rows.writerows([_csv_value(value, table.zone) for value in row] for row in table.rows)
    text.detach()  # else the file, which is the caller's, is closed with it


def would_run(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, or for the beginning of another cell."""
    return text.lstrip(" ").startswith(_RUNS)


def word_of(value: bool) -> str:
    return "yes" if value else "no"


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Spreadsheets know no zones: the column's header says which one it is."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _csv_value(value: Value, zone: ZoneInfo) -> str | int | None:
    match value:
        case bool():
            return word_of(value)
        case datetime():
            return local(value, zone).isoformat(" ", "seconds")
        case str() if would_run(value):
            return "'" + value
    return value
