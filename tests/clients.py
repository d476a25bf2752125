"""A plain HTTP client for tests: keeps cookies as a browser does, and shows every header of an answer."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 30


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body; `json` is the body read as such."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """The stable code of an error."""
        return str(self.json["error"]["code"])

    def header(self, name: str) -> str | None:
        found = [value for known, value in self.headers if known == name.lower()]
        assert len(found) <= 1, f"{name} is sent {len(found)} times"
        return found[0] if found else None

    def cookie(self, name: str) -> dict[str, Any]:
        """The attributes of a cookie that this answer sets, with its value."""
        for known, value in self.headers:
            if known == "set-cookie":
                jar = SimpleCookie(value)
                if name in jar:
                    return {"value": jar[name].value, **{k: v for k, v in jar[name].items() if v}}
        raise AssertionError(f"no cookie {name} is set")


@dataclass
class Client:
    """One browser or device. `urls` are all addresses asked for; `csrf` is sent with unsafe requests when known."""

    base: str
    context: ssl.SSLContext | None = None
    token: str = ""
    csrf: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.send("POST", path, {} if body is None else body, headers=headers)

    def api(self, path: str, body: Any = None) -> Any:
        """A request that must succeed: GET without a body, else POST; answers its JSON."""
        full = f"/api/v1{path}"
        answer = self.get(full) if body is None else self.post(full, body)
        assert answer.status == 200, f"{full}: {answer.status} {answer.body!r}"
        return answer.json

    def send(self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None) -> Answer:
        """One request; `body` is sent as JSON, bytes as they are."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        self.urls.append(path)
        connection = self._connect()
        try:
            connection.request(method, path, data, self._headers(method, data is not None) | (headers or {}))
            response = connection.getresponse()
            answer = Answer(response.status, [(k.lower(), v) for k, v in response.getheaders()], response.read())
        finally:
            connection.close()
        self._keep_cookies(answer)
        return answer

    def pair(self, code: str) -> dict[str, Any]:
        """Become a station; answers its document."""
        document: dict[str, Any] = self.api("/stations/pair", {"code": code})
        self.csrf = document["csrf"]
        return document

    def sign_in_once(self, link_token: str) -> dict[str, Any]:
        """Become a person; answers who."""
        document: dict[str, Any] = self.api("/sign-in/once", {"token": link_token})
        self.csrf = document["csrf"]
        return document

    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _headers(self, method: str, has_body: bool) -> dict[str, str]:
        headers = {"Content-Type": "application/json"} if has_body else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.cookies:
            headers["Cookie"] = self.cookie_header()
        if self.csrf and method != "GET":
            headers["X-CSRF-Token"] = self.csrf
        return headers

    def _connect(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.base)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=PATIENCE_S, context=self.context)
        return http.client.HTTPConnection(host, port, timeout=PATIENCE_S)

    def _keep_cookies(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name == "set-cookie":
                for morsel in SimpleCookie(value).values():
                    self.cookies[morsel.key] = morsel.value
