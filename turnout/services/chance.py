"""Ids and secrets, made at the edge and handed down, so that a test can choose them."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol

from turnout.domain.tickets import base32

_ID_BYTES = 10


class Chance(Protocol):
    """Where random bytes come from."""

    def random_bytes(self, n: int) -> bytes: ...


class SystemChance:
    """The operating system's."""

    def random_bytes(self, n: int) -> bytes:
        return secrets.token_bytes(n)


def new_id(chance: Chance) -> str:
    """Sixteen characters, eighty bits: never the same twice."""
    return base32(chance.random_bytes(_ID_BYTES)).lower()


def new_token(chance: Chance) -> str:
    """A secret that a device or browser holds: 160 bits."""
    return base32(chance.random_bytes(2 * _ID_BYTES)).lower()


def hash_of(token: str) -> str:
    """What the event file keeps of a token. Plain SHA-256: the token has 160 bits, nobody guesses those."""
    return hashlib.sha256(token.encode()).hexdigest()
