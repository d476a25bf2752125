"""Kiosks come back from being cut off, and the server is killed while they tell what they did."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from clients import Client
from factories import caller, chance_of, make_event, put_attendee
from server import serving, start

from turnout.domain.model import VENUE, Attendee, StationMode
from turnout.services import snapshots, stations
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.store import database, maintenance
from turnout.store.event_file import EventFile
from turnout.store.times import from_text, to_text
from turnout.store.writer import NativeThreads
from turnout.web.house import system_clock

KIOSKS = 3
EACH = 50
IN_COMMON = 10
KILLS = 8


@dataclass
class Kiosk:
    """A device with scans in its outbox; each leaves it once it is answered."""

    token: str
    outbox: deque[dict[str, Any]]
    sent: dict[str, str] = field(default_factory=dict)
    tries: int = 0

    def tell(self, url: str, pause_s: float = 0.0) -> None:
        """Send what waits, in its order, until nothing does or the server is gone."""
        client = Client(url, token=self.token)
        try:
            while self.outbox:
                self.tries += 1
                body = {**self.outbox[0], "sent_at": to_text(system_clock())}
                answer = client.api("/scans", body)
                self.sent[body["scan_id"]] = answer["outcome"]
                self.outbox.popleft()
                time.sleep(pause_s)
        except (OSError, http.client.HTTPException):
            return


def cut_off_for_an_hour(path: Path) -> list[Kiosk]:
    """Kiosks that each let so many in while cut off; some tickets were shown at all of them."""
    event = make_event(path)
    now = system_clock()
    common = [put_attendee(event, Attendee(f"c{n}", f"Common {n}")).ticket.code for n in range(IN_COMMON)]
    kiosks = []
    for number in range(KIOSKS):
        own = [
            put_attendee(event, Attendee(f"k{number}-{n}", f"Person {n}")).ticket.code for n in range(EACH - IN_COMMON)
        ]
        chance = chance_of(f"kiosk {number}")
        code = stations.add(event, f"Kiosk {number}", StationMode.ENTRANCE, VENUE, "", caller(), now, chance)
        outbox = [
            {
                "scan_id": f"kiosk{number}-{n}",
                "code": ticket,
                "occurred_at": to_text(now - timedelta(minutes=60) + timedelta(seconds=10 * n + number)),
                "boot_id": f"boot-{number}",
                "station_seq": n,
                "offline": {"outcome": "admitted", "roster_seq": 1, "clock": "synced"},
            }
            for n, ticket in enumerate([*own, *common])
        ]
        kiosks.append(Kiosk(stations.pair(event, code.code, now, chance).token, deque(outbox)))
    event.file.close()
    return kiosks


def crash_while_they_tell(path: Path, kiosks: list[Kiosk], load_s: float) -> None:
    server = start(path)
    threads = [threading.Thread(target=kiosk.tell, args=(server.url, 0.02)) for kiosk in kiosks]
    for thread in threads:
        thread.start()
    time.sleep(load_s)
    server.kill()
    for thread in threads:
        thread.join()


def test_killed_while_kiosks_tell_what_they_did_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    kiosks = cut_off_for_an_hour(path)
    told = {body["scan_id"]: body["occurred_at"] for kiosk in kiosks for body in kiosk.outbox}
    chosen = random.Random(8)
    for _ in range(KILLS):
        crash_while_they_tell(path, kiosks, chosen.uniform(0.1, 0.4))
    with serving(path) as server:
        for kiosk in kiosks:
            kiosk.tell(server.url)
        assert server.stop() == 0
    assert [len(kiosk.outbox) for kiosk in kiosks] == [0] * KIOSKS
    event = Event(EventFile(path, NativeThreads(), lambda _path: None), Live())
    rows = event.file.reader.execute("SELECT fact_id, occurred_at FROM log WHERE kind = 'scan.admitted'").fetchall()
    conflicts = snapshots.build(event, "conflicts", system_clock()).data["conflicts"]
    event.file.close()
    assert len(rows) == KIOSKS * EACH
    assert {row[0] for row in rows} == told.keys()
    late_by = [abs(from_text(row[1]) - from_text(told[row[0]])) for row in rows]
    # off by what a request takes on a busy machine; recorded as they arrived they would be an hour off
    assert max(late_by) < timedelta(minutes=5)
    assert len(conflicts) == IN_COMMON
    assert {len(conflict["others"]) for conflict in conflicts} == {KIOSKS - 1}
    assert (database.find_damage(path), maintenance.differing_projections(path)) == ([], [])
    assert sum(kiosk.tries for kiosk in kiosks) > KIOSKS * EACH, "no scan was in hand when the server was killed"
