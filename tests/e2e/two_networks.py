"""Two machines on a network of their own: network namespaces joined by a cable, for what loopback cannot show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from at_event import AtEvent
from waiting import until

SERVER_ADDRESS = "10.77.0.1"
_KIOSK_ADDRESS = "10.77.0.2"
_ASK = """
import sys
from turnout.remote import Remote
url, token, path = sys.argv[1:]
print(Remote(url, token).post(path, {})["pairing_code"])
"""
_IS_ROOT = os.geteuid() == 0
_UNSHARE = ("unshare", "--net") if _IS_ROOT else ("unshare", "--net", "--map-root-user")
_NSENTER = ("nsenter", "--net") if _IS_ROOT else ("nsenter", "--net", "--user", "--preserve-credentials")


@dataclass(frozen=True)
class Machine:
    """One end of the cable. `enter` before a command runs it there."""

    pid: int

    @property
    def enter(self) -> tuple[str, ...]:
        return (*_NSENTER, "--target", str(self.pid))

    def run(self, *command: str) -> None:
        subprocess.run([*self.enter, *command], check=True, timeout=20)

    def program(self, program: str, wrapper: Path) -> Path:
        """A file that starts `program` there, for those who start it by its path alone."""
        wrapper.write_text(f'#!/bin/sh\nexec {" ".join(self.enter)} {program} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        return wrapper


@dataclass(frozen=True)
class AtEventThere(AtEvent):
    """An event that only its own machine can reach over loopback, as commands do."""

    machine: Machine

    def pairing_code(self, station_name: str) -> str:
        (station_id,) = self.rows("SELECT id FROM stations WHERE name = ?", station_name)[0]
        ask = [*self.machine.enter, sys.executable, "-c", _ASK, self.command.url, self.command.token]
        asked = [*ask, f"/stations/{station_id}/pairing-code"]
        return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=20).stdout.strip()


@contextmanager
def two_machines() -> Iterator[tuple[Machine, Machine]]:
    """A server's machine at SERVER_ADDRESS and a kiosk's, which see each other and nothing else."""
    with _machine(()) as server, _machine(() if _IS_ROOT else server.enter) as kiosk:
        server.run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", str(kiosk.pid))
        for machine, address in ((server, SERVER_ADDRESS), (kiosk, _KIOSK_ADDRESS)):
            machine.run("ip", "link", "set", "lo", "up")
            machine.run("ip", "address", "add", f"{address}/24", "dev", "cable")
            machine.run("ip", "link", "set", "cable", "up")
        yield server, kiosk


@contextmanager
def _machine(within: tuple[str, ...]) -> Iterator[Machine]:
    """A namespace, for as long as a process of ours sleeps in it. Without root the second lives within the first's."""
    unshare = ("unshare", "--net") if within else _UNSHARE
    sleeper = subprocess.Popen([*within, *unshare, "sleep", "infinity"])
    try:
        comm = Path(f"/proc/{sleeper.pid}/comm")
        until(lambda: comm.read_text(encoding="utf-8") == "sleep\n", "the namespace is there and somebody sleeps in it")
        yield Machine(sleeper.pid)
    finally:
        sleeper.kill()
        sleeper.wait()
