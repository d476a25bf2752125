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


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and its size."""

    png: bytes
    size: Size


def size_of(connection: sqlite3.Connection, name: str) -> tuple[Size | None, int]:
    """A picture's size, None when there is none; and its version, 0 for one that never was."""
    row = connection.execute(
        "SELECT png IS NULL, width, height, version FROM pictures WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return None, 0
    return None if row[0] else Size(row[1], row[2]), row[3]


def find(connection: sqlite3.Connection, name: str) -> Picture | None:
    row = connection.execute("SELECT png, width, height FROM pictures WHERE name = ?", (name,)).fetchone()
    return None if row is None or row[0] is None else Picture(row[0], Size(row[1], row[2]))


def put(connection: sqlite3.Connection, name: str, picture: Picture | None) -> int:
    """Set a picture, or take it away; answers the new version, which goes on counting either way."""
    values = (None, 0, 0) if picture is None else (picture.png, picture.size.width, picture.size.height)
    version: int = connection.execute(
        """
        INSERT INTO pictures (name, png, width, height) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET png = excluded.png, width = excluded.width, height = excluded.height,
            version = version + 1
        RETURNING version
        """,
        (name, *values),
    ).fetchone()[0]
    return version
