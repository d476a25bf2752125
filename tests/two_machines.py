"""Two machines on a network of their own: network namespaces joined by a cable, for what loopback cannot show."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from waiting import until

SERVER_ADDRESS = "10.77.0.1"
KIOSK_ADDRESS = "10.77.0.2"
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

    def output(self, *command: str) -> str:
        """What a command there prints, without blanks around it."""
        done = subprocess.run([*self.enter, *command], stdout=subprocess.PIPE, text=True, check=True, timeout=20)
        return done.stdout.strip()

    def program(self, program: str, wrapper: Path) -> Path:
        """A file that starts `program` there, for those who start it by its path alone."""
        wrapper.write_text(f'#!/bin/sh\nexec {" ".join(self.enter)} {program} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        return wrapper


@contextmanager
def two_machines() -> Iterator[tuple[Machine, Machine]]:
    """A server's machine at SERVER_ADDRESS and a kiosk's, which see each other and nothing else."""
    with _machine(()) as server, _machine(() if _IS_ROOT else server.enter) as kiosk:
        server.run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", str(kiosk.pid))
        for machine, address in ((server, SERVER_ADDRESS), (kiosk, KIOSK_ADDRESS)):
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
