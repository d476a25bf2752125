"""The HTTP server: gevent's pywsgi, fast, and rid of connections that nobody is left at."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import gevent
import structlog
from gevent.pywsgi import WSGIHandler, WSGIServer

from turnout.domain.errors import TurnoutError
from turnout.web.http_head import Headers

_log = structlog.get_logger()
_LOOK_EVERY = 0.01  # seconds
_TCP_OPTIONS = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),  # else Nagle and delayed acknowledgements cost 44 ms a request
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30),  # seconds, as the next
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 60_000),  # ms; with something unsent the kernel waits 15 minutes
)


class _Reader(socket.SocketIO):
    """What comes over a connection. A read raises TimeoutError when nothing does for too long; writes may take long."""

    def __init__(self, connection: Any, quiet_s: float) -> None:
        super().__init__(connection, "rb")
        self._connection, self._quiet_s = connection, quiet_s

    def readinto(self, buffer: Any) -> int | None:
        self._connection.settimeout(self._quiet_s)
        try:
            return super().readinto(buffer)
        finally:
            self._connection.settimeout(None)


class Handler(WSGIHandler):
    """Says nothing of single requests: an address may name what the log must not."""

    _pieces: list[bytes] | None = None

    def __init__(self, connection: Any, address: Any, server: HttpServer) -> None:
        super().__init__(connection, address, server)
        self.rfile = io.BufferedReader(_Reader(connection, server.quiet_s))

    def read_request(self, raw_requestline: str) -> Any:
        """After a websocket nothing that comes is a request, whatever it looks like."""
        is_read = super().read_request(raw_requestline)
        self.close_connection = self.close_connection or self.headers.get("Upgrade") is not None
        return is_read

    def MessageClass(self, rest: BinaryIO, *_: object) -> Headers:  # type: ignore[override]  # noqa: N802
        """pywsgi's way to be given another reading of the head."""
        return Headers(self.requestline or "", rest)

    def log_request(self) -> None:
        pass

    def _write_with_headers(self, data: bytes) -> None:
        """Send head and body at once: apart they are two system calls, two packets and two TLS records."""
        pieces: list[bytes] = []
        self._pieces = pieces
        try:
            super()._write_with_headers(data)  # type: ignore[misc]  # the stubs know nothing of it
        finally:
            self._pieces = None  # else the answer that tells of a failure would be gathered, and never sent
        self._sendall(b"".join(pieces))

    def _sendall(self, data: bytes) -> None:
        if self._pieces is None:
            super()._sendall(data)  # type: ignore[misc]
        else:
            self._pieces.append(data)


class HttpServer(WSGIServer):
    """pywsgi that hangs up on who is silent in a handshake, a request or between two, and on who is gone altogether.

    Without that, a thousand devices that went to sleep or left would take all the files that it may open.
    """

    quiet_s = 75.0
    """Seconds. No whole minutes: a page that asks each minute would meet the end of its connection each time."""

    def do_read(self) -> Any:
        accepted = super().do_read()
        if accepted is not None and accepted[0].family != socket.AF_UNIX:
            for option in _TCP_OPTIONS:
                accepted[0].setsockopt(*option)
        return accepted

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> Any:
        client_socket.settimeout(self.quiet_s)
        return super().wrap_socket_and_handle(client_socket, address)


class RequestsInHand:
    """Counts the requests that are being answered, so that a stop can wait for them. Websockets do not count."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app
        self._count = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if "HTTP_UPGRADE" in environ:
            return self._app(environ, start_response)
        self._count += 1
        try:
            return self._app(environ, start_response)
        finally:
            self._count -= 1

    def finish(self, within_s: float) -> None:
        """Wait until none is left, or the time is over."""
        deadline = time.monotonic() + within_s
        while self._count and time.monotonic() < deadline:
            gevent.sleep(_LOOK_EVERY)


class _ErrorLog:
    """pywsgi's complaints (a client that went away, a broken TLS handshake), as lines of our log."""

    def write(self, text: str) -> None:
        if text.strip():
            _log.debug("http", text=text.strip().splitlines()[-1][:200])

    def flush(self) -> None:
        pass


def make_server(
    app: Any, host: str, port: int, tls: ssl.SSLContext | None, handler: type[WSGIHandler] = Handler
) -> HttpServer:
    """Bound and listening, not yet serving. Raises TurnoutError when the port is in use, or not allowed."""
    common: dict[str, Any] = {"handler_class": handler, "log": None, "error_log": _ErrorLog()}
    if tls is None:
        server = HttpServer((host, port), app, **common)
    else:
        server = HttpServer((host, port), app, ssl_context=tls, **common)
    try:
        server.init_socket()
    except OSError as problem:
        raise TurnoutError(
            f"Port {port} on {host} cannot be used: {problem.strerror or problem}",
            "Stop the program that uses it, or choose another with --port.",
            code="port_in_use",
        ) from problem
    return server


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and later. Raises TurnoutError for files that are missing or do not belong together."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as problem:
        raise TurnoutError(
            f"The TLS certificate cannot be used: {problem}",
            "Name a PEM certificate (with its chain) and the key that belongs to it.",
            code="bad_certificate",
        ) from problem
    return context
