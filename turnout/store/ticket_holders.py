"""Who holds a ticket that admits: everybody on the list who is coming, each with the newest of their codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from turnout.domain.model import Attendee
from turnout.store.attendees import COLUMNS, PUBLISHED, from_row

_CHUNK = 200
_HOLDERS = f"""
    FROM attendees a {PUBLISHED}
    JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'ticket' AND NOT t.is_revoked
    WHERE NOT a.is_cancelled AND (:category = '' OR a.category = :category) AND (:attendee = '' OR a.id = :attendee)
        AND t.id = (
            SELECT max(n.id) FROM tickets n WHERE n.attendee_id = a.id AND n.kind = 'ticket' AND NOT n.is_revoked
        )
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """An attendee, and the code that their ticket shows."""

    attendee: Attendee
    code: str


def count(connection: sqlite3.Connection, category: str = "", attendee_id: str = "") -> int:
    """How many there are: all of them, those of a category, or the one with this id."""
    values = {"category": category, "attendee": attendee_id}
    n: int = connection.execute(f"SELECT count(*) {_HOLDERS}", values).fetchone()[0]
    return n


def each(connection: sqlite3.Connection, category: str = "", attendee_id: str = "") -> Iterator[Holder]:
    """They themselves, in the order of the list.

    Read in chunks: one read as long as the drawing takes would keep a running server's WAL growing.
    """
    last = 0
    while True:
        rows = connection.execute(
            f"""
            SELECT {COLUMNS}, t.code, a.row
            {_HOLDERS} AND a.row > :last ORDER BY a.row LIMIT {_CHUNK}
            """,
            {"category": category, "attendee": attendee_id, "last": last},
        ).fetchall()
        yield from (Holder(from_row(row), row["code"]) for row in rows)
        if len(rows) < _CHUNK:
            return
        last = rows[-1]["row"]
