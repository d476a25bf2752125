"""`turnout import attendees` a second time: what is kept, what is replaced, who is missing, and how it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import NOW, caller, make_event, open_file

from turnout import cli
from turnout.services import registration
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.store import database

HEADER = "Name,Company,ID\n"
ADA, BOB, EVE = "Ada Lovelace,Engines,1\n", "Bob Bobson,Bobs,2\n", "Eve Evans,,3\n"


def turnout(path: Path, text: str, *options: str) -> str:
    """The exit code and what was said, on one line."""
    source = path.with_name("list.csv")
    source.write_text(HEADER + text)
    words = ["import", "attendees", str(path), str(source), *options]
    result = CliRunner().invoke(cli.main, words, env={"COLUMNS": "400"})
    return f"{result.exit_code}: {' '.join(result.output.split())}"


def companies(path: Path) -> list[tuple[str, str, int]]:
    reader = database.open_reader(path)
    rows = reader.execute("SELECT full_name, company, is_cancelled FROM attendees ORDER BY full_name")
    found = [(row[0], row[1], row[2]) for row in rows]
    reader.close()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An event whose list has Ada, Bob and Eve; Ada's company was corrected on site."""
    made = tmp_path / "congress.db"
    make_event(made).file.close()
    assert turnout(made, ADA + BOB + EVE).endswith("3 were added, 0 changed, 0 left as they are, 0 refused.")
    event = Event(open_file(made), Live())
    ((ada,),) = event.reader.execute("SELECT id FROM attendees WHERE source_id = '1'")
    registration.amend(event, ada, {"company": "Mills"}, 1, caller(), NOW)
    event.file.close()
    return made


def test_corrections_are_kept_and_told_with_their_people(path: Path) -> None:
    said = turnout(path, ADA + BOB + EVE)
    assert "1 value corrected on site was kept:" in said
    assert "line 2: Ada Lovelace (1), company: stays Mills; the file says Engines" in said
    assert companies(path)[0] == ("Ada Lovelace", "Mills", 0)


def test_the_file_wins_when_it_is_to(path: Path) -> None:
    said = turnout(path, ADA + BOB + EVE, "--file-wins")
    assert "1 value corrected on site was replaced by the file's." in said
    assert companies(path)[0] == ("Ada Lovelace", "Engines", 0)


def test_a_dry_run_lists_who_is_added_changed_missing_and_refused(path: Path) -> None:
    before = companies(path)
    said = turnout(path, "Ada Lovelace,Engines,1\nBob Bobson,Rob's,2\nZoe,,9\n,Nobody,8\n", "--dry-run")
    for part in (
        "line 5: The row has no name.",
        "Added: line 4: Zoe (9)",
        "Changed: line 3: Bob Bobson (2), company: Bobs → Rob's",
        "1 person of earlier lists is not in this file. 1 of them would stay on the list: Eve Evans (3)",
        "1 would be added, 1 changed, 1 left as they are, 1 refused.",
    ):
        assert part in said, said
    assert companies(path) == before


def test_the_missing_are_cancelled_when_that_is_asked(path: Path) -> None:
    said = turnout(path, ADA + BOB, "--cancel-missing")
    assert "1 of them cancelled: Eve Evans (3)" in said
    assert [row[2] for row in companies(path)] == [0, 0, 1]


def test_few_people_must_be_confirmed(path: Path) -> None:
    said = turnout(path, ADA, "--cancel-missing")
    assert said.startswith("1: ")
    assert "Only 1 of the 3 people of earlier lists are in this file." in said
    assert "add --few" in said
    assert [row[2] for row in companies(path)] == [0, 0, 0]
    assert turnout(path, ADA, "--cancel-missing", "--few").startswith("0: ")
    assert [row[2] for row in companies(path)] == [0, 1, 1]
