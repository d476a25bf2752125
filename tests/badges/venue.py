"""The real server with printers, and kiosks that people come to: for tests of what comes out when things break."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from factories import make_event, put_attendee
from server import Server, serving
from wire import Wire

from turnout.domain.model import Attendee
from turnout.remote import Remote
from turnout.services import stations
from turnout.services.chance import SystemChance
from turnout.store import layouts, printers
from turnout.store.printers import Printer
from turnout.store.times import to_text
from turnout.web.house import system_clock


@dataclass
class Venue:
    """A served event; `wire` is the spooler's way to it, `token` the spooler's, `codes` the badges' by ticket code."""

    server: Server
    wire: Wire
    token: str
    codes: dict[str, str]

    def kiosk(self, printer_id: str = "") -> Remote:
        """An entrance, paired, with a printer of its own if one is named."""
        body = {"name": f"Kiosk {uuid4()}", "mode": "entrance", "printer_id": printer_id}
        return self.server.command.pair(self.server.command.post("/stations", body)["pairing_code"])

    def arrive(self, kiosk: Remote, ticket: str) -> str:
        """Somebody shows their ticket; answers the id of their badge's job."""
        now = to_text(system_clock())
        answer = kiosk.post("/scans", {"scan_id": str(uuid4()), "code": ticket, "occurred_at": now, "sent_at": now})
        return str(answer["badge"]["job_id"])

    def story(self, job_id: str) -> list[str]:
        """What the log says of a job, in order."""
        query = "SELECT kind FROM log WHERE subject = ?1 OR data ->> 'job_id' = ?1 ORDER BY seq"
        return [row[0].removeprefix("badge.") for row in self.rows(query, job_id)]

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read from the event file, as any program may."""
        with closing(sqlite3.connect(f"file:{self.server.path}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()


@contextmanager
def venue(path: Path, kinds: Sequence[Printer], people: int, layout: str) -> Iterator[Venue]:
    """An event of so many people with these printers, served; its badges have this layout."""
    event = make_event(path)
    codes = {}
    for number in range(people):
        registered = put_attendee(event, Attendee(f"p{number:03}", f"Person {number:03}"))
        codes[registered.ticket.code] = registered.badge.code
    event.write(lambda tx: layouts.put(tx.connection, "default", layout))
    for printer in kinds:
        event.write(lambda tx, printer=printer: printers.put(tx.connection, printer))  # type: ignore[misc]
    token = stations.spooler(event, system_clock(), SystemChance()).token
    event.file.close()
    with serving(path) as server:
        wire = Wire(server.holder.url)
        try:
            yield Venue(server, wire, token, codes)
        finally:
            wire.free()
            wire.cut()
