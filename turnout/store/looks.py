"""The audit of who looked at whom: one row a person, viewer and hour. No facts: a look changes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.store.times import from_text, to_text


@dataclass(frozen=True, slots=True)
class Look:
    """`viewer` is the id of an account; `hour` is when it began, in UTC."""

    attendee_id: str
    viewer: str
    hour: datetime


def is_noted(connection: sqlite3.Connection, look: Look) -> bool:
    row = connection.execute(
        "SELECT 1 FROM looks WHERE attendee_id = ? AND viewer = ? AND hour = ?", _row(look)
    ).fetchone()
    return row is not None


def add(connection: sqlite3.Connection, look: Look) -> None:
    """Note a look; the same one again changes nothing."""
    connection.execute("INSERT INTO looks VALUES (?, ?, ?) ON CONFLICT DO NOTHING", _row(look))


def of_attendee(connection: sqlite3.Connection, attendee_id: str) -> list[Look]:
    """Who looked at somebody, the newest first."""
    rows = connection.execute(
        "SELECT attendee_id, viewer, hour FROM looks WHERE attendee_id = ? ORDER BY hour DESC, viewer", (attendee_id,)
    )
    return [Look(row[0], row[1], from_text(row[2])) for row in rows]


def _row(look: Look) -> tuple[str, str, str]:
    return look.attendee_id, look.viewer, to_text(look.hour)
