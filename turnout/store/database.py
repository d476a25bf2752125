"""Opening an event file: pragmas, what may go wrong with a file, copies of a live one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import sqlite_utils

from turnout.domain.errors import EventFileError
from turnout.store.migrations import MIGRATIONS, known_names

APPLICATION_ID = 0x5455524E  # "TURN" at byte 68 of the file: `file congress.db` shows it
_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "cache_size=-32000", "temp_store=MEMORY")
_OUT_OF_REACH = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_IOERR,
}
_RESTORE = "Keep a damaged file as it is, and start with the newest backup: `turnout serve BACKUP.db`."
_STATEMENTS_CACHED = 512  # the default of 128 is less than the statements of a busy server


def create(path: Path) -> None:
    """Make an empty event file. Raises EventFileError if something stands there already, or the disk refuses it."""
    try:
        _make_private(path)
    except FileExistsError:
        raise EventFileError(f"{path} exists already", "Choose another name, or move the file away first.") from None
    with whole_or_none(path), closing(_connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")
        _migrate(connection)


@contextmanager
def whole_or_none(path: Path) -> Iterator[None]:
    """Take a file away again, with all that stands beside it, when what fills it fails. Nobody else may hold it."""
    try:
        yield
    except BaseException as problem:
        for suffix in ("", "-wal", "-shm", ".lock"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        if not isinstance(problem, sqlite3.Error):
            raise
        raise EventFileError(
            f"{path} cannot be made ({problem})",
            "See that there is room on the disk, and that this user may write there; then try again.",
        ) from problem


def open_writable(path: Path, before_migration: Callable[[Path], None]) -> sqlite3.Connection:
    """The writer's connection, the schema brought up to date.

    `before_migration` is called with the path when the schema is about to change, to take a backup.
    Raises EventFileError, with the remedy, for a file that is missing, damaged, newer, or not an event.
    """
    connection = _connect_checked(path)
    if _pending(connection):
        before_migration(path)
        _migrate(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA wal_autocheckpoint=2000")
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. It may be handed from thread to thread, never shared by two at once.

    A file of an older version is left as it is: what is read is a copy in memory, brought up to date.
    """
    connection = _open_as_it_is(path)
    return _brought_up_to_date(connection, path) if _pending(connection) else connection


def backup(source: Path, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy a live event file, consistently; `progress` gets pages left and pages in all.

    The copy appears under its name only when it is whole and checked, and only its owner reads it.
    """
    if target.exists():
        raise EventFileError(f"{target} exists already", "Choose another name for the backup.")
    partial = target.with_name(target.name + ".partial")
    with closing(_open_as_it_is(source)) as reader:
        try:
            partial.unlink(missing_ok=True)
            _make_private(partial)
        except OSError as problem:
            raise EventFileError(
                f"Nothing can be written to {target.parent}", "Name another folder for it."
            ) from problem
        try:
            _copy(reader, partial, progress)
            _sync(partial)
            partial.replace(target)
            _sync(target.parent)  # else the copy's name is not on the disk yet when the original is given up
        except (OSError, sqlite3.DatabaseError) as problem:
            raise EventFileError(
                f"{source} could not be copied to {target} ({problem})",
                f"See that there is room for it, and whether the event file is sound: `turnout check {source}`.",
            ) from problem
        finally:
            partial.unlink(missing_ok=True)


def _copy(reader: sqlite3.Connection, target: Path, progress: Callable[[int, int], None] | None) -> None:
    notify = None if progress is None else lambda _status, left, pages: progress(left, pages)
    with closing(sqlite3.connect(target)) as copy:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master")  # holds one moment: else every write begins the copy anew
        reader.backup(copy, pages=2000, progress=notify)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _refuse_damaged(copy)


def backup_before_update(path: Path, now: datetime) -> Path:
    """Copy an event file whose schema is about to change to a name of its own beside it; answers that name."""
    target = path.with_name(f"{path.stem}-before-update-{now:%Y%m%d-%H%M%S}{path.suffix}")
    backup(path, target)
    return target


def refuse_missing(path: Path) -> None:
    """Raises EventFileError, with the remedy, where no file is, or none that this user may look at."""
    try:
        is_there = path.is_file()
    except OSError as problem:
        raise out_of_reach(path, problem.strerror) from problem
    if not is_there:
        raise EventFileError(
            f"There is no event file {path}", f"Make one with `turnout new {path}`, or check the name."
        )


def out_of_reach(path: Path, why: object) -> EventFileError:
    """What is told of an event file that this user, or this disk, keeps from being opened."""
    return EventFileError(
        f"{path} cannot be opened ({why})",
        "See that this user may read and write it and its folder, and that the disk is sound; then try again.",
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path,
        isolation_level=None,  # otherwise sqlite3 opens transactions behind the writer's back
        check_same_thread=False,
        cached_statements=_STATEMENTS_CACHED,
        timeout=5,
    )
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _open_as_it_is(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, to a file of this version or an older one."""
    connection = _connect_checked(path)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _brought_up_to_date(older: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    copy = _connect(Path(":memory:"))
    try:
        with closing(older):
            older.backup(copy)
        _migrate(copy)
    except sqlite3.DatabaseError as problem:
        copy.close()
        raise _explained(path, problem) from problem
    copy.execute("PRAGMA query_only=ON")
    return copy


def _connect_checked(path: Path) -> sqlite3.Connection:
    refuse_missing(path)
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError as problem:
        raise _explained(path, problem) from problem
    try:
        _refuse_stranger(connection, path)
        _refuse_damaged(connection)
        _refuse_newer(connection, path)
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise _explained(path, problem) from problem
    except EventFileError:
        connection.close()
        raise
    return connection


def _refuse_stranger(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise EventFileError(f"{path} is not an event file", "Name the file that `turnout` made for the event.")


def _refuse_damaged(connection: sqlite3.Connection) -> None:
    """A quick look at the pages that every start needs; `turnout check` reads all of them."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("SELECT * FROM log ORDER BY seq DESC LIMIT 1").fetchone()


def find_damage(path: Path) -> list[str]:
    """What SQLite's own full check finds wrong with a file's pages; empty when all is well."""
    with closing(_open_as_it_is(path)) as connection:
        try:
            rows = connection.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.DatabaseError as problem:
            return [str(problem)]
    return [row[0] for row in rows if row[0] != "ok"]


def _explained(path: Path, problem: sqlite3.DatabaseError) -> EventFileError:
    """What SQLite says of a file, with what to do about it."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code in _OUT_OF_REACH:
        return out_of_reach(path, problem)
    if code == sqlite3.SQLITE_NOTADB:
        return EventFileError(
            f"{path} is not an event file, or its beginning is damaged ({problem})",
            f"Name the file that `turnout` made for the event. {_RESTORE}",
        )
    return EventFileError(
        f"{path} is damaged ({problem})",
        f"{_RESTORE} What can still be read comes out with `sqlite3 {path.name} .recover`.",
    )


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    if unknown := sorted(_applied(connection) - known_names()):
        raise EventFileError(
            f"{path} was written by a newer Turnout (it has {unknown[0]})",
            "Install that version, or a later one, and start again. Nothing was changed.",
        )


def _pending(connection: sqlite3.Connection) -> bool:
    return bool(known_names() - _applied(connection))


def _applied(connection: sqlite3.Connection) -> set[str]:
    """The steps of the schema that a file has been through."""
    return {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")}


def _migrate(connection: sqlite3.Connection) -> None:
    MIGRATIONS.apply(sqlite_utils.Database(connection))


def _make_private(path: Path) -> None:
    """Make an empty file that only its owner reads; SQLite would go by the umask, and lets others read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
