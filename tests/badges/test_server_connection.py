"""The spooler's connection to the server: one that was closed in a quiet minute is not asked on."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from badges.spooler.server import ServerAddress


class _HangsUp(BaseHTTPRequestHandler):
    """Answers as if it kept the connection, and ends it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def test_a_connection_that_the_server_has_ended_is_made_anew() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _HangsUp) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        connection = ServerAddress(f"http://127.0.0.1:{server.server_port}", token="a").connect()
        try:
            for _ in range(3):
                assert connection.get("/printers").status == 200
                assert connection._http is not None
                connection._http.sock.settimeout(10)
                connection._http.sock.recv(1, socket.MSG_PEEK)  # until its end has come; it takes nothing away
        finally:
            connection.close()
            server.shutdown()
            serving.join()
