"""A power cut takes what was not synced: what was acknowledged is in the part of the log that was.

`kill -9` leaves the kernel's cache whole and shows nothing of this. So a shim between SQLite and the kernel
records how far the write-ahead log was synced, and when; the log is cut there, as the worst disk would.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from load import at_work, make_busy_event
from server import start_within
from waiting import eventually

from turnout.store import database

WAL_HEADER = 32
ENOUGH = 1200 * 4120  # bytes: well before the 2000 pages at which the WAL is checkpointed, and begins anew
LOAD_S = 3.0
CUTS = 12

# What a program of its own does with SQLite under the shim: the test of the test.
WRITES = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute(f"PRAGMA synchronous={sys.argv[2]}")
connection.execute("CREATE TABLE t (n)")
for n in range(20):
    connection.execute("INSERT INTO t VALUES (?)", (n,))
import os; os._exit(0)
"""


@dataclass(frozen=True)
class Synced:
    """The WAL was on disk up to `size` bytes at `at` (nanoseconds of the monotonic clock)."""

    at: int
    size: int


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = Path(__file__).with_name("synced.c")
    library = tmp_path_factory.mktemp("shim") / "synced.so"
    subprocess.run(["cc", "-Wall", "-Werror", "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def environment(shim: Path, path: Path) -> dict[str, str]:
    """Preloads the shim, to record into a file beside the event file."""
    return {
        "LD_PRELOAD": str(shim),
        "SYNCED_WAL": str(wal_of(path)),
        "SYNCED_RECORD": str(path.with_suffix(".synced")),
    }


def wal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def syncs(path: Path) -> list[Synced]:
    record = path.with_suffix(".synced")
    lines = record.read_text().splitlines() if record.exists() else []
    return [Synced(*map(int, line.split())) for line in lines]


def cut_off(path: Path, base: bytes, wal: bytes, synced: Synced) -> Path:
    """The event file as it would be found after the power failed just after a sync."""
    found = path.with_name(f"cut-at-{synced.at}.db")
    found.write_bytes(base)
    wal_of(found).write_bytes(wal[: synced.size])
    return found


def scans_in(path: Path) -> set[str]:
    reader = database.open_reader(path)
    found = {row[0] for row in reader.execute("SELECT fact_id FROM log WHERE kind LIKE 'scan.%'")}
    reader.close()
    return found


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path, shim: Path) -> None:
    path = tmp_path / "congress.db"
    stations = make_busy_event(path, 4)
    server = start_within(path, tmp_path / "server.log", environment=environment(shim, path))
    header = wal_of(path).read_bytes()[:WAL_HEADER]
    threads = at_work(stations, server.url)
    begin = time.monotonic()

    def is_loaded() -> bool:
        scans = sum(len(station.promises) for station in stations)
        return wal_of(path).stat().st_size >= ENOUGH or (time.monotonic() > begin + LOAD_S and scans > 50)

    eventually(is_loaded, 60)
    server.kill()
    for thread in threads:
        thread.join()
    base, wal, known = path.read_bytes(), wal_of(path).read_bytes(), syncs(path)
    assert wal[:WAL_HEADER] == header, "the WAL began anew: its size does not say any more what was synced"
    assert known, "nothing was ever synced"
    heard = {scan_id: promise.heard_at for station in stations for scan_id, promise in station.promises.items()}
    assert len(heard) > 50, "there was hardly any load"
    for number in [*range(0, len(known), max(1, len(known) // CUTS)), len(known) - 1]:
        next_at = known[number + 1].at if number + 1 < len(known) else sys.maxsize
        acknowledged = {scan_id for scan_id, at in heard.items() if at < next_at}
        assert acknowledged - scans_in(cut_off(path, base, wal, known[number])) == set()


@pytest.mark.parametrize(("synchronous", "kept"), [("FULL", 20), ("NORMAL", 0), ("OFF", 0)])
def test_the_shim_sees_what_sqlite_syncs_and_a_cut_loses_the_rest(
    tmp_path: Path, shim: Path, synchronous: str, kept: int
) -> None:
    path = tmp_path / "plain.db"
    command = [sys.executable, "-c", WRITES, str(path), synchronous]
    subprocess.run(command, env={**os.environ, **environment(shim, path)}, check=True)
    last = max((synced.size for synced in syncs(path)), default=0)
    found = cut_off(path, path.read_bytes(), wal_of(path).read_bytes(), Synced(0, last))
    connection = sqlite3.connect(found)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    rows = connection.execute("SELECT count(*) FROM t").fetchone()[0] if tables else 0
    connection.close()
    assert rows == kept
