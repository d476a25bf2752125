"""Attendees from workbooks, by the rules of CSV; and workbooks that must not be opened."""

import tracemalloc
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from workbooks import PEOPLE, bomb, changed, ole, people, with_shared_texts, workbook

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_words import Field
from turnout.formats.attendees_xlsx import READER, read, recognise
from turnout.formats.recognition import correct
from turnout.formats.xlsx_cells import format_of, number_text, plain

at = datetime.fromisoformat  # a sheet knows no time zone
SHEET = "xl/worksheets/sheet1.xml"


def rows_of(path: Path) -> list[AttendeeRow | RowProblem]:
    return list(read(path, recognise(path)))


def names(rows: Iterable[AttendeeRow | RowProblem]) -> list[str]:
    return [row.full_name for row in rows if isinstance(row, AttendeeRow)]


def problems(rows: Iterable[AttendeeRow | RowProblem]) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in rows if isinstance(row, RowProblem)]


def test_a_list_is_read_like_csv(tmp_path: Path) -> None:
    path = people(tmp_path / "list.xlsx")
    recognition = recognise(path)
    assert recognition.columns == {
        Field.FULL_NAME: "Name", Field.COMPANY: "Company", Field.CODE: "Ticket code",
    }  # fmt: skip
    assert (recognition.sheet, recognition.header_line, recognition.problems) == ("Guests", 1, ())
    assert list(read(path, recognition)) == [
        AttendeeRow(2, "Anna Ozola", company="Acme", code="K-1"),
        AttendeeRow(3, "Łucja Żak", code="K-2"),
    ]


def test_texts_that_cells_share_are_read(tmp_path: Path) -> None:
    assert names(rows_of(with_shared_texts(people(tmp_path / "list.xlsx")))) == ["Anna Ozola", "Łucja Żak"]


def test_of_several_sheets_the_one_that_looks_like_a_list_is_read(tmp_path: Path) -> None:
    legend = [["Colour", "Name"], ["red", "urgent"]]
    path = workbook(tmp_path / "list.xlsx", ("Cover", [["Spring congress"]]), ("Legend", legend), ("Gäste", PEOPLE))
    assert recognise(path).sheet == "Gäste"
    assert names(rows_of(path)) == ["Anna Ozola", "Łucja Żak"]


def test_a_hidden_sheet_is_no_list(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", ("Old", [*PEOPLE, ["Gone", "", "K-0"]]), ("Now", PEOPLE))
    book = load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    assert recognise(path).sheet == "Now"


def test_merged_titles_blank_rows_totals_and_notes_beside_the_list(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "Spring congress: guests"
    sheet.merge_cells("A1:C1")
    sheet["A2"] = "as of"
    sheet["B2"] = at("2027-05-01 12:30")
    for place, header in enumerate(["Imię i nazwisko", "Firma", "Adres e-mail"], start=1):
        sheet.cell(4, place, header)
    sheet.cell(5, 1, "Łucja Żak")
    sheet.cell(5, 7, "call her back")
    sheet.cell(8, 1, "Jan Nowak")
    sheet.cell(8, 3, "jan@example.org")
    sheet.cell(9, 1, "Razem: 2")
    book.save(tmp_path / "list.xlsx")
    assert rows_of(tmp_path / "list.xlsx") == [
        AttendeeRow(5, "Łucja Żak"),
        AttendeeRow(8, "Jan Nowak", email="jan@example.org"),
    ]


@pytest.mark.parametrize(
    ("written", "shown", "text"),
    [
        ("1234.0", "General", "1234"),
        ("1234", "General", "1234"),
        ("-7", "General", "-7"),
        ("42", "00000", "00042"),
        ("42.5", "General", "42.5"),
        ("1112220001112", "0", "1112220001112"),
        ("1.11222000111222E+18", "General", "1.11222000111222E+18"),
        ("1234567890123450", "General", "1.23456789012345E+15"),
        ("1234567890123456", "General", "1234567890123456"),
        ("46527", "yyyy-mm-dd", "2027-05-20"),
        ("46527", '[$-407]d. mmmm yyyy;@"am"', "2027-05-20"),
        ("46527.395833333336", "dd/mm/yyyy hh:mm", "2027-05-20 09:30:00"),
        ("0.395833333333333", "hh:mm", "09:30:00"),
        ("1", "d.m.yy", "1900-01-01"),
        ("12", '0" days"', "12"),
    ],
)
def test_numbers_read_as_they_look(written: str, shown: str, text: str) -> None:
    assert number_text(written, format_of(200, shown)) == text


def test_a_day_of_a_workbook_from_1904() -> None:
    assert number_text("45065", format_of(14, ""), is_from_1904=True) == "2027-05-20"


def test_texts_without_the_escapes_of_control_characters() -> None:
    assert plain("Acme_x000D_\nInc_x005F_") == "Acme\r\nInc_"


def test_ids_days_and_guarded_texts(tmp_path: Path) -> None:
    path = people(
        tmp_path / "list.xlsx",
        [
            ["ID", "Name", "Last name", "Ticket code", "Days", "Paid"],
            [17.0, "Gerard", "'t Hooft", "'007", date(2027, 5, 20), True],
            ["18", "Ana", "Núñez", "+371 2000 0000", "2027-05-20, 2027-05-21", False],
            [19, "Bo", "Li", 4000.0, None, 1],
        ],
    )
    assert rows_of(path) == [
        AttendeeRow(2, "Gerard 't Hooft", "Gerard", source_id="17", code="007", valid_days=("2027-05-20",)),
        AttendeeRow(
            3, "Ana Núñez", "Ana", source_id="18", code="+371 2000 0000",
            valid_days=("2027-05-20", "2027-05-21"), is_paid=False,
        ),
        AttendeeRow(4, "Bo Li", "Bo", source_id="19", code="4000"),
    ]  # fmt: skip


def test_a_number_keeps_the_zeros_that_its_format_shows(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Name", "Ticket code"])
    book.active.append(["Anna", 42])
    book.active["B2"].number_format = "000000"
    book.save(tmp_path / "list.xlsx")
    assert rows_of(tmp_path / "list.xlsx") == [AttendeeRow(2, "Anna", code="000042")]


def test_codes_that_the_spreadsheet_has_spoilt_are_refused(tmp_path: Path) -> None:
    path = people(
        tmp_path / "list.xlsx",
        [["Name", "Ticket code"], ["Anna", 1.11222000111222e18], ["Bo", date(2027, 4, 3)], ["Cy", "K-1"]],
    )
    rows = rows_of(path)
    assert names(rows) == ["Cy"]
    assert problems(rows) == [
        (2, "The ticket code “1.11222000111222E+18” was rounded by a spreadsheet."),
        (3, "The ticket code “2027-04-03” is a date: a spreadsheet made one of something like 3-4."),
    ]


def test_a_failed_formula_is_a_problem_of_its_row(tmp_path: Path) -> None:
    rows = rows_of(people(tmp_path / "list.xlsx", [["Name", "Company"], ["#N/A", "x"], ["Bo", "y"]]))
    assert names(rows) == ["Bo"]
    assert problems(rows) == [(2, "The cell for full_name holds #N/A: a formula of the spreadsheet has failed there.")]


def test_a_formula_without_result_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = people(tmp_path / "list.xlsx", [["Name", "Company"], ["Anna", '="Ac"&"me"'], ["Bo", "x"], ["Total", "=9"]])
    rows = rows_of(path)
    assert names(rows) == ["Bo"]
    assert problems(rows) == [(2, "The cell for company is a formula, and the file does not hold its result.")]
    changed(path, SHEET, b"<v /></c>", b"<v>3</v></c>")
    assert rows_of(path) == [AttendeeRow(2, "Anna", company="3"), AttendeeRow(3, "Bo", company="x")]


@pytest.mark.parametrize("size", [b'ref="A1:A1"', b'ref="A1:XFD1048576"'])
def test_rows_beyond_the_size_that_the_file_tells_are_read(tmp_path: Path, size: bytes) -> None:
    path = changed(people(tmp_path / "list.xlsx"), SHEET, b'ref="A1:C3"', size)
    assert names(rows_of(path)) == ["Anna Ozola", "Łucja Żak"]


def test_a_header_twice_is_told_and_a_correction_is_read(tmp_path: Path) -> None:
    path = people(tmp_path / "list.xlsx", [["Name", "E-mail", "E-mail", "Wer"], ["Org", "a@b.c", "d@e.f", "Anna"]])
    recognition = recognise(path)
    assert [problem.reason for problem in recognition.problems] == [
        "The header “E-mail” stands 2 times; only its first column is read."
    ]
    corrected = correct(recognition, {Field.FULL_NAME: "Wer", Field.COMPANY: "Name"})
    assert list(read(path, corrected)) == [AttendeeRow(2, "Anna", company="Org", email="a@b.c")]


# What must not be opened


@pytest.mark.parametrize(
    ("part", "megabytes", "reason"),
    [
        (SHEET.replace("1", "2"), 600, "would unpack to"),
        ("xl/media/image1.png", 40, "would unpack to"),
        ("xl/styles2.xml", 17, "would unpack to"),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, part: str, megabytes: int, reason: str) -> None:
    path = bomb(tmp_path / "list.xlsx", part, megabytes * 1024 * 1024)
    assert path.stat().st_size < 1024 * 1024
    tracemalloc.start()
    try:
        (row,) = rows_of(path)
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()
    assert isinstance(row, RowProblem)
    assert reason in row.reason
    assert row.remedy == "Save the sheet as CSV (UTF-8): that may be of any size."


def test_a_workbook_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    path = people(tmp_path / "list.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}", b"")
    (row,) = rows_of(path)
    assert isinstance(row, RowProblem)
    assert "parts; a list has some twenty" in row.reason


def test_a_directory_that_lies_about_a_size_gains_nothing(tmp_path: Path) -> None:
    path = people(tmp_path / "list.xlsx", [*PEOPLE, *([f"Person {n}", "x", f"C-{n}"] for n in range(20_000))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    entry = content.rindex(SHEET.encode()) - 46
    assert int.from_bytes(content[entry + 24 : entry + 28], "little") == size
    content[entry + 24 : entry + 28] = (4096).to_bytes(4, "little")
    path.write_bytes(content)
    rows = rows_of(path)
    assert len(rows) < 100
    assert "is damaged" in problems(rows)[-1][1]


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    lol = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    path = people(tmp_path / "list.xlsx")
    doctype = b'<!DOCTYPE worksheet [<!ENTITY l0 "lollollol">' + lol + b"]>"
    changed(path, SHEET, b"<worksheet", doctype + b"<worksheet")
    changed(path, SHEET, b"</sheetData>", b'<row r="9"><c t="str"><v>&l9;</v></c></row></sheetData>')
    assert problems(rows_of(path)) == [(0, "This workbook is damaged and cannot be read.")]


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        ("EncryptedPackage", "This workbook is locked with a password."),
        ("Workbook", "This is a workbook of Excel 97 to 2003 (.xls)."),
    ],
)
def test_a_locked_workbook_is_told_from_an_old_one(tmp_path: Path, stream: str, reason: str) -> None:
    path = ole(tmp_path / "list.xlsx", stream)
    assert READER.sniff(path.read_bytes())
    assert problems(rows_of(path)) == [(0, reason)]


def test_archives_that_are_no_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.csv", "Name\nAnna\n")
    assert problems(rows_of(path)) == [(0, "This file is a ZIP archive, and no Excel workbook.")]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert problems(rows_of(path)) == [(0, "This file is a text document or slides.")]
    path.write_bytes(b"PK\x03\x04 a spreadsheet")
    assert problems(rows_of(path)) == [(0, "This workbook is damaged: the directory at its end is missing or broken.")]


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert problems(rows_of(people(tmp_path / "list.xlsx", []))) == [(0, "No sheet of this workbook holds a row.")]


def test_a_workbook_without_names(tmp_path: Path) -> None:
    rows = rows_of(people(tmp_path / "list.xlsx", [["red", "green"], [1, 2]]))
    assert problems(rows) == [(0, "No row at the top of the file names a column of names.")]


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize(("old", "new"), [(b">", b""), (b"<", b"<x:"), (b'"', b"'&'"), (b"1", b"x")])
def test_no_damage_raises(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    path = changed(with_shared_texts(people(tmp_path / "list.xlsx")), part, old, new)
    assert all(isinstance(row, AttendeeRow | RowProblem) for row in rows_of(path))


def test_a_workbook_cut_off_at_any_place_is_told(tmp_path: Path) -> None:
    whole = people(tmp_path / "list.xlsx").read_bytes()
    for length in range(4, len(whole), 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        (row,) = rows_of(tmp_path / "cut.xlsx")
        assert isinstance(row, RowProblem)
