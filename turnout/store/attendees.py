"""The register of attendees and of their codes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from turnout.domain.errors import NotFound
from turnout.domain.folding import fold
from turnout.domain.model import Attendee, CodeKind, Ticket

ON_SITE = 0
"""The batch of attendees registered at the event; it is published from the start."""

AMENDABLE = ("full_name", "given_name", "company", "email", "category", "language", "pronouns")
"""The fields that may be corrected on site."""

COLUMNS = """a.id, a.full_name, a.given_name, a.company, a.email, a.category, a.language, a.pronouns,
    a.order_code, a.source_id, a.is_paid, a.is_cancelled, a.is_blocked, a.valid_days, a.gets, a.version"""
"""In the order of Attendee's fields."""
_WIDTH = COLUMNS.count(",") + 1
_FLAGS, _LISTS = slice(-6, -3), slice(-3, -1)
PUBLISHED = "JOIN batches b ON b.batch = a.batch AND b.published_seq IS NOT NULL"
_INSERT = """
    INSERT INTO attendees (id, batch, full_name, given_name, company, email, category, language, pronouns,
        order_code, source_id, is_paid, is_cancelled, is_blocked, valid_days, gets, search)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def add(connection: sqlite3.Connection, attendee: Attendee, batch: int = ON_SITE) -> None:
    """Put an attendee on the list. Raises sqlite3.IntegrityError if the id is taken."""
    add_many(connection, [attendee], batch)


def add_many(connection: sqlite3.Connection, attendees: list[Attendee], batch: int) -> None:
    """Put attendees on the list, to be found by name. Raises sqlite3.IntegrityError if an id is taken."""
    last = connection.execute("SELECT coalesce(max(row), 0) FROM attendees").fetchone()[0]
    connection.executemany(_INSERT, [_values(attendee, batch) for attendee in attendees])
    connection.execute(
        "INSERT INTO attendee_search (rowid, search) SELECT row, search FROM attendees WHERE row > ?", (last,)
    )


def add_tickets(connection: sqlite3.Connection, tickets: list[Ticket]) -> None:
    """Codes for attendees that are on the list. Raises sqlite3.IntegrityError for a code that exists."""
    connection.executemany(
        "INSERT INTO tickets (code, id, kind, attendee_id) VALUES (?, ?, ?, ?)",
        [(ticket.code, ticket.id, ticket.kind, ticket.attendee_id) for ticket in tickets],
    )


def is_taken(connection: sqlite3.Connection, *, code: str = "", source_id: str = "") -> bool:
    """Whether anybody, on the list or staged, has this code or this source id."""
    by_code = connection.execute("SELECT 1 FROM tickets WHERE code = ?", (code,)).fetchone()
    by_source = "SELECT 1 FROM attendees WHERE source_id = ? AND source_id <> ''"
    return by_code is not None or connection.execute(by_source, (source_id,)).fetchone() is not None


def find(connection: sqlite3.Connection, attendee_id: str) -> Attendee | None:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM attendees a {PUBLISHED} WHERE a.id = ?",
        (attendee_id,),
    ).fetchone()
    return None if row is None else from_row(row)


def get(connection: sqlite3.Connection, attendee_id: str) -> Attendee:
    """The attendee with this id. Raises NotFound."""
    attendee = find(connection, attendee_id)
    if attendee is None:
        raise nobody()
    return attendee


def nobody() -> NotFound:
    """What is said of an id that nobody on the list has."""
    return NotFound("There is no such attendee.", "Search again.", code="no_attendee")


def tickets_of(connection: sqlite3.Connection, attendee_id: str) -> list[Ticket]:
    """An attendee's codes, revoked ones included, in a stable order."""
    rows = connection.execute(
        "SELECT id, code, kind, attendee_id, is_revoked FROM tickets WHERE attendee_id = ? ORDER BY id",
        (attendee_id,),
    )
    return [Ticket(row[0], row[1], CodeKind(row[2]), row[3], bool(row[4])) for row in rows]


def ticket_codes(connection: sqlite3.Connection) -> list[str]:
    """The ticket codes of everybody who is expected, in a stable order. For demos and rehearsals."""
    rows = connection.execute(
        f"""
        SELECT t.code FROM tickets t JOIN attendees a ON a.id = t.attendee_id {PUBLISHED}
        WHERE t.kind = 'ticket' AND NOT t.is_revoked AND NOT a.is_cancelled ORDER BY t.code
        """
    )
    return [row[0] for row in rows]


def first_with_tickets(connection: sqlite3.Connection, limit: int) -> list[tuple[Attendee, str]]:
    """The first attendees of the list, each with a ticket code."""
    rows = connection.execute(
        f"""
        SELECT {COLUMNS}, t.code FROM attendees a {PUBLISHED}
        JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'ticket' AND NOT t.is_revoked
        ORDER BY a.row LIMIT ?
        """,
        (limit,),
    )
    return [(from_row(row), row["code"]) for row in rows]


def ticket(connection: sqlite3.Connection, ticket_id: str) -> Ticket | None:
    row = connection.execute(
        "SELECT id, code, kind, attendee_id, is_revoked FROM tickets WHERE id = ?", (ticket_id,)
    ).fetchone()
    return None if row is None else Ticket(row[0], row[1], CodeKind(row[2]), row[3], bool(row[4]))


def badge_ticket_of(connection: sqlite3.Connection, attendee_id: str) -> Ticket | None:
    """The code that an attendee's badge carries; None until the first badge is asked for."""
    row = connection.execute(
        """
        SELECT id, code, kind, attendee_id, is_revoked FROM tickets
        WHERE attendee_id = ? AND kind = 'badge' AND NOT is_revoked ORDER BY id LIMIT 1
        """,
        (attendee_id,),
    ).fetchone()
    return None if row is None else Ticket(row[0], row[1], CodeKind(row[2]), row[3], False)


def revoke_ticket(connection: sqlite3.Connection, ticket_id: str) -> None:
    connection.execute("UPDATE tickets SET is_revoked = 1 WHERE id = ?", (ticket_id,))


def amend(connection: sqlite3.Connection, attendee: Attendee, changes: Mapping[str, str]) -> int:
    """Correct fields on site; keeps the old values, and marks the fields so that no import undoes it.

    Answers the new version. `changes` has names of AMENDABLE only.
    """
    _keep_old_values(connection, attendee, changes)
    _correct(connection, attendee.id, changes)
    return attendee.version + 1


def cancel(connection: sqlite3.Connection, attendee: Attendee) -> int:
    """Mark as not coming; answers the new version."""
    _correct(connection, attendee.id, {"is_cancelled": 1})
    return attendee.version + 1


def reinstate(connection: sqlite3.Connection, attendee: Attendee) -> int:
    """Mark as coming after all, also against an import that says otherwise; answers the new version."""
    _correct(connection, attendee.id, {"is_cancelled": 0})
    return attendee.version + 1


def mark_paid(connection: sqlite3.Connection, attendee: Attendee) -> int:
    """Mark as paid; answers the new version."""
    _correct(connection, attendee.id, {"is_paid": 1})
    return attendee.version + 1


def mark_unpaid(connection: sqlite3.Connection, attendee: Attendee) -> int:
    """Take a payment on site back, so that a later import may say that they have paid; answers the new version."""
    corrected = sorted(_corrected(connection, attendee.id) - {"is_paid"})
    _update(connection, attendee.id, {"is_paid": 0, "corrected": json.dumps(corrected)})
    return attendee.version + 1


def hand_over_bookings(connection: sqlite3.Connection, attendee_id: str, successor_id: str) -> None:
    """Give one attendee's booked seats to another, who has none."""
    connection.execute("UPDATE bookings SET attendee_id = ? WHERE attendee_id = ?", (successor_id, attendee_id))


def expected(connection: sqlite3.Connection) -> int:
    """How many people are on the list and have not cancelled."""
    n: int = connection.execute("SELECT sum(expected) FROM batches WHERE published_seq IS NOT NULL").fetchone()[0]
    return n


def search_text(attendee: Attendee) -> str:
    """What an attendee is found by, folded."""
    words = (attendee.full_name, attendee.given_name, attendee.company, attendee.email, attendee.order_code)
    return fold(" ".join(words))


def bring_up(
    connection: sqlite3.Connection, attendee: Attendee, changes: Mapping[str, Any], overrules: Collection[str] = ()
) -> tuple[int, list[str]]:
    """Bring an attendee up to an imported row. What was corrected on site stays, but for what the row `overrules`:
    the old values of those fields are kept, and they count as corrected no longer.

    Answers the version they have now, and the fields whose correction gave way.
    """
    corrected = _corrected(connection, attendee.id)
    wanted = {name: value for name, value in changes.items() if name not in corrected or name in overrules}
    if not wanted:
        return attendee.version, []
    overruled = sorted(corrected & wanted.keys())
    if overruled:
        _keep_old_values(connection, attendee, overruled)
        wanted["corrected"] = json.dumps(sorted(corrected.difference(overruled)))
    _update(connection, attendee.id, wanted)
    return attendee.version + 1, overruled


def _keep_old_values(connection: sqlite3.Connection, attendee: Attendee, names: Iterable[str]) -> None:
    old = {name: getattr(attendee, name) for name in names}
    connection.execute(
        "INSERT INTO old_values VALUES (?, ?, ?)",
        (attendee.id, attendee.version, json.dumps(old, ensure_ascii=False)),
    )


def _corrected(connection: sqlite3.Connection, attendee_id: str) -> frozenset[str]:
    row = connection.execute("SELECT corrected FROM attendees WHERE id = ?", (attendee_id,)).fetchone()
    return frozenset(json.loads(row[0]))


def _correct(connection: sqlite3.Connection, attendee_id: str, changes: Mapping[str, Any]) -> None:
    """Set columns, and remember that no import may set them again."""
    corrected = sorted({*_corrected(connection, attendee_id), *changes})
    _update(connection, attendee_id, {**changes, "corrected": json.dumps(corrected)})


def _update(connection: sqlite3.Connection, attendee_id: str, changes: Mapping[str, Any]) -> None:
    """Set columns, raise the version, and keep the search text true."""
    assignments = ", ".join(f"{name} = ?" for name in changes)
    connection.execute(
        f"UPDATE attendees SET {assignments}, version = version + 1 WHERE id = ?",
        (*changes.values(), attendee_id),
    )
    row = connection.execute(
        f"SELECT {COLUMNS} FROM attendees a WHERE a.id = ?",
        (attendee_id,),
    ).fetchone()
    connection.execute("UPDATE attendees SET search = ? WHERE id = ?", (search_text(from_row(row)), attendee_id))


def _values(attendee: Attendee, batch: int) -> tuple[Any, ...]:
    return (
        attendee.id,
        batch,
        attendee.full_name,
        attendee.given_name,
        attendee.company,
        attendee.email,
        attendee.category,
        attendee.language,
        attendee.pronouns,
        attendee.order_code,
        attendee.source_id,
        attendee.is_paid,
        attendee.is_cancelled,
        attendee.is_blocked,
        json.dumps(attendee.valid_days) if attendee.valid_days else "[]",
        json.dumps(attendee.gets, ensure_ascii=False) if attendee.gets else "[]",
        search_text(attendee),
    )


def from_row(row: sqlite3.Row) -> Attendee:
    """The attendee of a row that begins with COLUMNS."""
    values: list[Any] = list(row[:_WIDTH])
    values[_FLAGS] = map(bool, values[_FLAGS])
    values[_LISTS] = [() if text == "[]" else tuple(json.loads(text)) for text in values[_LISTS]]
    return Attendee(*values)
