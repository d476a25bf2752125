"""Runs in the machine: pair a station with the server there, and scan the ticket of somebody not here yet.

Prints the scan's answer as JSON. The standard library only: the machine's own Python runs it.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from typing import Any
from urllib.request import HTTPCookieProcessor, Request, build_opener

API = "http://127.0.0.1:8080/api/v1"
# A name that only a font of Debian's can write: the wheel has none for it.
WAITING = """
    SELECT code FROM tickets JOIN attendees ON attendees.id = attendee_id
    WHERE kind = 'ticket' AND category = 'visitor' AND is_paid AND NOT is_cancelled AND NOT is_blocked
      AND valid_days = '[]' AND full_name GLOB '*[一-龥]*' AND attendee_id NOT IN (SELECT attendee_id FROM presence)
    ORDER BY code LIMIT 1
"""


class Client:
    """One browser, as the server sees it: its cookies, and its CSRF token."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self._csrf = ""

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self._csrf}
        with self._opener.open(Request(API + path, json.dumps(body).encode(), headers), timeout=20) as reply:
            answer: dict[str, Any] = json.load(reply)
        self._csrf = answer.get("csrf", self._csrf)
        return answer


def paired_station() -> Client:
    coordinator, station = Client(), Client()
    coordinator.post("/sign-in", {"name": "Coordinator", "password": "turnout demo"})
    wanted = {"name": "Test door", "place_id": "venue", "mode": "entrance", "printer_group": "entrance"}
    code = coordinator.post("/stations", wanted)["pairing_code"]
    station.post("/stations/pair", {"code": code, "client_version": "test"})
    return station


def waiting_ticket() -> str:
    connection = sqlite3.connect("file:/var/lib/turnout/event.db?mode=ro", uri=True)
    code: str = connection.execute(WAITING).fetchone()[0]
    connection.close()
    return code


def scan(station: Client, code: str) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    times = {"occurred_at": now, "sent_at": now}
    what = {"scan_id": str(uuid.uuid4()), "code": code, "station_seq": 1, "direction": "in", "client_version": "test"}
    return station.post("/scans", what | times)


print(json.dumps(scan(paired_station(), waiting_ticket())))
