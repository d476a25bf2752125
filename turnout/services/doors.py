"""Doors: for which session they let people in, and what they tell everybody who stands before them."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from turnout.domain.door import door_state, seats_left
from turnout.domain.errors import NotFound
from turnout.domain.model import VENUE, Place, Session
from turnout.domain.readiness import due_at
from turnout.store import places, readiness, reports
from turnout.store.times import to_text, to_text_or_none


def session_at(connection: sqlite3.Connection, place_id: str, at: datetime) -> Session | None:
    """The session that a door lets people in for: the next one from when its room is due, else the current one."""
    if place_id == VENUE:
        return None
    following = places.next_session(connection, place_id, at)
    if following is not None and at >= due_at(following.starts_at):
        return following
    return places.current_session(connection, place_id, at)


def is_ready(connection: sqlite3.Connection, place: Place, session: Session | None, at: datetime) -> bool | None:
    """Whether a room that waits for it was signed off for a session to come; None where nobody asks."""
    if session is None or not place.policy.waits_for_readiness or at >= session.starts_at:
        return None
    return readiness.readiness(connection, place.id, session.id).signed_off is not None


def door_topic(connection: sqlite3.Connection, now: datetime, place_id: str) -> dict[str, Any]:
    """Nothing of anybody: neither who is inside nor which of the staff have been there."""
    place = places.find_place(connection, place_id)
    if place is None:
        raise NotFound("There is no such place.", "Load the page again.", code="no_place")
    headcount = reports.headcounts(connection).get(place_id, 0)
    session = session_at(connection, place_id, now)
    current = places.current_session(connection, place_id, now)
    following = places.next_session(connection, place_id, now)
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "state": door_state(place, now, headcount, session, is_ready(connection, place, session, now)),
        "opens_at": to_text_or_none(place.policy.opens_at),
        "seats_left": seats_left(place, headcount),
        "estimated": not place.policy.count_is_exact,
        "current": _session(current),
        "next": _session(following),
    }


def _session(session: Session | None) -> dict[str, Any] | None:
    if session is None:
        return None
    return {"title": session.title, "starts_at": to_text(session.starts_at), "ends_at": to_text(session.ends_at)}
