"""`turnout paper`: a list for the day on which nothing else works."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from exported import taken_out
from factories import NOW, caller, make_event, put_attendee, put_station, scan
from printed import box_is_filled, pages

from turnout import cli
from turnout.domain.facts import DataExported
from turnout.domain.model import Attendee
from turnout.paper.lists import DPI
from turnout.services import registration


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three people: Ada has come, Bob has not, Grace has cancelled."""
    made = tmp_path / "congress.db"
    event = make_event(made)
    ada = put_attendee(event, Attendee("ada", "Ada Lovelace", category="speaker"))
    put_attendee(event, Attendee("bob", "Bob Bobson"))
    put_attendee(event, Attendee("grace", "Grace Hopper"))
    registration.cancel(event, "grace", caller(), NOW)
    scan(event, ada.ticket.code, put_station(event), NOW, scan_id="s1")
    event.file.close()
    return made


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli.main, [str(word) for word in words])
    return result.exit_code, " ".join(result.output.split())


def test_who_is_coming_is_on_the_list_and_who_has_come_is_ticked(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "lists.pdf"
    code, said = run("paper", path, target)
    assert (code, f"3 pages are in {target}" in said) == (0, True)
    by_name, *by_category = pages(target, DPI)
    assert [box_is_filled(by_name, row) for row in range(3)] == [True, False, False]
    assert sorted(box_is_filled(page, 0) for page in by_category) == [False, True]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert taken_out(path) == [DataExported("paper", 2, False)]


def test_nothing_is_overwritten_unasked(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "lists.pdf"
    target.write_bytes(b"precious")
    code, said = run("paper", path, target)
    assert (code, "exists already" in said, target.read_bytes()) == (1, True, b"precious")
    assert taken_out(path) == []
    assert run("paper", path, target, "--force")[0] == 0


def test_an_empty_list_and_a_name_that_is_no_pdf_are_told(path: Path, tmp_path: Path) -> None:
    make_event(tmp_path / "empty.db").file.close()
    code, said = run("paper", tmp_path / "empty.db", tmp_path / "lists.pdf")
    assert (code, "Import the attendees first." in said) == (1, True)
    code, said = run("paper", path, tmp_path / "lists.txt")
    assert (code, "ends in .pdf" in said) == (1, True)
