from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from turnout.domain import tickets
from turnout.domain.errors import BadInput
from turnout.domain.model import CodeKind
from turnout.domain.roster import Listed, packed
from turnout.services import sealing
from turnout.services.sealing import RosterSecrets, Seal

VECTORS = json.loads((Path(__file__).parents[2] / "kiosk" / "offline" / "vectors.json").read_text())


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


SALT = unpadded(VECTORS["salt"])
SECRETS = RosterSecrets(SALT, unpadded(VECTORS["server"]["private_key"]))


def key_of(code: str) -> bytes:
    """By the library's own HKDF: ours, by hand, must give the same."""
    return HKDF(SHA256(), 32, SALT, b"turnout roster key").derive(code.encode())


@pytest.mark.parametrize("row", VECTORS["codes"], ids=lambda row: repr(row["text"])[:40])
def test_a_text_is_read_and_looked_up_as_the_vectors_say(row: dict[str, Any]) -> None:
    reading = tickets.read(row["text"])
    by_library = HKDF(SHA256(), 16, SALT, b"turnout roster id").derive(row["code"].encode())
    assert (reading.code, reading.kind) == (row["code"], row["kind"])
    assert Seal(SALT, row["code"]).lookup_id == unpadded(row["id"]) == by_library
    assert key_of(row["code"]) == unpadded(row["key"])


@pytest.mark.parametrize("row", VECTORS["mangled"], ids=lambda row: repr(row["text"]))
def test_what_a_mangled_text_may_have_been(row: dict[str, Any]) -> None:
    assert [reading.code for reading in tickets.mangled_readings(row["text"])] == row["readings"]


@pytest.mark.parametrize("row", VECTORS["sealed"], ids=lambda row: row["code"])
def test_a_sealed_part_opens_with_its_code_alone(row: dict[str, Any]) -> None:
    blob = unpadded(row["sealed"])
    assert AESGCM(key_of(row["code"])).decrypt(blob[:12], blob[12:], None).decode() == row["text"]
    assert Seal(SALT, row["code"]).sealed(blob[:12], row["text"].encode()) == blob


@pytest.mark.parametrize("row", VECTORS["sealed_codes"], ids=lambda row: row["text"][:20])
def test_a_code_sealed_to_the_server_is_opened(row: dict[str, Any]) -> None:
    assert sealing.opened_code(SECRETS, unpadded(row["blob"])) == row["text"]


def test_the_public_key_belongs_to_the_private_one() -> None:
    assert sealing.public_key(SECRETS) == unpadded(VECTORS["server"]["public_key"])


def test_what_was_sealed_to_another_key_or_damaged_is_refused() -> None:
    blob = unpadded(VECTORS["sealed_codes"][0]["blob"])
    other = RosterSecrets(SALT, sealing.new_private_key())
    for secrets, damaged in (
        (other, blob),
        (RosterSecrets(bytes(16), SECRETS.private_key), blob),
        (SECRETS, blob[:-1] + bytes([blob[-1] ^ 1])),
        (SECRETS, b"\x04" + bytes(64) + blob[65:]),
        (SECRETS, blob[:70]),
        (SECRETS, b""),
    ):
        with pytest.raises(BadInput) as refused:
            sealing.opened_code(secrets, damaged)
        assert refused.value.code == "sealed_code_unreadable"


def test_a_roster_is_laid_out_as_the_vectors_say() -> None:
    told = VECTORS["roster"]
    entries = b"".join(
        packed(
            unpadded(entry["id"]),
            Listed(CodeKind(entry["kind"]), "", entry["valid"], entry["inside"]),
            entry["category"],
            unpadded(entry["sealed"] or ""),
        )
        for entry in told["entries"]
    )
    head, _, rest = unpadded(told["body"]).partition(b"\n")
    assert json.loads(head) == told["head"]
    assert rest == entries + b"".join(map(unpadded, told["removed"]))
