"""Badges printed in advance, as commands ask for them: through the running server, else in the file itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from turnout.cli.opened import event_or_server
from turnout.domain.model import Role
from turnout.remote import Remote
from turnout.services import bulk_printing, pickups
from turnout.services.bulk_printing import Wanted
from turnout.services.chance import SystemChance
from turnout.services.event import Caller, Event
from turnout.store import database
from turnout.store.preprinted import Placing
from turnout.web.house import system_clock

_BY = Caller("command", Role.COORDINATOR)


class HeldEvent:
    """The event, held by this command or by the server: the same questions, the same answers."""

    def __init__(self, target: Event | Remote) -> None:
        self._target = target

    def start(self, run_id: str, printer: str, wanted: Wanted, total: int) -> dict[str, Any]:
        if isinstance(self._target, Remote):
            body = {"run_id": run_id, "printer_id": printer or None, **asdict(wanted), "total": total}
            return self._target.post("/badge-runs", body)
        now = system_clock()
        return bulk_printing.summary(bulk_printing.start(self._target, run_id, printer, wanted, total, _BY, now))

    def queue(self, run_id: str, placings: Sequence[Placing]) -> None:
        if isinstance(self._target, Remote):
            self._target.post(f"/badge-runs/{run_id}/badges", {"placings": placings})
        else:
            bulk_printing.queue(self._target, run_id, placings, _BY, system_clock(), SystemChance())

    def close(self, run_id: str) -> None:
        if isinstance(self._target, Remote):
            self._target.post(f"/badge-runs/{run_id}/queued", {})
        else:
            bulk_printing.close(self._target, run_id, _BY, system_clock())

    def switch(self, run_id: str, verb: str) -> dict[str, Any]:
        if isinstance(self._target, Remote):
            return self._target.post(f"/badge-runs/{run_id}/{verb}", {})
        act = bulk_printing.stop if verb == "stop" else bulk_printing.go_on
        return bulk_printing.summary(act(self._target, run_id, _BY, system_clock()))

    def progress(self, run_id: str) -> dict[str, Any]:
        if isinstance(self._target, Remote):
            return self._target.get(f"/badge-runs/{run_id}")
        return bulk_printing.summary(bulk_printing.progress(self._target, run_id))

    def runs(self) -> list[dict[str, Any]]:
        if isinstance(self._target, Remote):
            known: list[dict[str, Any]] = self._target.get("/badge-runs")["runs"]
            return known
        return [bulk_printing.summary(progress) for progress in bulk_printing.every(self._target)]

    def place(self, placing_id: str, placings: Sequence[Placing]) -> None:
        if isinstance(self._target, Remote):
            self._target.post("/badges/places", {"placing_id": placing_id, "placings": placings})
        else:
            pickups.place(self._target, placing_id, placings, _BY, system_clock())

    @property
    def is_served(self) -> bool:
        return isinstance(self._target, Remote)


@contextmanager
def held_event(event_file: Path) -> Iterator[tuple[HeldEvent, sqlite3.Connection]]:
    """The event, and a connection of its own to read from: an order of many would hold the server up."""
    with event_or_server(event_file) as target, closing(database.open_reader(event_file)) as reader:
        yield HeldEvent(target), reader
