"""The server as the spooler sees it: JSON over one kept connection, with a bearer token."""

from __future__ import annotations

import json
import select
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_SLACK_S = 10.0
"""How long beyond what a request asks the server to wait."""


class ServerAway(OSError):
    """No sound answer: no connection, a break in the middle, a status of 500 or more, or not JSON."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `cookies` is what it sets, as it stands in its header."""

    status: int
    body: Mapping[str, Any]
    cookies: str = ""

    @property
    def is_success(self) -> bool:
        return self.status < 300

    @property
    def code(self) -> str:
        """The stable code of a refusal."""
        return self._of_error("code")

    @property
    def words(self) -> str:
        """A refusal in the server's own words, with what to do."""
        return f"{self._of_error('message')} {self._of_error('remedy')}".strip()

    def _of_error(self, key: str) -> str:
        error = self.body.get("error")
        return str(error.get(key, "")) if isinstance(error, dict) else ""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server is and how it is spoken to. Raises ValueError for an address that cannot be one."""

    url: str
    token: str = ""
    ca_cert: Path | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError(f"{self.url!r} is not a server's address: write http://host:port or https://host:port")

    def connect(self) -> ServerConnection:
        return ServerConnection(self)


class ServerConnection:
    """One connection, for one thread."""

    def __init__(self, address: ServerAddress) -> None:
        parts = urlsplit(address.url)
        self._host, self._port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        self._base = parts.path.rstrip("/") + "/api/v1"
        self._headers = {"Content-Type": "application/json"}
        if address.token:
            self._headers["Authorization"] = f"Bearer {address.token}"
        self._tls = ssl.create_default_context(cafile=address.ca_cert) if parts.scheme == "https" else None
        self._http: HTTPConnection | None = None

    def get(self, path: str) -> Reply:
        return self._request("GET", path, None, _SLACK_S)

    def post(self, path: str, body: Mapping[str, Any], wait_s: float = 0.0) -> Reply:
        """`wait_s`: how long the server was asked to hold the answer back. Raises ServerAway."""
        return self._request("POST", path, json.dumps(body).encode(), wait_s + _SLACK_S)

    def close(self) -> None:
        if self._http:
            self._http.close()
            self._http = None

    def _request(self, method: str, path: str, body: bytes | None, timeout_s: float) -> Reply:
        try:
            http = self._open(timeout_s)
            http.request(method, self._base + path, body, self._headers)
            response = http.getresponse()
            payload = response.read()
        except (OSError, HTTPException) as error:
            self.close()
            raise ServerAway(f"{type(error).__name__}: {error}") from error
        if response.status >= 500:
            raise ServerAway(f"status {response.status}")
        try:
            answer = json.loads(payload) if payload else {}
        except ValueError as error:
            raise ServerAway("the answer is not JSON: is this the server's address?") from error
        cookies = response.getheader("Set-Cookie") or ""
        return Reply(response.status, answer if isinstance(answer, dict) else {}, cookies)

    def _open(self, timeout_s: float) -> HTTPConnection:
        if self._http is not None and has_ended(self._http):
            self.close()
        if self._http is None:
            self._http = (
                HTTPSConnection(self._host, self._port, timeout=timeout_s, context=self._tls)
                if self._tls
                else HTTPConnection(self._host, self._port, timeout=timeout_s)
            )
        self._http.timeout = timeout_s
        if self._http.sock is not None:
            self._http.sock.settimeout(timeout_s)
        return self._http


def has_ended(http: HTTPConnection) -> bool:
    """Whether the other side has ended a connection on which nothing was asked: that is all there can be to read."""
    return http.sock is not None and bool(select.select([http.sock], [], [], 0)[0])
