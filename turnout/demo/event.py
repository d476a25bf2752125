"""The demo event, made in an event file of its own: people, programme, stations, and the day so far."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from badges import layout
from turnout.demo.day_so_far import play
from turnout.demo.people import people
from turnout.demo.programme import event_days, programme, rooms
from turnout.domain.model import PRESETS, VENUE, AttendeeRow, Role, Schedule, StationMode
from turnout.domain.tickets import base32
from turnout.services import access, importing, setup, stations
from turnout.services import schedule as schedules
from turnout.services.comparing import Comparison
from turnout.services.event import Caller, Event
from turnout.services.importing import DirectRegister
from turnout.services.live import Live
from turnout.store import database, places, settings
from turnout.store.event_file import EventFile
from turnout.store.lock import Lock
from turnout.store.printers import Printer
from turnout.store.writer import NativeThreads

NAME = "Harbour Congress"
TIME_ZONE = "Europe/Riga"
COORDINATOR, STAFF, PASSWORD = "Coordinator", "Staff", "turnout demo"
ENTRANCE_PRINTERS = "entrance"
_SETUP = Caller("setup", Role.COORDINATOR)

Progress = Callable[[str], None]


class SeededChance:
    """Random bytes that are the same for the same seed: for a demo, never for an event with real people."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a demo must be repeatable, not unguessable
        self._made = 0

    def new_id(self) -> str:
        self._made += 1
        return base32(self._made.to_bytes(6, "big") + self._random.randbytes(4)).lower()

    def random_bytes(self, n: int) -> bytes:
        return self._random.randbytes(n)


def make(path: Path, count: int, seed: int, now: datetime, progress: Progress) -> None:
    """Make the demo in a new file: all of it, or no file. Raises EventFileError when something stands there already."""
    database.create(path)
    lock = Lock(path)
    try:
        with (
            database.whole_or_none(path),
            closing(EventFile(path, NativeThreads(), before_migration=_nothing_to_save)) as file,
        ):
            _fill(Event(file, Live()), path, count, seed, now, progress)
    finally:
        lock.release()


def is_demo(connection: sqlite3.Connection) -> bool:
    """Whether an event was made here: it has rooms of the demo's programme."""
    return not places.places_by_source(connection).keys().isdisjoint(room.source_id for room in rooms())


def _fill(event: Event, path: Path, count: int, seed: int, now: datetime, progress: Progress) -> None:
    chance = SeededChance(seed)
    progress("rooms and sessions")
    setup.create(event, _new_event(path, now), now, chance)
    rows = people(count, seed)
    speakers = [row.full_name for row in rows if row.category == "speaker"]
    schedule = Schedule(NAME, "demo", TIME_ZONE, *programme(now, TIME_ZONE, speakers, seed))
    schedules.publish(event, schedule, _SETUP, now, chance)
    _let_workshops_wait_for_readiness(event)
    progress(f"{count:,} attendees")
    _import(event, rows, now, chance)
    access.add_account(event, COORDINATOR, Role.COORDINATOR, PASSWORD, now, chance)
    staff = access.add_account(event, STAFF, Role.STAFF, PASSWORD, now, chance)
    for name in ("Entrance A", "Entrance B"):
        stations.add(event, name, StationMode.ENTRANCE, VENUE, ENTRANCE_PRINTERS, _SETUP, now, chance)
    progress("the day so far")
    play(event, Caller(staff.id, Role.STAFF), seed, now, chance)


def _new_event(path: Path, now: datetime) -> setup.NewEvent:
    printer = Printer("folder", "Entrance printer", "folder", {"folder": str(_badges(path))}, ENTRANCE_PRINTERS)
    return setup.NewEvent(
        name=NAME,
        time_zone=TIME_ZONE,
        days=[day.isoformat() for day in event_days(now, TIME_ZONE)],
        layouts={"default": layout.bundled("visitor-62x100"), "crew": layout.bundled("crew-62x100")},
        venue_capacity=2500,
        printers=[printer],
    )


def _badges(path: Path) -> Path:
    """Where the demo's printer puts its badges: a folder beside the event file."""
    return path.absolute().with_name(f"{path.stem}-badges")


def _import(event: Event, rows: list[AttendeeRow], now: datetime, chance: SeededChance) -> None:
    comparison = Comparison({}, {}, settings.read(event.reader).tag, chance)
    importing.run(comparison.steps(rows), DirectRegister(event, _SETUP, now, chance))


def _let_workshops_wait_for_readiness(event: Event) -> None:
    """The two smallest rooms admit nobody before they are signed off; checklists are as every event's."""
    policy = replace(PRESETS["open"], waits_for_readiness=True)
    by_size = sorted((p for p in places.places(event.reader) if p.id != VENUE), key=lambda p: p.capacity or 0)
    for room in by_size[:2]:
        changed = replace(room, policy=policy)
        event.write(lambda tx, changed=changed: places.put_policy(tx.connection, changed.id, changed.policy))  # type: ignore[misc]


def _nothing_to_save(_path: Path) -> None:
    """A file that was made a moment ago needs no backup."""
