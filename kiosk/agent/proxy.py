"""Passing requests and websockets on to the server, and saying honestly when it is away.

The browser's origin is this process, so what names an origin (Host, Origin, Referer) is written anew for the server,
which checks that a request comes from its own pages. A request is sent once: whether to send it again is the page's
decision, which knows by ids what may be said twice.
"""

from __future__ import annotations

import json
import logging
import select
import socket
import ssl
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

from badges.spooler.server import has_ended
from kiosk.agent.finding import Address
from kiosk.agent.printing import OwnPrinter
from kiosk.agent.upstream import ServerAway, Upstream

PRINTER, BADGES = "/agent/v1/printer", "/agent/v1/badges"
"""What the agent answers itself: how the printer beside the kiosk is, and a badge to be printed on it."""

MAX_BODY = 4_000_000
"""Bytes of a request. A kiosk sends scans and forms; files are for the dashboard, which does not come by here."""

_PIECE = 65_536
_HOP_BY_HOP = frozenset(
    (
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)
_log = logging.getLogger("kiosk.agent")


class Agent(ThreadingHTTPServer):
    """Listens on loopback. The browser opens few connections and keeps them: a thread each."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, upstream: Upstream, printer: OwnPrinter | None) -> None:
        self.upstream = upstream
        self.printer = printer
        super().__init__(("127.0.0.1", port), Handler)


class Handler(BaseHTTPRequestHandler):
    """One connection of the browser, and the one to the server that goes with it."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "turnout-kiosk", ""
    disable_nagle_algorithm = True
    server: Agent
    _kept: tuple[HTTPConnection, Address] | None = None

    def do_GET(self) -> None:
        if not self._comes_from_here():
            return
        if self.path == PRINTER:
            self._tell_printer()
        elif self.path.startswith(f"{BADGES}/"):
            self._tell_badge(self.path.removeprefix(f"{BADGES}/"))
        elif self.headers.get("Upgrade", "").lower() == "websocket":
            self._tunnel()
        else:
            self._pass_on()

    def do_POST(self) -> None:
        if not self._comes_from_here():
            return
        if self.path == BADGES:
            self._print()
        else:
            self._pass_on()

    do_HEAD = do_PUT = do_PATCH = do_DELETE = do_POST  # noqa: N815 - the names that http.server calls

    def finish(self) -> None:
        self._drop()
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in http.server
        """Nothing: paths of requests are no news, and the server logs what it answers."""

    def _comes_from_here(self) -> bool:
        """A page elsewhere whose name was bent to this machine (DNS rebinding) must not speak as this kiosk."""
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host in ("localhost", "127.0.0.1"):
            return True
        self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "not_here", "This address is another's.", "Open http://localhost.")
        return False

    def _tell_printer(self) -> None:
        printer = self.server.printer
        if printer is None:
            self._refuse(HTTPStatus.NOT_FOUND, "no_printer", "This kiosk has no printer.", "Start it with --printer.")
            return
        status = printer.status()
        self._reply_json(HTTPStatus.OK, {"state": status.state, "message": status.message})

    def _tell_badge(self, job_id: str) -> None:
        state = None if self.server.printer is None else self.server.printer.state_of(job_id)
        if state is None:
            self._refuse(HTTPStatus.NOT_FOUND, "no_badge", "This badge was not printed here.", "Ask for it to be.")
        else:
            self._reply_json(HTTPStatus.OK, {"state": state})

    def _print(self) -> None:
        """A badge on the kiosk's own printer. Only pages of this origin may: they send JSON, which others may not."""
        if (body := self._body()) is None:
            return
        if self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", "This is no JSON.", "Send application/json.")
            return
        if (printer := self.server.printer) is None:
            self._tell_printer()
            return
        try:
            job = json.loads(body)
            self._reply_json(HTTPStatus.OK, printer.print(job if isinstance(job, dict) else {}))
        except ValueError as problem:  # which key is wrong, never what it holds
            self._refuse(
                HTTPStatus.BAD_REQUEST, "bad_job", f"This is no badge to print: {problem}.", "Update the page."
            )

    def _body(self) -> bytes | None:
        """What the browser sends with its request; None where it was too much, and has been told so."""
        length = int(self.headers.get("Content-Length") or 0)
        if length <= MAX_BODY:
            return self.rfile.read(length)
        self.close_connection = True
        self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "This is too much.", "Send less at once.")
        return None

    def _pass_on(self) -> None:
        if (body := self._body()) is None:
            return
        try:
            response = self._asked(body or None)
        except ServerAway as problem:
            _log.info("the server is away: %s", problem)
            self._say_away()
        else:
            self._answer(response)

    def _asked(self, body: bytes | None) -> HTTPResponse:
        """The server's answer, over the connection that was kept, unless the server has closed it meanwhile."""
        kept = self._kept
        if kept is None or kept[1] != self.server.upstream.address or has_ended(kept[0]):
            self._drop()
            kept = self._kept = self.server.upstream.open_http()
        try:
            return self._send(*kept, body)
        except (OSError, HTTPException) as problem:
            self._drop()
            raise ServerAway(f"{type(problem).__name__}: {problem}") from problem

    def _send(self, connection: HTTPConnection, address: Address, body: bytes | None) -> HTTPResponse:
        connection.request(self.command, self.path, body, dict(self._headers_for(address)))
        return connection.getresponse()

    def _headers_for(self, address: Address) -> Iterable[tuple[str, str]]:
        own = f"http://{self.headers.get('Host')}"
        for name, value in self.headers.items():
            if name.lower() in _HOP_BY_HOP or name.lower() in ("host", "content-length"):
                continue
            yield name, value.replace(own, address.origin, 1) if name.lower() in ("origin", "referer") else value
        yield "Host", address.origin.split("://")[1]

    def _answer(self, response: HTTPResponse) -> None:
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in (*_HOP_BY_HOP, "date", "server"):
                self.send_header(name, value)
        is_counted = response.length is not None or self.command == "HEAD"
        if not is_counted:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            while piece := response.read1(_PIECE):
                self.wfile.write(piece if is_counted else b"%x\r\n%b\r\n" % (len(piece), piece))
            response.read()  # there is nothing more, but only now the connection is free for the next request
            if not is_counted:
                self.wfile.write(b"0\r\n\r\n")
        except (OSError, HTTPException) as problem:  # half an answer must not look like a whole one
            _log.info("an answer broke off: %s", problem)
            self.close_connection = True
            self._drop()
        if response.will_close:
            self._drop()

    def _tunnel(self) -> None:
        """A websocket: its opening with the headers written anew, then every byte as it comes."""
        self.close_connection = True
        try:
            link, address = self.server.upstream.connect()
        except ServerAway:
            self._say_away()
            return
        head = [f"GET {self.path} HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"]
        head += [f"{name}: {value}" for name, value in self._headers_for(address)]
        with link:
            try:
                link.sendall("\r\n".join([*head, "", ""]).encode("latin-1"))
                link.settimeout(None)
                _join(self.connection, link)
            except OSError as problem:
                _log.info("a websocket broke off: %s", problem)

    def _say_away(self) -> None:
        """A page that looks again by itself for who opens one, a reason in JSON for who asks from a page."""
        if "text/html" not in self.headers.get("Accept", ""):
            self._refuse(
                HTTPStatus.BAD_GATEWAY, "server_away", "The server does not answer.", "It is tried again by itself."
            )
            return
        page = files("kiosk.agent").joinpath("waiting.html").read_bytes()
        self._reply(HTTPStatus.BAD_GATEWAY, "text/html; charset=utf-8", page)

    def _refuse(self, status: HTTPStatus, code: str, message: str, remedy: str) -> None:
        self._reply_json(status, {"error": {"code": code, "message": message, "remedy": remedy}})

    def _reply_json(self, status: HTTPStatus, told: Mapping[str, Any]) -> None:
        self._reply(status, "application/json", json.dumps(told).encode())

    def _reply(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept[0].close()
            self._kept = None


def _join(browser: socket.socket, server: socket.socket) -> None:
    """Pass bytes both ways until either side ends."""
    while True:
        has_more = (
            isinstance(server, ssl.SSLSocket) and server.pending() > 0
        )  # decrypted already: select does not see it
        for end in [server] if has_more else select.select([browser, server], [], [])[0]:
            piece = end.recv(_PIECE)
            if not piece:
                return
            (server if end is browser else browser).sendall(piece)
