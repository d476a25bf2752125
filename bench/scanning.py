"""Scans a second, and what they cost: Turnout beside the bare prototype and a no-op, in turns."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import servers
from bench.event import BigEvent
from bench.rows import Row, Table, median
from bench.screens import watching
from bench.servers import Certificate, Served

CONNECTIONS = (1, 8, 32)
DASHBOARDS = 50
BOARD = ["totals", "rooms", "feed", "stations"]
BARE_BOARD = ["totals"]
GOAL_RATIO, GOAL_P99_MS, GOAL_SLOW_PER_SECOND = 0.6, 30.0, 1000.0
NOOP_OF_THE_GOALS = 6250.0  # a second, on the machine that the goals were set on
_MOST_PER_SECOND = 6000  # bodies made ahead for each second of a load
_WARM_UP = 600


@dataclass(frozen=True, slots=True)
class Load:
    """What one load came to, medians of the rounds. `cpu_ms` is the server's processor time a request."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    failures: int

    def cell(self) -> str:
        failed = f", **{self.failures} failed**" if self.failures else ""
        return (
            f"{self.per_second:,.0f}/s, p50 {self.p50_ms:.1f} ms, p99 {self.p99_ms:.1f} ms, "
            f"CPU {self.cpu_ms:.2f} ms{failed}"
        )


class Tickets:
    """Hands out each code once, so that every scan is an admission that writes."""

    def __init__(self, codes: list[str]) -> None:
        self._codes = codes
        self._next = 0

    def used(self, count: int) -> None:
        """So many of the scans that were made last have been sent; the tickets of the others are handed out again."""
        self._next += count

    def take(self, count: int) -> list[bytes]:
        """The bodies of so many scans, their tickets used."""
        bodies = self.bodies(count).splitlines()
        self.used(len(bodies))
        return bodies

    def bodies(self, count: int) -> bytes:
        """So many scans as JSON lines. Raises RuntimeError when the tickets run out."""
        codes = self._codes[self._next : self._next + count]
        if not codes:
            raise RuntimeError("all tickets were scanned: measure for a shorter time")
        now = datetime.now(UTC).isoformat()
        return b"".join(
            json.dumps(
                {
                    "scan_id": new_scan_id(),
                    "code": code,
                    "occurred_at": now,
                    "sent_at": now,
                    "station_seq": number,
                    "direction": "in",
                    "client_version": "bench",
                }
            ).encode()
            + b"\n"
            for number, code in enumerate(codes)
        )


def new_scan_id() -> str:
    """A UUID of version 7, as the pages make them."""
    digits = (int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10)).hex()
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def post(served: Served, path: str, connections: int, tickets: Tickets, count: int, seconds: float) -> Load:
    """Post so many scans from a second process, for at most so long."""
    bodies = tickets.bodies(count)
    command = [sys.executable, "-m", "bench.load", served.url + path, str(connections), str(count), str(seconds)]
    before = served.cpu_ms()
    done = subprocess.run([*command, served.token], input=bodies, stdout=subprocess.PIPE, check=True)
    spent = served.cpu_ms() - before
    told = json.loads(done.stdout)
    tickets.used(told["count"])
    per_request = spent / max(1, told["count"])
    return Load(told["per_second"], told["p50_ms"], told["p99_ms"], per_request, int(told["failures"]))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the servers that take turns, with the tickets it has not seen yet."""

    served: Served
    tickets: Tickets
    path: str = "/api/v1/scans"

    def load(self, connections: int, seconds: float) -> Load:
        return post(self.served, self.path, connections, self.tickets, int(seconds * _MOST_PER_SECOND), seconds)


@contextmanager
def sides(
    big: BigEvent, folder: Path, tls: Certificate | None = None, env: Mapping[str, str] | None = None
) -> Iterator[dict[str, Side]]:
    """Turnout and the prototype, dashboards connected to each, both warmed."""
    folder.mkdir()
    path = folder / "event.db"
    shutil.copy(big.path, path)
    with ExitStack() as stack:
        ours = stack.enter_context(servers.turnout(path, tls, env))
        bare = stack.enter_context(servers.bare_prototype(folder / "prototype.db", big.path, tls, env))
        if tls is None:  # the screens of this bench speak plain websockets
            stack.enter_context(watching(ours, DASHBOARDS, BOARD))
            stack.enter_context(watching(bare, DASHBOARDS, BARE_BOARD))
        found = {
            "turnout": Side(ours, Tickets(big.codes)),
            "prototype": Side(bare, Tickets(big.codes)),
            "noop": Side(bare, Tickets(big.codes), "/noop"),
        }
        for side in found.values():
            post(side.served, side.path, 8, side.tickets, _WARM_UP, 5)
        yield found


def in_turns(found: Mapping[str, Side], connections: int, seconds: float, rounds: int) -> dict[str, Load]:
    """Medians of some rounds in which all sides take turns: what disturbs the machine disturbs all of them."""
    loads: dict[str, list[Load]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, side in found.items():
            loads[name].append(side.load(connections, seconds))
    return {name: _median(taken) for name, taken in loads.items()}


def measure(big: BigEvent, folder: Path, seconds: float, rounds: int) -> Table:
    """Plain HTTP, dashboards connected."""
    rows: list[Row] = []
    with sides(big, folder / "scans") as found:
        for connections in CONNECTIONS:
            rows += _rows(in_turns(found, connections, seconds, rounds), connections, "")
    return Table(
        "Scans",
        f"{len(big.codes):,} tickets; authentication, all rules, the log, projections, a badge job for each; "
        f"synchronous=FULL; {DASHBOARDS} dashboards follow {', '.join(BOARD)} over websockets. Beside it the bare "
        "prototype of the scan (`bench/prototype.py`: no authentication, rules, log, projections, badge), with as many "
        f"dashboards that follow one number, and its no-op POST. Medians of {rounds} rounds in turns. "
        "CPU is the server's processor time a scan.",
        rows,
    )


def measure_tls(big: BigEvent, folder: Path, seconds: float) -> Table:
    """The same through TLS, without dashboards."""
    rows: list[Row] = []
    with sides(big, folder / "tls", servers.certificate(folder)) as found:
        del found["noop"]
        for connections in CONNECTIONS:
            rows += _rows(in_turns(found, connections, seconds, 1), connections, " through TLS")
    return Table(
        "Scans through TLS",
        "As above, one round, connections kept alive; no dashboards connected on either side.",
        rows,
    )


def measure_slow_disk(big: BigEvent, folder: Path, seconds: float, rounds: int) -> Table:
    """With 8 ms added to each fsync and fdatasync of both."""
    shim = _compiled(folder)
    rows: list[Row] = []
    with sides(big, folder / "slow", env={"LD_PRELOAD": str(shim)}) as found:
        del found["noop"]
        for connections in CONNECTIONS:
            loads = in_turns(found, connections, seconds, rounds if connections == CONNECTIONS[-1] else 1)
            ours, bare = loads["turnout"], loads["prototype"]
            is_goal = connections == CONNECTIONS[-1]
            rows.append(
                Row(
                    f"scans, {connections} connections, fsync + 8 ms",
                    ours.cell(),
                    f"prototype {bare.cell()}",
                    ours.per_second / bare.per_second,
                    f"{GOAL_SLOW_PER_SECOND:,.0f}/s" if is_goal else "",
                    ours.per_second >= GOAL_SLOW_PER_SECOND if is_goal else None,
                )
            )
    return Table(
        "Scans on a slow disk",
        "8 ms added to each fsync and fdatasync of both servers by an LD_PRELOAD shim (`bench/slow_fsync.c`), as an SD "
        "card takes; dashboards connected.",
        rows,
    )


def _rows(loads: Mapping[str, Load], connections: int, how: str) -> Iterator[Row]:
    ours, bare = loads["turnout"], loads["prototype"]
    ratio = ours.per_second / bare.per_second
    is_goal = connections == CONNECTIONS[-1]
    noop = loads.get("noop")
    beside = f"prototype {bare.cell()}" + ("" if noop is None else f"; no-op {noop.per_second:,.0f}/s")
    yield Row(
        f"scans, {connections} connections{how}",
        ours.cell(),
        beside,
        ratio,
        f"ratio {GOAL_RATIO}, p99 {GOAL_P99_MS:.0f} ms" if is_goal else "",
        (ratio >= GOAL_RATIO and ours.p99_ms < GOAL_P99_MS) if is_goal else None,
    )
    if is_goal and noop is not None:
        faster = noop.per_second / NOOP_OF_THE_GOALS
        yield Row("no-op, 32 connections", f"{noop.per_second:,.0f}/s", f"goals: {NOOP_OF_THE_GOALS:,.0f}/s", faster)
    if is_goal:
        cpu = bare.cpu_ms / ours.cpu_ms
        yield Row(f"processor time a scan{how}", f"{ours.cpu_ms:.2f} ms", f"prototype {bare.cpu_ms:.2f} ms", cpu)


def _median(loads: list[Load]) -> Load:
    return Load(
        median([load.per_second for load in loads]),
        median([load.p50_ms for load in loads]),
        median([load.p99_ms for load in loads]),
        median([load.cpu_ms for load in loads]),
        sum(load.failures for load in loads),
    )


def _compiled(folder: Path) -> Path:
    shim = folder / "slow_fsync.so"
    source = Path(__file__).with_name("slow_fsync.c")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", str(shim), str(source), "-ldl"], check=True)
    return shim
