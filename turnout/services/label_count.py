"""How many labels come out for one badge of a layout, so that what is left in a printer is counted down by as many."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from badges.layout import LayoutError, parse
from turnout.store import layout_versions


def labels_of(connection: sqlite3.Connection, layout: str, version: int) -> int:
    """1 for a layout that is not known or cannot be read: the spooler says so of the badge."""
    return _labels_in(layout_versions.text(connection, layout, version) or "")


@lru_cache(maxsize=32)
def _labels_in(toml: str) -> int:
    """Kept by the text: a layout is read once, and a badge printed on it costs the writer nothing."""
    try:
        return parse(toml).labels
    except LayoutError:
        return 1
