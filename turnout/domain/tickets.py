"""Ticket and badge codes: how ours are made, and what a scanner's text may have meant.

Ours are 20 characters of Crockford's base32 (no I, L, O, U): a kind letter, two characters that name
the event, sixteen of secret (80 bits), one check character. All of it is in QR's alphanumeric set, so
the symbol is version 1 (21 modules) at error correction M. Codes of other systems are any string up to
255 characters and are matched as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from turnout.domain.model import CodeKind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
SECRET_BYTES = 10
MAX_FOREIGN = 255

_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]  # two characters, ten bits at a time
_CHARACTERS = frozenset(ALPHABET)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_DOUBLED = {character: 2 * value // 32 + 2 * value % 32 for character, value in _VALUE.items()}
_FORGIVEN = str.maketrans("OIL", "011", " -\t\r\n\u00a0")
_PREFIX = {CodeKind.TICKET: "T", CodeKind.BADGE: "B"}
_KIND = {prefix: kind for kind, prefix in _PREFIX.items()}

# What a scanner set to a US keyboard types into a computer set to another one.
# QWERTZ and AZERTY: https://kbdlayout.info (layouts KBDGR and KBDFR against KBDUS).
_LAYOUTS = (
    str.maketrans("zyZYßü+öä#-\"§&/()=?Ü*ÖÄ';:_", "yzYZ-[];'\\/@#^&*()_{}:\"|<>?"),
    str.maketrans("&é\"'(-è_çàaqzwAQZW,;m:!)./§M?°", "1234567890qawzQAWZm,;./-<>?:M_"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the code in its canonical form, and what we can say of it without a look-up."""

    code: str
    kind: CodeKind | None
    event_tag: str

    @property
    def is_ours(self) -> bool:
        return self.kind is not None


def base32(data: bytes) -> str:
    """Crockford base32 of `data`: eight characters for every five bytes, of which there must be a whole number."""
    bits = int.from_bytes(data, "big")
    return "".join([_PAIRS[bits >> shift & 1023] for shift in range(len(data) * 8 - 10, -10, -10)])


def forgiven(text: str) -> str:
    """What somebody typed, in the alphabet: without spaces and dashes, O for 0, I and L for 1.

    >>> forgiven("k7o-l2m")
    'K7012M'
    """
    return text.upper().translate(_FORGIVEN)


def check_character(body: str) -> str:
    """Luhn's algorithm over base 32: finds every single wrong character and nearly every swap of neighbours."""
    total = sum(map(_DOUBLED.__getitem__, body[::-2])) + sum(map(_VALUE.__getitem__, body[-2::-2]))
    return ALPHABET[-total % 32]


def make(kind: CodeKind, event_tag: str, secret: bytes) -> str:
    """A new code from ten random bytes; `event_tag` is two characters of the alphabet."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a code needs {SECRET_BYTES} random bytes, got {len(secret)}")
    body = _PREFIX[kind] + event_tag + base32(secret)
    return body + check_character(body)


def read(text: str) -> Reading:
    """The code a text stands for: ours forgives case, spaces, O for 0, I and L for 1; others stay as they are."""
    folded = forgiven(text) if len(text) <= 4 * LENGTH else ""
    if _has_our_shape(folded) and check_character(folded[:-1]) == folded[-1]:
        return Reading(folded, _KIND[folded[0]], folded[1:3])
    return Reading(text.strip(), None, "")


def looks_misread(text: str) -> bool:
    """Whether the text has the shape of one of our codes, but its check character says it was misread."""
    folded = forgiven(text) if len(text) <= 4 * LENGTH else ""
    return _has_our_shape(folded) and check_character(folded[:-1]) != folded[-1]


def mangled_readings(text: str) -> list[Reading]:
    """What a text that is on no list may have been before a wrong keyboard layout or caps lock mangled it.

    Such a reading is only ever *found*, never trusted: it must match a code of 80 bits on the list.
    """
    if len(text) > MAX_FOREIGN:
        return []
    stripped = text.strip()
    variants = [stripped.swapcase(), *(stripped.translate(layout) for layout in _LAYOUTS)]
    found = {variant: read(variant) for variant in variants if variant != stripped}
    return list(found.values())


def shape(text: str) -> str:
    """A text's outline for the log, without its content: runs of letters, digits, spaces; marks as they are.

    >>> shape("BEGIN:VCARD")
    'A5:A5'
    """
    runs = groupby(map(_character_class, text[: MAX_FOREIGN + 1]))
    return "".join(f"{sort}{sum(1 for _ in run)}" if sort in "A9_?" else sort for sort, run in runs)[:60]


def _character_class(character: str) -> str:
    if character.isalpha():
        return "A"
    if character.isdigit():
        return "9"
    if character.isspace():
        return "_"
    return character if character.isascii() and character.isprintable() else "?"


def _has_our_shape(folded: str) -> bool:
    return len(folded) == LENGTH and folded[0] in _KIND and _CHARACTERS.issuperset(folded)
