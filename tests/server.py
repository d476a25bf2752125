"""The real server as a process of its own, on a free port of loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clients import Client

from turnout.remote import Remote
from turnout.store import lock
from turnout.store.lock import Holder

PATIENCE_S = 30


@dataclass
class Server:
    """A running server. `local_url` is plain http, for commands of this machine; `url` is what it serves."""

    process: subprocess.Popen[bytes]
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


def start(
    path: Path,
    *options: str,
    before: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    seen_at: Callable[[int], Path] | None = None,
    log: Path | None = None,
) -> Server:
    """Start a server on a free port, without a spooler, and wait until it is ready.

    `before` is put before the command line; `seen_at` tells where the file of a process with a file system of
    its own is seen from here. Raises AssertionError with what it said when it does not begin.
    """
    log = log or path.with_name(f"{path.stem}-server.log")
    command = [*before, sys.executable, "-m", "turnout.server", str(path), "--port", "0", "--no-spooler", *options]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})}
        )
    seen = path if seen_at is None else seen_at(process.pid)
    try:
        holder = _wait_for_holder(seen, process)
        local, public = (int(url.rsplit(":", 1)[1]) for url in (holder.url, _served_url(log)))
        _check_listeners(process.pid, {local, public})
        assert Client(holder.url).get("/readyz").status == 200
    except AssertionError as problem:
        process.kill()
        process.wait(PATIENCE_S)
        raise AssertionError(f"{problem}; it said:\n{log.read_text(encoding='utf-8')}") from problem
    return Server(process, seen, holder, _served_url(log), log)


@contextmanager
def serving(path: Path, *options: str) -> Iterator[Server]:
    """A server for the length of a test."""
    server = start(path, *options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def run_to_its_end(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A server that is expected not to begin."""
    command = [sys.executable, "-m", "turnout.server", str(path), "--port", "0", "--no-spooler", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)


def _wait_for_holder(path: Path, process: subprocess.Popen[bytes]) -> Holder:
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


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""
