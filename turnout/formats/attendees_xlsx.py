"""Attendees from Excel workbooks, by the same recognition and rules as from CSV.

Of several sheets the one that looks most like a list is read; the recognition says which. Sheets are
streamed, the texts of the cells are kept in memory as openpyxl does (see `xlsx_archive.MAX_STRINGS`).
Lines are rows of the sheet.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_tables import SAMPLE_ROWS, Table, find_table, read_table, recognised
from turnout.formats.readers import AttendeesReader
from turnout.formats.recognition import NO_NAMES, Recognition
from turnout.formats.xlsx_archive import OLE, ZIP, problem_with
from turnout.formats.xlsx_cells import cell_text

_CHUNK = 500
_BROKEN = (
    BadZipFile, zlib.error, ParseError, ValueError, KeyError, IndexError, TypeError, AttributeError,
    OverflowError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and what it stands on raise for workbooks that are not as they should be."""

_DAMAGED = RowProblem(
    0, "This workbook is damaged and cannot be read.", "Open it in a spreadsheet, and save it again as XLSX or CSV."
)
_EMPTY = RowProblem(0, "No sheet of this workbook holds a row.", "Export the list again.")


class _Damaged(Exception):
    """The workbook is not as it should be; never leaves this module."""


def recognise(source: BinaryIO | Path) -> Recognition:
    """How a workbook is to be read. `source` is a path or a seekable binary file, read from its start.

    Never raises for what the file says: a file that is no list has `problems` and names no people, and the
    same problems come out of `read`. Raises OSError when it cannot be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            return recognise(file)
    problem = problem_with(source)
    if problem is not None:
        return Recognition("", "", problems=(problem,))
    try:
        with _workbook(source) as workbook:
            tables = {sheet.title: find_table(_top(sheet)) for sheet in _sheets(workbook)}
    except _Damaged:
        return Recognition("", "", problems=(_DAMAGED,))
    if not any(table.line for table in tables.values()):
        return Recognition("", "", problems=(_EMPTY,))
    name, table = max(tables.items(), key=lambda named: named[1].fit)
    recognition = recognised(table, Recognition("", "", sheet=name))
    return replace(recognition, problems=(*recognition.problems, *_without_results(source, name, table)))


def read(path: Path, recognition: Recognition) -> Iterator[AttendeeRow | RowProblem]:
    """The sheet's attendees, row by row, with a problem (row, reason, remedy) for every row not taken.

    Raises OSError.
    """
    if not recognition.names_people:
        yield from recognition.problems or (NO_NAMES,)
        return
    with path.open("rb") as file:
        problem = problem_with(file)  # the file may be another one by now
        if problem is not None:
            yield problem
            return
        yield from read_table(_rows(file, recognition), recognition)


def _rows(file: BinaryIO, recognition: Recognition) -> Iterator[tuple[int, list[str] | RowProblem]]:
    """Rows of as many cells as the header has: notes beside the list are no part of it."""
    width = len(recognition.headers)
    line = 0
    try:
        with _workbook(file) as workbook:
            sheet = next((sheet for sheet in _sheets(workbook) if sheet.title == recognition.sheet), None)
            if sheet is None:
                yield 0, RowProblem(0, f"The workbook has no sheet “{recognition.sheet}”.", "Recognise it anew.")
                return
            for line, cells in _lines(sheet):
                yield line, [*cells[:width], *[""] * (width - len(cells))]
    except _Damaged:
        yield line + 1, RowProblem(line + 1, "The workbook is damaged from this row on.", _DAMAGED.remedy)


@contextmanager
def _workbook(file: BinaryIO, *, with_formulas: bool = False) -> Iterator[Any]:
    file.seek(0)
    with _telling_damage(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which are nothing to a list
        workbook = load_workbook(file, read_only=True, data_only=not with_formulas, keep_links=False)
    yield workbook
    workbook.close()


@contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise _Damaged from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise _Damaged from error  # openpyxl's own, for a workbook without its main part


def _sheets(workbook: Any) -> list[Any]:
    """The sheets that are shown. Charts have no rows."""
    return [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible" and hasattr(sheet, "iter_rows")]


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """(row number, texts of its cells). By the chunk, so that openpyxl's warnings can be kept quiet meanwhile."""
    sheet.reset_dimensions()  # what the file says of its size is often wrong, and rows beyond it would be lost
    rows = enumerate(sheet.iter_rows(), start=1)
    while True:
        with _telling_damage(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            chunk = [(line, [cell_text(cell) for cell in cells]) for line, cells in islice(rows, _CHUNK)]
        if not chunk:
            return
        yield from chunk


def _top(sheet: Any) -> list[tuple[int, list[str]]]:
    return list(islice(_lines(sheet), SAMPLE_ROWS))


def _without_results(source: BinaryIO, name: str, table: Table) -> list[RowProblem]:
    """A problem for each column of formulas whose results the file does not hold: they would read as empty."""
    with _workbook(source, with_formulas=True) as workbook:
        sheet = workbook[name]
        sheet.reset_dimensions()
        formulas = {
            (line, place)
            for line, cells in enumerate(sheet.iter_rows(max_row=SAMPLE_ROWS), start=1)
            for place, cell in enumerate(cells)
            if cell.data_type == "f"
        }
    below = {(line, place) for line, place in formulas if line > table.line and place < len(table.headers)}
    empty = {place for line, place in below if not _result(table, line, place)}
    return [
        RowProblem(
            table.line,
            f"The column “{table.headers[place]}” holds formulas, but the file does not hold their results.",
            "Open the workbook in a spreadsheet, save it, and import it again.",
        )
        for place in sorted(empty)
    ]


def _result(table: Table, line: int, place: int) -> str:
    cells = table.rows[line - table.line - 1]
    return cells[place] if place < len(cells) else ""


def _may_be_workbook(head: bytes) -> bool:
    return head.startswith((ZIP, OLE)) and b"mimetypeapplication/vnd.oasis.opendocument" not in head


READER = AttendeesReader("attendees-xlsx", (".xlsx", ".xlsm"), _may_be_workbook, recognise, read)
