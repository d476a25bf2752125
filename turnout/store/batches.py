"""Imports in two steps: rows staged in chunks that no read shows, then published with one short write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from turnout.domain.errors import BadInput
from turnout.store.attendees import apply_changes
from turnout.store.times import to_text


@dataclass(frozen=True, slots=True)
class Known:
    """What an import compares a row with: an attendee who is on the list, by the fields a file may bring.

    `corrected` are the fields that were corrected on site and that no import changes.
    """

    id: str
    fields: dict[str, Any]
    corrected: frozenset[str]


_FIELDS = (
    "full_name", "given_name", "company", "email", "category", "language", "pronouns", "order_code",
    "is_paid", "is_cancelled", "valid_days",
)  # fmt: skip


def begin(connection: sqlite3.Connection, at: datetime) -> int:
    """A new batch, unseen until it is published."""
    row = connection.execute("INSERT INTO batches (staged_at) VALUES (?) RETURNING batch", (to_text(at),)).fetchone()
    batch: int = row[0]
    return batch


def stage_changes(connection: sqlite3.Connection, batch: int, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Changes of attendees on the list, by attendee id, kept aside until the batch is published.

    Raises BadInput for a name that is no field of an import: names become columns of an UPDATE.
    """
    if unknown := sorted({name for values in changes.values() for name in values} - set(_FIELDS)):
        raise BadInput(f"An import sets no {unknown[0]}.", f"It may set {', '.join(_FIELDS)}.")
    connection.executemany(
        "INSERT INTO staged_changes VALUES (?, ?, ?)",
        [(batch, attendee_id, json.dumps(values, ensure_ascii=False)) for attendee_id, values in changes.items()],
    )


def publish(connection: sqlite3.Connection, batch: int, seq: int) -> None:
    """Show the batch's rows and make its changes, at once."""
    connection.execute("UPDATE batches SET published_seq = ? WHERE batch = ?", (seq, batch))
    rows = connection.execute("SELECT attendee_id, changes FROM staged_changes WHERE batch = ?", (batch,))
    for attendee_id, changes in rows.fetchall():
        apply_changes(connection, attendee_id, json.loads(changes))
    connection.execute("DELETE FROM staged_changes WHERE batch = ?", (batch,))


def discard(connection: sqlite3.Connection, batch: int) -> None:
    """Forget a batch that was never published."""
    staged = "SELECT id FROM attendees WHERE batch = ?"
    connection.execute(f"DELETE FROM tickets WHERE attendee_id IN ({staged})", (batch,))
    connection.execute("DELETE FROM attendees WHERE batch = ?", (batch,))
    connection.execute("DELETE FROM staged_changes WHERE batch = ?", (batch,))
    connection.execute("DELETE FROM batches WHERE batch = ?", (batch,))


def unpublished(connection: sqlite3.Connection) -> list[int]:
    """Batches that an import left behind when it was cut off."""
    rows = connection.execute("SELECT batch FROM batches WHERE published_seq IS NULL ORDER BY batch")
    return [row[0] for row in rows]


def is_unpublished(connection: sqlite3.Connection, batch: int) -> bool:
    row = connection.execute("SELECT 1 FROM batches WHERE batch = ? AND published_seq IS NULL", (batch,)).fetchone()
    return row is not None


def known_by_source(connection: sqlite3.Connection) -> dict[str, Known]:
    """Everybody on the list who came with a source id."""
    return {row["source_id"]: _known(row) for row in _published(connection, "a.source_id <> ''")}


def known_by_code(connection: sqlite3.Connection) -> dict[str, Known]:
    """Everybody on the list, by every ticket code they hold."""
    rows = connection.execute(
        f"""
        SELECT t.code, a.id, a.corrected, {_select()} FROM tickets t
        JOIN attendees a ON a.id = t.attendee_id
        JOIN batches b ON b.batch = a.batch AND b.published_seq IS NOT NULL WHERE t.kind = 'ticket'
        """
    )
    return {row["code"]: _known(row) for row in rows}


def _published(connection: sqlite3.Connection, condition: str) -> Iterator[sqlite3.Row]:
    return connection.execute(
        f"""
        SELECT a.source_id, a.id, a.corrected, {_select()} FROM attendees a
        JOIN batches b ON b.batch = a.batch AND b.published_seq IS NOT NULL WHERE {condition}
        """
    )


def _select() -> str:
    return ", ".join(f"a.{name}" for name in _FIELDS)


def _known(row: sqlite3.Row) -> Known:
    return Known(row["id"], {name: row[name] for name in _FIELDS}, frozenset(json.loads(row["corrected"])))
