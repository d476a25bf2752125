"""Registers of places, their entry rules, and the sessions in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from turnout.domain.model import Accepts, Entries, Place, PlaceKind, Policy, Role, RoomRow, Session
from turnout.domain.readiness import LEAD
from turnout.store.times import from_text, to_text, to_text_or_none

_SESSION = "id, place_id, title, starts_at, ends_at, speakers, track, language"


@dataclass(frozen=True, slots=True)
class PlaceSetUp:
    """A place with where it stands among the others, the venue at 0, and how often it was changed."""

    place: Place
    position: int
    version: int


def put_place(connection: sqlite3.Connection, place: Place, position: int) -> None:
    """Add a place, or bring it up to date; its id never changes."""
    connection.execute(
        """
        INSERT INTO places (id, name, kind, capacity, policy, position) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, capacity = excluded.capacity,
            policy = excluded.policy, position = excluded.position, version = version + 1
        """,
        (place.id, place.name, place.kind, place.capacity, policy_to_json(place.policy), position),
    )


def put_imported(connection: sqlite3.Connection, room: Place, row: RoomRow) -> None:
    """Add a room of a schedule file behind the others, or bring it up to date; what the file says is kept beside it."""
    known = find_place(connection, room.id)
    if known is None:
        put_place(connection, room, next_position(connection))
    elif known != room:
        change(connection, room)
    connection.execute(
        "UPDATE places SET source_id = ?, imported_name = ?, imported_capacity = ? WHERE id = ?",
        (row.source_id, row.name, row.capacity, room.id),
    )


def imported(connection: sqlite3.Connection, place_id: str) -> RoomRow | None:
    """What a schedule file said of a room when it was last read; None where that is not known."""
    row = connection.execute(
        "SELECT source_id, imported_name, imported_capacity FROM places WHERE id = ? AND imported_name IS NOT NULL",
        (place_id,),
    ).fetchone()
    return None if row is None else RoomRow(*row)


def put_policy(connection: sqlite3.Connection, place_id: str, policy: Policy) -> None:
    """Set a place's entry rule."""
    connection.execute(
        "UPDATE places SET policy = ?, version = version + 1 WHERE id = ?", (policy_to_json(policy), place_id)
    )


def places(connection: sqlite3.Connection) -> list[Place]:
    """Every place, the venue first, then in the organiser's order."""
    return [one.place for one in set_up(connection)]


def set_up(connection: sqlite3.Connection) -> list[PlaceSetUp]:
    """Every place as it was set up, in the same order."""
    rows = connection.execute(
        "SELECT id, name, kind, capacity, policy, version FROM places ORDER BY kind <> 'venue', position, name"
    )
    return [PlaceSetUp(_place(row), position, row["version"]) for position, row in enumerate(rows)]


def find_set_up(connection: sqlite3.Connection, place_id: str) -> PlaceSetUp | None:
    return next((known for known in set_up(connection) if known.place.id == place_id), None)


def change(connection: sqlite3.Connection, place: Place) -> None:
    """Bring a place up to how it was set up anew; where it stands and where it came from stay."""
    connection.execute(
        "UPDATE places SET name = ?, capacity = ?, policy = ?, version = version + 1 WHERE id = ?",
        (place.name, place.capacity, policy_to_json(place.policy), place.id),
    )


def put_order(connection: sqlite3.Connection, place_ids: Iterable[str]) -> None:
    """Put places in this order, behind the venue; a place that others moved past is not changed by it."""
    connection.executemany("UPDATE places SET position = ? WHERE id = ?", list(enumerate(place_ids, start=1)))


def next_position(connection: sqlite3.Connection) -> int:
    """Where a new place stands: behind all others."""
    position: int = connection.execute("SELECT coalesce(max(position), 0) + 1 FROM places").fetchone()[0]
    return position


def users(connection: sqlite3.Connection, place_id: str) -> dict[str, int]:
    """What holds on to a place, each with how many: sessions and stations, also withdrawn and revoked ones, scans.

    The last reads the whole log, which is a fraction of a second: for taking a place away, and nothing else.
    """
    counts = {
        name: connection.execute(f"SELECT count(*) FROM {name} WHERE place_id = ?", (place_id,)).fetchone()[0]
        for name in ("sessions", "stations")
    }
    counts["scans"] = connection.execute(
        """
        SELECT count(*) FROM log
        WHERE kind IN ('scan.admitted', 'scan.refused') AND json_extract(data, '$.place_id') = ?
        """,
        (place_id,),
    ).fetchone()[0]
    return {name: count for name, count in counts.items() if count}


def remove(connection: sqlite3.Connection, place_id: str) -> None:
    """Take a place away; nobody looks after it any more. Raises sqlite3.IntegrityError while something is there."""
    connection.execute("DELETE FROM account_rooms WHERE place_id = ?", (place_id,))
    connection.execute("DELETE FROM places WHERE id = ?", (place_id,))


def find_place(connection: sqlite3.Connection, place_id: str) -> Place | None:
    row = connection.execute("SELECT id, name, kind, capacity, policy FROM places WHERE id = ?", (place_id,)).fetchone()
    return None if row is None else _place(row)


def places_by_source(connection: sqlite3.Connection) -> dict[str, str]:
    """Place ids by the id that the schedule file gives them."""
    rows = connection.execute("SELECT source_id, id FROM places WHERE source_id IS NOT NULL")
    return {row[0]: row[1] for row in rows}


def rooms_without_source(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Ids and names of the rooms that no schedule file brought."""
    rows = connection.execute("SELECT id, name FROM places WHERE kind = 'room' AND source_id IS NULL")
    return [(row[0], row[1]) for row in rows]


def put_session(connection: sqlite3.Connection, session: Session, source_id: str | None = None) -> None:
    """Add a session, or bring it up to date."""
    connection.execute(
        """
        INSERT INTO sessions (id, place_id, title, starts_at, ends_at, speakers, track, language, source_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET place_id = excluded.place_id, title = excluded.title,
            starts_at = excluded.starts_at, ends_at = excluded.ends_at, speakers = excluded.speakers,
            track = excluded.track, language = excluded.language, is_withdrawn = 0
        """,
        (
            session.id,
            session.place_id,
            session.title,
            to_text(session.starts_at),
            to_text(session.ends_at),
            json.dumps(session.speakers, ensure_ascii=False),
            session.track,
            session.language,
            source_id,
        ),
    )


def sessions_by_source(connection: sqlite3.Connection) -> dict[str, str]:
    """Session ids by the id that the schedule file gives them."""
    rows = connection.execute("SELECT source_id, id FROM sessions WHERE source_id IS NOT NULL")
    return {row[0]: row[1] for row in rows}


def withdraw_sessions(connection: sqlite3.Connection, session_ids: Iterable[str]) -> int:
    """Take sessions off the programme; the log still knows them. Answers how many were on it."""
    taken_off = "UPDATE sessions SET is_withdrawn = 1 WHERE id = ? AND NOT is_withdrawn"
    return connection.executemany(taken_off, [(i,) for i in session_ids]).rowcount


def sessions_at(connection: sqlite3.Connection, at: datetime) -> list[Session]:
    """Sessions for which people are let in, or which run."""
    rows = connection.execute(
        f"SELECT {_SESSION} FROM sessions WHERE starts_at <= ? AND ends_at > ? AND NOT is_withdrawn",
        (to_text(at + LEAD), to_text(at)),
    )
    return [_session(row) for row in rows]


def current_session(connection: sqlite3.Connection, place_id: str, at: datetime) -> Session | None:
    """The session that runs in a room at a moment."""
    moment = to_text(at)
    row = connection.execute(
        f"""
        SELECT {_SESSION} FROM sessions
        WHERE place_id = ?1 AND starts_at <= ?2 AND ends_at > ?2 AND NOT is_withdrawn
        ORDER BY starts_at DESC LIMIT 1
        """,
        (place_id, moment),
    ).fetchone()
    return None if row is None else _session(row)


def find_session(connection: sqlite3.Connection, session_id: str) -> Session | None:
    """A session by id, withdrawn ones included: the log may speak of it."""
    row = connection.execute(f"SELECT {_SESSION} FROM sessions WHERE id = ?", (session_id,)).fetchone()
    return None if row is None else _session(row)


def next_session(connection: sqlite3.Connection, place_id: str, at: datetime) -> Session | None:
    """The session that starts next in a room."""
    row = connection.execute(
        f"""
        SELECT {_SESSION} FROM sessions
        WHERE place_id = ? AND starts_at > ? AND NOT is_withdrawn ORDER BY starts_at LIMIT 1
        """,
        (place_id, to_text(at)),
    ).fetchone()
    return None if row is None else _session(row)


def sessions_to_end(connection: sqlite3.Connection, at: datetime) -> list[Session]:
    """Sessions whose end has passed without the log saying so, the earliest first."""
    rows = connection.execute(
        f"""
        SELECT {_SESSION} FROM sessions
        WHERE ends_at <= ? AND NOT is_withdrawn
            AND (id, ends_at) NOT IN (SELECT session_id, ended_at FROM ended_sessions)
        ORDER BY ends_at, id
        """,
        (to_text(at),),
    )
    return [_session(row) for row in rows]


def last_emptied(connection: sqlite3.Connection, place_id: str) -> datetime | None:
    """When everybody was last taken to have left a place."""
    row = connection.execute("SELECT at FROM emptied WHERE place_id = ?", (place_id,)).fetchone()
    return None if row is None else from_text(row[0])


def policy_to_json(policy: Policy) -> str:
    """Only what differs from the default, so that a later default reaches old files."""
    changed: dict[str, Any] = {}
    for field in fields(Policy):
        value = getattr(policy, field.name)
        if value != getattr(_DEFAULT, field.name):
            if isinstance(value, datetime):
                value = to_text_or_none(value)
            changed[field.name] = sorted(value) if isinstance(value, frozenset) else value
    return json.dumps(changed, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=256)
def policy_from_json(text: str) -> Policy:
    """The entry rule that `policy_to_json` wrote."""
    values = json.loads(text)
    for name, kind in (
        ("entries", Entries),
        ("accepts", Accepts),
        ("opens_at", from_text),
        ("closes_at", from_text),
    ):
        if name in values:
            values[name] = kind(values[name])
    if "categories" in values:
        values["categories"] = frozenset(values["categories"])
    if "override_roles" in values:
        values["override_roles"] = frozenset(map(Role, values["override_roles"]))
    return Policy(**values)


_DEFAULT = Policy()


def _place(row: sqlite3.Row) -> Place:
    return Place(row["id"], row["name"], PlaceKind(row["kind"]), row["capacity"], policy_from_json(row["policy"]))


def _session(row: sqlite3.Row) -> Session:
    return Session(
        row["id"],
        row["place_id"],
        row["title"],
        from_text(row["starts_at"]),
        from_text(row["ends_at"]),
        tuple(json.loads(row["speakers"])),
        row["track"],
        row["language"],
    )
