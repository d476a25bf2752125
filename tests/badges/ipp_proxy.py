"""A real HTTP server between driver and printer, for the trouble that lies between them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Proxy:
    """Stands between driver and printer, and spoils what it is told to."""

    def __init__(
        self,
        printer_uri: str,
        *,
        lose: str = "",
        rename_media: bool = False,
        status: int = 200,
        before_job: Callable[[], None] = lambda: None,
    ) -> None:
        target = urlsplit(printer_uri)
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                is_print_job = body[2:4] == b"\0\2"
                if is_print_job:
                    proxy.print_jobs += 1
                    before_job()
                if is_print_job and lose == "request":
                    return  # the connection closes; the printer never heard of it
                if status != 200:
                    self._answer(b"")
                    return
                try:
                    answer = proxy.forward(target.port or 0, target.path, body)
                except OSError:
                    return  # the printer is dead or asleep: so the line is cut
                if is_print_job and lose == "answer":
                    return
                if rename_media:  # offers a size that it will refuse
                    answer = answer.replace(b"om_62x100mm_62x100mm", b"om_62x101mm_62x101mm")
                self._answer(answer)

            def _answer(self, answer: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.print_jobs = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.uri = f"ipp://localhost:{self._server.server_address[1]}{target.path}"

    def forward(self, port: int, path: str, body: bytes) -> bytes:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/ipp"})
            return connection.getresponse().read()
        finally:
            connection.close()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
