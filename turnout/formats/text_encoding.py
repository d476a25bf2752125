"""Which encoding a text file is in: told by its mark, proved by its bytes, or guessed from its letters.

Excel and older systems write the code page of their country without saying which. The same byte is "ł"
in Windows-1250 and "³" in Windows-1252, so the letters that come out are weighed against the languages
that each code page was made for.
"""

from __future__ import annotations

import codecs
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

_EVIDENCE_BYTES = 256 * 1024
_LINE_BYTES = 64 * 1024
_UTF16_SAMPLE = 4096

# Letters beyond ASCII by language, the most frequent first (rank is all that is used, so rough orders do).
_LETTERS = {
    "pl": "łąęóśżćńź",
    "cs": "íáéěýčžřšůúďťňó",
    "sk": "áíéčýžúšľťôňäďĺŕó",
    "hu": "áéíóöőúüű",
    "hr": "čćžšđ",
    "ro": "ăâîşţ",
    "de": "üäöß",
    "fr": "éèçêàëôîïâûœù",
    "es": "áéíóñúü",
    "pt": "ãçáéíóâêõàú",
    "it": "àèòùéì",
    "nordic": "åäöøæé",
    "is": "óíáðöúéþæý",
    "nl": "ëéïè",
    "lv": "āīšēņūļčžģķ",
    "lt": "ėųšįžąčęū",
    "et": "äõüöšž",
}
_CODE_PAGES = {
    "cp1252": ("de", "fr", "es", "pt", "it", "nordic", "is", "nl"),
    "cp1250": ("pl", "cs", "sk", "hu", "hr", "ro", "de"),
    "cp1257": ("lv", "lt", "et", "pl", "de"),
}
_UNLIKELY = math.log(1e-4)
_PUNCTUATION = frozenset("\u201e\u201c\u201d\u2018\u2019\u201a\u2013\u2014\u2026\u00a0\u00ab\u00bb\u00b0€§")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name for `open`, and whether it is certain or only the likeliest code page."""

    name: str
    is_certain: bool = True


def recognise_encoding(source: BinaryIO) -> Encoding:
    """The encoding of a seekable binary file, read from its start to its end in bounded memory."""
    source.seek(0)
    head = source.read(_UTF16_SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if (silent := _utf16_without_mark(head)) is not None:
        return Encoding(silent)
    source.seek(0)
    evidence = _lines_beyond_ascii(iter(lambda: source.readline(_LINE_BYTES), b""))
    return _weigh(evidence)


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 text in our alphabets is half zeros, all on the same side; a stray NUL is not enough."""
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.6 * pairs and head[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * pairs and head[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _lines_beyond_ascii(lines: Iterable[bytes]) -> bytes:
    found = bytearray()
    for line in lines:
        if not line.isascii():
            found += line
            if len(found) >= _EVIDENCE_BYTES:
                break
    return bytes(found)


def _weigh(evidence: bytes) -> Encoding:
    """UTF-8 when most of it is valid UTF-8: one damaged row must not turn all the others to gibberish."""
    text = evidence.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(1 for character in text if character > "\x7f") - broken
    if valid >= broken:
        return Encoding("utf-8")
    words = [word for word in evidence.split() if not word.isascii()]
    scores = {name: _likelihood(words, name) for name in _CODE_PAGES}
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    same_text = all(word.decode(best, "replace") == word.decode(second, "replace") for word in words)
    letters = sum(1 for word in words for byte in word if byte > 0x7F)
    is_certain = same_text or (scores[best] - scores[second] > 2.0 and scores[best] / letters > _UNLIKELY / 2)
    return Encoding(best, is_certain)


def _likelihood(words: list[bytes], code_page: str) -> float:
    """Log likelihood of the words' letters, each word in the language that suits it best."""
    models = [_model(language) for language in _CODE_PAGES[code_page]]
    total = 0.0
    for word in words:
        letters = [c for c in word.decode(code_page, "replace").lower() if c > "\x7f" and c not in _PUNCTUATION]
        total += max(sum(model.get(letter, _UNLIKELY) for letter in letters) for model in models)
    return total


@cache
def _model(language: str) -> dict[str, float]:
    """Zipf's law by rank: the letter at rank r is 1/(r+1) as frequent as the first."""
    letters = _LETTERS[language]
    weight = sum(1 / rank for rank in range(1, len(letters) + 1))
    return {letter: math.log(1 / rank / weight) for rank, letter in enumerate(letters, start=1)}
