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
SLIP_GOAL_MS = 50.0
QUERIES = {
    "one letter": ("a", "m", "s", "k", "ł"),
    "two letters": ("an", "ma", "le", "ny", "br"),
    "three letters": ("ann", "mar", "wis", "mül", "ber"),
    "two words": ("anna now", "jan kow", "maria gar", "mül ann", "har hin"),
    "accents": ("łukasz", "müller", "nguyễn", "bērziņ", "şahin"),
    "rare": ("99999@", "77777", "ng", "brzęcz", "x æ a-12"),
}
SLIPS = {
    "one slip": ("kowalksi", "mulelr", "brezins", "wisneiwski", "jan kowalksi"),
    "one found, slips looked for": (
        "o'brien-łukasiewicz",
        "brzęczyszczykiewicz null",
        "iğdır",
        "guest.77777",
        "mæhlum",
    ),
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
        as_typed = _taken(desk, QUERIES, times)
        with_slips = _taken(desk, SLIPS, times)
    rows = [
        *_rows("name search, all queries as typed", as_typed, median(floor), GOAL_MS),
        *_rows("name search, slips looked for", with_slips, median(floor), SLIP_GOAL_MS),
    ]
    return Table(
        "Search",
        f"{len(QUERIES) + len(SLIPS)} sorts of {len(QUERIES['rare'])} queries, each asked {times} times over one "
        "connection, answered with up to 20 people and where they are; names, companies, e-mails and orders are "
        "searched. Where fewer than five are found, words one slip away are looked for as well.",
        rows,
    )


def _taken(desk: Caller, queries: dict[str, tuple[str, ...]], times: int) -> dict[str, list[float]]:
    return {sort: [_timed(desk, query) for _ in range(times) for query in some] for sort, some in queries.items()}


def _rows(name: str, taken: dict[str, list[float]], floor_ms: float, goal_ms: float) -> list[Row]:
    """All of these sorts in one row, with the goal; then each."""
    everything = [ms for sort in taken.values() for ms in sort]
    p95 = percentile(everything, 0.95)
    return [
        Row(
            name,
            f"p50 {median(everything):.1f} ms, p95 {p95:.1f} ms",
            f"the same request with nothing to look for, p50 {floor_ms:.1f} ms",
            p95 / floor_ms,
            f"p95 {goal_ms:.0f} ms",
            p95 < goal_ms,
        ),
        *(
            Row(f"name search, {sort}", f"p50 {median(ms):.1f} ms, p95 {percentile(ms, 0.95):.1f} ms")
            for sort, ms in taken.items()
        ),
    ]


def _timed(desk: Caller, query: str) -> float:
    body = json.dumps({"q": query}).encode()
    begin = time.perf_counter()
    desk.post("/api/v1/attendees/search", body)
    return 1000 * (time.perf_counter() - begin)
