"""Speaking to the server that holds an event file, as a command of the same user."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any

from pydantic_core import to_json

from turnout.domain.errors import TurnoutError
from turnout.store.lock import Holder

TIMEOUT = 60  # seconds


class Remote:
    """The running server's API, with a bearer token: a command's, which the lock file tells, or a station's."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self.token = token
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    @classmethod
    def of(cls, holder: Holder) -> Remote:
        """As a command of the same user."""
        return cls(holder.url, holder.token)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post JSON (dataclasses as objects), answer JSON. Raises TurnoutError with the server's own words."""
        answer, _ = self._ask(path, body)
        return answer

    def get(self, path: str) -> dict[str, Any]:
        """Answers JSON. Raises TurnoutError with the server's own words."""
        answer, _ = self._ask(path)
        return answer

    def pair(self, code: str) -> Remote:
        """Pair as a station; answers the API as that station."""
        _, headers = self._ask("/stations/pair", {"code": code})
        cookie = SimpleCookie(headers.get("Set-Cookie", ""))
        return Remote(self.url, next(iter(cookie.values())).value)

    def _ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[dict[str, Any], Message]:
        """Post a body, or read where there is none."""
        data = None if body is None else to_json(body)
        url = f"{self.url}/api/v1{path}"
        request = urllib.request.Request(url, data, self._headers)  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 - as above
                return json.load(response), response.headers
        except urllib.error.HTTPError as problem:
            told = json.load(problem)["error"]
            raise TurnoutError(told["message"], told["remedy"], code=told["code"]) from problem
        except OSError as problem:
            raise TurnoutError(
                f"The server does not answer: {problem}", "Look at its log, then try again.", code="no_answer"
            ) from problem
