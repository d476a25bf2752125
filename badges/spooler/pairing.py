"""Becoming a spooler of a server: a pairing code is exchanged for a token, once, and the token kept in a file."""

from __future__ import annotations

import os
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

from badges.spooler.server import ServerAddress

_COOKIE = "turnout_station"


class PairingError(ValueError):
    """The code did not make a spooler of us: why, and what to do."""


def pair(server: ServerAddress, code: str) -> str:
    """The token that the code is good for. Raises PairingError, or ServerAway."""
    connection = replace(server, token="").connect()
    reply = connection.post("/stations/pair", {"code": code, "client_version": "spooler"})
    connection.close()
    if not reply.is_success:
        raise PairingError(reply.words or f"The server answers {reply.status}.")
    station = reply.body.get("station")
    if not isinstance(station, dict) or station.get("mode") != "spooler":
        raise PairingError("This code was made for a kiosk. Make one for a station that prints.")
    return SimpleCookie(reply.cookies)[_COOKIE].value


def keep(token: str, path: Path) -> None:
    """Write the token for its owner alone; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)  # one that was left behind might be readable for others
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(token + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def kept(path: Path) -> str:
    """The token in a file; empty where there is none."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
