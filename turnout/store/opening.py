"""What is asked of the registers before an event opens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from turnout.domain.model import Role
from turnout.store.attendees import PUBLISHED
from turnout.store.times import to_text

_CHUNK = 1000


def sessions(connection: sqlite3.Connection) -> int:
    """How many sessions are on the programme."""
    return _count(connection, "SELECT count(*) FROM sessions WHERE NOT is_withdrawn")


def paired_stations(connection: sqlite3.Connection) -> int:
    """How many devices that scan hold a token; signed-in phones and spoolers are none."""
    return _count(
        connection,
        """
        SELECT count(*) FROM stations
        WHERE token_hash IS NOT NULL AND NOT is_revoked AND mode IN ('entrance', 'door', 'desk')
        """,
    )


def printers_that_answered(connection: sqlite3.Connection, since: datetime) -> int:
    """How many printers said since then that they can print."""
    query = "SELECT count(*) FROM printers WHERE state IN ('ready', 'busy') AND checked_at >= ?"
    return _count(connection, query, to_text(since))


def rehearsed_badges(connection: sqlite3.Connection) -> int:
    """How many test badges came out."""
    return _count(connection, "SELECT count(*) FROM badge_jobs WHERE rehearsal AND state = 'printed'")


def rehearsed_scans(connection: sqlite3.Connection, most: int) -> int:
    """How many scans were tried, counted to `most`: the log is long."""
    query = "SELECT count(*) FROM (SELECT 1 FROM log WHERE kind IN ('scan.admitted', 'scan.refused') LIMIT ?)"
    return _count(connection, query, most)


def coordinators_with_password(connection: sqlite3.Connection) -> int:
    return _count(connection, "SELECT count(*) FROM accounts WHERE role = ? AND password_hash <> ''", Role.COORDINATOR)


def names_in_chunks(connection: sqlite3.Connection) -> Iterator[list[tuple[str, str]]]:
    """Names of everybody who is coming, each with their language, a few milliseconds of them at a time."""
    last = 0
    while rows := connection.execute(
        f"""
        SELECT a.row, a.full_name, a.language FROM attendees a {PUBLISHED}
        WHERE a.row > ? AND NOT a.is_cancelled ORDER BY a.row LIMIT {_CHUNK}
        """,
        (last,),
    ).fetchall():
        last = rows[-1][0]
        yield [(row[1], row[2]) for row in rows]


def _count(connection: sqlite3.Connection, query: str, *values: object) -> int:
    n: int = connection.execute(query, values).fetchone()[0]
    return n
