"""Small real events for tests: an event file on disk, people, rooms, stations, with chosen time and chance."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlite_utils

from badges import layout
from turnout.demo.event import SeededChance
from turnout.domain.model import (
    PRESETS,
    VENUE,
    Attendee,
    CodeKind,
    Direction,
    Place,
    PlaceKind,
    Policy,
    Role,
    Session,
    Station,
    StationMode,
)
from turnout.services import registration, replay, scanning, setup
from turnout.services.event import Caller, Event
from turnout.services.live import Live
from turnout.services.registration import Registered
from turnout.services.replay import Judged, Presented
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import attendees, database, places, settings, stations
from turnout.store.event_file import EventFile
from turnout.store.migrations import MIGRATIONS
from turnout.store.printers import Printer
from turnout.store.writer import NativeThreads, Transaction

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
"""Noon in Riga, on the first of the event's three days."""

TIME_ZONE = "Europe/Riga"
DAYS = ("2026-05-01", "2026-05-02", "2026-05-03")
PRINTERS = "entrance"
SEED = 20260501
LET_IN = Judged(is_admitted=True)


def seeded(seed: int = SEED) -> SeededChance:
    return SeededChance(seed)


def chance_of(name: str) -> SeededChance:
    """Chance that is the same for the same name, and another for another."""
    return seeded(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()))


def caller(role: Role = Role.COORDINATOR) -> Caller:
    """Somebody signed in, without a device."""
    return Caller(role.value, role)


def open_file(path: Path) -> EventFile:
    """An empty event file, made if it is not there; no settings, no places. Close it after use."""
    if not path.exists():
        database.create(path)
    return EventFile(path, NativeThreads(), before_migration=_refuse_migration)


def make_older_file(path: Path, stop_before: str) -> sqlite3.Connection:
    """An event file as it was before a step of the schema, and a connection to fill it. Close that after use."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id={database.APPLICATION_ID}")
    MIGRATIONS.apply(sqlite_utils.Database(connection), stop_before=stop_before)
    return connection


def make_event(
    path: Path,
    *,
    preset: str = "congress",
    is_opened: bool = True,
    has_printer: bool = False,
    chance: SeededChance | None = None,
) -> Event:
    """An event with its venue and nobody on the list; opened a day before NOW. Close `event.file` after use.

    `chance` gives it its key: two events made by the same chance are one event to whoever compares them.
    """
    event = Event(open_file(path), Live())
    folder = Printer("folder", "Entrance printer", "folder", {"folder": str(path.with_name("badges"))}, PRINTERS)
    new = setup.NewEvent(
        name="Harbour Congress",
        time_zone=TIME_ZONE,
        days=DAYS,
        layouts={name: layout.bundled(f"{sort}-62x100") for name, sort in (("default", "visitor"), ("crew", "crew"))},
        venue_policy=PRESETS[preset],
        printers=[folder] if has_printer else [],
    )
    chance, made_at = chance or seeded(), NOW - timedelta(days=1)
    setup.create(event, new, made_at, chance)
    if is_opened:
        setup.open_event(event, caller(), made_at, chance)
    return event


def put_room(event: Event, place_id: str, *, capacity: int | None = None, policy: Policy = PRESETS["open"]) -> Place:
    room = Place(place_id, place_id.capitalize(), PlaceKind.ROOM, capacity, policy)
    event.write(lambda tx: places.put_place(tx.connection, room, 1))
    return room


def put_venue_policy(event: Event, policy: Policy) -> None:
    event.write(lambda tx: places.put_policy(tx.connection, VENUE, policy))


def put_session(event: Event, session_id: str, place_id: str, starts_at: datetime, minutes: int = 45) -> Session:
    ends_at = starts_at + timedelta(minutes=minutes)
    session = Session(session_id, place_id, f"Talk {session_id}", starts_at, ends_at, ("Ada Lovelace",))
    event.write(lambda tx: places.put_session(tx.connection, session))
    return session


def put_attendee(event: Event, attendee: Attendee, code: str = "") -> Registered:
    """Put somebody on the list, with a badge code and a ticket code of ours or of another system's."""
    registered = registered_as(event, attendee, code)

    def put(tx: Transaction) -> None:
        attendees.add(tx.connection, attendee)
        attendees.add_tickets(tx.connection, [registered.ticket, registered.badge])

    event.write(put)
    return registered


def registered_as(event: Event, attendee: Attendee, code: str = "") -> Registered:
    """An attendee who is on no list yet, with codes that are the same whenever the id is."""
    tag, chance = settings.read(event.reader).tag, chance_of(attendee.id)
    ticket = registration.new_code(CodeKind.TICKET, attendee.id, tag, chance, code)
    return Registered(attendee, ticket, registration.new_code(CodeKind.BADGE, attendee.id, tag, chance))


def put_station(
    event: Event, station_id: str = "gate", *, mode: StationMode = StationMode.DOOR, place_id: str = VENUE
) -> Caller:
    """A station, and the caller that it is. At an entrance or a desk it prints where the event has a printer."""
    station = Station(station_id, station_id.capitalize(), mode, place_id, PRINTERS)
    event.write(lambda tx: stations.add(tx.connection, station))
    return Caller(station.id, Role.STATION, station)


def scan(
    event: Event,
    code: str,
    by: Caller,
    at: datetime,
    *,
    scan_id: str,
    place_id: str = VENUE,
    direction: Direction = Direction.IN,
    now: datetime | None = None,
    override_reason: str = "",
) -> ScanAnswer:
    """One scan by a device whose clock is right; with a later `now` it arrives late."""
    arrives = now or at
    attempt = Scan(scan_id, code, place_id, at, arrives, direction, override_reason=override_reason)
    return scanning.scan(event, attempt, by, arrives, chance_of(scan_id))


def replayed(
    event: Event,
    code: str,
    by: Caller,
    at: datetime,
    *,
    scan_id: str,
    now: datetime,
    place_id: str = VENUE,
    direction: Direction = Direction.IN,
    judged: Judged = LET_IN,
) -> ScanAnswer:
    """What a station that was cut off tells afterwards; without more it let somebody in."""
    attempt = Scan(scan_id, "", place_id, at, now, direction, boot_id="boot")
    return replay.take(event, attempt, Presented(code=code), judged, by, now, chance_of(scan_id))


def _refuse_migration(path: Path) -> None:
    raise AssertionError(f"{path} was made by this version: nothing is to be migrated")
