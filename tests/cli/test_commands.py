"""Every command: what it does, what it says, and what it says when it cannot."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from brought import FRAB, HALF_BROKEN, LIST
from click.testing import CliRunner, Result
from factories import NOW, make_event, open_file, put_attendee, put_station, scan, seeded

from turnout import cli
from turnout.demo import event as demo_event
from turnout.domain.model import Attendee, Role
from turnout.services import access
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.store import accounts, attendees, database, maintenance
from turnout.store.lock import Lock
from turnout.web.house import system_clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An event file that nobody holds."""
    made = tmp_path / "congress.db"
    make_event(made).file.close()
    return made


def turnout(*words: object, says: str = "") -> Result:
    """Run a command that must succeed; `says` is typed in."""
    result = run(*words, says=says)
    assert result.exit_code == 0, result.output
    return result


def refused(*words: object) -> str:
    """What a command says that must fail, without a traceback."""
    result = run(*words)
    assert result.exit_code != 0
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return " ".join(result.output.split())


def run(*words: object, says: str = "") -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words], input=says)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def names(path: Path) -> list[str]:
    return [str(row[0]) for row in rows(path, "SELECT full_name FROM attendees ORDER BY full_name")]


# ---- the group --------------------------------------------------------------------------------------------


def test_every_command_explains_itself() -> None:
    listed = turnout("--help").output
    for name in ("new", "demo", "serve", "import", "check", "rebuild", "backup", "sign-in-link", "account"):
        assert f"  {name}" in listed
        assert turnout(name, "--help").output.startswith("Usage:")


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("rebuild",),
        ("sign-in-link",),
        ("account", "add", "--role", "staff", "--password", "long enough"),
        ("import", "attendees"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_file_that_is_not_there(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    missing = tmp_path / "nothing.db"
    more = {"account": ("Mara",), "import": (tmp_path / "list.csv",)}.get(words[0], ())
    options = [word for word in words if word.startswith("--")]
    begin = words.index(options[0]) if options else len(words)
    said = refused(*words[:begin], missing, *more, *words[begin:])
    assert f"There is no event file {missing}" in said
    assert "turnout new" in said
    assert not missing.exists()


# ---- demo ---------------------------------------------------------------------------------------------------


def test_a_demo_is_sound_and_going_on(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    said = turnout("demo", path, "--people", "40").output
    assert "40 attendees" in said
    assert f"turnout serve {path}" in said
    assert (tmp_path / "demo-tickets.pdf").read_bytes().startswith(b"%PDF")
    assert len(names(path)) == 40
    assert "is sound" in turnout("check", path).output
    assert "exists already" in refused("demo", path)
    assert "today's demo already" in turnout("demo", path, "--keep").output


@pytest.fixture
def old_demo(tmp_path: Path) -> Path:
    """A demo whose days are over."""
    made = tmp_path / "demo.db"
    demo_event.make(made, 10, 7, system_clock() - timedelta(days=9), lambda _what: None)
    return made


def test_a_demo_of_other_days_is_put_aside(old_demo: Path) -> None:
    before = rows(old_demo, "SELECT * FROM log")
    assert "20 attendees" in turnout("demo", old_demo, "--people", "20", "--keep").output
    assert len(names(old_demo)) == 20
    (aside,) = old_demo.parent.glob("demo-2*.db")
    assert rows(aside, "SELECT * FROM log") == before


def test_a_demo_that_is_in_use_is_not_put_aside(old_demo: Path) -> None:
    inode, before = old_demo.stat().st_ino, rows(old_demo, "SELECT * FROM log")
    held = Lock(old_demo)
    assert "is in use by another Turnout" in refused("demo", old_demo, "--keep")
    held.release()
    assert (old_demo.stat().st_ino, rows(old_demo, "SELECT * FROM log")) == (inode, before)
    assert list(old_demo.parent.glob("demo-2*.db")) == []


def test_no_demo_takes_the_place_of_an_event(path: Path) -> None:
    inode, before = path.stat().st_ino, rows(path, "SELECT * FROM log")
    said = refused("demo", path, "--keep")
    assert said == f"{path} is not a demo Name another file: only a demo is ever replaced."
    assert (path.stat().st_ino, rows(path, "SELECT * FROM log")) == (inode, before)


def test_a_crowd_needs_a_server(path: Path) -> None:
    assert "is not being served. Start `turnout serve" in refused("demo", path, "--crowd")


# ---- serve ----------------------------------------------------------------------------------------------------


def test_tls_needs_both_files(path: Path, tmp_path: Path) -> None:
    assert "TLS needs both a certificate and its key." in refused("serve", path, "--tls-cert", tmp_path / "c.pem")


# ---- import attendees -------------------------------------------------------------------------------------------


@pytest.fixture
def attendee_list(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text(LIST)
    return made


def test_a_list_comes_in_once(path: Path, attendee_list: Path) -> None:
    said = turnout("import", "attendees", path, attendee_list).output
    assert "2 were added, 0 changed, 0 left as they are, 0 refused." in said
    assert names(path) == ["Ada Lovelace", "Bob Bobson"]
    again = turnout("import", "attendees", path, attendee_list).output
    assert "0 were added, 0 changed, 2 left as they are, 0 refused." in again


def test_a_dry_run_shows_and_changes_nothing(path: Path, attendee_list: Path) -> None:
    before = path.read_bytes()
    said = turnout("import", "attendees", path, attendee_list, "--dry-run").output
    assert "2 would be added" in said
    assert "Ticket code" in said  # how the columns were recognised
    assert path.read_bytes() == before


def test_a_half_broken_list_brings_in_what_is_whole_and_names_the_rest(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(HALF_BROKEN)
    said = turnout("import", "attendees", path, broken).output
    assert "2 were added, 0 changed, 0 left as they are, 2 refused." in said
    assert "line 3: " in said
    assert "line 4: " in said
    assert "or give this attendee a ticket code of their own." in said
    assert names(path) == ["Ada Lovelace", "Eve Evans"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 a spreadsheet", b"\x00\x01\x02", b"%PDF-1.7", b"just one line of text"],
    ids=["empty", "spreadsheet", "bytes", "pdf", "text"],
)
def test_a_file_that_is_no_list_is_refused_with_a_remedy(path: Path, tmp_path: Path, content: bytes) -> None:
    before = rows(path, "SELECT * FROM log")
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(content)
    assert len(refused("import", "attendees", path, wrong)) > 30
    assert (rows(path, "SELECT * FROM log"), names(path)) == (before, [])


def test_a_list_that_is_not_there(path: Path, tmp_path: Path) -> None:
    assert "There is no file" in refused("import", "attendees", path, tmp_path / "nothing.csv")


def test_a_file_held_by_another_command_waits_for_nobody(path: Path, attendee_list: Path) -> None:
    lock = Lock(path)
    assert "is in use by another Turnout Stop that one first" in refused("import", "attendees", path, attendee_list)
    lock.release()


# ---- import schedule --------------------------------------------------------------------------------------------


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    made = tmp_path / "schedule.json"
    made.write_text(FRAB)
    return made


def test_a_schedule_comes_in(path: Path, schedule: Path) -> None:
    before = path.read_bytes()
    assert (
        "1 rooms and 1 sessions would be imported." in turnout("import", "schedule", path, schedule, "--dry-run").output
    )
    assert path.read_bytes() == before
    assert "1 rooms and 1 sessions are imported." in turnout("import", "schedule", path, schedule).output
    assert rows(path, "SELECT title FROM sessions") == [("Opening",)]


def test_a_list_is_no_schedule_and_the_other_way_round(path: Path, schedule: Path, attendee_list: Path) -> None:
    assert "schedules as frab JSON" in refused("import", "schedule", path, attendee_list)
    assert len(refused("import", "attendees", path, schedule)) > 30


# ---- check, rebuild, backup -----------------------------------------------------------------------------------------


@pytest.fixture
def busy(path: Path) -> Path:
    """An event in which something has happened."""
    event = Event(open_file(path), Live())
    ada = put_attendee(event, Attendee("ada", "Ada Lovelace"))
    scan(event, ada.ticket.code, put_station(event), NOW, scan_id="s1")
    event.file.close()
    return path


def test_a_sound_file(busy: Path) -> None:
    before = busy.read_bytes()
    assert "is sound: everything shown is what the log says." in turnout("check", busy).output
    assert busy.read_bytes() == before


def test_a_file_that_was_tampered_with_is_noticed_and_mended(busy: Path) -> None:
    connection = sqlite3.connect(busy)
    connection.execute("UPDATE headcounts SET inside = 7")
    connection.commit()
    connection.close()
    assert f"headcounts is not what the log says; `turnout rebuild {busy}` mends it." in refused("check", busy)
    assert "facts folded" in turnout("rebuild", busy).output
    assert "is sound" in turnout("check", busy).output
    assert rows(busy, "SELECT place_id, inside FROM headcounts") == [("venue", 1)]


def test_a_damaged_file_is_noticed(busy: Path) -> None:
    pages = busy.stat().st_size // 4096
    with busy.open("r+b") as file:
        file.seek((pages - 2) * 4096)
        file.write(b"\xff" * 4096)
    assert "amaged" in refused("check", busy)


def test_a_rebuild_needs_the_file_for_itself(busy: Path) -> None:
    lock = Lock(busy)
    assert "is in use by another Turnout" in refused("rebuild", busy)
    lock.release()


def test_a_backup_is_the_same_event(busy: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    assert "is a whole and checked copy." in turnout("backup", busy, target).output
    assert rows(target, "SELECT * FROM log") == rows(busy, "SELECT * FROM log")
    assert maintenance.differing_projections(target) == []
    assert "exists already" in refused("backup", busy, target)


# ---- people ---------------------------------------------------------------------------------------------------------


def test_an_account_is_signed_out(path: Path) -> None:
    turnout("account", "add", path, "Mara", "--role", "staff", "--password", "long enough")
    assert "Mara is signed out everywhere." in turnout("account", "sign-out", path, "Mara").output
    assert rows(path, "SELECT actor FROM log WHERE kind = 'account.signed_out'") == [("command",)]
    assert "There is no account of that name." in refused("account", "sign-out", path, "Eva")


def test_an_account_is_added_and_signs_in(path: Path) -> None:
    said = turnout("account", "add", path, "Mara", "--role", "staff", says="long enough\nlong enough\n").output
    assert "Mara can sign in as staff." in said
    assert "long enough" not in said
    assert "There is an account of that name." in refused(
        "account", "add", path, "Mara", "--role", "staff", "--password", "long enough"
    )
    assert "too short" in refused("account", "add", path, "Eva", "--role", "staff", "--password", "short")
    reader = database.open_reader(path)
    assert accounts.by_name(reader, "Eva") is None
    assert accounts.by_name(reader, "Mara") is not None
    reader.close()


def test_a_sign_in_link(path: Path) -> None:
    assert "There is no coordinator yet. Add one with `turnout account add`." in refused("sign-in-link", path)
    turnout("account", "add", path, "Boss", "--role", "coordinator", "--password", "long enough")
    said = turnout("sign-in-link", path).output
    token = said.split("#once=")[1].split()[0]
    event = Event(open_file(path), Live())
    signed_in = access.sign_in_once(event, token, system_clock(), seeded(9))
    event.file.close()
    assert (signed_in.account.name, signed_in.account.role) == ("Boss", Role.COORDINATOR)


@pytest.mark.parametrize("role", ["station", "screen", "nobody", "king"])
def test_a_role_that_no_account_has(path: Path, role: str) -> None:
    assert "Invalid value for '--role'" in refused(
        "account", "add", path, "X", "--role", role, "--password", "12345678"
    )


def test_nothing_of_a_list_is_left_behind_by_the_commands(path: Path, attendee_list: Path) -> None:
    turnout("import", "attendees", path, attendee_list)
    reader = database.open_reader(path)
    assert attendees.expected(reader) == 2
    reader.close()
    assert sorted(p.name for p in path.parent.iterdir()) == ["congress.db", "congress.db.lock", "list.csv"]
