"""The register of pictures, such as the organiser's logo: PNG, each with its size and a version."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

LOGO = "logo"


@dataclass(frozen=True, slots=True)
class Size:
    """Of a picture, in pixels."""

    width: int
    height: int


def size_of(connection: sqlite3.Connection, name: str) -> tuple[Size | None, int]:
    """A picture's size, None when there is none; and its version, 0 for one that never was."""
    row = connection.execute(
        "SELECT png IS NULL, width, height, version FROM pictures WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return None, 0
    return None if row[0] else Size(row[1], row[2]), row[3]


def png_of(connection: sqlite3.Connection, name: str) -> bytes | None:
    row = connection.execute("SELECT png FROM pictures WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def put(connection: sqlite3.Connection, name: str, png: bytes | None, size: Size) -> int:
    """Set a picture, or take it away; answers the new version, which goes on counting either way."""
    version: int = connection.execute(
        """
        INSERT INTO pictures (name, png, width, height) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET png = excluded.png, width = excluded.width, height = excluded.height,
            version = version + 1
        RETURNING version
        """,
        (name, png, size.width, size.height),
    ).fetchone()[0]
    return version
