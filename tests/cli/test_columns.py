"""`--column`: recognition is corrected by a person, and the correction recalled for the next list."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import make_event
from server import Server, serving

from turnout import cli
from turnout.store import database

UNKNOWN = "Wer;Was;Kennung\nAda Lovelace;Engine;T-1\nBob Bobson;Bobs;T-2\n"
RECALLED = "As corrected before for lists with these headers: "


def turnout(*words: object) -> str:
    result = CliRunner().invoke(cli.main, [str(word) for word in words], env={"COLUMNS": "400"})
    return f"{result.exit_code}: {' '.join(result.output.split())}"


def people(path: Path) -> list[tuple[str, ...]]:
    reader = database.open_reader(path)
    rows = reader.execute(
        """
        SELECT a.full_name, a.company, t.code FROM attendees a
        JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'ticket' ORDER BY 1
        """
    )
    found = [tuple(row) for row in rows]
    reader.close()
    return found


def registered(path: Path) -> list[tuple[str, int]]:
    reader = database.open_reader(path)
    found = [(row["columns"], row["version"]) for row in reader.execute("SELECT * FROM recognitions")]
    reader.close()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "congress.db"
    make_event(made).file.close()
    return made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text(UNKNOWN)
    return made


def test_a_list_of_unknown_headers_says_how_to_name_them(path: Path, source: Path) -> None:
    said = turnout("import", "attendees", path, source)
    assert said.startswith("1: ")
    assert "Not used: Wer, Was, Kennung" in said
    assert 'Say which column holds the names: --column name="..."' in said
    assert people(path) == []


def test_a_correction_is_used_and_recalled_by_the_next_import(path: Path, source: Path) -> None:
    said = turnout(
        "import",
        "attendees",
        path,
        source,
        "--column",
        "name=Wer",
        "--column",
        "code=kennung",
        "--column",
        "company=Was",
    )
    assert said.startswith("0: ")
    assert "The corrected columns are remembered for lists with these headers." in said
    assert people(path) == [("Ada Lovelace", "Engine", "T-1"), ("Bob Bobson", "Bobs", "T-2")]
    assert registered(path) == [('{"full_name": "Wer", "code": "Kennung", "company": "Was"}', 1)]
    source.write_text(UNKNOWN + "Eve Evans;Evening;T-3\n")
    again = turnout("import", "attendees", path, source)
    assert f"{RECALLED}code, company, full name." in again
    assert "1 were added, 0 changed, 2 left as they are, 0 refused." in again
    assert "is sound" in turnout("check", path)


def test_a_second_correction_adds_to_the_first(path: Path, source: Path) -> None:
    turnout("import", "attendees", path, source, "--column", "name=Wer", "--column", "code=Kennung")
    said = turnout("import", "attendees", path, source, "--column", "company=Was")
    assert f"{RECALLED}code, full name." in said
    assert registered(path) == [('{"full_name": "Wer", "code": "Kennung", "company": "Was"}', 2)]


def test_a_column_can_be_left_out(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Name,Company,Code\nAda,private,T-1\n")
    said = turnout("import", "attendees", path, source, "--column", "company=")
    assert "Not used: Company" in said
    assert people(path) == [("Ada", "", "T-1")]


def test_other_headers_are_recognised_anew(path: Path, source: Path, tmp_path: Path) -> None:
    turnout("import", "attendees", path, source, "--column", "name=Wer")
    other = tmp_path / "other.csv"
    other.write_text("Wer;Name\nx;Ada\n")
    assert RECALLED not in turnout("import", "attendees", path, other)


def test_a_dry_run_remembers_nothing(path: Path, source: Path) -> None:
    said = turnout("import", "attendees", path, source, "--column", "name=Wer", "--dry-run")
    assert "2 would be added" in said
    assert (registered(path), people(path)) == ([], [])


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("name=Wen", "The list has no column “Wen”. Its columns are “Wer”, “Was”, “Kennung”."),
        ("shoe size=Wer", "“shoe size=Wer” names no field."),
        ("Wer", "“Wer” names no field."),
    ],
)
def test_a_correction_that_cannot_be_made_is_told(path: Path, source: Path, column: str, says: str) -> None:
    said = turnout("import", "attendees", path, source, "--column", column)
    assert (said[:2], says in said) == ("1:", True)


def test_a_file_without_columns_is_told_before_its_corrections(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.xlsx"
    source.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    said = turnout("import", "attendees", path, source, "--column", "name=Wer")
    assert (said[:2], "(.xls)" in said) == ("1:", True)


def test_an_event_file_of_an_older_version_recalls_nothing(path: Path, source: Path) -> None:
    with sqlite3.connect(path) as older:
        older.execute("DROP TABLE recognitions")
    older.close()
    assert "Not used: Wer, Was, Kennung" in turnout("import", "attendees", path, source, "--dry-run")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("columns") / "congress.db"
    make_event(path).file.close()
    with serving(path) as running:
        yield running


def test_through_the_server_a_correction_is_recalled_too(server: Server, source: Path) -> None:
    said = turnout("import", "attendees", server.path, source, "--column", "name=Wer", "--column", "code=Kennung")
    assert "2 were added" in said
    assert f"{RECALLED}code, full name." in turnout("import", "attendees", server.path, source)
    assert registered(server.path) == [('{"full_name": "Wer", "code": "Kennung"}', 1)]
