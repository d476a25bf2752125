"""A demo event served by the real server process, with what a test needs to know of it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from turnout.demo import event as demo_event
from turnout.remote import Remote
from turnout.store import lock
from turnout.web.house import system_clock

PEOPLE = 60
DEADLINE_S = 30


@dataclass(frozen=True)
class Holder:
    """An attendee with their codes."""

    name: str
    greeting: str
    ticket: str
    badge: str


@dataclass(frozen=True)
class AtEvent:
    """Where the event is served, and its files."""

    url: str
    path: Path
    command: Remote

    @property
    def badges(self) -> Path:
        return self.path.with_name("congress-badges")

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        """Rows of the event file, read beside the running server."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def holder_not_here(self, full_name: str = "%") -> Holder:
        """Somebody with a valid ticket who has not come yet."""
        row = self.rows(
            """
            SELECT a.full_name, a.given_name, t.code, b.code FROM attendees a
            JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'ticket'
            JOIN tickets b ON b.attendee_id = a.id AND b.kind = 'badge'
            WHERE a.id NOT IN (SELECT attendee_id FROM presence) AND a.full_name LIKE ?
                AND a.is_paid AND NOT a.is_cancelled AND NOT a.is_blocked ORDER BY a.row LIMIT 1
            """,
            full_name,
        )[0]
        return Holder(str(row[0]), str(row[1] or row[0]), str(row[2]), str(row[3]))

    def pairing_code(self, station_name: str) -> str:
        """A fresh pairing code for one of the demo's stations."""
        station_id = self.rows("SELECT id FROM stations WHERE name = ?", station_name)[0][0]
        return str(self.command.post(f"/stations/{station_id}/pairing-code", {})["pairing_code"])

    def sign_in_link(self, role: str = "coordinator") -> str:
        return f"{self.url}/sign-in#once={self.command.post('/sign-in/links', {'role': role})['token']}"


def demo_file(path: Path, people: int = PEOPLE) -> Path:
    """A demo event with few people: those with difficult names come first."""
    demo_event.make(path, people, 7, system_clock(), lambda _what: None)
    return path


@contextmanager
def serve(demo: Path, folder: Path, *options: str, ipp_uri: str = "", enter: Sequence[str] = ()) -> Iterator[AtEvent]:
    """Serve a copy of the demo from `folder` on a free port, spooler included, until the test is over.

    Its entrance printer prints into the folder `congress-badges` there, or on an IPP printer. `enter` is what comes
    before the command, so that it runs on another machine.
    """
    path = folder / "congress.db"
    shutil.copy(demo, path)
    if ipp_uri:
        _set_up_printer(path, "ipp", {"uri": ipp_uri})
    else:
        _set_up_printer(path, "folder", {"folder": str(folder / "congress-badges")})
    log = (folder / "server.log").open("wb")
    command = [*enter, sys.executable, "-m", "turnout.server", str(path), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        holder = _wait_until_served(path, process)
        yield AtEvent(holder.url, path, Remote.of(holder))
    finally:
        process.terminate()
        process.wait(DEADLINE_S)
        log.close()


def _set_up_printer(path: Path, kind: str, options: dict[str, str]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE printers SET kind = ?, options = ?", (kind, json.dumps(options)))
    connection.commit()
    connection.close()


def _wait_until_served(path: Path, process: subprocess.Popen[bytes]) -> lock.Holder:
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline and process.poll() is None:
        holder = lock.holder(path)
        if holder is not None and holder.url and holder.pid == process.pid:
            return holder
        time.sleep(0.05)
    raise AssertionError(f"the server did not begin to serve; see {path.with_name('server.log')}")
