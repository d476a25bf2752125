"""The register of people who work at the event: accounts, sign-ins, one-time links, their rooms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.model import Role
from turnout.store.times import to_text


@dataclass(frozen=True, slots=True)
class Account:
    id: str
    name: str
    role: Role


def add(connection: sqlite3.Connection, account: Account, password_hash: str = "") -> None:
    """Raises sqlite3.IntegrityError when the name is taken. Without a password only a link signs in."""
    connection.execute(
        "INSERT INTO accounts VALUES (?, ?, ?, ?)", (account.id, account.name, account.role, password_hash)
    )


def find(connection: sqlite3.Connection, account_id: str) -> Account | None:
    row = connection.execute("SELECT id, name, role FROM accounts WHERE id = ?", (account_id,)).fetchone()
    return None if row is None else _account(row)


def by_name(connection: sqlite3.Connection, name: str) -> tuple[Account, str] | None:
    """An account with its password hash, which may be empty."""
    row = connection.execute("SELECT id, name, role, password_hash FROM accounts WHERE name = ?", (name,)).fetchone()
    return None if row is None else (_account(row), row["password_hash"])


def put_password(connection: sqlite3.Connection, account_id: str, password_hash: str) -> None:
    connection.execute("UPDATE accounts SET password_hash = ? WHERE id = ?", (password_hash, account_id))


def first_with_role(connection: sqlite3.Connection, role: Role) -> Account | None:
    row = connection.execute(
        "SELECT id, name, role FROM accounts WHERE role = ? ORDER BY id LIMIT 1", (role,)
    ).fetchone()
    return None if row is None else _account(row)


def put_link(connection: sqlite3.Connection, token_hash: str, account_id: str, expires: datetime) -> None:
    """A link that signs an account in once."""
    connection.execute("INSERT INTO sign_in_links VALUES (?, ?, ?, NULL)", (token_hash, account_id, to_text(expires)))


def take_link(connection: sqlite3.Connection, token_hash: str, now: datetime) -> str | None:
    """The account that a link signs in, once; None for one that is unknown, used or too old."""
    row = connection.execute(
        """
        UPDATE sign_in_links SET used_at = ?1
        WHERE token_hash = ?2 AND used_at IS NULL AND expires_at > ?1 RETURNING account_id
        """,
        (to_text(now), token_hash),
    ).fetchone()
    return None if row is None else row[0]


def put_sign_in(connection: sqlite3.Connection, token_hash: str, account_id: str, expires: datetime) -> None:
    connection.execute("INSERT INTO sign_ins VALUES (?, ?, ?)", (token_hash, account_id, to_text(expires)))


def signed_in(connection: sqlite3.Connection, token_hash: str, now: datetime) -> Account | None:
    """Who holds this sign-in, if it still holds."""
    row = connection.execute(
        """
        SELECT a.id, a.name, a.role FROM sign_ins s JOIN accounts a ON a.id = s.account_id
        WHERE s.token_hash = ? AND s.expires_at > ?
        """,
        (token_hash, to_text(now)),
    ).fetchone()
    return None if row is None else _account(row)


def end_sign_in(connection: sqlite3.Connection, token_hash: str) -> None:
    connection.execute("DELETE FROM sign_ins WHERE token_hash = ?", (token_hash,))


def end_sign_ins(connection: sqlite3.Connection, account_id: str) -> None:
    """End every sign-in of an account, and make its links worthless."""
    connection.execute("DELETE FROM sign_ins WHERE account_id = ?", (account_id,))
    connection.execute("DELETE FROM sign_in_links WHERE account_id = ?", (account_id,))


def rooms_of(connection: sqlite3.Connection, account_id: str) -> list[str]:
    """The places that a person looks after."""
    rows = connection.execute(
        "SELECT place_id FROM account_rooms WHERE account_id = ? ORDER BY place_id", (account_id,)
    )
    return [row[0] for row in rows]


def put_rooms(connection: sqlite3.Connection, account_id: str, place_ids: Iterable[str]) -> None:
    """Raises sqlite3.IntegrityError for a place that does not exist."""
    connection.execute("DELETE FROM account_rooms WHERE account_id = ?", (account_id,))
    connection.executemany("INSERT INTO account_rooms VALUES (?, ?)", [(account_id, p) for p in sorted(set(place_ids))])


def _account(row: sqlite3.Row) -> Account:
    return Account(row["id"], row["name"], Role(row["role"]))
