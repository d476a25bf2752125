"""One keep-alive connection to a server, for requests one after another."""

from __future__ import annotations

import http.client
import json
import socket
from typing import Any
from urllib.parse import urlsplit

from bench.servers import Served


class Caller:
    """Posts JSON as the station that was paired with the server, or as the token given."""

    def __init__(self, served: Served, token: str = "") -> None:
        address = urlsplit(served.url)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        self._connection.connect()
        # http.client sends head and body apart: without this, Nagle's algorithm holds the body back for 40 ms
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token or served.token}"}

    def post(self, path: str, body: bytes) -> dict[str, Any]:
        """The answer. Raises RuntimeError for any status but 200."""
        self._connection.request("POST", path, body, self._headers)
        response = self._connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}: {text[:200]!r}")
        answer: dict[str, Any] = json.loads(text)
        return answer
