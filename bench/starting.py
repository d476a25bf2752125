"""From starting the server's process to its first answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench import event, machine, servers
from bench.event import BigEvent
from bench.rows import Row, Table, median

FACTS = 500_000
GOAL_S = 2.0


def measure(big: BigEvent, folder: Path, times: int) -> Table:
    """With a long log, and beside it an event that has only just been made."""
    path = folder / "starting.db"
    shutil.copy(big.path, path)
    event.scanned(path, FACTS)
    size_mb = path.stat().st_size / 2**20
    fresh = event.make(folder / "fresh.db", 1)
    taken: dict[str, list[float]] = {"full": [], "fresh": []}
    _start(fresh.path)  # compiles the modules, where that has not been done
    for _ in range(times):
        taken["full"].append(_start(path))
        taken["fresh"].append(_start(fresh.path))
    full_s, fresh_s = median(taken["full"]), median(taken["fresh"])
    return Table(
        "Start",
        f"Median of {times}: from starting the process to an answer of /readyz, which commits a transaction. Modules "
        f"are compiled. The event file has {len(big.codes):,} tickets and {FACTS:,} facts ({size_mb:.0f} MB), "
        "and is in the page cache.",
        [
            Row(
                f"start, 100,000 attendees, {FACTS:,} facts",
                f"{full_s:.2f} s",
                f"an event of one: {fresh_s:.2f} s",
                full_s / fresh_s,
                f"{GOAL_S:.0f} s",
                full_s < GOAL_S,
            )
        ],
    )


def _start(path: Path) -> float:
    port = machine.free_port()
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "turnout.server", str(path), "--port", str(port), "--no-spooler"],
        stderr=subprocess.DEVNULL,
    )
    try:
        servers.wait_until_ready(f"http://127.0.0.1:{port}", process)
        return time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait()
