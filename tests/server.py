"""The real server as a process of its own, on a free port of loopback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clients import Client
from preloaded import Forked, preloaded

from turnout.remote import Remote
from turnout.store import lock
from turnout.store.lock import Holder

PATIENCE_S = 30
COMMON = ("--port", "0", "--no-spooler")
Process = subprocess.Popen[bytes] | Forked


@dataclass
class Server:
    """A running server. `local_url` is plain http, for commands of this machine; `url` is what it serves."""

    process: Process
    path: Path
    holder: Holder
    url: str
    _log: Path

    @property
    def command(self) -> Remote:
        """The API as a command of the same user."""
        return Remote.of(self.holder)

    @property
    def said(self) -> str:
        """All that it has written to its standard output and error."""
        return self._log.read_text(encoding="utf-8")

    def stop(self) -> int:
        """Ask it to stop, and wait for it; answers its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        """As a power button does."""
        self.process.kill()
        self.process.wait(PATIENCE_S)


def lasting_port() -> int:
    """A free port to come back to: none that the system gives to somebody else while the server is gone."""
    low, high = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    ports = [port for port in range(10_000, 2**16) if not low <= port <= high]
    begin = os.getpid() * 37 % len(ports)  # apart from those of the tests that run beside
    return next(port for port in (*ports[begin:], *ports[:begin]) if _is_free(port))


def start(path: Path, *options: str) -> Server:
    """Start a server on a free port, without a spooler, and wait until it is ready."""
    log = path.with_name(f"{path.stem}-server.log")
    return _ready(preloaded().start([str(path), *COMMON, *options], log), path, log)


def start_within(
    path: Path,
    log: Path,
    *options: str,
    before: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    seen_at: Path | None = None,
    readiness: int = 200,
) -> Server:
    """Start a server from its command line, with other words before it or a changed environment.

    `seen_at` tells where its event file is seen from here, where it has a file system of its own. `readiness` is what
    it answers at /readyz.
    """
    command = [*before, sys.executable, "-m", "turnout.server", str(path), *COMMON, *options]
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **(environment or {})})
    return _ready(process, seen_at or path, log, readiness)


@contextmanager
def serving(path: Path, *options: str) -> Iterator[Server]:
    """A server for the length of a test."""
    server = start(path, *options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def spooler_of(server: Server) -> int:
    """The process id of the server's spooler; 0 while it has none."""
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    pids = " ".join(map(_read, children)).split()
    return next((int(pid) for pid in pids if "badges.spooler" in _read(Path(f"/proc/{pid}/cmdline"))), 0)


def run_to_its_end(path: Path, *options: str) -> tuple[int, str]:
    """The exit code and the words of a server that is expected not to begin."""
    log = path.with_name(f"{path.stem}-refused.log")
    process = preloaded().start([str(path), *COMMON, *options], log)
    return process.wait(PATIENCE_S), log.read_text(encoding="utf-8")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _ready(process: Process, path: Path, log: Path, readiness: int = 200) -> Server:
    try:
        holder = _wait_for_holder(path, process)
        url = _served_url(log)
        _check_listeners(process.pid, {int(address.rsplit(":", 1)[1]) for address in (holder.url, url)})
        assert Client(holder.url).get("/readyz").status == readiness
    except AssertionError as problem:
        process.kill()
        process.wait(PATIENCE_S)
        raise AssertionError(f"{problem}; it said:\n{log.read_text(encoding='utf-8')}") from problem
    return Server(process, path, holder, url, log)


def _wait_for_holder(path: Path, process: Process) -> Holder:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        holder = lock.holder(path)
        if holder is not None and holder.url and holder.pid == process.pid:
            return holder
        time.sleep(0.02)
    raise AssertionError(f"the server did not begin (exit code {process.poll()})")


def _served_url(log: Path) -> str:
    """The address in the line that says it serves."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        lines = [line for line in log.read_text(encoding="utf-8").splitlines() if '"event": "serving"' in line]
        if lines:
            return str(json.loads(lines[-1])["url"])
        time.sleep(0.02)
    raise AssertionError("the server did not say where it serves")


def _check_listeners(pid: int, ports: set[int]) -> None:
    """Without this a test may speak to somebody else's server on a port that was taken."""
    held = {_target(link) for link in Path(f"/proc/{pid}/fd").iterdir()}
    listening = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        row = line.split()
        if row[3] == "0A" and f"socket:[{row[9]}]" in held:
            listening.add(int(row[1].rsplit(":", 1)[1], 16))
    assert ports <= listening, f"process {pid} listens at {listening}, not at {ports}"


def _read(path: Path) -> str:
    """What the kernel says of a process or thread; nothing when it has ended."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""
