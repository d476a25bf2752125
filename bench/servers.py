"""The processes that are measured: Turnout's server and the bare prototype, each ended by its own pid."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from bench import event, machine
from turnout.remote import Remote
from turnout.store import lock

_START_WITHIN = 30.0  # seconds
_STOP_WITHIN = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for loopback and its key, as PEM files."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers. `token` is the bearer token that its scans carry, `cookie` a coordinator's."""

    url: str
    pid: int
    token: str = ""
    cookie: str = ""

    def cpu_ms(self) -> float:
        return machine.cpu_ms(self.pid)

    def rss_mb(self) -> float:
        return machine.rss_mb(self.pid)


def certificate(folder: Path) -> Certificate:
    made = trustme.CA().issue_cert("127.0.0.1", "localhost")
    paths = Certificate(folder / "certificate.pem", folder / "key.pem")
    made.private_key_and_cert_chain_pem.write_to_path(paths.certificate)
    made.private_key_pem.write_to_path(paths.key)
    return paths


@contextmanager
def turnout(
    path: Path,
    tls: Certificate | None = None,
    env: Mapping[str, str] | None = None,
    *,
    options: Sequence[str] = ("--no-spooler",),
) -> Iterator[Served]:
    """Turnout on an event file, with a station paired that prints, and a coordinator signed in."""
    port = machine.free_port()
    command = [sys.executable, "-m", "turnout.server", str(path), "--port", str(port), *options]
    if tls is not None:
        command += ["--tls-cert", str(tls.certificate), "--tls-key", str(tls.key)]
    with _process(command, env) as process:
        local = _holder(path, process)
        command_line = Remote.of(local)
        station = {"name": f"Entrance {port}", "mode": "entrance", "printer_group": event.PRINTERS}
        token = command_line.pair(command_line.post("/stations", station)["pairing_code"]).token
        scheme = "http" if tls is None else "https"
        yield Served(f"{scheme}://127.0.0.1:{port}", process.pid, token, _sign_in(local.url))


@contextmanager
def bare_prototype(
    path: Path, event_file: Path, tls: Certificate | None = None, env: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """The prototype on a database of its own with the tickets of an event."""
    port = machine.free_port()
    command = [sys.executable, "-m", "bench.prototype", str(path), str(event_file), str(port)]
    if tls is not None:
        command += [str(tls.certificate), str(tls.key)]
    with _process(command, env) as process:
        url = f"{'http' if tls is None else 'https'}://127.0.0.1:{port}"
        wait_until_ready(url, process)
        yield Served(url, process.pid, "none")


def wait_until_ready(url: str, process: subprocess.Popen[bytes], every: float = 0.02) -> None:
    """Ask /readyz until it answers. Raises RuntimeError when the process ended, or the time is over."""
    deadline = time.monotonic() + _START_WITHIN
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # a bench's own certificate, on loopback
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5, context=context):
                return
        except OSError:
            time.sleep(every)
    raise RuntimeError(f"no server at {url} within {_START_WITHIN:.0f} s")


@contextmanager
def _process(command: list[str], env: Mapping[str, str] | None) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env={**os.environ, **(env or {})}, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _holder(path: Path, process: subprocess.Popen[bytes]) -> lock.Holder:
    deadline = time.monotonic() + _START_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        found = lock.holder(path)
        if found is not None and found.url:
            return found
        time.sleep(0.02)
    raise RuntimeError(f"Turnout did not come up on {path}")


def _sign_in(url: str) -> str:
    body = json.dumps({"name": event.COORDINATOR, "password": event.PASSWORD}).encode()
    request = urllib.request.Request(f"{url}/api/v1/sign-in", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        cookie: str = answer.headers["Set-Cookie"]
        return cookie.partition(";")[0]
