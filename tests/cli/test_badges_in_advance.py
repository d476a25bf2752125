"""`turnout badges print` and its kin: with a server, without one, and into a folder for a printing house."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import make_event, put_attendee
from printed import codes, pictures
from server import serving

from turnout import cli
from turnout.domain.model import Attendee
from turnout.store import badge_runs, database, maintenance, preprinted
from turnout.store.preprinted import PickupState

PEOPLE = (
    Attendee("zoe", "Zoë Ashdown", company="Acme", source_id="z-1"),
    Attendee("emil", "Émile Brun", category="speaker"),
    Attendee("eva", "Eva Cudny"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An event on the evening before, with three people and a printer."""
    made = tmp_path / "congress.db"
    event = make_event(made, is_opened=False, has_printer=True)
    for attendee in PEOPLE:
        put_attendee(event, attendee)
    event.file.close()
    return made


def turnout(*words: object) -> str:
    """What a command says that must succeed."""
    result = CliRunner().invoke(cli.main, ["badges", *map(str, words)])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def refused(*words: object) -> str:
    result = CliRunner().invoke(cli.main, ["badges", *map(str, words)])
    assert result.exit_code == 1, result.output
    return " ".join(result.output.split())


def run_of(said: str) -> str:
    found = re.search(r"The run is (\w+)\.", said)
    assert found is not None, said
    return found[1]


def lies(path: Path) -> dict[str, tuple[str, int, PickupState]]:
    """Where each badge lies."""
    reader = database.open_reader(path)
    try:
        found = {one.id: preprinted.find(reader, one.id) for one in PEOPLE}
        return {who: (pickup.box, pickup.number, pickup.state) for who, pickup in found.items() if pickup}
    finally:
        reader.close()


def ticket_codes(path: Path, kind: str) -> dict[str, str]:
    reader = database.open_reader(path)
    try:
        return dict(reader.execute("SELECT attendee_id, code FROM tickets WHERE kind = ?", (kind,)).fetchall())
    finally:
        reader.close()


def test_a_run_beside_a_server_comes_out_of_its_printer(path: Path) -> None:
    with serving(path, "--spooler"):
        said = turnout("print", path, "--sort", "name", "--follow")
        assert "by name at Entrance printer: done; 3 printed, of 3." in said
        assert "3 printed, of 3." in turnout("runs", path)
        assert refused("print", path, "--not-yet-printed") == "Nobody is without a badge."
    assert len(list((path.parent / "badges").glob("*.png"))) == 3
    assert lies(path) == {
        "emil": ("E", 1, PickupState.READY),
        "eva": ("E", 2, PickupState.READY),
        "zoe": ("Z", 1, PickupState.READY),
    }


def test_a_run_is_stopped_and_continued_without_a_second_badge(path: Path) -> None:
    run = run_of(turnout("print", path, "--boxes", "2"))
    assert "stopped; 3 waiting, of 3." in turnout("stop", path, run)
    assert "going on; 3 waiting, of 3." in turnout("continue", path, run)
    assert maintenance.differing_projections(path) == []
    assert refused("stop", path, "nothing").startswith("There is no such run.")


def test_a_run_that_was_cut_off_is_queued_to_its_end(path: Path) -> None:
    with serving(path) as server:
        body = {"run_id": "cut", "sort": "name", "boxes": "letters", "categories": [], "total": 3}
        server.command.post("/badge-runs", body)
        server.command.post("/badge-runs/cut/badges", {"placings": [{"attendee_id": "emil", "box": "E", "number": 1}]})
        assert "3 waiting, of 3." in turnout("continue", path, "cut")
    reader = database.open_reader(path)
    assert badge_runs.members(reader, "cut") == {"emil", "eva", "zoe"}
    reader.close()
    assert {who: place[:2] for who, place in lies(path).items()} == {"emil": ("E", 1), "eva": ("E", 2), "zoe": ("Z", 1)}


def test_a_folder_for_a_printing_house(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "print"
    said = turnout("print", path, "--to-folder", folder)
    assert f"3 badges are in {folder}" in said
    assert sorted(file.name for file in folder.iterdir()) == ["box-E.pdf", "box-Z.pdf", "index.csv"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    badges = ticket_codes(path, "badge")
    assert [codes(page) for page in pictures(folder / "box-E.pdf")] == [[badges["emil"]], [badges["eva"]]]
    assert lies(path)["eva"] == ("E", 2, PickupState.READY)
    assert refused("print", path, "--not-yet-printed", "--to-folder", tmp_path / "more") == "Nobody is without a badge."
    assert refused("print", path, "--to-folder", path.parent).startswith(f"{path.parent} holds something else")


def test_a_folder_that_was_cut_off_is_drawn_to_its_end_in_the_same_places(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "print"
    turnout("print", path, "--to-folder", folder)
    before = (folder / "box-E.pdf").read_bytes()
    (folder / "box-E.pdf").unlink()
    untouched = (folder / "box-Z.pdf").stat().st_mtime_ns
    assert f"{folder} was begun before" in turnout("print", path, "--sort", "company", "--to-folder", folder)
    assert (folder / "box-E.pdf").read_bytes() == before
    assert (folder / "box-Z.pdf").stat().st_mtime_ns == untouched


@pytest.mark.parametrize("is_served", [False, True])
def test_places_come_from_a_file(path: Path, tmp_path: Path, is_served: bool) -> None:
    source = tmp_path / "places.csv"
    code = ticket_codes(path, "ticket")["emil"]
    source.write_text(f"code,id,box,number\n{code},,C,41\n,z-1,D,2\n,eva,C,41\n,nobody,C,9\n,zoe,D,3\n")
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    if is_served:
        with serving(copy):
            said = turnout("placed", copy, source)
    else:
        said = turnout("placed", copy, source)
    assert said == (
        "line 4: Two rows are of one person or of one place. Keep one of them. "
        "line 5: Nobody on the list has this code or id. Import the list first. "
        "line 6: Two rows are of one person or of one place. Keep one of them. "
        "2 badges are placed, 3 rows refused."
    )
    assert lies(copy) == {"emil": ("C", 41, PickupState.READY), "zoe": ("D", 2, PickupState.READY)}


def test_a_file_of_nobody_changes_nothing(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "places.csv"
    source.write_text("id,box,number\nnobody,C,41\n")
    assert "0 badges are placed, 1 rows refused." in refused("placed", path, source)
    assert refused("placed", path, tmp_path / "none.csv").startswith("There is no file")
    assert lies(path) == {}


def test_there_are_no_runs_yet(path: Path) -> None:
    assert turnout("runs", path) == f"No badges were printed in advance yet: turnout badges print {path}"
