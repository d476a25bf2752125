"""The register of PINs for kiosks, and which of the staff is at which kiosk. Secrets stand here as hashes only."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from turnout.domain.kiosk_pins import FIRST_NUMBER
from turnout.domain.model import Role
from turnout.store.accounts import Account
from turnout.store.times import from_text_or_none, to_text

_LOOKED_THROUGH = 20_000  # facts; a few milliseconds


def number_of(connection: sqlite3.Connection, account_id: str) -> int | None:
    """What somebody types before their PIN; None for who has none."""
    row = connection.execute("SELECT number FROM kiosk_pins WHERE account_id = ?", (account_id,)).fetchone()
    return None if row is None else row[0]


def next_number(connection: sqlite3.Connection) -> int:
    """A number that nobody has."""
    row = connection.execute(
        """
        SELECT n FROM (SELECT ?1 AS n UNION SELECT number + 1 FROM kiosk_pins)
        WHERE n NOT IN (SELECT number FROM kiosk_pins) ORDER BY n LIMIT 1
        """,
        (FIRST_NUMBER,),
    ).fetchone()
    number: int = row[0]
    return number


def put_pin(connection: sqlite3.Connection, account_id: str, number: int, pin_hash: str) -> None:
    connection.execute(
        """
        INSERT INTO kiosk_pins (account_id, number, pin_hash) VALUES (?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE SET pin_hash = excluded.pin_hash
        """,
        (account_id, number, pin_hash),
    )


def remove_pin(connection: sqlite3.Connection, account_id: str) -> bool:
    """Whether there was one. Whoever is at a kiosk with it is no more."""
    end_visits(connection, account_id)
    return connection.execute("DELETE FROM kiosk_pins WHERE account_id = ?", (account_id,)).rowcount > 0


def by_number(connection: sqlite3.Connection, number: int) -> tuple[Account, str] | None:
    """Whose number this is, with the hash of their PIN."""
    row = connection.execute(
        """
        SELECT a.id, a.name, a.role, k.pin_hash FROM kiosk_pins k JOIN accounts a ON a.id = k.account_id
        WHERE k.number = ?
        """,
        (number,),
    ).fetchone()
    return None if row is None else (Account(row["id"], row["name"], Role(row["role"])), row["pin_hash"])


def refused_at_station(connection: sqlite3.Connection, station_id: str) -> tuple[int, datetime | None]:
    """How many wrong PINs were typed at a station since somebody came in there, and when the last one was."""
    row = connection.execute(
        """
        SELECT count(*), max(recorded_at) FROM log
        WHERE subject = ?1 AND kind = 'station.pin_refused' AND seq > coalesce(
            (SELECT max(seq) FROM log WHERE subject = ?1 AND kind = 'station.staff_came'), 0)
        """,
        (station_id,),
    ).fetchone()
    return row[0], from_text_or_none(row[1])


def refused_for_account(connection: sqlite3.Connection, account_id: str) -> tuple[int, datetime | None]:
    """How many wrong PINs were typed after an account's number, at any station, since its owner last came in."""
    row = connection.execute(
        """
        SELECT count(*), max(recorded_at) FROM log
        WHERE kind = 'station.pin_refused' AND json_extract(data, '$.account_id') = ?1 AND seq > coalesce(
            (SELECT max(seq) FROM log WHERE kind = 'station.staff_came' AND actor = ?1), 0)
        """,
        (account_id,),
    ).fetchone()
    return row[0], from_text_or_none(row[1])


def put_visit(
    connection: sqlite3.Connection, station_id: str, token_hash: str, account_id: str, expires: datetime
) -> None:
    """Somebody is at a station; whoever was there before is no more."""
    connection.execute(
        "INSERT OR REPLACE INTO kiosk_visits VALUES (?, ?, ?, ?)",
        (station_id, token_hash, account_id, to_text(expires)),
    )


def visitor(connection: sqlite3.Connection, station_id: str, token_hash: str, now: datetime) -> Account | None:
    """Who is at a station by this token, if they still are."""
    row = connection.execute(
        """
        SELECT a.id, a.name, a.role FROM kiosk_visits v JOIN accounts a ON a.id = v.account_id
        WHERE v.station_id = ? AND v.token_hash = ? AND v.expires_at > ?
        """,
        (station_id, token_hash, to_text(now)),
    ).fetchone()
    return None if row is None else Account(row["id"], row["name"], Role(row["role"]))


def prolong(connection: sqlite3.Connection, station_id: str, expires: datetime) -> None:
    connection.execute("UPDATE kiosk_visits SET expires_at = ? WHERE station_id = ?", (to_text(expires), station_id))


def end_visit(connection: sqlite3.Connection, station_id: str) -> bool:
    """Whether anybody was there."""
    return connection.execute("DELETE FROM kiosk_visits WHERE station_id = ?", (station_id,)).rowcount > 0


def end_visits(connection: sqlite3.Connection, account_id: str) -> None:
    """Somebody is at no station any more."""
    connection.execute("DELETE FROM kiosk_visits WHERE account_id = ?", (account_id,))


def last_scan_id(connection: sqlite3.Connection, station_id: str) -> str:
    """The newest scan of a station, whoever made it; empty where there was none among the newest facts.

    An index of scans by station would be written at every door for what is asked a few times a day.
    """
    row = connection.execute(
        """
        SELECT fact_id FROM log
        WHERE station_id = ? AND kind IN ('scan.admitted', 'scan.refused') AND seq > (SELECT max(seq) FROM log) - ?
        ORDER BY seq DESC LIMIT 1
        """,
        (station_id, _LOOKED_THROUGH),
    ).fetchone()
    return "" if row is None else row[0]
