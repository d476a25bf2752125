"""Stations that scan as fast as they are answered, until the server is gone; what was promised to them."""

from __future__ import annotations

import http.client
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from clients import Client
from factories import caller, chance_of, make_event, put_attendee

from turnout.domain.model import VENUE, Attendee, StationMode
from turnout.services import stations
from turnout.store.times import to_text
from turnout.web.house import system_clock

PEOPLE = 200


@dataclass(frozen=True)
class Promise:
    """What the server answered to a scan, and when (nanoseconds of the monotonic clock)."""

    seq: int
    outcome: str
    at: str
    heard_at: int


@dataclass
class Station:
    """A device: it sends one scan after the other, and the same one again until it is answered."""

    token: str
    codes: list[str]
    random: random.Random
    promises: dict[str, Promise] = field(default_factory=dict)
    waiting: dict[str, Any] | None = None
    retried: int = 0

    def work(self, url: str) -> None:
        """Scan until the server does not answer any more."""
        client = Client(url, token=self.token)
        try:
            while True:
                self.send(client)
        except (OSError, http.client.HTTPException):
            return

    def send(self, client: Client) -> None:
        """One scan: the one that was never answered, else a new one."""
        if self.waiting is None:
            self.waiting = self._new_scan()
        else:
            self.retried += 1
        body = self.waiting
        answer = client.api("/scans", body)
        self.promises[body["scan_id"]] = Promise(answer["seq"], answer["outcome"], answer["at"], time.monotonic_ns())
        self.waiting = None

    def _new_scan(self) -> dict[str, Any]:
        now = to_text(system_clock())
        return {
            "scan_id": str(UUID(int=self.random.getrandbits(128), version=4)),
            "code": self.random.choice(self.codes),
            "occurred_at": now,
            "sent_at": now,
            "direction": self.random.choice(["in", "in", "out"]),
        }


def make_busy_event(path: Path, count: int) -> list[Station]:
    """An event with a printer, people whose tickets admit them once, and paired entrances."""
    event = make_event(path, has_printer=True)
    codes = [put_attendee(event, Attendee(f"p{n}", f"Person {n}")).ticket.code for n in range(PEOPLE)]
    made = []
    for number in range(count):
        chance, now = chance_of(f"station {number}"), system_clock()
        code = stations.add(event, f"Entrance {number}", StationMode.ENTRANCE, VENUE, "", caller(), now, chance)
        made.append(Station(stations.pair(event, code.code, now, chance).token, codes, random.Random(number)))
    event.file.close()
    return made


def at_work(working: list[Station], url: str) -> list[threading.Thread]:
    """Let all stations work, each in a thread of its own."""
    threads = [threading.Thread(target=station.work, args=(url,)) for station in working]
    for thread in threads:
        thread.start()
    return threads
