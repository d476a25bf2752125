"""An import of 100,000 attendees through the running server, while people are scanned at the door."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import event, servers
from bench.calling import Caller
from bench.rows import Row, Table, percentile
from bench.scanning import Tickets
from bench.servers import Served
from turnout.demo.people import people

COUNT = 100_000
GOAL_S, GOAL_P99_MS = 15.0, 100.0
_AT_THE_DOOR = 10_000  # people who are on the list already, and are scanned meanwhile
_BEFORE = 1_000  # of them, for the time before the import
_SCANS_PER_SECOND = 50
_STATIONS = 8  # together; each waits for its answer before it scans again, as a station does
_WITHIN = 120.0  # seconds
_COLUMNS = ("Order code", "ID", "Attendee name", "Company", "E-mail", "Category", "Language", "Pronouns")


def measure(folder: Path) -> Table:
    """`turnout import attendees` in a process of its own; scans of several stations at a steady pace."""
    small = event.make(folder / "bringing.db", _AT_THE_DOOR)
    source = folder / "attendees.csv"
    write_csv(source, COUNT)
    with servers.turnout(small.path) as served:
        before = _scans_while(served, small.codes[:_BEFORE], lambda begun: time.perf_counter() - begun < 4)
        begin = time.perf_counter()
        command = [str(Path(sys.executable).with_name("turnout")), "import", "attendees", str(small.path), str(source)]
        bringing = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        during = _scans_while(served, small.codes[_BEFORE:], lambda begun: _goes_on(bringing, begun))
        seconds = time.perf_counter() - begin
        if bringing.returncode != 0:
            raise RuntimeError(f"the import ended with {bringing.returncode}")
    p99 = percentile(during, 0.99)
    return Table(
        "Import",
        f"A CSV file of {COUNT:,} people with {len(_COLUMNS)} columns, through the running server, by the command in "
        f"a process of its own; meanwhile {_STATIONS} stations scan, together {_SCANS_PER_SECOND}/s; their time is "
        "taken from the moment each scan was due.",
        [
            Row(f"import of {COUNT:,} attendees", f"{seconds:.1f} s", f"{COUNT / seconds:,.0f} rows/s", None,
                f"{GOAL_S:.0f} s", seconds < GOAL_S),
            Row("scans meanwhile", f"p99 {p99:.0f} ms, worst {max(during):.0f} ms",
                f"before the import p99 {percentile(before, 0.99):.0f} ms", p99 / percentile(before, 0.99),
                f"p99 {GOAL_P99_MS:.0f} ms", p99 < GOAL_P99_MS),
        ],
    )  # fmt: skip


def write_csv(path: Path, count: int) -> None:
    """So many people as another system would export them, with ids that the event does not have yet."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for row in people(count, event.SEED + 1):
            identity = (row.order_code, f"export-{row.line}", row.full_name, row.company, row.email)
            writer.writerow((*identity, row.category, row.language, row.pronouns))


def _goes_on(process: subprocess.Popen[bytes], begun: float) -> bool:
    if time.perf_counter() - begun > _WITHIN:
        process.terminate()
        process.wait()
    return process.poll() is None


def _scans_while(served: Served, codes: list[str], goes_on: Callable[[float], bool]) -> list[float]:
    """Scans of all stations together until `goes_on(begun)` says no; milliseconds from the moment each was due."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(_STATIONS) as stations:
        each = [
            stations.submit(_scans_of_one, Caller(served), Tickets(codes[number::_STATIONS]), number, begun, goes_on)
            for number in range(_STATIONS)
        ]
        return [ms for one in each for ms in one.result()]


def _scans_of_one(
    station: Caller, tickets: Tickets, number: int, begun: float, goes_on: Callable[[float], bool]
) -> list[float]:
    """The scans of one station; the stations begin one after another, so that all together keep the pace."""
    taken = []
    due = begun + number / _SCANS_PER_SECOND
    while goes_on(begun):
        time.sleep(max(0.0, due - time.perf_counter()))
        station.post("/api/v1/scans", tickets.take(1)[0])
        taken.append(1000 * (time.perf_counter() - due))
        due += _STATIONS / _SCANS_PER_SECOND
    return taken
