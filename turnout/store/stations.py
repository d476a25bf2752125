"""The register of stations, and their pairing codes. Secrets stand here as hashes only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from turnout.domain.model import Offer, Station, StationMode
from turnout.store.times import from_text_or_none, to_text

_NAMES = (
    "id",
    "name",
    "mode",
    "place_id",
    "printer_group",
    "languages",
    "clock_skew_ms",
    "is_revoked",
    "printer_id",
    "offers",
    "is_out_of_order",
    "version",
)
_COLUMNS = ", ".join(_NAMES)
_COLUMNS_OF_S = ", ".join(f"s.{name}" for name in _NAMES)


@dataclass(frozen=True, slots=True)
class StationReport:
    """A station as the coordinator sees it. `printer` is id, name and state of its own, or its group's first."""

    station: Station
    place_name: str
    is_paired: bool
    is_silent: bool
    last_seen: datetime | None
    queued: int
    printer: tuple[str, str, str] | None


def add(connection: sqlite3.Connection, station: Station, account_id: str | None = None) -> None:
    connection.execute(
        """
        INSERT INTO stations (id, name, mode, place_id, printer_group, languages, account_id, printer_id, offers)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            station.id,
            station.name,
            station.mode,
            station.place_id,
            station.printer_group,
            json.dumps(station.languages),
            account_id,
            station.printer_id,
            json.dumps(station.offers),
        ),
    )


def change(connection: sqlite3.Connection, station: Station) -> None:
    """Bring a station up to what it is to be from now on."""
    connection.execute(
        """
        UPDATE stations SET name = ?, mode = ?, place_id = ?, printer_group = ?, languages = ?, printer_id = ?,
            offers = ?, is_out_of_order = ?, version = version + 1
        WHERE id = ?
        """,
        (
            station.name,
            station.mode,
            station.place_id,
            station.printer_group,
            json.dumps(station.languages),
            station.printer_id,
            json.dumps(station.offers),
            station.is_out_of_order,
            station.id,
        ),
    )


def regroup(connection: sqlite3.Connection, former: str, group: str) -> None:
    """Let the stations of one printer group print for another."""
    connection.execute(
        "UPDATE stations SET printer_group = ?, version = version + 1 WHERE printer_group = ?", (group, former)
    )


def put_languages(connection: sqlite3.Connection, former: Sequence[str], languages: Sequence[str]) -> None:
    """Let the stations that speak these languages speak others."""
    connection.execute(
        "UPDATE stations SET languages = ?, version = version + 1 WHERE languages = ?",
        (json.dumps(languages), json.dumps(former)),
    )


def find(connection: sqlite3.Connection, station_id: str) -> Station | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM stations WHERE id = ?", (station_id,)).fetchone()
    return None if row is None else _station(row)


def by_token(connection: sqlite3.Connection, token_hash: str) -> Station | None:
    """The station that holds this token, unless it was revoked."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM stations WHERE token_hash = ? AND NOT is_revoked",
        (token_hash,),
    ).fetchone()
    return None if row is None else _station(row)


def was_revoked(connection: sqlite3.Connection, token_hash: str) -> bool:
    """Whether a station held this token until it was revoked."""
    found = connection.execute("SELECT 1 FROM revoked_tokens WHERE token_hash = ?", (token_hash,)).fetchone()
    return found is not None


def of_account(connection: sqlite3.Connection, account_id: str, place_id: str) -> Station | None:
    """The phone that an account is, at a place."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM stations WHERE account_id = ? AND place_id = ?",
        (account_id, place_id),
    ).fetchone()
    return None if row is None else _station(row)


def pair(connection: sqlite3.Connection, station_id: str, token_hash: str) -> None:
    """Give the station this token; whoever held it before holds nothing."""
    connection.execute(
        "UPDATE stations SET token_hash = ?, is_revoked = 0, is_silent = 0 WHERE id = ?",
        (token_hash, station_id),
    )


def revoke(connection: sqlite3.Connection, station_id: str) -> None:
    """Let nobody be this station any more. Its token stays known as revoked, also once another device has its place."""
    connection.execute(
        "INSERT INTO revoked_tokens SELECT token_hash, id FROM stations WHERE id = ? AND token_hash IS NOT NULL",
        (station_id,),
    )
    connection.execute("UPDATE stations SET is_revoked = 1, token_hash = NULL WHERE id = ?", (station_id,))
    connection.execute("DELETE FROM pairing_codes WHERE station_id = ?", (station_id,))


def put_pairing_code(connection: sqlite3.Connection, code_hash: str, station_id: str, expires: datetime) -> None:
    """A new code for a station; an earlier one is worth nothing any more."""
    connection.execute("DELETE FROM pairing_codes WHERE station_id = ?", (station_id,))
    connection.execute("INSERT INTO pairing_codes VALUES (?, ?, ?)", (code_hash, station_id, to_text(expires)))


def take_pairing_code(connection: sqlite3.Connection, code_hash: str, now: datetime) -> str | None:
    """The station a code pairs, once; None for a code that is unknown, used or too old."""
    row = connection.execute(
        "DELETE FROM pairing_codes WHERE code_hash = ? AND expires_at > ? RETURNING station_id",
        (code_hash, to_text(now)),
    ).fetchone()
    return None if row is None else row[0]


def see(connection: sqlite3.Connection, station_id: str, now: datetime, skew_ms: int, queued: int) -> bool:
    """Note a heartbeat; answers whether the station had been silent."""
    row = connection.execute("SELECT is_silent FROM stations WHERE id = ?", (station_id,)).fetchone()
    connection.execute(
        "UPDATE stations SET last_seen = ?, clock_skew_ms = ?, queued = ?, is_silent = 0 WHERE id = ?",
        (to_text(now), skew_ms, queued, station_id),
    )
    return bool(row[0])


def fall_silent(connection: sqlite3.Connection, before: datetime) -> list[str]:
    """Mark the stations not heard of since `before`; answers those that were heard until then."""
    rows = connection.execute(
        """
        UPDATE stations SET is_silent = 1
        WHERE last_seen < ? AND NOT is_silent AND NOT is_revoked AND token_hash IS NOT NULL
        RETURNING id
        """,
        (to_text(before),),
    ).fetchall()
    return sorted(row[0] for row in rows)


def reports(connection: sqlite3.Connection) -> list[StationReport]:
    """Every station with a device of its own (the server's spooler and phones of signed-in people are left out)."""
    rows = connection.execute(
        f"""
        SELECT {_COLUMNS_OF_S}, s.token_hash, s.is_silent, s.last_seen, s.queued, p.name AS place_name,
            (SELECT json_array(r.id, r.name, r.state) FROM printers r WHERE r.id = coalesce(
                (SELECT id FROM printers WHERE id = s.printer_id AND printer_group = s.printer_group),
                (SELECT min(id) FROM printers WHERE printer_group = s.printer_group))) AS printer
        FROM stations s JOIN places p ON p.id = s.place_id
        WHERE s.mode <> 'phone' AND s.id <> 'spooler' ORDER BY s.is_revoked, s.name
        """
    )
    return [
        StationReport(
            _station(row),
            row["place_name"],
            row["token_hash"] is not None,
            bool(row["is_silent"]),
            from_text_or_none(row["last_seen"]),
            row["queued"],
            None if row["printer"] is None else tuple(json.loads(row["printer"])),
        )
        for row in rows
    ]


def _station(row: sqlite3.Row) -> Station:
    """The station of a row that begins with _COLUMNS."""
    return _parsed(*tuple(row)[: len(_NAMES)])


@lru_cache(maxsize=256)  # every request of a station reads its row
def _parsed(
    station_id: str,
    name: str,
    mode: str,
    place_id: str,
    group: str,
    languages: str,
    skew_ms: int,
    is_revoked: int,
    printer_id: str,
    offers: str,
    is_out_of_order: int,
    version: int,
) -> Station:
    return Station(
        station_id,
        name,
        StationMode(mode),
        place_id,
        group,
        tuple(json.loads(languages)),
        skew_ms,
        bool(is_revoked),
        printer_id,
        tuple(map(Offer, json.loads(offers))),
        bool(is_out_of_order),
        version,
    )
