"""The server is killed under load, again and again: what was acknowledged is in the log, once."""

from __future__ import annotations

import random
import time
from pathlib import Path

from clients import Client
from load import Promise, Station, at_work, make_busy_event
from server import serving, start
from waiting import until

from turnout.store import database, maintenance

KILLS = 20
LOAD = 10  # scans acknowledged before each, at least


def logged(path: Path) -> dict[str, list[tuple[int, str, str]]]:
    """Position, outcome and time of every scan in the log, by its id."""
    reader = database.open_reader(path)
    found: dict[str, list[tuple[int, str, str]]] = {}
    for row in reader.execute("SELECT fact_id, seq, kind, occurred_at FROM log WHERE kind LIKE 'scan.%' ORDER BY seq"):
        found.setdefault(row["fact_id"], []).append((row["seq"], row["kind"].removeprefix("scan."), row["occurred_at"]))
    reader.close()
    return found


def promised(stations: list[Station]) -> dict[str, Promise]:
    return {scan_id: promise for station in stations for scan_id, promise in station.promises.items()}


def crash_once(path: Path, stations: list[Station], load_s: float) -> None:
    server = start(path)
    kept = len(promised(stations))
    threads = at_work(stations, server.url)
    until(lambda: sum(len(station.promises) for station in stations) >= kept + LOAD, "there is some load")
    time.sleep(load_s)
    server.kill()
    for thread in threads:
        thread.join()


def test_killed_twenty_times_and_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    stations = make_busy_event(path, 4)
    chosen = random.Random(20)
    for _ in range(KILLS):
        crash_once(path, stations, chosen.uniform(0.05, 0.3))
        written = logged(path)
        missing = {scan_id for scan_id, promise in promised(stations).items() if scan_id not in written}
        assert missing == set()
    with serving(path) as server:
        for station in stations:
            if station.waiting is not None:
                station.send(Client(server.url, token=station.token))
        assert server.stop() == 0
    promises = promised(stations)
    expected = {scan_id: [(p.seq, p.outcome, p.at)] for scan_id, p in promises.items()}
    assert logged(path) == expected  # each once, as it was answered, and nothing that nobody asked for
    assert (database.find_damage(path), maintenance.differing_projections(path)) == ([], [])
    retried = sum(station.retried for station in stations)
    assert retried > KILLS, "hardly any scan was in hand when the server was killed"
