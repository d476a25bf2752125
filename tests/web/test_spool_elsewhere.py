"""`turnout spool`: a spooler on another machine, paired with a code, prints on the printers it is there for."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from factories import make_event, put_attendee
from server import Server, serving
from waiting import eventually

from turnout.domain.model import Attendee
from turnout.remote import Remote
from turnout.store.times import to_text
from turnout.web.house import system_clock

START = [sys.executable, "-c", "from turnout.cli import main; main()", "spool"]


class Elsewhere:
    """The machine beside the printer: what it runs, and the file with its token."""

    def __init__(self, server: Server, folder: Path, ca_cert: Path) -> None:
        self.token_file = folder / "pi" / "spooler.token"
        self._log = folder / "spool.log"
        port = urlsplit(server.url).port
        self._options = ["--server", f"https://localhost:{port}", "--ca-cert", str(ca_cert)]
        self._running: list[subprocess.Popen[bytes]] = []

    def spool(self, *options: str) -> subprocess.Popen[bytes]:
        command = [*START, *self._options, "--token-file", str(self.token_file), *options]
        with self._log.open("ab") as log:
            self._running.append(subprocess.Popen(command, stderr=log))
        return self._running[-1]

    def said(self) -> str:
        return self._log.read_text()

    def stop(self) -> list[int]:
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        codes = [process.wait(30) for process in self._running]
        self._running.clear()
        return codes


@pytest.fixture
def served(tmp_path: Path, certificate: tuple[Path, Path, Path]) -> Iterator[tuple[Server, list[str]]]:
    """A server over TLS with a printer, whose own spooler runs; and the tickets of two people."""
    path = tmp_path / "congress.db"
    event = make_event(path, has_printer=True)
    tickets = [put_attendee(event, Attendee(name, name)).ticket.code for name in ("ann", "bob")]
    event.file.close()
    cert, key, _ = certificate
    with serving(path, "--spooler", "--tls-cert", str(cert), "--tls-key", str(key)) as server:
        yield server, tickets


@pytest.fixture
def elsewhere(
    served: tuple[Server, list[str]], tmp_path: Path, certificate: tuple[Path, Path, Path]
) -> Iterator[Elsewhere]:
    machine = Elsewhere(served[0], tmp_path, certificate[2])
    yield machine
    machine.stop()


def code_of(server: Server, mode: str) -> str:
    return str(server.command.post("/stations", {"name": f"{mode} {uuid4()}", "mode": mode})["pairing_code"])


def arrive(gate: Remote, ticket: str) -> None:
    now = to_text(system_clock())
    gate.post("/scans", {"scan_id": str(uuid4()), "code": ticket, "occurred_at": now, "sent_at": now})


def is_given_the_printer(server: Server) -> bool:
    """Whether the log says so: until then the server's own spooler may take a badge."""
    with closing(sqlite3.connect(f"file:{server.path}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT 1 FROM log WHERE kind = 'printer.served'").fetchall())


def spoolers(server: Server) -> list[tuple[str, str]]:
    """Paired spoolers and their state, as the board shows them."""
    facts = server.command.get("/topics/stations")["data"]["stations"]
    return [(station["mode"], station["state"]) for station in facts if station["mode"] == "spooler"]


def test_paired_with_a_code_it_prints_and_needs_the_code_no_more(
    served: tuple[Server, list[str]], elsewhere: Elsewhere, tmp_path: Path
) -> None:
    server, tickets = served
    gate = server.command.pair(code_of(server, "entrance"))
    papers = tmp_path / "badges"
    code = code_of(server, "spooler")
    elsewhere.spool("--printer", "Entrance printer", "--code", code)
    assert eventually(lambda: is_given_the_printer(server), 30)
    assert spoolers(server) == [("spooler", "online")]
    assert elsewhere.token_file.stat().st_mode & 0o777 == 0o600
    arrive(gate, tickets[0])
    assert eventually(lambda: len(list(papers.glob("*.png"))) == 1, 30)
    assert eventually(lambda: ": printed" in elsewhere.said(), 30)  # and not the server's own
    assert elsewhere.stop() == [0]
    elsewhere.spool("--printer", "folder", "--code", code)  # a service that starts again says it again
    arrive(gate, tickets[1])
    assert eventually(lambda: elsewhere.said().count(": printed") == 2, 30)
    assert "not paired anew" in elsewhere.said()


def test_without_a_good_code_or_a_token_it_does_not_begin(
    served: tuple[Server, list[str]], elsewhere: Elsewhere
) -> None:
    server, _ = served
    assert elsewhere.spool("--printer", "folder").wait(30) == 2
    assert elsewhere.spool("--printer", "folder", "--code", "QQQQ QQQQ").wait(30) == 2
    assert elsewhere.spool("--printer", "folder", "--code", code_of(server, "entrance")).wait(30) == 2
    for words in ("There is no token in", "This pairing code is not known", "This code was made for a kiosk"):
        assert words in elsewhere.said()
    assert not elsewhere.token_file.exists()


def test_a_printer_that_there_is_not_is_named_and_waited_for(
    served: tuple[Server, list[str]], elsewhere: Elsewhere
) -> None:
    server, _ = served
    running = elsewhere.spool("--printer", "Attic", "--code", code_of(server, "spooler"))
    assert eventually(lambda: "No printer is called “Attic”. There are: Entrance printer." in elsewhere.said(), 30)
    assert running.poll() is None
