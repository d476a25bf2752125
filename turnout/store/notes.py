"""The register of free text: reasons for overrides and reopenings, words of one desk to the next. Never in the log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.store.times import to_text

DESK = "desk"
"""The kind of a note about an attendee, for whoever stands at the desk next."""


@dataclass(frozen=True, slots=True)
class Note:
    """`by` is the id of an account, `at` is text."""

    id: str
    text: str
    by: str
    at: str


def add(
    connection: sqlite3.Connection, note_id: str, subject: str, kind: str, text: str, by: str, at: datetime
) -> None:
    """`subject` is the id of the fact or thing that the note explains."""
    connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", (note_id, subject, kind, text, by, to_text(at)))


def find(connection: sqlite3.Connection, note_id: str, subject: str, kind: str) -> Note | None:
    """The note with this id, if it is of this kind and about this subject."""
    return next((note for note in of_subject(connection, subject, kind) if note.id == note_id), None)


def remove(connection: sqlite3.Connection, note_id: str) -> None:
    connection.execute("DELETE FROM notes WHERE id = ?", (note_id,))


def of_subject(connection: sqlite3.Connection, subject: str, kind: str) -> list[Note]:
    """Notes of one kind about one thing, the newest first."""
    rows = connection.execute(
        "SELECT id, text, by, at FROM notes WHERE subject = ? AND kind = ? ORDER BY at DESC, id DESC", (subject, kind)
    )
    return [Note(*row) for row in rows]
