"""Calls for help that are open, as the log has them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.store.times import from_text, from_text_or_none


@dataclass(frozen=True, slots=True)
class HelpCall:
    """Somebody at a station wants staff. `answered_by` is the id of who is coming, empty while nobody is."""

    id: str
    station_id: str
    called_at: datetime
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call with where it came from and who is coming, by name."""

    call: HelpCall
    station_name: str
    place_id: str
    place_name: str
    answered_by: str


_COLUMNS = "c.id, c.station_id, c.called_at, c.answered_by, c.answered_at"
_LISTED = f"""
    SELECT {_COLUMNS}, s.name, p.id, p.name, coalesce(a.name, '')
    FROM help_calls c
    JOIN stations s ON s.id = c.station_id
    JOIN places p ON p.id = s.place_id
    LEFT JOIN accounts a ON a.id = c.answered_by
"""


def find(connection: sqlite3.Connection, call_id: str) -> HelpCall | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM help_calls c WHERE c.id = ?", (call_id,)).fetchone()
    return None if row is None else _call(row)


def of_station(connection: sqlite3.Connection, station_id: str) -> ListedCall | None:
    """The open call of a station; there is never more than one."""
    row = connection.execute(_LISTED + "WHERE c.station_id = ?", (station_id,)).fetchone()
    return None if row is None else _listed(row)


def open_calls(connection: sqlite3.Connection) -> list[ListedCall]:
    """Every open call, the oldest first."""
    return [_listed(row) for row in connection.execute(_LISTED + "ORDER BY c.called_at, c.id")]


def _call(row: sqlite3.Row) -> HelpCall:
    call_id, station_id, called_at, answered_by, answered_at = tuple(row)[:5]
    return HelpCall(call_id, station_id, from_text(called_at), answered_by, from_text_or_none(answered_at))


def _listed(row: sqlite3.Row) -> ListedCall:
    return ListedCall(_call(row), *tuple(row)[5:])
