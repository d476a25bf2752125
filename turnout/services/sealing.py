"""The seals of roster and outbox: what stands on a kiosk's disk says nothing without a ticket, or the server.

The page does the same with WebCrypto; both are held to `kiosk/offline/vectors.json`. HKDF is RFC 5869 with SHA-256.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from turnout.domain import roster
from turnout.domain.errors import BadInput

SALT_BYTES = 16
NONCE_BYTES = 12
KEY_BYTES = 32
POINT_BYTES = 65
"""A public key of P-256 as X9.62 writes it uncompressed."""
_TAG_BYTES = 16
_ID, _KEY, _CODE = b"turnout roster id", b"turnout roster key", b"turnout sealed code"
_CURVE = ec.SECP256R1()
_SCALAR_BYTES = 32


@dataclass(frozen=True, slots=True)
class RosterSecrets:
    """The salt of the event's seals, and the private key to which codes that are on no roster are sealed."""

    salt: bytes
    private_key: bytes = field(repr=False)


class Seal:
    """What is derived from one code, as `tickets.read` gives it."""

    __slots__ = ("_extracted",)

    def __init__(self, salt: bytes, code: str) -> None:
        self._extracted = hmac.digest(salt, code.encode("utf-8", "surrogatepass"), "sha256")

    @property
    def lookup_id(self) -> bytes:
        """Under which the code stands on the roster: 16 bytes that tell nothing of it."""
        return _derived(self._extracted, _ID, roster.ID_BYTES)

    def sealed(self, nonce: bytes, plain: bytes) -> bytes:
        """Nonce, ciphertext and tag, opened by whoever holds the code. A nonce of 12 bytes is used once for a code."""
        return nonce + AESGCM(_derived(self._extracted, _KEY, KEY_BYTES)).encrypt(nonce, plain, None)


def new_private_key() -> bytes:
    """The private half of a new key pair on P-256: 32 bytes, to be kept in the event file."""
    return ec.generate_private_key(_CURVE).private_numbers().private_value.to_bytes(_SCALAR_BYTES, "big")


def public_key(secrets: RosterSecrets) -> bytes:
    """What stations seal unknown codes to: 65 bytes."""
    return _private(secrets).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def opened_code(secrets: RosterSecrets, blob: bytes) -> str:
    """The text that a station read and sealed to us: ephemeral public key, nonce, ciphertext with tag.

    Raises BadInput for what was not sealed to this event's key.
    """
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, blob[:POINT_BYTES])
        shared = _private(secrets).exchange(ec.ECDH(), theirs)
        key = _derived(hmac.digest(secrets.salt, shared, "sha256"), _CODE, KEY_BYTES)
        nonce, rest = blob[POINT_BYTES : POINT_BYTES + NONCE_BYTES], blob[POINT_BYTES + NONCE_BYTES :]
        return AESGCM(key).decrypt(nonce, rest, None).decode()
    except (ValueError, InvalidTag) as problem:  # no point of the curve, too short, another key's, not UTF-8
        raise BadInput(
            "This code was sealed for another event, or is damaged.",
            "Find the person by name at the desk.",
            code="sealed_code_unreadable",
        ) from problem


def _private(secrets: RosterSecrets) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(secrets.private_key, "big"), _CURVE)


def _derived(extracted: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand of at most 32 bytes: one block. By hand, since a roster has hundreds of thousands of them."""
    return hmac.digest(extracted, info + b"\x01", "sha256")[:length]
