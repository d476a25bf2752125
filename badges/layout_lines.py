"""Where in a layout's text something stands: tomllib gives lines for mistakes of syntax only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any, TypeAlias

Path: TypeAlias = Sequence[str | int]
"""Keys from the outside in, and the number of an element from 1: ("element", 2, "align")."""

_MOST_READINGS = 100  # a list over thousands of lines would be read from its beginning once a line: minutes

_IN_A_MESSAGE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def line_of(toml: str, path: Path) -> int | None:
    """The line, from 1, of the statement that first gives `path`, or as much of it as there is; None for nothing, or
    where a value over very many lines hides it.

    Each beginning of the text that is TOML by itself is a document with a few statements less; `path` is in the
    longer ones and not in the shorter ones.
    """
    lines = toml.split("\n")
    whole = _document(lines)
    while not _gives(whole, path):
        path = path[:-1]
    if not path:
        return None
    without, within, readings = 0, len(lines), 0
    while within - without > 1:
        middle = (without + within) // 2
        probe = middle
        # A value over several lines is not TOML before its end: on to the end.
        while probe < within and (document := _document(lines[:probe])) is None:
            probe += 1
            readings += 1
            if readings == _MOST_READINGS:
                return None
        if probe < within and not _gives(document, path):
            without = probe
        else:
            within = middle
    return _first_written(lines, without) + 1


def syntax_mistake(toml: str, error: tomllib.TOMLDecodeError) -> tuple[int, str]:
    """The line of a mistake of syntax, from 1, and what it is."""
    found = _IN_A_MESSAGE.search(str(error))
    words = _IN_A_MESSAGE.sub("", str(error))
    return int(found[1]) if found and found[1] else toml.rstrip().count("\n") + 1, words


def _document(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _gives(document: Any, path: Path) -> bool:
    for step in path:
        if isinstance(step, int):
            if not isinstance(document, list) or len(document) < step:
                return False
            document = document[step - 1]
        elif isinstance(document, dict) and step in document:
            document = document[step]
        else:
            return False
    return document is not None


def _first_written(lines: Sequence[str], start: int) -> int:
    """The next line from `start` that is neither blank nor a comment."""
    return next(at for at in range(start, len(lines)) if lines[at].strip() and not lines[at].lstrip().startswith("#"))
