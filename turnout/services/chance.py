"""Ids and secrets, made at the edge and handed down, so that a test can choose them."""

from __future__ import annotations

import hashlib
import secrets
import time
from io import BytesIO
from typing import Protocol

from turnout.domain.tickets import base32

_ID_BYTES = 10
_TIME_BYTES = 6  # milliseconds since 1970
_POOL_BYTES = 1024


class Chance(Protocol):
    """Where ids and random bytes come from."""

    def new_id(self) -> str:
        """Sixteen characters, never the same twice."""

    def random_bytes(self, n: int) -> bytes: ...


class SystemChance:
    """The operating system's. Ids begin with the time, so that rows made together lie together in the file."""

    def __init__(self) -> None:
        self._pool = BytesIO()

    def new_id(self) -> str:
        stamp = int(time.time() * 1000).to_bytes(_TIME_BYTES, "big")
        return base32(stamp + self.random_bytes(_ID_BYTES - _TIME_BYTES)).lower()

    def random_bytes(self, n: int) -> bytes:
        found = self._pool.read(n)
        if len(found) < n:  # asking the system for a few bytes costs as much as asking for many
            self._pool = BytesIO(secrets.token_bytes(_POOL_BYTES + n))
            found = self._pool.read(n)
        return found


def new_token(chance: Chance) -> str:
    """A secret that a device or browser holds: 160 bits."""
    return base32(chance.random_bytes(2 * _ID_BYTES)).lower()


def hash_of(token: str) -> str:
    """What the event file keeps of a token. Plain SHA-256: the token has 160 bits, nobody guesses those."""
    return hashlib.sha256(token.encode()).hexdigest()
