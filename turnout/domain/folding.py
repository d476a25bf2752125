"""Names folded for search: what one types on any keyboard finds what the owner writes.

NFKD takes marks off; a table folds the letters that NFKD leaves whole. Chinese, Japanese and Korean
names have no spaces, so each of their characters is a word of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ŀ": "l", "ʻ": "", "ʼ": "", "'": "", "\u2019": "", "`": "", "ə": "e", "ƒ": "f",
        "·": " ",
    }
)  # fmt: skip
_CJK = re.compile("([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3])")
_WORD = re.compile(r"[^\W_]+")  # FTS5 parts words at _ too, and refuses two of them within one pair of quotes
_NOT_WORD = re.compile(r"[^\w@.+]+")


def fold(text: str) -> str:
    """Lower case, marks off, special letters spelt out, one space between words.

    >>> fold("Žaneta O'Brien-Łukasiewicz")
    'zaneta obrien lukasiewicz'
    >>> fold("王小明")
    '王 小 明'
    """
    if text.isascii():
        return _folded_ascii(text)
    folded = [_folded_ascii(word) if word.isascii() else _folded(word) for word in text.split()]
    return " ".join(filter(None, folded))


def words(text: str) -> list[str]:
    """The folded words of what somebody typed; none when nothing is left to look for.

    >>> words("o'brien-w, Łuk_7")
    ['obrien', 'w', 'luk', '7']
    """
    return _WORD.findall(fold(text))


def _folded_ascii(text: str) -> str:
    return _NOT_WORD.sub(" ", text.lower().replace("'", "").replace("`", "")).strip()


@lru_cache(maxsize=4096)  # the same names come again and again
def _folded(word: str) -> str:
    composed = _CJK.sub(r" \1 ", unicodedata.normalize("NFKC", word))
    lowered = composed.casefold().translate(_LETTERS)
    pieces = [piece if piece.isascii() or _CJK.match(piece) else _without_marks(piece) for piece in lowered.split()]
    return _NOT_WORD.sub(" ", " ".join(pieces).translate(_LETTERS)).strip()


def _without_marks(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if unicodedata.category(c)[0] != "M")
