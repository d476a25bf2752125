"""What a kiosk needs to print badges beside it while it is cut off: the layouts, which tell of nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from turnout.services.badge_images import images_for
from turnout.store import layouts


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts in use, as TOML by their names, with the images that each asks for. `chosen` is the name of each
    category's by its id; `usual` that of all others, empty where there is none.
    """

    texts: Mapping[str, str]
    images: Mapping[str, Mapping[str, bytes]]
    chosen: Mapping[str, str]
    usual: str


def in_use(connection: sqlite3.Connection) -> Layouts:
    """The layouts by which badges would be printed now."""
    usual = layouts.chosen(connection, "")
    chosen = {category: layouts.chosen(connection, category) for category, _ in layouts.categories(connection)}
    texts = {one.name: one.toml for one in (usual, *chosen.values()) if one.toml}
    images = {name: images_for(connection, toml) for name, toml in texts.items()}
    names = {category: one.name for category, one in chosen.items() if one.toml}
    return Layouts(texts, images, names, usual.name if usual.toml else "")
