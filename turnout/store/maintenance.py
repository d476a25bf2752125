"""Deriving the projections anew from the log, and comparing them with those in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from turnout.store import database, log
from turnout.store.migrations import PROJECTIONS
from turnout.store.projections import apply

Progress = Callable[[int, int], None]
_EVERY = 500  # facts between two words of progress


def rebuild(connection: sqlite3.Connection, progress: Progress = lambda _done, _total: None) -> int:
    """Empty the projections and fold the whole log again, in the caller's transaction; answers how many facts."""
    total = log.last_seq(connection)
    for table in PROJECTIONS:
        connection.execute(f"DELETE FROM {table}")
    done = 0
    for done, stated in enumerate(log.read(connection), start=1):
        apply(connection, stated)
        if done % _EVERY == 0:
            progress(done, total)
    return done


def prove_writable(connection: sqlite3.Connection) -> None:
    """Change a page. SQLite writes nothing for an empty transaction, nor for a row that is as it was: both go
    through on a full disk. The number that is turned over has no other use.
    """
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute(f"PRAGMA user_version = {1 - number}")


def differing_projections(path: Path) -> list[str]:
    """The projections that are not what the log says. Works on a copy in memory; the file is only read."""
    reader = database.open_reader(path)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    try:
        reader.backup(copy)
        before = {table: _rows(copy, table) for table in PROJECTIONS}
        rebuild(copy)
        return [table for table in PROJECTIONS if _rows(copy, table) != before[table]]
    finally:
        copy.close()
        reader.close()


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """A table's rows, sorted: every projection begins with its key, so no two compare beyond that."""
    return sorted(tuple(row) for row in connection.execute(f"SELECT * FROM {table}"))
