"""Which way each character of a line runs: the Unicode bidirectional algorithm (UAX #9) for one short line.

Pillow's own does it within one font; a badge line may need two fonts, so that the order of the
pieces must be known here. Names carry no embeddings: those control characters are taken out before.
"""

from __future__ import annotations

from itertools import groupby
from unicodedata import bidirectional

_STRONG_RIGHT = ("R", "AL")
_NEUTRAL = ("B", "S", "WS", "ON", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN", "")
_STRONG_OR_NUMBER = ("L", "R", "AN", "EN")
_CLOSING_OF = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "｛": "｝",
    "「": "」",
    "『": "』",
    "〈": "〉",
    "《": "》",
    "【": "】",
}


def is_right_to_left(text: str) -> bool:
    """By the first strong character (rules P2 and P3); left to right when there is none."""
    for char in text:
        kind = bidirectional(char)
        if kind in ("L", *_STRONG_RIGHT):
            return kind != "L"
    return False


def runs_left_to_right(text: str) -> bool:
    """Whether nothing in `text` can run the other way."""
    return text.isascii() or not any(bidirectional(char) in (*_STRONG_RIGHT, "AN") for char in text)


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character in a paragraph of direction `rtl`; odd runs right to left."""
    base = int(rtl)
    kinds = _weak([bidirectional(char) for char in text], base)
    _brackets(text, kinds, base)
    kinds = _neutrals(kinds, base)
    return [_implicit(kind, base) for kind in kinds]


def visual_order(runs: list[int]) -> list[int]:
    """The indices of `runs` (given by their levels, in logical order) from left to right: rule L2."""
    order = list(range(len(runs)))
    odd = [level for level in runs if level % 2]
    for floor in range(max(runs, default=0), min(odd, default=1) - 1, -1):
        start = 0
        for high, group in groupby([runs[at] >= floor for at in order]):
            end = start + len(list(group))
            if high:
                order[start:end] = order[start:end][::-1]
            start = end
    return order


def _implicit(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base % 2 == 0:
        return base + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
    return base + (0 if kind == "R" else 1)


def _weak(kinds: list[str], base: int) -> list[str]:
    """Rules W1 to W7: marks, numbers and what stands between numbers."""
    kinds = _marks_and_digits(kinds, "R" if base else "L")
    for at in range(1, len(kinds) - 1):  # W4: one separator between two numbers
        before, kind, after = kinds[at - 1 : at + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[at] = before
    _terminators(kinds)
    strong = "R" if base else "L"
    for at, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):  # W6
            kinds[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[at] = "L"
    return kinds


def _marks_and_digits(kinds: list[str], start: str) -> list[str]:
    """Rules W1 (a mark takes the kind before it), W2 (digits after Arabic) and W3."""
    result: list[str] = []
    strong = start
    for kind in kinds:
        now = (result[-1] if result else start) if kind == "NSM" else kind
        if kind in ("L", *_STRONG_RIGHT):
            strong = kind
        result.append("AN" if now == "EN" and strong == "AL" else now)
    return ["R" if kind == "AL" else kind for kind in result]


def _terminators(kinds: list[str]) -> None:
    """Rule W5, in place: %, # and currency signs beside a European number belong to it."""
    start = 0
    for kind, group in groupby(list(kinds)):
        end = start + len(list(group))
        if kind == "ET" and (kinds[start - 1 : start] == ["EN"] or kinds[end : end + 1] == ["EN"]):
            kinds[start:end] = ["EN"] * (end - start)
        start = end


def _brackets(text: str, kinds: list[str], base: int) -> None:
    """Rule N0, in place: both brackets of a pair go one way, or "(MIT)" after a Hebrew name falls apart."""
    side, other = ("R", "L") if base else ("L", "R")
    for start, end in _pairs(text, kinds):
        inside = {_as_strong(kind) for kind in kinds[start + 1 : end] if kind in _STRONG_OR_NUMBER}
        if side in inside:
            kinds[start] = kinds[end] = side
        elif inside:
            before = next((_as_strong(k) for k in reversed(kinds[:start]) if k in _STRONG_OR_NUMBER), side)
            kinds[start] = kinds[end] = other if before == other else side


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """Matching brackets by BD16, in the order of the opening ones."""
    open_at: list[int] = []
    found = []
    for at, char in enumerate(text):
        if kinds[at] != "ON":
            continue
        if char in _CLOSING_OF:
            open_at.append(at)
        elif char in _CLOSING_OF.values():
            depth = next((d for d in reversed(range(len(open_at))) if _CLOSING_OF[text[open_at[d]]] == char), None)
            if depth is not None:
                found.append((open_at[depth], at))
                del open_at[depth:]
    return sorted(found)


def _neutrals(kinds: list[str], base: int) -> list[str]:
    """Rules N1 and N2: a neutral goes with both its neighbours if they agree, else with the paragraph."""
    side = "R" if base else "L"
    result: list[str] = []
    for is_neutral, group in groupby(kinds, key=lambda kind: kind in _NEUTRAL):
        stretch = list(group)
        if is_neutral:
            before = _as_strong(result[-1]) if result else side
            after_at = len(result) + len(stretch)
            after = _as_strong(kinds[after_at]) if after_at < len(kinds) else side
            stretch = [before if before == after else side] * len(stretch)
        result.extend(stretch)
    return result


def _as_strong(kind: str) -> str:
    return "R" if kind in ("R", "AN", "EN") else "L"
