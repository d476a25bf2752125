"""Tables as XLSX: rows stream through openpyxl into the file, texts are text whatever they begin with."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from turnout.formats.tables import Table, Value, local, word_of, would_run

SHEET_ROWS = 1_048_576
"""Rows that a sheet may have, the header among them: Excel refuses more."""

_CELL_CHARACTERS = 32_767  # Excel's limit; openpyxl cuts without a word
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


def write_xlsx(file: BinaryIO, table: Table, sheet_rows: int = SHEET_ROWS) -> None:
    """A sheet, its header bold and in sight; what does not fit goes on in the next. Rows are not kept in memory."""
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
        sheet.append([_value(sheet, value, table.zone) for value in row])
        free -= 1


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


def _value(sheet: WriteOnlyWorksheet, value: Value, zone: ZoneInfo) -> Value | Cell:
    match value:
        case "":
            return None  # an empty cell costs as much as a full one
        case bool():
            return word_of(value)
        case datetime():
            return local(value, zone)
        case str():
            return _text(sheet, value)
    return value


def _text(sheet: WriteOnlyWorksheet, text: str) -> str | Cell:
    """As text even when somebody edits the cell: that is what its quote prefix is for."""
    text = _NOT_IN_XML.sub(_REPLACEMENT, text)
    if len(text) > _CELL_CHARACTERS:
        text = text[: _CELL_CHARACTERS - 1] + "…"
    if not would_run(text) and not text.startswith("#"):  # openpyxl takes "#N/A" for the error of that name
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
