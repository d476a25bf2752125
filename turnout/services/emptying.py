"""Rooms whose people are taken to have left, though nobody scans on the way out."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from turnout.domain.facts import PlaceEmptied
from turnout.domain.model import Session
from turnout.domain.readiness import due_at
from turnout.store import log, places
from turnout.store.log import Origin
from turnout.store.writer import Transaction


def after(
    tx: Transaction, session: Session, until: datetime, why: str, now: datetime, actor: str, fact_id: str, cause: str
) -> None:
    """State that whoever was in a session's room left it, for the session was there until then."""
    origin = Origin(now, _left_at(tx.connection, session, until), actor)
    log.append(tx, PlaceEmptied(session.place_id, why), origin, fact_id, cause=cause)


def _left_at(connection: sqlite3.Connection, session: Session, until: datetime) -> datetime:
    """The end of a session, or when its door began to let people in for the next one: they stay."""
    following = places.next_session(connection, session.place_id, session.starts_at)
    if following is None:
        return until
    return min(until, max(session.starts_at, due_at(following.starts_at)))
