"""Imports in three steps: rows staged in chunks that no read shows; published with one short write; then what
changes of people who were on the list already is taken out again, chunk by chunk, and done.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from turnout.domain.errors import BadInput
from turnout.store import scans
from turnout.store.attendees import ON_SITE
from turnout.store.times import to_text

FIELDS = (
    "full_name", "given_name", "company", "email", "category", "language", "pronouns", "order_code", "source_id",
    "is_paid", "is_cancelled", "valid_days", "gets",
)  # fmt: skip
"""What an import sets of somebody on the list: columns of the register."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """Whom an import compares a row with: somebody on the list, by the fields that a file may bring.

    `corrected` are the fields that were corrected on site. `is_imported` is false for who was registered on site;
    `has_come` says that a door has let them through; `has_code` that a ticket of theirs is valid.
    """

    id: str
    version: int
    fields: dict[str, Any]
    corrected: frozenset[str]
    is_imported: bool
    has_come: bool
    has_code: bool

    @property
    def is_expected(self) -> bool:
        """Whether an earlier list brought them, and they have not cancelled."""
        return self.is_imported and not self.fields["is_cancelled"]


@dataclass(frozen=True, slots=True)
class Staged:
    """What an import does with somebody who was on the list at this version.

    `overrules` are fields corrected on site that give way to the file. `code` is a ticket code of theirs that
    is new, `ticket_id` its id. Somebody who `is_missing` from the file is cancelled, unless they have come.
    """

    attendee_id: str
    version: int
    changes: dict[str, Any] = field(default_factory=dict)
    overrules: tuple[str, ...] = ()
    code: str = ""
    ticket_id: str = ""
    is_missing: bool = False


def begin(connection: sqlite3.Connection, at: datetime) -> int:
    """A new batch, unseen until it is published."""
    row = connection.execute("INSERT INTO batches (staged_at) VALUES (?) RETURNING batch", (to_text(at),)).fetchone()
    batch: int = row[0]
    return batch


def stage(connection: sqlite3.Connection, batch: int, steps: Iterable[Staged]) -> None:
    """What is to be done with people on the list, kept aside until the batch is published.

    Raises BadInput for a name that is no field of an import: names become columns of an UPDATE.
    """
    rows = list(steps)
    if unknown := sorted({name for step in rows for name in (*step.changes, *step.overrules)} - set(FIELDS)):
        raise BadInput(f"An import sets no {unknown[0]}.", f"It may set {', '.join(FIELDS)}.")
    connection.executemany(
        "INSERT INTO staged_steps VALUES (?, ?, ?)",
        [(batch, step.attendee_id, json.dumps(asdict(step), ensure_ascii=False)) for step in rows],
    )


def publish(connection: sqlite3.Connection, batch: int, seq: int) -> None:
    """Show the batch's new people, all at once."""
    connection.execute("UPDATE batches SET published_seq = ? WHERE batch = ?", (seq, batch))


def take(connection: sqlite3.Connection, batch: int, limit: int) -> list[Staged]:
    """Take out some of what is staged; nothing, once all has been."""
    rows = connection.execute(
        """
        DELETE FROM staged_steps WHERE batch = ?1
            AND attendee_id IN (SELECT attendee_id FROM staged_steps WHERE batch = ?1 ORDER BY attendee_id LIMIT ?2)
        RETURNING step
        """,
        (batch, limit),
    )
    return [_revived(json.loads(row[0])) for row in rows.fetchall()]


def discard(connection: sqlite3.Connection, batch: int) -> None:
    """Forget a batch that was never published."""
    staged = "SELECT id FROM attendees WHERE batch = ?"
    connection.execute(f"DELETE FROM tickets WHERE attendee_id IN ({staged})", (batch,))
    connection.execute("DELETE FROM attendees WHERE batch = ?", (batch,))
    connection.execute("DELETE FROM staged_steps WHERE batch = ?", (batch,))
    connection.execute("DELETE FROM batches WHERE batch = ?", (batch,))


def unpublished(connection: sqlite3.Connection) -> list[int]:
    """Batches that an import left behind when it was cut off."""
    rows = connection.execute("SELECT batch FROM batches WHERE published_seq IS NULL ORDER BY batch")
    return [row[0] for row in rows]


def unfinished(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Published batches of which something is staged still, each with the log position of its fact."""
    rows = connection.execute(
        """
        SELECT batch, published_seq FROM batches
        WHERE published_seq IS NOT NULL AND EXISTS (SELECT 1 FROM staged_steps s WHERE s.batch = batches.batch)
        ORDER BY batch
        """
    )
    return [(row[0], row[1]) for row in rows]


def is_unpublished(connection: sqlite3.Connection, batch: int) -> bool:
    row = connection.execute("SELECT 1 FROM batches WHERE batch = ? AND published_seq IS NULL", (batch,)).fetchone()
    return row is not None


def known(connection: sqlite3.Connection) -> tuple[dict[str, Known], dict[str, Known]]:
    """Everybody on the list: by source id, who has one; and by every ticket code they ever held."""
    codes = connection.execute("SELECT code, attendee_id, is_revoked FROM tickets WHERE kind = 'ticket'").fetchall()
    with_code = {row["attendee_id"] for row in codes if not row["is_revoked"]}
    people = {person.id: person for person in _people(connection, with_code)}
    by_source = {person.fields["source_id"]: person for person in people.values() if person.fields["source_id"]}
    return by_source, {row["code"]: people[row["attendee_id"]] for row in codes if row["attendee_id"] in people}


def _people(connection: sqlite3.Connection, with_code: set[str]) -> Iterable[Known]:
    rows = connection.execute(
        f"""
        SELECT {", ".join(f"a.{name}" for name in FIELDS)}, a.id, a.version, a.corrected, a.batch,
            p.attendee_id IS NOT NULL OR EXISTS ({scans.LET_THROUGH}) AS has_come
        FROM attendees a JOIN batches b ON b.batch = a.batch AND b.published_seq IS NOT NULL
        LEFT JOIN presence p ON p.attendee_id = a.id
        """
    )
    width = len(FIELDS)
    for row in rows:
        fields = dict(zip(FIELDS, row[:width], strict=True))
        attendee_id, version, corrected, batch, has_come = row[width:]
        marks = _NONE if corrected == "[]" else frozenset(json.loads(corrected))
        yield Known(attendee_id, version, fields, marks, batch != ON_SITE, bool(has_come), attendee_id in with_code)


def _revived(values: dict[str, Any]) -> Staged:
    return Staged(**{**values, "overrules": tuple(values["overrules"])})
