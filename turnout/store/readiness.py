"""Reading readiness: the checklist, and how far a room is with it for a session."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from turnout.domain.readiness import Mark, Readiness
from turnout.store.times import from_text


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    id: str
    label: str


def put_checklist(connection: sqlite3.Connection, items: Iterable[tuple[str, str]]) -> None:
    """Replace the checklist of all rooms by these ids and labels, in their order."""
    connection.execute("DELETE FROM checklist_items")
    connection.executemany(
        "INSERT INTO checklist_items VALUES (?, ?, ?)",
        [(item_id, label, position) for position, (item_id, label) in enumerate(items)],
    )


def checklist(connection: sqlite3.Connection) -> list[ChecklistItem]:
    rows = connection.execute("SELECT id, label FROM checklist_items ORDER BY position")
    return [ChecklistItem(*row) for row in rows]


def readiness(connection: sqlite3.Connection, place_id: str, session_id: str) -> Readiness:
    """How far a room is for a session; nothing ticked when nobody has begun."""
    key = (place_id, session_id)
    ticked = connection.execute(
        "SELECT item_id, by, at, seq FROM ticked_items WHERE place_id = ? AND session_id = ?", key
    )
    signed = connection.execute(
        "SELECT by, at, seq FROM sign_offs WHERE place_id = ? AND session_id = ?", key
    ).fetchone()
    return Readiness(
        {row[0]: Mark(row[1], from_text(row[2]), row[3]) for row in ticked},
        None if signed is None else Mark(signed[0], from_text(signed[1]), signed[2]),
    )
