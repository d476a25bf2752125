"""The physical limit: bare SQLite commits as the writer makes them, and bare fdatasync."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from bench.rows import Row, Table

GROUPS = (1, 8, 32)
_PAGE = b"\0" * 4096


def measure(folder: Path, seconds: float) -> Table:
    """One row updated and one inserted a scan, WAL, synchronous=FULL; in groups as the writer commits them."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE tickets (code INTEGER PRIMARY KEY, used_at TEXT)")
    connection.execute("CREATE TABLE scans (scan_id INTEGER PRIMARY KEY, code INTEGER, outcome TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO tickets VALUES (?, NULL)", ((code,) for code in range(100_000)))
    connection.execute("COMMIT")
    rows = []
    for group in GROUPS:
        per_second = _per_second(lambda group=group: _commit(connection, group), seconds)  # type: ignore[misc]
        rows.append(Row(f"SQLite commits, {group} scans each", f"{per_second * group:,.0f} scans/s"))
    connection.close()
    syncs = _per_second(_sync_in(folder / "bare"), seconds)
    rows.append(Row("bare fdatasync of 4 KiB", f"{syncs:,.0f}/s"))
    return Table("The physical limit", "No server, no rules: what this disk and SQLite do in one thread.", rows)


def _commit(connection: sqlite3.Connection, group: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for _ in range(group):
        connection.execute("INSERT INTO scans (code, outcome) VALUES (7919, 'admitted')")
        connection.execute("UPDATE tickets SET used_at = 'now' WHERE code = abs(random()) % 100000")
    connection.execute("COMMIT")


def _sync_in(path: Path) -> Callable[[], None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)

    def sync() -> None:
        os.pwrite(descriptor, _PAGE, 0)
        os.fdatasync(descriptor)

    return sync


def _per_second(act: Callable[[], None], seconds: float) -> float:
    begin = time.perf_counter()
    done = 0
    while (elapsed := time.perf_counter() - begin) < seconds:
        act()
        done += 1
    return done / elapsed
