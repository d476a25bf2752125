"""An open event file: the one writer, and a connection for short reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from turnout.store import database, log
from turnout.store.writer import Threads, Writer


class EventFile:
    """Opens the file for writing; only one process may hold it so (see `lock`).

    `reader` is for reads of a few milliseconds on the thread that serves requests; longer ones open
    their own with `database.open_reader`. Raises EventFileError with the remedy.
    """

    def __init__(self, path: Path, threads: Threads, before_migration: Callable[[Path], None]) -> None:
        self.path = path
        self.threads = threads
        self.writer = Writer(database.open_writable(path, before_migration), threads)
        self.reader = database.open_reader(path)

    @contextmanager
    def snapshot(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Reads that all see the same moment, and its log position. Nothing in it may yield to other requests."""
        self.reader.execute("BEGIN")
        try:
            yield self.reader, log.last_seq(self.reader)
        finally:
            self.reader.execute("COMMIT")

    def close(self) -> None:
        """Commit what waits, then close."""
        self.writer.close()
        self.reader.close()
