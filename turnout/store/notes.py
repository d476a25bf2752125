"""The register of free text: reasons for overrides and reopenings, which never stand in the log."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from turnout.store.times import to_text


def add(
    connection: sqlite3.Connection, note_id: str, subject: str, kind: str, text: str, by: str, at: datetime
) -> None:
    """`subject` is the id of the fact or thing that the note explains."""
    connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", (note_id, subject, kind, text, by, to_text(at)))
