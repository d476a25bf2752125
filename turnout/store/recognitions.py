"""The register of corrected recognitions: how lists with a certain header row are to be read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping


def recall(connection: sqlite3.Connection, headers_key: str) -> dict[str, str]:
    """Headers by field, as they were corrected last; empty where nobody has corrected anything.

    An import reads the file before it is brought up to date: one of an older version has no such register.
    """
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'recognitions'").fetchone() is None:
        return {}
    row = connection.execute("SELECT columns FROM recognitions WHERE headers_key = ?", (headers_key,)).fetchone()
    columns: dict[str, str] = {} if row is None else json.loads(row[0])
    return columns


def remember(connection: sqlite3.Connection, headers_key: str, columns: Mapping[str, str]) -> int:
    """Put the corrections for a header row in the place of those before; answers their new version."""
    row = connection.execute(
        """
        INSERT INTO recognitions (headers_key, columns) VALUES (?, ?)
        ON CONFLICT (headers_key) DO UPDATE SET columns = excluded.columns, version = version + 1
        RETURNING version
        """,
        (headers_key, json.dumps(columns, ensure_ascii=False)),
    ).fetchone()
    version: int = row[0]
    return version
