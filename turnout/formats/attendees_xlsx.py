"""Attendees from Excel workbooks, by the same recognition and rules as from CSV.

Of several sheets the one that looks most like a list is read; the recognition says which. Lines are rows
of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_tables import SAMPLE_ROWS, find_table, read_table, recognised
from turnout.formats.readers import AttendeesReader
from turnout.formats.recognition import NO_NAMES, Recognition
from turnout.formats.xlsx_archive import OLE, ZIP, problem_with
from turnout.formats.xlsx_sheets import Damaged, Workbook

_DAMAGED = RowProblem(
    0, "This workbook is damaged and cannot be read.", "Open it in a spreadsheet, and save it again as XLSX or CSV."
)
_EMPTY = RowProblem(0, "No sheet of this workbook holds a row.", "Export the list again.")


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
        workbook = Workbook(source)
        tops = {s.name: list(islice(workbook.rows(s), SAMPLE_ROWS)) for s in workbook.sheets if s.is_shown}
    except Damaged:
        return Recognition("", "", problems=(_DAMAGED,))
    tables = {name: table for name, rows in tops.items() if (table := find_table(rows)).line}
    if not tables:
        return Recognition("", "", problems=(_EMPTY,))
    name, table = max(tables.items(), key=lambda named: named[1].fit)
    return recognised(table, Recognition("", "", sheet=name))


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
        workbook = Workbook(file)
        sheet = next((sheet for sheet in workbook.sheets if sheet.name == recognition.sheet), None)
        if sheet is None:
            yield 0, RowProblem(0, f"The workbook has no sheet “{recognition.sheet}”.", "Recognise it anew.")
            return
        for line, cells in workbook.rows(sheet):
            yield line, [*cells[:width], *[""] * (width - len(cells))]
    except Damaged:
        yield line + 1, RowProblem(line + 1, "The workbook is damaged from this row on.", _DAMAGED.remedy)


def _may_be_workbook(head: bytes) -> bool:
    return head.startswith((ZIP, OLE)) and b"mimetypeapplication/vnd.oasis.opendocument" not in head


READER = AttendeesReader("attendees-xlsx", (".xlsx", ".xlsm"), _may_be_workbook, recognise, read)
