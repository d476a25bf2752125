"""Which encoding a text file is in: told by its mark, proved by its bytes, or guessed from its letters.

Excel and older systems write the code page of their country without saying which. The same byte is "ł"
in Windows-1250 and "³" in Windows-1252, so the letters that come out are weighed against the languages
that each code page was made for.
"""

from __future__ import annotations

import codecs
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import BinaryIO

_EVIDENCE_BYTES = 64 * 1024
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
_SAME_IN_ALL = bytes(
    byte for byte in range(256) if len({bytes([byte]).decode(page, "replace") for page in _CODE_PAGES}) == 1
)
"""Bytes that mean the same in all code pages (ä, ö, ü, ß, é, quotation marks) tell nothing."""

_UNLIKELY = math.log(1e-4)
_DOUBT = 2.0
_LANGUAGES_OF_A_LIST = 3
_ANOTHER_LANGUAGE = 3.0


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name for `open`, and whether it is certain or only the likeliest code page."""

    name: str
    is_certain: bool = True


def recognise_encoding(source: BinaryIO) -> Encoding:
    """The encoding of a seekable binary file, read from its start in bounded memory, if need be to its end."""
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
    words = Counter(told for word in evidence.split() if (told := word.translate(None, _SAME_IN_ALL)))
    scores = {name: _likelihood(words, name) for name in _CODE_PAGES}
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    letters = sum(len(word) * count for word, count in words.items())
    stands_out = scores[best] - scores[second] > _DOUBT
    is_language = scores[best] > letters * _UNLIKELY / 2
    return Encoding(best, is_certain=not words or (stands_out and is_language))


def _likelihood(words: Counter[bytes], code_page: str) -> float:
    """Log likelihood of the words' letters, in the few languages that suit them best.

    A list is in a few languages: where each word may choose anew, Hungarian passes for half a dozen others.
    """
    texts = [(word.decode(code_page, "replace").lower(), count) for word, count in words.items()]
    fits = [[_fit(text, _model(language)) * n for text, n in texts] for language in _CODE_PAGES[code_page]]
    mixtures = [chosen for size in range(_LANGUAGES_OF_A_LIST) for chosen in combinations(fits, size + 1)]
    return max(_mixed(chosen) - _ANOTHER_LANGUAGE * len(chosen) for chosen in mixtures)


def _mixed(fits: Sequence[Sequence[float]]) -> float:
    """The sum over all words, each in that of the languages which suits it best."""
    return sum(max(fit[word] for fit in fits) for word in range(len(fits[0])))


def _fit(letters: str, model: dict[str, float]) -> float:
    return sum(model.get(letter, _UNLIKELY) for letter in letters)


@cache
def _model(language: str) -> dict[str, float]:
    """Zipf's law by rank: the letter at rank r is 1/(r+1) as frequent as the first."""
    letters = _LETTERS[language]
    weight = sum(1 / rank for rank in range(1, len(letters) + 1))
    return {letter: math.log(1 / rank / weight) for rank, letter in enumerate(letters, start=1)}
