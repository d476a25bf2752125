"""Calls for help that nobody has closed yet."""

from __future__ import annotations

import sqlite3

from turnout.domain.facts import HelpAnswered, HelpCalled, HelpClosed, Stated
from turnout.store.times import to_text


def call(connection: sqlite3.Connection, stated: Stated, fact: HelpCalled) -> None:
    """The fact's own id is the call's."""
    connection.execute(
        "INSERT INTO help_calls (id, station_id, called_at) VALUES (?, ?, ?)",
        (stated.fact_id, fact.about_station_id, to_text(stated.occurred_at)),
    )


def answer(connection: sqlite3.Connection, stated: Stated, fact: HelpAnswered) -> None:
    connection.execute(
        "UPDATE help_calls SET answered_by = ?, answered_at = ? WHERE id = ?",
        (stated.actor, to_text(stated.occurred_at), fact.call_id),
    )


def close(connection: sqlite3.Connection, _stated: Stated, fact: HelpClosed) -> None:
    connection.execute("DELETE FROM help_calls WHERE id = ?", (fact.call_id,))
