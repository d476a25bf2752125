"""The roster as stations read it: an entry for each ticket and badge, drawn before anybody asks, changed bit by bit.

It is no projection, since what is sealed comes from registers, and differs with every sealing. `revision` counts the
passes in which everything that had changed was drawn; an entry is marked with the pass that changed it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from turnout.domain.model import Attendee, CodeKind, Ticket
from turnout.store.attendees import COLUMNS, PUBLISHED, from_row


@dataclass(frozen=True, slots=True)
class Drawing:
    """How far the roster is drawn. `log_seq` is the last fact that was looked at; `sweep_row` how far a pass over
    everybody has come, None while there is none; `day` the event day that the marks of all entries are about,
    `next_day` that of the pass in hand.
    """

    revision: int
    log_seq: int
    sweep_row: int | None
    day: str
    next_day: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list with all their codes; `row` is their place in the list."""

    row: int
    attendee: Attendee
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An entry as it stands. `entry` is empty for one that was taken off; `digest` is that of what is sealed in it."""

    lookup: bytes
    ticket_id: str
    entry: bytes
    digest: bytes


def secrets(connection: sqlite3.Connection) -> tuple[bytes, bytes] | None:
    """The salt and the private key; None before the roster was first begun."""
    row = connection.execute("SELECT salt, private_key FROM roster_drawing").fetchone()
    return None if row is None else (row[0], row[1])


def begin(connection: sqlite3.Connection, salt: bytes, private_key: bytes, day: str) -> None:
    """Begin the roster with nobody on it; everybody is to be drawn."""
    connection.execute(
        "INSERT INTO roster_drawing (salt, private_key, sweep_row, day, next_day) VALUES (?, ?, 0, ?, ?)",
        (salt, private_key, day, day),
    )


def drawing(connection: sqlite3.Connection) -> Drawing | None:
    """How far the roster is drawn; None before it was begun."""
    row = connection.execute("SELECT revision, log_seq, sweep_row, day, next_day FROM roster_drawing").fetchone()
    return None if row is None else Drawing(*row)


def put_drawing(connection: sqlite3.Connection, drawing: Drawing) -> None:
    connection.execute(
        "UPDATE roster_drawing SET revision = ?, log_seq = ?, sweep_row = ?, day = ?, next_day = ?",
        (drawing.revision, drawing.log_seq, drawing.sweep_row, drawing.day, drawing.next_day),
    )


def mark(connection: sqlite3.Connection, attendee_ids: Iterable[str]) -> None:
    """These people are to be drawn anew."""
    connection.executemany("INSERT OR IGNORE INTO roster_due VALUES (?)", ((one,) for one in attendee_ids))


def has_due(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM roster_due LIMIT 1").fetchone() is not None


def has_changed(connection: sqlite3.Connection, revision: int) -> bool:
    """Whether any entry was changed after this revision."""
    return connection.execute("SELECT 1 FROM roster WHERE changed > ? LIMIT 1", (revision,)).fetchone() is not None


def take_due(connection: sqlite3.Connection, limit: int) -> list[Person]:
    """The next people who are to be drawn anew; they are marked no more. Whoever is on no list is passed over."""
    ids = [
        row[0]
        for row in connection.execute(
            "DELETE FROM roster_due WHERE attendee_id IN (SELECT attendee_id FROM roster_due LIMIT ?) "
            "RETURNING attendee_id",
            (limit,),
        )
    ]
    marks = ", ".join("?" * len(ids))
    return _people(connection, f"a.id IN ({marks})", ids) if ids else []


def next_people(connection: sqlite3.Connection, after_row: int, limit: int) -> list[Person]:
    """The next people of the list, staged ones left out."""
    return _people(connection, "a.row > ? ORDER BY a.row LIMIT ?", (after_row, limit))


def drawn_of(connection: sqlite3.Connection, attendee_ids: Sequence[str]) -> dict[str, Drawn]:
    """The entries of these people, by ticket."""
    marks = ", ".join("?" * len(attendee_ids))
    rows = connection.execute(
        f"SELECT lookup, ticket_id, entry, digest FROM roster WHERE attendee_id IN ({marks})", tuple(attendee_ids)
    )
    return {row["ticket_id"]: Drawn(*row) for row in rows}


def entered(connection: sqlite3.Connection, attendee_ids: Sequence[str]) -> frozenset[str]:
    """Who of these people has entries into the venue at all; most have none when everybody is drawn."""
    marks = ", ".join("?" * len(attendee_ids))
    rows = connection.execute(
        f"SELECT DISTINCT attendee_id FROM entries WHERE place_id = 'venue' AND attendee_id IN ({marks})",
        tuple(attendee_ids),
    )
    return frozenset(row[0] for row in rows)


def put(connection: sqlite3.Connection, drawn: Iterable[tuple[str, Drawn]], revision: int) -> None:
    """Entries that are new or have changed, each with whose it is; `revision` is that to which this pass leads."""
    connection.executemany(
        """
        INSERT INTO roster (lookup, ticket_id, attendee_id, entry, digest, is_removed, changed)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (lookup) DO UPDATE SET entry = excluded.entry, digest = excluded.digest, changed = excluded.changed,
            is_removed = excluded.is_removed
        """,
        [
            (one.lookup, one.ticket_id, attendee_id, one.entry, one.digest, not one.entry, revision)
            for attendee_id, one in drawn
        ],
    )


def code_of(connection: sqlite3.Connection, lookup: bytes) -> str | None:
    """The code that stands on the roster under this id."""
    row = connection.execute(
        "SELECT t.code FROM roster r JOIN tickets t ON t.id = r.ticket_id WHERE r.lookup = ?", (lookup,)
    ).fetchone()
    return None if row is None else row[0]


def categories(connection: sqlite3.Connection) -> list[str]:
    """The categories that entries speak of by their place in this list."""
    return [row[0] for row in connection.execute("SELECT category FROM roster_categories ORDER BY position")]


def add_category(connection: sqlite3.Connection, position: int, category: str) -> None:
    connection.execute("INSERT INTO roster_categories VALUES (?, ?)", (position, category))


def count(connection: sqlite3.Connection, after: int) -> tuple[int, int]:
    """How many entries there are, of those changed after a revision, and how many were taken off."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(is_removed), 0) FROM roster WHERE changed > ?", (after,)
    ).fetchone()
    return row[0] - row[1], row[1]


def entries(connection: sqlite3.Connection, after: int, limit: int) -> Iterator[bytes]:
    """The entries that were changed after a revision, packed together `limit` at a time."""
    # all of them by their ids, which are in no order: by the index of changes they would first have to be sorted
    condition = "changed > ?" if after else "+changed > ?"
    rows = connection.execute(f"SELECT entry FROM roster WHERE {condition} AND NOT is_removed", (after,))
    while found := rows.fetchmany(limit):
        yield b"".join([row[0] for row in found])


def removed(connection: sqlite3.Connection, after: int) -> bytes:
    """The ids of the entries that were taken off after a revision, one behind the other."""
    rows = connection.execute("SELECT lookup FROM roster WHERE changed > ? AND is_removed ORDER BY lookup", (after,))
    return b"".join([row[0] for row in rows])


def _people(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> list[Person]:
    rows = connection.execute(f"SELECT {COLUMNS}, a.row FROM attendees a {PUBLISHED} WHERE {condition}", tuple(values))
    attendees = [(row["row"], from_row(row)) for row in rows.fetchall()]
    marks = ", ".join("?" * len(attendees))
    held: dict[str, list[Ticket]] = {}
    for row in connection.execute(
        f"SELECT id, code, kind, attendee_id, is_revoked FROM tickets WHERE attendee_id IN ({marks})",
        [attendee.id for _, attendee in attendees],
    ):
        ticket = Ticket(row[0], row[1], CodeKind(row[2]), row[3], bool(row[4]))
        held.setdefault(ticket.attendee_id, []).append(ticket)
    return [Person(row, attendee, tuple(held.get(attendee.id, ()))) for row, attendee in attendees]
