"""The roster as a station reads it, by the format of docs/offline.md."""

from __future__ import annotations

import json
import struct
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_ENTRY = struct.Struct(">16sBBH")


def unpadded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Entry:
    """One code of the roster; `sealed` is empty where nothing was sealed with it."""

    kind: int
    is_valid: bool
    is_inside: bool
    category: str
    sealed: bytes
    has_come: bool = False


@dataclass(frozen=True)
class Roster:
    head: dict[str, Any]
    entries: dict[bytes, Entry]
    removed: frozenset[bytes]

    def of(self, code: str) -> Entry | None:
        """What it says of a code."""
        return self.entries.get(self._derived(code, b"turnout roster id", 16))

    def lookup(self, code: str) -> bytes:
        return self._derived(code, b"turnout roster id", 16)

    def opened(self, code: str) -> dict[str, Any]:
        """What is sealed with a code that is on it."""
        entry = self.of(code)
        assert entry is not None
        key = self._derived(code, b"turnout roster key", 32)
        told: dict[str, Any] = json.loads(AESGCM(key).decrypt(entry.sealed[:12], entry.sealed[12:], None))
        return told

    def _derived(self, code: str, info: bytes, length: int) -> bytes:
        return HKDF(SHA256(), length, unpadded(self.head["salt"]), info).derive(code.encode())


def read_roster(body: bytes) -> Roster:
    """A whole body, taken apart to its last byte."""
    line, _, rest = body.partition(b"\n")
    head = json.loads(line)
    entries = {}
    for _ in range(head["entries"]):
        lookup, flags, category, length = _ENTRY.unpack_from(rest)
        sealed, rest = rest[_ENTRY.size : _ENTRY.size + length], rest[_ENTRY.size + length :]
        name = head["categories"][category] if category < len(head["categories"]) else ""
        assert bool(flags & 0x40) is bool(sealed)
        entries[lookup] = Entry(flags & 0x0F, bool(flags & 0x10), bool(flags & 0x20), name, sealed, bool(flags & 0x80))
    assert len(entries) == head["entries"]
    assert len(rest) == 16 * head["removed"]
    return Roster(head, entries, frozenset(rest[at : at + 16] for at in range(0, len(rest), 16)))
