"""Event files as they may be found on a disk, and copies of a live one."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from factories import NOW, make_older_file, open_file

from turnout.domain.errors import EventFileError
from turnout.domain.facts import EventCreated
from turnout.store import database, log, stations
from turnout.store.log import Origin
from turnout.store.migrations import PROJECTIONS
from turnout.store.writer import Transaction

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An event file with a thousand facts, closed: everything stands in the one file."""
    path = tmp_path / "congress.db"
    file = open_file(path)
    file.writer.write(lambda tx: state(tx, "fact", 1000))
    file.close()
    return path


def state(tx: Transaction, name: str, count: int) -> None:
    for number in range(count):
        log.append(tx, EventCreated(), Origin.at(NOW), f"{name}-{number}")


def open_and_close(path: Path) -> None:
    open_file(path).close()


def overwrite(path: Path, offset: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * length)


def root_page_of(path: Path, name: str) -> int:
    connection = sqlite3.connect(path)
    page: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    connection.close()
    return page


def told(open_it: Callable[[Path], object], path: Path) -> tuple[str, str]:
    """What the one who opens this file is told, and what to do; the file is left as it was."""
    before = hashlib.sha256(path.read_bytes()).digest() if path.exists() else b""
    with pytest.raises(EventFileError) as problem:
        open_it(path)
    assert before == (hashlib.sha256(path.read_bytes()).digest() if path.exists() else b"")
    return problem.value.message.replace(str(path), "congress.db"), problem.value.remedy.replace(
        str(path), "congress.db"
    )


both = pytest.mark.parametrize("open_it", [database.open_reader, open_and_close], ids=["read", "write"])


def test_a_missing_file(tmp_path: Path) -> None:
    assert told(database.open_reader, tmp_path / "congress.db") == (
        "There is no event file congress.db",
        "Make one with `turnout new congress.db`, or check the name.",
    )


@both
def test_a_folder_is_no_event_file(open_it: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(EventFileError, match="There is no event file"):
        open_it(tmp_path)


@both
def test_a_damaged_head(open_it: Callable[[Path], object], path: Path) -> None:
    overwrite(path, 0, 100)
    assert told(open_it, path) == (
        "congress.db is not an event file, or its beginning is damaged (file is not a database)",
        "Name the file that `turnout` made for the event. "
        "Keep a damaged file as it is, and start with the newest backup: `turnout serve BACKUP.db`.",
    )


@both
def test_a_damaged_log(open_it: Callable[[Path], object], path: Path) -> None:
    overwrite(path, (root_page_of(path, "log") - 1) * PAGE, PAGE)
    assert told(open_it, path) == (
        "congress.db is damaged (database disk image is malformed)",
        "Keep a damaged file as it is, and start with the newest backup: `turnout serve BACKUP.db`. "
        "What can still be read comes out with `sqlite3 congress.db .recover`.",
    )


@both
def test_a_file_cut_short(open_it: Callable[[Path], object], path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE)
    message, _ = told(open_it, path)
    assert message == "congress.db is damaged (database disk image is malformed)"


def test_damage_in_a_corner_is_found_by_the_full_check(path: Path) -> None:
    assert database.find_damage(path) == []
    overwrite(path, (root_page_of(path, "layouts") - 1) * PAGE, PAGE)
    open_and_close(path)
    assert database.find_damage(path) == ["database disk image is malformed"]


@both
def test_a_database_of_another_program(open_it: Callable[[Path], object], tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "congress.db")
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    assert told(open_it, tmp_path / "congress.db") == (
        "congress.db is not an event file",
        "Name the file that `turnout` made for the event.",
    )


@both
def test_an_empty_file(open_it: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "congress.db").touch()
    assert told(open_it, tmp_path / "congress.db")[0] == "congress.db is not an event file"


@both
def test_a_table_of_attendees_is_no_event_file(open_it: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "congress.db").write_text("Name,E-mail\n" * 100)
    assert told(open_it, tmp_path / "congress.db")[0].startswith("congress.db is not an event file")


@both
def test_a_file_of_a_newer_version(open_it: Callable[[Path], object], path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('turnout', 'm999_floor_plans')")
    connection.commit()
    connection.close()
    assert told(open_it, path) == (
        "congress.db was written by a newer Turnout (it has m999_floor_plans)",
        "Install that version, or a later one, and start again. Nothing was changed.",
    )


def test_an_event_file_is_never_made_over_another(path: Path) -> None:
    assert told(database.create, path) == (
        "congress.db exists already",
        "Choose another name, or move the file away first.",
    )


def test_only_its_owner_reads_a_new_file(path: Path) -> None:
    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_a_new_file_has_the_whole_schema_in_strict_tables(path: Path) -> None:
    reader = database.open_reader(path)
    ours = """
        SELECT name, strict FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_sqlite_migrations'
    """
    strict = dict(map(tuple, reader.execute(ours)))
    reader.close()
    assert {name for name, is_strict in strict.items() if not is_strict} == set()
    assert set(PROJECTIONS) < set(strict)
    assert {"log", "attendees", "tickets", "stations", "settings", "notes"} < set(strict)


def test_a_migration_is_preceded_by_a_backup_of_the_old_schema(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    make_older_file(path, "m005_projections").close()
    had_presence: list[bool] = []
    database.open_writable(path, lambda path: had_presence.append("presence" in tables(path))).close()
    assert had_presence == [False]
    assert set(PROJECTIONS) <= tables(path)
    database.open_writable(path, lambda path: had_presence.append(True)).close()
    assert had_presence == [False]


def test_a_file_of_an_older_version_is_read_as_of_this_one_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    make_older_file(path, "m005_projections").close()
    before = path.read_bytes()
    with closing(database.open_reader(path)) as reader:
        assert {row[0] for row in reader.execute("SELECT name FROM sqlite_master")} > set(PROJECTIONS)
        with pytest.raises(sqlite3.OperationalError, match="attempt to write a readonly database"):
            reader.execute("DELETE FROM notes")
    assert database.find_damage(path) == []
    database.backup(path, tmp_path / "backup.db")
    assert "presence" not in tables(tmp_path / "backup.db")
    assert path.read_bytes() == before


def test_a_token_that_an_earlier_version_revoked_stays_revoked(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    connection = make_older_file(path, "m025_revoked_tokens_are_remembered")
    connection.execute("INSERT INTO places (id, kind, name) VALUES ('venue', 'venue', 'Venue')")
    station = "INSERT INTO stations (id, name, mode, place_id, revoked_hash) VALUES (?1, ?1, 'entrance', 'venue', ?2)"
    connection.executemany(station, [("gate", "a hash"), ("side", None)])
    connection.close()
    migrated = database.open_writable(path, before_migration=lambda _path: None)
    assert [stations.was_revoked(migrated, token_hash) for token_hash in ("a hash", "another")] == [True, False]
    assert [tuple(row) for row in migrated.execute("SELECT * FROM revoked_tokens")] == [("a hash", "gate")]
    migrated.close()


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return names


def test_durability_of_the_writer(path: Path) -> None:
    connection = database.open_writable(path, before_migration=lambda _path: None)
    pragmas = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    connection.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_reader_cannot_write(path: Path) -> None:
    reader = database.open_reader(path)
    with pytest.raises(sqlite3.OperationalError, match="attempt to write a readonly database"):
        reader.execute("DELETE FROM notes")
    reader.close()


def test_a_backup_is_one_whole_file(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup" / "congress.db"
    target.parent.mkdir()
    steps: list[tuple[int, int]] = []
    database.backup(path, target, lambda left, pages: steps.append((left, pages)))
    assert [entry.name for entry in target.parent.iterdir()] == ["congress.db"]
    assert steps[-1] == (0, path.stat().st_size // PAGE)
    assert database.find_damage(target) == []
    assert dump(target) == dump(path)


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if "attendee_search" not in line]
    connection.close()
    return lines


@pytest.fixture
def umask() -> Iterator[None]:
    """The one that most machines have: others may read what is made."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_only_its_owner_reads_a_backup_at_any_moment(path: Path, tmp_path: Path) -> None:
    def mode_of(file: Path) -> str:
        return oct(file.stat().st_mode & 0o777)

    modes: set[str] = set()
    database.backup(path, tmp_path / "copy.db", lambda *_: modes.add(mode_of(tmp_path / "copy.db.partial")))
    assert (modes, mode_of(tmp_path / "copy.db")) == ({"0o600"}, "0o600")
    assert mode_of(database.backup_before_update(path, NOW)) == "0o600"


def test_a_backup_that_is_interrupted_leaves_nothing(path: Path, tmp_path: Path) -> None:
    def interrupt(_left: int, _pages: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.backup(path, tmp_path / "backup.db", interrupt)
    assert not list(tmp_path.glob("backup*"))


def test_a_backup_that_cannot_get_its_name_leaves_nothing(path: Path, tmp_path: Path) -> None:
    taken = tmp_path / "backup.db"
    with pytest.raises(EventFileError, match=r"could not be copied to .*backup\.db \(.*Is a directory"):
        database.backup(path, taken, lambda *_: taken.mkdir(exist_ok=True))
    assert [entry.name for entry in tmp_path.glob("backup*")] == ["backup.db"]


def test_a_backup_is_never_made_over_another(path: Path, tmp_path: Path) -> None:
    (tmp_path / "old.db").write_text("precious")
    with pytest.raises(EventFileError, match=r"old\.db exists already"):
        database.backup(path, tmp_path / "old.db")
    assert (tmp_path / "old.db").read_text() == "precious"


def test_a_backup_of_a_damaged_file_leaves_nothing_that_looks_whole(path: Path, tmp_path: Path) -> None:
    overwrite(path, (root_page_of(path, "log") - 1) * PAGE, PAGE)
    with pytest.raises(EventFileError):
        database.backup(path, tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup*"))


def test_a_backup_into_a_folder_that_is_not_there(path: Path, tmp_path: Path) -> None:
    with pytest.raises(EventFileError, match=r"Nothing can be written to .*/attic"):
        database.backup(path, tmp_path / "attic" / "backup.db")


def test_a_backup_while_others_write_is_of_one_moment_and_ends(path: Path, tmp_path: Path) -> None:
    """Facts come in pairs; the copy has whole pairs, and is not begun anew with every write."""
    file = open_file(path)
    file.writer.write(lambda tx: tx.execute("INSERT INTO notes VALUES ('n', '', '', hex(zeroblob(15000000)), '', '')"))
    enough = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not enough.is_set():
            file.writer.write(partial(state, name=f"pair-{number}", count=2))
            number += 1

    steps: list[tuple[int, int]] = []
    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        database.backup(path, tmp_path / "backup.db", lambda left, pages: steps.append((left, pages)))
    finally:
        enough.set()
        writing.join()
        file.close()
    assert len(steps) > 2
    assert [left for left, _ in steps] == sorted((left for left, _ in steps), reverse=True)
    copy = database.open_reader(tmp_path / "backup.db")
    assert log.last_seq(copy) % 2 == 0
    copy.close()
    assert database.find_damage(tmp_path / "backup.db") == []
