"""From a commit to the last of many screens, and what a server with many screens weighs."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from bench import servers
from bench.calling import Caller
from bench.event import BigEvent
from bench.rows import Row, Table, median, percentile
from bench.scanning import BOARD, Tickets, post
from bench.screens import watching
from turnout.web.sockets import COALESCE

SCREENS = 200
GOAL_MS, GOAL_MB = 150.0, 150.0
FOLLOWED = ["feed", *(topic for topic in BOARD if topic != "feed")]
"""What is waited for comes first: the last scans change with every scan, the totals not with a technician's."""

_PAUSE = 0.25  # seconds between two scans: each finds a quiet server
_BURST = 1000


def measure(big: BigEvent, folder: Path, scans: int) -> Table:
    """Single scans on a quiet server, then a burst; all screens follow what the dashboard does."""
    path = folder / "pushing.db"
    shutil.copy(big.path, path)
    tickets = Tickets(big.codes)
    with servers.turnout(path) as served:
        alone_mb = served.rss_mb()
        with watching(served, SCREENS, FOLLOWED) as crowd:
            delays = _single_scans(Caller(served), crowd, tickets, scans)
            is_complete = _burst(served, crowd, tickets)
            watched_mb = served.rss_mb()
    worst = max(delays)
    return Table(
        "Push and memory",
        f"{SCREENS} websocket clients in a second process follow {', '.join(BOARD)}. The time is from the answer to a "
        "scan to the moment at which the last client has a snapshot of the last scans that is at least as new; "
        f"{scans} scans on an otherwise quiet server, then a burst of {_BURST} at 32 connections.",
        [
            Row(
                f"commit to the last of {SCREENS} screens",
                f"median {median(delays):.0f} ms, p95 {percentile(delays, 0.95):.0f} ms, worst {worst:.0f} ms",
                f"coalescing interval {COALESCE * 1000:.0f} ms",
                None,
                f"{GOAL_MS:.0f} ms (p95)",
                percentile(delays, 0.95) < GOAL_MS,
            ),
            Row("screens with the last state after a burst", "all" if is_complete else "not all", "", None, "all",
                is_complete),
            Row(
                f"memory, 100,000 attendees, {SCREENS} screens, after {_BURST + scans:,} scans",
                f"{watched_mb:.0f} MB",
                f"without screens, before {alone_mb:.0f} MB",
                watched_mb / alone_mb,
                f"{GOAL_MB:.0f} MB",
                watched_mb < GOAL_MB,
            ),
        ],
    )  # fmt: skip


def _single_scans(station: Caller, crowd: subprocess.Popen[bytes], tickets: Tickets, scans: int) -> list[float]:
    delays = []
    for body in tickets.take(scans):
        time.sleep(_PAUSE)
        answer = station.post("/api/v1/scans", body)
        answered = time.monotonic()
        reached = _reached(crowd, answer["seq"])
        delays.append(float("inf") if reached is None else 1000 * max(0.0, reached - answered))
    return delays


def _burst(served: servers.Served, crowd: subprocess.Popen[bytes], tickets: Tickets) -> bool:
    """Whether every screen has the state after the last of many scans."""
    post(served, "/api/v1/scans", 32, tickets, _BURST, 10)
    last = Caller(served).post("/api/v1/scans", tickets.take(1)[0])
    return _reached(crowd, last["seq"]) is not None


def _reached(crowd: subprocess.Popen[bytes], seq: int) -> float | None:
    if crowd.stdin is None or crowd.stdout is None:
        raise RuntimeError("the screens were started without pipes")
    crowd.stdin.write(b"%d\n" % seq)
    crowd.stdin.flush()
    told = crowd.stdout.readline().strip()
    return None if told == b"None" else float(told)
