"""The pictures that a badge shows, by the names that layouts call them."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from badges.layout import ImageElement, LayoutError, parse
from turnout.store import pictures

LOGO_FILE = "logo.png"


def images_for(connection: sqlite3.Connection, layout: str) -> dict[str, bytes]:
    """What there is of the images that a layout (TOML) asks for: the organiser's logo is `logo.png`."""
    if LOGO_FILE not in _files(layout):
        return {}
    logo = pictures.find(connection, pictures.LOGO)
    return {} if logo is None else {LOGO_FILE: logo.png}


@lru_cache(maxsize=32)
def _files(layout: str) -> frozenset[str]:
    try:
        elements = parse(layout).elements
    except LayoutError:
        return frozenset()  # whoever draws it says what is wrong with it
    return frozenset(element.file for element in elements if isinstance(element, ImageElement))
