"""A crowd for the demo: robots that arrive, walk from room to room and prepare rooms, over the real API.

They pair as stations of their own, so that the demo's kiosks stay free for whoever tries them.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from random import Random

from turnout.domain.errors import EventFileError, TurnoutError
from turnout.domain.model import VENUE, PlaceKind
from turnout.remote import Remote
from turnout.services.stations import HEARTBEAT
from turnout.store import attendees, database, lock, places, readiness
from turnout.store.times import to_text
from turnout.web.house import system_clock

PAUSE_S = 0.8
_ROOMS_WITH_DOORS = 5


class Crowd:
    """Everybody who walks about. `tell` gets a line for each thing that happens."""

    def __init__(self, event_file: Path, seed: int, tell: Callable[[str], None]) -> None:
        """Pair the crowd's stations. Raises EventFileError when no server holds the file."""
        holder = lock.holder(event_file)
        if holder is None or not holder.url:
            raise EventFileError(f"{event_file} is not being served.", f"Start `turnout serve {event_file}` first.")
        self._tell = tell
        self._random = Random(seed)  # noqa: S311 - a demo must be repeatable, not unguessable
        self._command = Remote.of(holder)
        reader = database.open_reader(event_file)
        rooms = [place for place in places.places(reader) if place.kind is PlaceKind.ROOM]
        self._rooms = [place.id for place in rooms]
        self._items = [item.id for item in readiness.checklist(reader)]
        self._waiting = attendees.ticket_codes(reader)
        reader.close()
        self._random.shuffle(self._waiting)
        self._inside: list[str] = []
        largest = sorted(rooms, key=lambda place: -(place.capacity or 0))[:_ROOMS_WITH_DOORS]
        self._entrances = [self._pair(f"Crowd entrance {n}", VENUE, "entrance") for n in (1, 2)]
        self._doors = [self._pair(f"{place.name} door", place.id, "door") for place in largest]
        self._last_heartbeat = 0.0

    def step(self) -> None:
        """One thing happens."""
        self._heartbeats()
        choice = self._random.random()
        if choice < 0.5 and self._waiting:
            code = self._waiting.pop()
            outcome = self._scan(self._random.choice(self._entrances), code)
            self._inside.append(code)
            self._tell(f"entrance: {outcome}")
        elif choice < 0.85 and self._inside:
            outcome = self._scan(self._random.choice(self._doors), self._random.choice(self._inside))
            self._tell(f"door: {outcome}")
        else:
            self._prepare(self._random.choice(self._rooms))

    def _pair(self, name: str, place_id: str, mode: str) -> Remote:
        body = {"name": name, "place_id": place_id, "mode": mode, "printer_group": "entrance"}
        return self._command.pair(self._command.post("/stations", body)["pairing_code"])

    def _scan(self, station: Remote, code: str) -> str:
        now = to_text(system_clock())
        body = {"scan_id": str(uuid.uuid4()), "code": code, "occurred_at": now, "sent_at": now}
        answer = station.post("/scans", body)
        return answer["outcome"] if answer["reason"] is None else f"{answer['outcome']}, {answer['reason']}"

    def _prepare(self, place_id: str) -> None:
        """Tick what is open in a room; sign it off when all is done. Not possible where no session comes next."""
        try:
            room = self._command.post(f"/rooms/{place_id}/items/{self._random.choice(self._items)}", {"done": True})
            state = room["data"]["readiness"]
            if state["done"] == state["total"] and state["signed_off"] is None:
                self._command.post(f"/rooms/{place_id}/sign-off", {})
            self._tell(f"{room['data']['name']}: {state['done']} of {state['total']} ready")
        except TurnoutError as problem:
            if problem.code != "no_session":
                raise

    def _heartbeats(self) -> None:
        if time.monotonic() - self._last_heartbeat > HEARTBEAT.total_seconds():
            self._last_heartbeat = time.monotonic()
            for station in (*self._entrances, *self._doors):
                station.post("/station/heartbeat", {"sent_at": to_text(system_clock())})


def live(event_file: Path, seed: int, tell: Callable[[str], None]) -> None:
    """Let the crowd live until it is interrupted, or the server ends."""
    crowd = Crowd(event_file, seed, tell)
    try:
        while True:
            crowd.step()
            time.sleep(PAUSE_S)
    except KeyboardInterrupt:
        tell("The crowd stands still.")
