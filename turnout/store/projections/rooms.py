"""Ended sessions, ticked checklist items and sign-offs."""

from __future__ import annotations

import sqlite3

from turnout.domain.facts import RoomItemSet, RoomReopened, RoomSignedOff, SessionEnded, Stated
from turnout.store.times import to_text


def end_session(connection: sqlite3.Connection, stated: Stated, fact: SessionEnded) -> None:
    """It ended at this end: a session that is put off later ends once more."""
    connection.execute("INSERT INTO ended_sessions VALUES (?, ?)", (fact.session_id, to_text(stated.occurred_at)))


def set_item(connection: sqlite3.Connection, stated: Stated, fact: RoomItemSet) -> None:
    """Tick an item; unticking takes the sign-off back with it, as `domain.readiness` says."""
    key = (fact.place_id, fact.session_id, fact.item_id)
    if fact.done:
        connection.execute(
            """
            INSERT INTO ticked_items VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET by = excluded.by, at = excluded.at, seq = excluded.seq
            """,
            (*key, *_mark(stated)),
        )
    else:
        connection.execute("DELETE FROM ticked_items WHERE place_id = ? AND session_id = ? AND item_id = ?", key)
        _take_back(connection, fact.place_id, fact.session_id)


def sign_off(connection: sqlite3.Connection, stated: Stated, fact: RoomSignedOff) -> None:
    connection.execute(
        """
        INSERT INTO sign_offs VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET by = excluded.by, at = excluded.at, seq = excluded.seq
        """,
        (fact.place_id, fact.session_id, *_mark(stated)),
    )


def reopen(connection: sqlite3.Connection, _stated: Stated, fact: RoomReopened) -> None:
    _take_back(connection, fact.place_id, fact.session_id)


def _mark(stated: Stated) -> tuple[str, str, int]:
    return stated.actor, to_text(stated.occurred_at), stated.seq


def _take_back(connection: sqlite3.Connection, place_id: str, session_id: str) -> None:
    connection.execute("DELETE FROM sign_offs WHERE place_id = ? AND session_id = ?", (place_id, session_id))
