"""What proves who somebody is at a kiosk: codes that staff made, as hashes, and the tries that proved nothing."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from turnout.store.times import from_text, to_text

_FAILED = "FROM log WHERE kind = 'station.proof_failed' AND recorded_at > ?"


def put_code(connection: sqlite3.Connection, code_hash: str, attendee_id: str, now: datetime, until: datetime) -> None:
    """Let a code prove that somebody is this attendee, in place of any they had; those that are too old go."""
    connection.execute("DELETE FROM proof_codes WHERE attendee_id = ? OR expires_at <= ?", (attendee_id, to_text(now)))
    connection.execute("INSERT INTO proof_codes VALUES (?, ?, ?)", (code_hash, attendee_id, to_text(until)))


def attendee_of_code(connection: sqlite3.Connection, code_hash: str, now: datetime) -> str | None:
    """Whom a code proves, unless it is too old."""
    row = connection.execute(
        "SELECT attendee_id FROM proof_codes WHERE code_hash = ? AND expires_at > ?", (code_hash, to_text(now))
    ).fetchone()
    return None if row is None else row[0]


def use_code_up(connection: sqlite3.Connection, code_hash: str) -> None:
    connection.execute("DELETE FROM proof_codes WHERE code_hash = ?", (code_hash,))


def failures_at(connection: sqlite3.Connection, station_id: str, since: datetime) -> list[datetime]:
    """When somebody failed to prove at a station who they are, the oldest first."""
    rows = connection.execute(
        f"SELECT recorded_at {_FAILED} AND subject = ? ORDER BY recorded_at", (to_text(since), station_id)
    )
    return [from_text(row[0]) for row in rows]


def failures_by_station(connection: sqlite3.Connection, since: datetime) -> dict[str, int]:
    """How often somebody failed to prove who they are, by station; only stations where somebody did."""
    rows = connection.execute(f"SELECT subject, count(*) {_FAILED} GROUP BY subject", (to_text(since),))
    return {row[0]: row[1] for row in rows}


def failures_of(connection: sqlite3.Connection, attendee_id: str, since: datetime) -> int:
    """How often somebody named an attendee, at any kiosk, and failed to prove that it is they."""
    row = connection.execute(
        f"SELECT count(*) {_FAILED} AND EXISTS (SELECT 1 FROM json_each(data, '$.attendee_ids') WHERE value = ?)",
        (to_text(since), attendee_id),
    ).fetchone()
    n: int = row[0]
    return n
