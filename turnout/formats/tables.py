"""Tables out, as CSV and XLSX: what a spreadsheet shows of them is text, and nothing in them runs.

A name that begins with `=` is a formula to whoever opens the file, unless it is kept from it: XLSX has a type
for text; CSV has none, and gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from turnout.domain.errors import BadInput

Value = str | int | bool | datetime | None
"""Times are aware; they are shown in the table's zone, to the second. Yes and no are words."""

_RUNS = tuple(
    "=+-@\t\r\n＝＋－＠"
)  # the wide ones too: a spreadsheet set to Japanese or Chinese takes them for the narrow
_RUNS_OR_ERROR = (*_RUNS, "#")  # openpyxl takes "#N/A" for the error of that name
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
SHEET_ROWS = 1_048_576
"""Rows that a sheet of XLSX may have, the header among them (ECMA-376 sets none; Excel refuses more)."""
_CELL_CHARACTERS = 32_767  # Excel's limit; openpyxl cuts without a word


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


def write_csv(file: BinaryIO, table: Table) -> None:
    """RFC 4180 with commas, UTF-8 with the mark without which Excel reads another encoding."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(table.headers)
    rows.writerows([_csv_cell(value, table.zone) for value in row] for row in table.rows)
    text.detach()  # else the file, which is the caller's, is closed with it


def write_xlsx(file: BinaryIO, table: Table, sheet_rows: int = SHEET_ROWS) -> None:
    """One sheet, its header bold and in sight; what does not fit goes on in a second. Rows are not kept in memory."""
    workbook = Workbook(write_only=True)
    try:
        _fill(workbook, table, sheet_rows)
        workbook.save(file)
    finally:
        for sheet in workbook.worksheets:
            if not sheet.closed:  # rows went wrong: a sheet that is left open complains when it is forgotten
                sheet.close()


def _fill(workbook: Workbook, table: Table, sheet_rows: int) -> None:
    sheet, free = _sheet(workbook, table, table.title), sheet_rows - 1
    for row in table.rows:
        if not free:
            sheet = _sheet(workbook, table, f"{table.title} {len(workbook.worksheets) + 1}")
            free = sheet_rows - 1
        sheet.append([_xlsx_cell(sheet, value, table.zone) for value in row])
        free -= 1


WRITERS: dict[str, Callable[[BinaryIO, Table], None]] = {".csv": write_csv, ".xlsx": write_xlsx}
"""How a table is written, by the ending of the file's name."""


def writer_for(target: Path) -> Callable[[BinaryIO, Table], None]:
    """The writer that a file's name asks for. Raises BadInput for any other."""
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise BadInput(
            f"{target} says neither CSV nor XLSX.", f"Let its name end in {' or '.join(WRITERS)}.", code="no_such_table"
        )
    return writer


def _csv_cell(value: Value, zone: ZoneInfo) -> str | int | None:
    match value:
        case bool():
            return _word(value)
        case datetime():
            return _local(value, zone).isoformat(" ", "seconds")
        case str() if value.lstrip(" ").startswith(_RUNS):
            return "'" + value
    return value


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: Value, zone: ZoneInfo) -> Value | Cell:
    match value:
        case bool():
            return _word(value)
        case datetime():
            return _local(value, zone)
        case str():
            return _xlsx_text(sheet, value)
    return value


def _xlsx_text(sheet: WriteOnlyWorksheet, text: str) -> str | Cell:
    """As text even when somebody edits the cell: that is what its quote prefix is for."""
    text = _NOT_IN_XML.sub(_REPLACEMENT, text)
    if len(text) > _CELL_CHARACTERS:
        text = text[: _CELL_CHARACTERS - 1] + "…"
    if not text.lstrip(" ").startswith(_RUNS_OR_ERROR):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _sheet(workbook: Workbook, table: Table, title: str) -> WriteOnlyWorksheet:
    """A sheet with its header; widths and the frozen row must be said before the first row is."""
    sheet: Any = workbook.create_sheet(title)  # its stub leaves out what it borrows of Worksheet
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A2"
    header = [WriteOnlyCell(sheet, text) for text in table.headers]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    streamed: WriteOnlyWorksheet = sheet
    return streamed


def _word(value: bool) -> str:
    return "yes" if value else "no"


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Spreadsheets know no zones: the column's header says which one it is."""
    return moment.astimezone(zone).replace(tzinfo=None)
