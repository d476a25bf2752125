"""The register of groups that the organiser named, and of who is in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group and how many are in it."""

    id: str
    name: str
    count: int


_SELECT = """
    SELECT g.id, g.name, (SELECT count(*) FROM group_members n WHERE n.group_id = g.id) AS count FROM named_groups g
"""


def put(connection: sqlite3.Connection, group_id: str, name: str, attendee_ids: Sequence[str]) -> None:
    """Make a group what it is to be; without anybody in it there is none."""
    connection.execute("DELETE FROM group_members WHERE group_id = ?", (group_id,))
    connection.execute("DELETE FROM named_groups WHERE id = ?", (group_id,))
    if attendee_ids:
        connection.execute("INSERT INTO named_groups VALUES (?, ?)", (group_id, name))
        connection.executemany(
            "INSERT INTO group_members VALUES (?, ?)", [(attendee_id, group_id) for attendee_id in attendee_ids]
        )


def find(connection: sqlite3.Connection, group_id: str) -> NamedGroup | None:
    row = connection.execute(f"{_SELECT} WHERE g.id = ?", (group_id,)).fetchone()
    return None if row is None else NamedGroup(*row)


def of_attendee(connection: sqlite3.Connection, attendee_id: str) -> list[NamedGroup]:
    """The groups that somebody is in, by name."""
    rows = connection.execute(
        f"{_SELECT} JOIN group_members m ON m.group_id = g.id WHERE m.attendee_id = ? ORDER BY g.name, g.id",
        (attendee_id,),
    )
    return [NamedGroup(*row) for row in rows]


def members(connection: sqlite3.Connection, group_id: str) -> list[str]:
    """Ids of who is in a group, by name."""
    rows = connection.execute(
        """
        SELECT m.attendee_id FROM group_members m JOIN attendees a ON a.id = m.attendee_id
        WHERE m.group_id = ? ORDER BY a.search, a.id
        """,
        (group_id,),
    )
    return [row[0] for row in rows]
