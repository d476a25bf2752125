"""Calls for help as screens show them: to staff all that are open, to a kiosk its own."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from turnout.store import help_calls
from turnout.store.help_calls import ListedCall
from turnout.store.times import to_text

Data = dict[str, Any]


def help_topic(connection: sqlite3.Connection, _now: datetime) -> Data:
    """Every open call, the oldest first."""
    return {"calls": [_listed(call) for call in help_calls.open_calls(connection)]}


def of_station(connection: sqlite3.Connection, station_id: str) -> Data | None:
    """The open call of a station, as its kiosk shows it."""
    listed = help_calls.of_station(connection, station_id)
    return None if listed is None else call_document(listed)


def call_document(listed: ListedCall) -> Data:
    """A call, and who is coming: the name of their account."""
    answered_at = listed.call.answered_at
    return {
        "id": listed.call.id,
        "called_at": to_text(listed.call.called_at),
        "answered": None if answered_at is None else {"by": listed.answered_by, "at": to_text(answered_at)},
    }


def _listed(listed: ListedCall) -> Data:
    return {
        **call_document(listed),
        "station": {"id": listed.call.station_id, "name": listed.station_name},
        "place": {"id": listed.place_id, "name": listed.place_name},
    }
