"""The log: appending facts, and reading them back in order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic_core import to_json

from turnout.domain.facts import VERSION, ClockQuality, Fact, Stated, revive
from turnout.store.projections import apply
from turnout.store.times import from_text, to_text
from turnout.store.writer import Transaction

_COLUMNS = """seq, fact_id, kind, version, subject, station_id, station_seq, actor,
    occurred_at, recorded_at, clock_quality, cause, data"""
_INSERT = """
    INSERT INTO log (fact_id, kind, version, subject, station_id, station_seq, actor,
        occurred_at, recorded_at, clock_quality, cause, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who states a fact, from where and when; the same for all facts of one command."""

    recorded_at: datetime
    occurred_at: datetime
    actor: str = ""
    station_id: str = ""
    station_seq: int = 0
    clock_quality: ClockQuality = ClockQuality.SERVER

    @classmethod
    def at(cls, now: datetime, actor: str = "") -> Origin:
        """Stated by the server or a signed-in person, now."""
        return cls(now, now, actor)


def append(tx: Transaction, fact: Fact, origin: Origin, fact_id: str, cause: str = "") -> Stated:
    """Write a fact and bring the projections up to it, in the command's own transaction.

    Raises sqlite3.IntegrityError when `fact_id` is in the log already.
    """
    cursor = tx.execute(
        _INSERT,
        (
            fact_id,
            fact.KIND,
            VERSION,
            fact.subject,
            origin.station_id,
            origin.station_seq,
            origin.actor,
            to_text(origin.occurred_at),
            to_text(origin.recorded_at),
            origin.clock_quality,
            cause,
            to_json(fact).decode(),
        ),
    )
    stated = Stated(
        cursor.lastrowid or 0,
        fact_id,
        fact,
        origin.station_id,
        origin.station_seq,
        origin.actor,
        origin.occurred_at,
        origin.recorded_at,
        origin.clock_quality,
        cause,
    )
    apply(tx.connection, stated)
    tx.facts.append(stated)
    return stated


def find(connection: sqlite3.Connection, fact_id: str) -> Stated | None:
    """The fact with this id, if it is in the log."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM log WHERE fact_id = ?", (fact_id,)).fetchone()
    return None if row is None else _stated(row)


def read(connection: sqlite3.Connection, after: int = 0, subject: str | None = None) -> Iterator[Stated]:
    """Facts in the order of the log, all or one subject's, later than `after`."""
    if subject is None:
        rows = connection.execute(f"SELECT {_COLUMNS} FROM log WHERE seq > ? ORDER BY seq", (after,))
    else:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM log WHERE subject = ? AND seq > ? ORDER BY seq",
            (subject, after),
        )
    return map(_stated, rows)


def newest(connection: sqlite3.Connection, subject: str, limit: int) -> list[Stated]:
    """The last facts about one subject, the newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM log WHERE subject = ? ORDER BY seq DESC LIMIT ?", (subject, limit)
    )
    return [_stated(row) for row in rows]


def last_seq(connection: sqlite3.Connection) -> int:
    """The position of the newest fact; 0 for an empty log."""
    seq: int = connection.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    return seq


def next_id(connection: sqlite3.Connection, about: str) -> str:
    """An id for what may happen again and again; by position, since a clock may stand or be set back."""
    return f"{about}-{last_seq(connection) + 1}"


def _stated(row: sqlite3.Row) -> Stated:
    return Stated(
        row["seq"],
        row["fact_id"],
        revive(row["kind"], json.loads(row["data"])),
        row["station_id"],
        row["station_seq"],
        row["actor"],
        from_text(row["occurred_at"]),
        from_text(row["recorded_at"]),
        ClockQuality(row["clock_quality"]),
        row["cause"],
    )
