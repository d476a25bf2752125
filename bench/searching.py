"""Finding people among 100,000 by name, through the running server."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from bench import servers
from bench.calling import Caller
from bench.event import BigEvent
from bench.rows import Row, Table, median, percentile
from turnout.store import lock

GOAL_MS = 10.0
QUERIES = {
    "one letter": ("a", "m", "s", "k", "ł"),
    "two letters": ("an", "ma", "le", "ny", "br"),
    "three letters": ("ann", "mar", "wis", "mül", "ber"),
    "two words": ("anna now", "jan kow", "maria gar", "mül ann", "har hin"),
    "accents": ("łukasz", "müller", "nguyễn", "bērziņ", "şahin"),
    "rare": ("99999@", "o'brien-łukasiewicz", "guest.77777", "brzęcz", "77777"),
    "nobody": ("xqzv", "qqqqqq", "zzzz yyyy", "nobody-here", "0x0x0x"),
}

_NOTHING_TO_LOOK_FOR = "?"  # no letter in it: answered without asking the file


def measure(big: BigEvent, folder: Path, times: int) -> Table:
    """Each query so many times, one after another, as a desk types them."""
    path = folder / "searching.db"
    shutil.copy(big.path, path)
    with servers.turnout(path) as served:
        holder = lock.holder(path)
        if holder is None:
            raise RuntimeError("the server has gone")
        desk = Caller(served, holder.token)
        floor = [_timed(desk, _NOTHING_TO_LOOK_FOR) for _ in range(100)]
        taken = {
            sort: [_timed(desk, query) for _ in range(times) for query in queries] for sort, queries in QUERIES.items()
        }
    everything = [ms for sort in taken.values() for ms in sort]
    floor_ms = median(floor)
    rows = [
        Row(
            "name search, all queries",
            f"p50 {median(everything):.1f} ms, p95 {percentile(everything, 0.95):.1f} ms",
            f"the same request with nothing to look for, p50 {floor_ms:.1f} ms",
            percentile(everything, 0.95) / floor_ms,
            f"p95 {GOAL_MS:.0f} ms",
            percentile(everything, 0.95) < GOAL_MS,
        )
    ]
    rows += [
        Row(f"name search, {sort}", f"p50 {median(ms):.1f} ms, p95 {percentile(ms, 0.95):.1f} ms")
        for sort, ms in taken.items()
    ]
    return Table(
        "Search",
        f"{len(QUERIES)} sorts of {len(QUERIES['rare'])} queries, each asked {times} times over one connection, "
        "answered with up to 30 people and where they are; names, companies, e-mails and orders are searched.",
        rows,
    )


def _timed(desk: Caller, query: str) -> float:
    body = json.dumps({"q": query}).encode()
    begin = time.perf_counter()
    desk.post("/api/v1/attendees/search", body)
    return 1000 * (time.perf_counter() - begin)
