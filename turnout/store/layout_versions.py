"""Every text that a badge layout had, since when, and how many badges were drawn with it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.store.times import from_text_or_none


@dataclass(frozen=True, slots=True)
class LayoutVersion:
    """`changed_at` and `actor`, who put it, are None and "" for what the event was made with. `badges` are the jobs
    that were sent to a printer with it.
    """

    version: int
    changed_at: datetime | None
    actor: str
    badges: int


def every(connection: sqlite3.Connection, name: str) -> list[LayoutVersion]:
    """A layout's versions, the newest first."""
    rows = connection.execute(
        """
        SELECT v.version, f.recorded_at, coalesce(f.actor, ''),
            (
                SELECT count(DISTINCT s.subject) FROM log s
                WHERE s.kind = 'badge.sending' AND json_extract(s.data, '$.layout') = v.name
                    AND json_extract(s.data, '$.layout_version') = v.version
            )
        FROM layout_versions v
        LEFT JOIN log f ON f.subject = v.name AND f.kind = 'layout.changed'
            AND json_extract(f.data, '$.version') = v.version AND NOT json_extract(f.data, '$.is_removed')
        WHERE v.name = ? ORDER BY v.version DESC
        """,
        (name,),
    )
    return [LayoutVersion(row[0], from_text_or_none(row[1]), row[2], row[3]) for row in rows]


def text(connection: sqlite3.Connection, name: str, version: int) -> str | None:
    """The TOML that a version was; None for one that there was not."""
    row = connection.execute(
        "SELECT toml FROM layout_versions WHERE name = ? AND version = ?", (name, version)
    ).fetchone()
    return None if row is None else row[0]
