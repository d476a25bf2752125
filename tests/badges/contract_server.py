"""A small real HTTP server that speaks the print jobs' contract, for the spooler's tests."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from server import lasting_port

TOKEN = "spooler-token"
_FINAL = {"printed", "unknown", "failed"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, book: Book, tls: ssl.SSLContext | None) -> None:
        self.book = book
        self.connections: list[socket.socket] = []
        super().__init__(("127.0.0.1", port), _Handler)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def cut(self) -> None:
        """Ends the kept connections too, as a process that dies does."""
        for connection in self.connections:
            with contextlib.suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_: object) -> None:
        """A spooler that was killed breaks its connections: that is what some tests are about."""


class Book:
    """Jobs and what was said of them; it outlives a server that goes away and comes back."""

    def __init__(self, printers: list[dict[str, Any]]) -> None:
        self.printers = printers
        self.queue: list[dict[str, Any]] = []
        self.states: dict[str, list[str]] = {}
        self.reasons: dict[str, str] = {}
        self.statuses: dict[str, list[tuple[str, str]]] = {}
        self.claims: list[str] = []
        self.refused: list[tuple[str, str]] = []
        self.heard: dict[str, str] = {}
        self.lose_answers = 0
        self.port = lasting_port()
        self.tls: ssl.SSLContext | None = None
        self._changed = threading.Condition()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Serves, on the port it had before."""
        self._server = _Server(self.port, self, self.tls)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server.cut()
            self._server = None

    def add(self, job: dict[str, Any]) -> None:
        with self._changed:
            self.queue.append(job)
            self.states[job["id"]] = ["queued"]
            self._changed.notify_all()

    def wait_for(self, job_id: str, state: str, seconds: float = 20.0) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.states[job_id][-1] == state, seconds)

    def wait_for_status(self, printer_id: str, state: str, seconds: float = 20.0) -> bool:
        def is_so() -> bool:
            return any(one == state for one, _ in self.statuses.get(printer_id, [])[-1:])

        with self._changed:
            return self._changed.wait_for(is_so, seconds)

    def claim(self, printer_id: str, wait_s: float) -> dict[str, Any] | None:
        def mine() -> dict[str, Any] | None:
            return next((job for job in self.queue if job["printer_id"] == printer_id), None)

        with self._changed:
            until = time.monotonic() + wait_s
            while (job := mine()) is None:
                # Short waits: a server of this test that closes must not hold a claim open.
                if time.monotonic() >= until or self._server is None:
                    return None
                self._changed.wait(0.05)
            self.queue.remove(job)
            self.claims.append(job["id"])
            self._changed.notify_all()
            return job

    def hear(self, job_id: str, report: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        with self._changed:
            if report["report_id"] in self.heard:
                return 200, {"state": self.heard[report["report_id"]]}
            if self.states[job_id][-1] in _FINAL:
                self.refused.append((job_id, report["state"]))
                return 409, {"error": {"code": "job_moved_on", "message": "It ended.", "remedy": "None."}}
            if self.states[job_id] == ["queued"] and report["state"] == "queued":
                return 200, {"state": "queued"}  # nothing had begun
            self.states[job_id].append(report["state"])
            self.reasons[job_id] = report["reason"]
            self.heard[report["report_id"]] = report["state"]
            self._changed.notify_all()
            return 200, {"state": report["state"]}

    def set_status(self, printer_id: str, body: Mapping[str, str]) -> None:
        with self._changed:
            self.statuses.setdefault(printer_id, []).append((body["state"], body["message"]))
            self._changed.notify_all()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        assert self.path == "/api/v1/printers"
        self._answer(200, {"printers": self.server.book.printers})

    def do_POST(self) -> None:
        book = self.server.book
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.path.removeprefix("/api/v1/").split("/"):
            case ["jobs", "claim"]:
                if body["printer_id"] not in [printer["id"] for printer in book.printers]:
                    self._answer(404, {"error": {"code": "printer_unknown", "message": "", "remedy": ""}})
                    return
                job = book.claim(body["printer_id"], body["wait_s"])
                self._answer(200, {"job": job}) if job else self._answer(204, None)
            case ["jobs", job_id, "state"]:
                status, answer = book.hear(job_id, body)
                if book.lose_answers and body["state"] in _FINAL:
                    book.lose_answers -= 1
                    self.close_connection = True
                    return
                self._answer(status, answer)
            case ["printers", printer_id, "status"]:
                book.set_status(printer_id, body)
                self._answer(200, {})
            case _:
                self._answer(404, {"error": {"code": "not_found", "message": "", "remedy": ""}})

    def _answer(self, status: int, body: dict[str, Any] | None) -> None:
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            status, body = 401, {"error": {"code": "not_signed_in", "message": "", "remedy": ""}}
        payload = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
