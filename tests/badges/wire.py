"""The way between a spooler and the real server, on loopback: it can be cut, or hold or lose what goes over it."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from server import lasting_port

PATIENCE_S = 30


class Wire:
    """`url` is where the spooler finds the server. A step is `list`, `status`, `claim` (one that got a job), or the
    state that a report tells.
    """

    def __init__(self, url: str) -> None:
        self.passed: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self._server_port = urlsplit(url).port or 0
        self._held = ("", "")
        self._caught = threading.Event()
        self._free = threading.Event()
        self._port = lasting_port()
        self._open: _Door | None = None
        self._thread: threading.Thread | None = None
        self.mend()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def hold(self, step: str, what: str) -> None:
        """Hold the next `request` (the server has not heard it yet) or `answer` of a step until `free`."""
        self._caught.clear()
        self._free.clear()
        self._held = (step, what)

    def wait_until_held(self) -> bool:
        return self._caught.wait(PATIENCE_S)

    def free(self) -> None:
        """What is held goes on its way, however late."""
        self._free.set()

    def lose(self, step: str) -> None:
        """The next answer of a step gets lost."""
        self.lost[step] += 1

    def cut(self) -> None:
        """Nobody gets through, and whoever was talking is cut off. A second time does nothing."""
        if self._open and self._thread:
            self._open.shutdown()
            self._thread.join()
            self._open.server_close()
            self._open.hang_up()
            self._open = None

    def mend(self) -> None:
        self._open = _Door(self, self._port)
        self._thread = threading.Thread(target=self._open.serve_forever, args=(0.02,))
        self._thread.start()

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes] | None:
        """What the server answers; None when the answer is lost."""
        told = _step(path, body)
        self._stop_here(told, "request")
        connection = HTTPConnection("127.0.0.1", self._server_port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            status, answer = response.status, response.read()
        finally:
            connection.close()
        step = "" if told == "claim" and status != 200 else told
        self.passed[step] += 1
        self._stop_here(step, "answer")
        if self.lost[step] > 0:
            self.lost[step] -= 1
            return None
        return status, answer

    def _stop_here(self, step: str, what: str) -> None:
        if self._held == (step, what):
            self._held = ("", "")
            self._caught.set()
            assert self._free.wait(PATIENCE_S)


class _Door(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, wire: Wire, port: int) -> None:
        self.wire = wire
        self.talking: list[socket.socket] = []
        super().__init__(("127.0.0.1", port), _Passing)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.talking.append(request)
        super().process_request(request, client_address)

    def hang_up(self) -> None:
        for connection in self.talking:
            with suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_: object) -> None:
        """A spooler that was killed, or cut off, breaks its connections: that is what the tests are about."""


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Door

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: self.headers[name] for name in ("Authorization", "Content-Type")}
        answered = self.server.wire.pass_on(self.command, self.path, headers, body)
        if answered is None:
            self.close_connection = True
            return
        status, payload = answered
        self.send_response(status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _step(path: str, body: bytes) -> str:
    match path.removeprefix("/api/v1/").split("/"):
        case ["jobs", "claim"]:
            return "claim"
        case ["jobs", _, "state"]:
            return str(json.loads(body)["state"])
        case ["printers", _, "status"]:
            return "status"
        case _:
            return "list"
