"""Speaking to the server that holds an event file, as a command of the same user."""

from __future__ import annotations

import json
from email.message import Message
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import to_json

from turnout.domain.errors import TurnoutError
from turnout.store.lock import Holder

TIMEOUT = 60  # seconds


class Remote:
    """The running server's API, with a bearer token: a command's, which the lock file tells, or a station's."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self.token = token
        self._address = urlsplit(url)
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    @classmethod
    def of(cls, holder: Holder) -> Remote:
        """As a command of the same user."""
        return cls(holder.url, holder.token)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post JSON (dataclasses as objects), answer JSON. Raises TurnoutError with the server's own words."""
        return self.send(path, body).answer()

    def get(self, path: str) -> dict[str, Any]:
        """Answers JSON. Raises TurnoutError with the server's own words."""
        return self.send(path).answer()

    def pair(self, code: str) -> Remote:
        """Pair as a station; answers the API as that station."""
        sent = self.send("/stations/pair", {"code": code})
        sent.answer()
        cookie = SimpleCookie(sent.headers.get("Set-Cookie", ""))
        return Remote(self.url, next(iter(cookie.values())).value)

    def send(self, path: str, body: dict[str, Any] | bytes | None = None) -> Sent:
        """Send a body to be posted (as bytes it is JSON already), or ask where there is none; read the answer later.

        Raises TurnoutError if the server is not there.
        """
        data = to_json(body) if isinstance(body, dict) else body
        kind = HTTPSConnection if self._address.scheme == "https" else HTTPConnection
        connection = kind(self._address.hostname or "", self._address.port, timeout=TIMEOUT)
        try:
            connection.request("GET" if data is None else "POST", f"/api/v1{path}", data, self._headers)
        except OSError as problem:
            connection.close()
            raise _silent(problem) from problem
        return Sent(connection)


class Sent:
    """A request on its way to the server. `headers` are the answer's, once it has been read."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self.headers = Message()

    def answer(self) -> dict[str, Any]:
        """Waits for the answer, and reads it. Raises TurnoutError with the server's own words."""
        try:
            response = self._connection.getresponse()
            told = json.load(response)
        except (OSError, HTTPException) as problem:
            raise _silent(problem) from problem
        finally:
            self._connection.close()
        if response.status >= HTTPStatus.BAD_REQUEST:
            error = told["error"]
            raise TurnoutError(error["message"], error["remedy"], code=error["code"])
        self.headers = response.headers
        return dict(told)


def _silent(problem: Exception) -> TurnoutError:
    return TurnoutError(f"The server does not answer: {problem}", "Look at its log, then try again.", code="no_answer")
