"""Tables out: whole, readable by a spreadsheet, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from turnout.domain.errors import BadInput
from turnout.formats.tables import Column, Table, Value, Writer, write_csv, writer_for
from turnout.formats.tables_xlsx import write_xlsx

WRITERS: dict[str, Writer] = {".csv": write_csv, ".xlsx": write_xlsx}
RIGA = ZoneInfo("Europe/Riga")
MORNING = datetime(2026, 5, 1, 6, 12, 7, 123000, UTC)
FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://example.org?"&A1,"prize")',
    "+371 2000 0000",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "  =1+1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    '=cmd|" /C calc"!A0',
    "=",
]
ERRORS = ["#N/A", "#REF!", "#DIV/0!", "#1"]
NAMES = ["Łucja Żak", "عائشة", "王小明", 'Ann "Nan" O’Neil, Jr.', "two\nlines", " spaced ", "1234", "007", "1e5", "   "]


def table(rows: Sequence[Sequence[Value]], *headers: str) -> Table:
    return Table("people", tuple(Column(header, 20) for header in headers or ("Name",)), rows, RIGA)


def as_csv(made: Table) -> bytes:
    file = io.BytesIO()
    write_csv(file, made)
    return file.getvalue()


def csv_rows(made: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(made).decode("utf-8-sig"), newline="")))


def as_xlsx(made: Table) -> io.BytesIO:
    file = io.BytesIO()
    write_xlsx(file, made)
    return file


def sheet_of(made: Table) -> Worksheet:
    sheet = load_workbook(as_xlsx(made)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet_xml(made: Table) -> str:
    with zipfile.ZipFile(as_xlsx(made)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


# ---- CSV ----------------------------------------------------------------------------------------------------


def test_csv_is_marked_as_utf8_and_ends_its_lines_as_the_standard_says() -> None:
    assert as_csv(table([["Łucja", 3], ["a,b", None]], "Name", "n")) == (
        b"\xef\xbb\xbf" + 'Name,n\r\nŁucja,3\r\n"a,b",\r\n'.encode()
    )


@pytest.mark.parametrize("text", NAMES)
def test_text_comes_back_from_csv_as_it_was(text: str) -> None:
    assert csv_rows(table([[text]])) == [["Name"], [text]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_begins_a_formula(text: str) -> None:
    assert csv_rows(table([[text]])) == [["Name"], ["'" + text]]


def test_numbers_times_and_yes_are_not_touched_in_csv() -> None:
    assert csv_rows(table([[-5, MORNING, True, False, None]], *"abcde"))[1] == [
        "-5",
        "2026-05-01 09:12:07",
        "yes",
        "no",
        "",
    ]


def test_the_caller_keeps_the_file(tmp_path: Path) -> None:
    for ending, write in WRITERS.items():
        with (tmp_path / f"table{ending}").open("wb") as file:
            write(file, table([["Ada"]]))
            assert not file.closed


# ---- XLSX ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*FORMULAS, *ERRORS, *NAMES])
def test_text_is_text_in_xlsx(text: str) -> None:
    cell = sheet_of(table([[text]]))["A2"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\r", "\n"))  # XML has no other line end


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_that_edits_the_cell_keeps_it_text(text: str) -> None:
    assert sheet_of(table([[text]]))["A2"].quotePrefix


def test_there_is_no_formula_and_no_error_in_the_file() -> None:
    xml = sheet_xml(table([[text] for text in [*FORMULAS, *ERRORS]]))
    types = re.findall(r'<c r="A\d+"[^>]*? t="(\w+)"', xml)
    assert types == ["inlineStr"] * (1 + len(FORMULAS) + len(ERRORS))
    assert "<f>" not in xml


def test_numbers_and_times_are_numbers_and_times() -> None:
    row = sheet_of(table([[-5, MORNING, True, None]], *"abcd"))[2]
    assert [cell.value for cell in row[:3]] == [-5, MORNING.astimezone(RIGA).replace(tzinfo=None), "yes"]
    assert [cell.is_date for cell in row[:3]] == [False, True, False]


def test_the_header_is_bold_and_stays_in_sight_and_columns_are_as_wide_as_said() -> None:
    sheet = sheet_of(table([["Ada"]]))
    assert (sheet.title, sheet["A1"].font.b, sheet["A2"].font.b) == ("people", True, False)
    assert (sheet.freeze_panes, sheet.column_dimensions["A"].width) == ("A2", 20)


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert sheet_of(table([["a\x00b\x1fc\uffffd"]]))["A2"].value == "a\ufffdb\ufffdc\ufffdd"


def test_what_a_cell_cannot_hold_ends_with_a_sign_of_it() -> None:
    value = sheet_of(table([["x" * 40_000]]))["A2"].value
    assert (len(value), value[-2:]) == (32_767, "x…")


def test_what_a_sheet_cannot_hold_goes_on_in_the_next() -> None:
    file = io.BytesIO()
    write_xlsx(file, table([[n] for n in range(5)]), sheet_rows=3)
    sheets = load_workbook(file).worksheets
    assert [(sheet.title, [row[0] for row in sheet.values]) for sheet in sheets] == [
        ("people", ["Name", 0, 1]),
        ("people 2", ["Name", 2, 3]),
        ("people 3", ["Name", 4]),
    ]


# ---- both ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_table_without_rows_has_its_header(write: Writer) -> None:
    file = io.BytesIO()
    write(file, table([]))
    assert file.tell() > 0


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_rows_are_not_kept_in_memory(tmp_path: Path, write: Writer) -> None:
    def rows(n: int) -> Iterator[list[Value]]:
        for number in range(n):
            yield [f"Person {number} {'x' * 200}", MORNING]

    peaks = []
    for n in (300, 6000):
        tracemalloc.start()
        with (tmp_path / "table").open("wb") as file:
            write(file, Table("people", (Column("a", 9), Column("b", 9)), rows(n), RIGA))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000  # bytes; the rows alone are a million and a half


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_what_goes_wrong_among_the_rows_is_told(write: Writer) -> None:
    def rows() -> Iterator[list[Value]]:
        yield ["Ada"]
        raise LookupError("the second row")

    with pytest.raises(LookupError, match="the second row"):
        write(io.BytesIO(), Table("people", (Column("Name", 9),), rows(), RIGA))


def test_an_ending_that_is_no_tables_is_refused() -> None:
    assert (writer_for(Path("a.CSV")), writer_for(Path("b.xlsx"))) == (write_csv, write_xlsx)
    with pytest.raises(BadInput, match="neither CSV nor XLSX"):
        writer_for(Path("people.ods"))
