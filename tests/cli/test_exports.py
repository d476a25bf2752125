"""`turnout export`: what is in the files, who may read them, and the trace that they leave."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from factories import (
    NOW,
    caller,
    make_event,
    open_file,
    put_attendee,
    put_room,
    put_station,
    put_venue_policy,
    scan,
    seeded,
)
from openpyxl import load_workbook
from server import Server, serving

from turnout import cli
from turnout.domain.model import PRESETS, Attendee, Direction, StationMode
from turnout.services import rehearsal, scanning, setup
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.services.registration import Registered
from turnout.store.lock import Lock

ADA = Attendee(
    "ada",
    "Ada Lovelace",
    "Ada",
    "=cmd|' /C calc'!A0",
    "ada@example.org",
    "speaker",
    "en",
    "she/her",
    "Q798M",
    "row-1",
    valid_days=("2026-05-01", "2026-05-02"),
    gets=("T-shirt: L", "Lunch"),
)
BOB = Attendee("bob", "王小明", source_id="row-2", is_paid=False, is_blocked=True)
EVE = Attendee("eve", "Eve Evans", company='Evans, "Sons"', source_id="row-3", is_cancelled=True)


def run(*words: object) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def turnout(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def refused(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    return " ".join(result.output.split())


@pytest.fixture
def people() -> dict[str, Registered]:
    """Who is on the list of `path`, with their codes."""
    return {}


@pytest.fixture
def path(tmp_path: Path, people: dict[str, Registered]) -> Path:
    """A rehearsal, then a day: Ada comes and goes into the aula, is undone once; Bob is refused; a code is unknown."""
    made = tmp_path / "congress.db"
    event = make_event(made, is_opened=False)
    put_room(event, "aula")
    put_venue_policy(event, PRESETS["day_tickets"])
    for who in (ADA, BOB, EVE):
        people[who.id] = put_attendee(event, who)
    gate = put_station(event, mode=StationMode.DOOR)
    ada, bob = people["ada"].ticket.code, people["bob"].ticket.code
    scan(event, ada, gate, NOW - timedelta(hours=1), scan_id="trial")
    setup.open_event(event, caller(), NOW - timedelta(minutes=30), seeded(1))
    scan(event, ada, gate, NOW, scan_id="in")
    scan(event, ada, gate, NOW + timedelta(minutes=1), scan_id="aula", place_id="aula")
    scan(event, bob, gate, NOW + timedelta(minutes=2), scan_id="unpaid")
    scan(event, "nobody's code", gate, NOW + timedelta(minutes=3), scan_id="unknown")
    scan(event, ada, gate, NOW + timedelta(minutes=4), scan_id="out", direction=Direction.OUT)
    scanning.undo(event, "out", "undo-out", caller(), NOW + timedelta(minutes=5))
    event.file.close()
    return made


def csv_rows(target: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))


def xlsx_rows(target: Path) -> list[dict[str, Any]]:
    header, *rows = load_workbook(target).worksheets[0].values
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def exported(event_file: Path) -> list[tuple[str, dict[str, object]]]:
    """Who exported what, by the log."""
    connection = sqlite3.connect(event_file)
    try:
        rows = connection.execute("SELECT actor, data FROM log WHERE kind = 'data.exported' ORDER BY seq").fetchall()
    finally:
        connection.close()
    return [(actor, json.loads(data)) for actor, data in rows]


def fact(export: str, rows: int, *, has_codes: bool = False) -> tuple[str, dict[str, object]]:
    return "command", {"export": export, "rows": rows, "has_codes": has_codes}


# ---- attendees ----------------------------------------------------------------------------------------------


def test_the_list_has_everybody_with_when_they_came_and_where_they_are(path: Path, tmp_path: Path) -> None:
    said = turnout("export", "attendees", path, tmp_path / "list.csv")
    assert f"3 rows are in {tmp_path / 'list.csv'}" in said
    ada, bob, eve = csv_rows(tmp_path / "list.csv")
    assert ada == {
        "Turnout id": "ada",
        "Registration ID": "row-1",
        "Order code": "Q798M",
        "Name": "Ada Lovelace",
        "Given name": "Ada",
        "Company": "'=cmd|' /C calc'!A0",
        "E-mail": "ada@example.org",
        "Category": "Speaker",
        "Language": "en",
        "Pronouns": "she/her",
        "Paid": "yes",
        "Cancelled": "no",
        "Blocked": "no",
        "Valid days": "2026-05-01 2026-05-02",
        "Gets": "T-shirt: L; Lunch",
        "First arrival (Europe/Riga)": "2026-05-01 12:00:00",
        "Last seen (Europe/Riga)": "2026-05-01 12:01:00",
        "Last seen at": "Aula",
        "Now in": "Aula",
    }
    assert [bob[name] for name in ("Name", "Paid", "Blocked", "Last seen at")] == ["王小明", "no", "yes", ""]
    assert [eve[name] for name in ("Company", "Cancelled")] == ['Evans, "Sons"', "yes"]


def test_both_formats_say_the_same_of_the_list(path: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx"):
        turnout("export", "attendees", path, tmp_path / f"list.{ending}")
    from_csv, from_xlsx = csv_rows(tmp_path / "list.csv"), xlsx_rows(tmp_path / "list.xlsx")
    assert from_xlsx[0]["First arrival (Europe/Riga)"].isoformat() == "2026-05-01T12:00:00"
    as_text = [{name: "" if value is None else str(value) for name, value in row.items()} for row in from_xlsx]
    assert as_text == [{name: value.removeprefix("'") for name, value in row.items()} for row in from_csv]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_codes_are_in_the_list_only_when_asked_for(
    path: Path, tmp_path: Path, people: dict[str, Registered], ending: str
) -> None:
    rows = csv_rows if ending == "csv" else xlsx_rows
    without, target = tmp_path / f"without.{ending}", tmp_path / f"with.{ending}"
    turnout("export", "attendees", path, without)
    turnout("export", "attendees", path, target, "--with-codes")
    codes = [people[who].ticket.code for who in ("ada", "bob", "eve")]
    assert [row["Ticket code"] for row in rows(target)] == codes
    content = everything_in(without)
    assert [code for code in codes if code.encode() in content] == []
    assert exported(path) == [fact("attendees", 3), fact("attendees", 3, has_codes=True)]


def everything_in(target: Path) -> bytes:
    if target.suffix == ".csv":
        return target.read_bytes()
    with zipfile.ZipFile(target) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_an_import_knows_everybody_of_an_exported_list_again(path: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "ids.csv", tmp_path / "codes.csv"):
        options = ["--with-codes"] if target.stem == "codes" else []
        turnout("export", "attendees", path, target, *options)
        rows = target.read_bytes().replace(b"'=cmd", b"=cmd")  # the guard is for spreadsheets
        target.write_bytes(rows)
        said = turnout("import", "attendees", path, target)
        assert "0 were added, 0 changed, 3 left as they are, 0 refused." in said


# ---- scans --------------------------------------------------------------------------------------------------


def test_every_scan_is_there_with_whose_it_was_and_why(path: Path, tmp_path: Path) -> None:
    turnout("export", "scans", path, tmp_path / "scans.csv")
    rows = csv_rows(tmp_path / "scans.csv")
    assert [row["Scan id"] for row in rows] == ["trial", "in", "aula", "unpaid", "unknown", "out"]
    assert rows[3] == {
        "Time (Europe/Riga)": "2026-05-01 12:02:00",
        "Outcome": "refused",
        "Direction": "in",
        "Code of refusal": "H9",
        "Reason": "blocked",
        "Meaning": "This registration is blocked.",
        "Set aside": "",
        "Place": "Harbour Congress",
        "Session": "",
        "Station": "Gate",
        "By": "",
        "Turnout id": "bob",
        "Name": "王小明",
        "Rehearsal": "no",
        "Undone": "no",
        "Scan id": "unpaid",
    }
    assert [row["Name"] for row in rows] == ["Ada Lovelace"] * 3 + ["王小明", "", "Ada Lovelace"]
    assert [row["Rehearsal"] for row in rows] == ["yes", "no", "no", "no", "no", "no"]
    assert [row["Undone"] for row in rows] == ["no", "no", "no", "no", "no", "yes"]
    assert [row["Place"] for row in rows][2] == "Aula"
    assert exported(path) == [fact("scans", 6)]


def test_a_cleared_rehearsal_is_in_no_list(path: Path, tmp_path: Path) -> None:
    event = Event(open_file(path), Live())
    rehearsal.clear(event, caller(), NOW + timedelta(hours=1), seeded(2))
    event.file.close()
    turnout("export", "scans", path, tmp_path / "scans.csv")
    assert [row["Scan id"] for row in csv_rows(tmp_path / "scans.csv")] == ["in", "aula", "unpaid", "unknown", "out"]
    assert exported(path) == [fact("scans", 5)]


# ---- log ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_fact_is_there_as_it_stands(path: Path, tmp_path: Path, ending: str) -> None:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    facts = [dict(row) for row in connection.execute("SELECT * FROM log ORDER BY seq")]
    connection.close()
    target = tmp_path / f"log.{ending}"
    turnout("export", "log", path, target)
    if ending == "csv":
        assert csv_rows(target) == [{name: str(value) for name, value in row.items()} for row in facts]
    else:
        assert xlsx_rows(target) == [{name: value or value_of(name) for name, value in row.items()} for row in facts]
    assert exported(path) == [fact("log", len(facts))]


def value_of(name: str) -> int | None:
    """What an empty value of a column is in a spreadsheet."""
    return 0 if name == "station_seq" else None


def test_the_log_names_nobody(path: Path, tmp_path: Path, people: dict[str, Registered]) -> None:
    turnout("export", "log", path, tmp_path / "log.csv")
    content = everything_in(tmp_path / "log.csv").decode()
    personal = ["Lovelace", "王小明", "example.org", *(one.ticket.code for one in people.values())]
    assert [word for word in personal if word in content] == []


# ---- the file, and what may go wrong ----------------------------------------------------------------------------


def test_only_its_owner_may_read_it(path: Path, tmp_path: Path) -> None:
    turnout("export", "attendees", path, tmp_path / "list.xlsx")
    assert stat.filemode((tmp_path / "list.xlsx").stat().st_mode) == "-rw-------"


def test_a_file_that_is_there_is_replaced_only_by_force(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_text("mine")
    assert "exists already" in refused("export", "attendees", path, target)
    assert (target.read_text(), exported(path)) == ("mine", [])
    turnout("export", "attendees", path, target, "--force")
    assert len(csv_rows(target)) == 3


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("list.ods", "says neither CSV nor XLSX. Let its name end in .csv or .xlsx."),
        ("list", "says neither CSV nor XLSX."),
        ("nowhere/list.csv", "could not be written"),
        ("folder.csv", "is a folder"),
    ],
)
def test_a_target_that_cannot_be(path: Path, tmp_path: Path, target: str, said: str) -> None:
    out = tmp_path / "out"
    (out / "folder.csv").mkdir(parents=True)
    assert said in refused("export", "attendees", path, out / target, "--force")
    assert (list(out.iterdir()), exported(path)) == ([out / "folder.csv"], [])


def test_an_event_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no event file" in refused("export", "log", tmp_path / "nothing.db", tmp_path / "log.csv")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_recorded_is_not_exported(path: Path, tmp_path: Path) -> None:
    held = Lock(path)
    assert "is in use by another Turnout" in refused("export", "attendees", path, tmp_path / "list.csv")
    held.release()
    assert not (tmp_path / "list.csv").exists()


def test_no_other_command_loads_what_only_spreadsheets_need() -> None:
    begun = "import sys, turnout.cli, turnout.server.process; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", begun], check=False).returncode == 0


# ---- beside a server ----------------------------------------------------------------------------------------


def test_an_export_beside_a_server_is_recorded_by_it(path: Path, tmp_path: Path) -> None:
    with serving(path) as server:
        turnout("export", "attendees", path, tmp_path / "list.xlsx", "--with-codes")
        assert len(xlsx_rows(tmp_path / "list.xlsx")) == 3
        assert newest(server) == fact("attendees", 3, has_codes=True)


def newest(server: Server) -> tuple[str, dict[str, object]]:
    return exported(server.path)[-1]
