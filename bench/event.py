"""The big event that is measured: 100,000 attendees with tickets, a programme, a printer, opened."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from badges import layout
from turnout.demo.event import TIME_ZONE, SeededChance
from turnout.demo.people import people
from turnout.demo.programme import event_days, programme
from turnout.domain.model import AttendeeRow, Role, Schedule
from turnout.services import access, importing, rosters, setup
from turnout.services import schedule as schedules
from turnout.services.comparing import Comparison
from turnout.services.event import Caller, Event
from turnout.services.importing import DirectRegister
from turnout.services.live import Live
from turnout.store import attendees, database, settings
from turnout.store.event_file import EventFile
from turnout.store.printers import Printer
from turnout.store.writer import NativeThreads
from turnout.web.house import system_clock

SEED = 20260501
PRINTERS = "entrance"
COORDINATOR, PASSWORD = "Coordinator", "a bench password"
_BY = Caller("bench", Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class BigEvent:
    """A made event file, closed, with the codes of its tickets in random order."""

    path: Path
    codes: list[str]


def make(path: Path, count: int) -> BigEvent:
    """An opened event with so many attendees who have a name, a company, an e-mail and two codes each."""
    now = system_clock() - timedelta(hours=1)
    database.create(path)
    file = EventFile(path, NativeThreads(), before_migration=_nothing_to_save)
    try:
        _fill(Event(file, Live()), path, people(count, SEED), now)
        codes = attendees.ticket_codes(file.reader)
    finally:
        file.close()
    Random(SEED).shuffle(codes)
    return BigEvent(path, codes)


def _fill(event: Event, path: Path, rows: list[AttendeeRow], now: datetime) -> None:
    chance = SeededChance(SEED)
    printer = Printer("folder", "Entrance printer", "folder", {"folder": str(path.with_suffix(".badges"))}, PRINTERS)
    new = setup.NewEvent(
        name="Harbour Congress",
        time_zone=TIME_ZONE,
        days=[day.isoformat() for day in event_days(now, TIME_ZONE)],
        layouts={"default": layout.bundled("visitor-62x100"), "crew": layout.bundled("crew-62x100")},
        printers=[printer],
    )
    setup.create(event, new, now, chance)
    rooms, sessions = programme(now, TIME_ZONE, ["Ada Lovelace"], SEED)
    schedules.publish(event, Schedule(new.name, "bench", TIME_ZONE, rooms, sessions), _BY, now, chance)
    comparison = Comparison({}, {}, settings.read(event.reader).tag, chance)
    importing.run(comparison.steps(rows), DirectRegister(event, _BY, now, chance))
    access.add_account(event, COORDINATOR, Role.COORDINATOR, PASSWORD, now, chance)
    setup.open_event(event, _BY, now, chance)
    while rosters.step(event, now, chance):  # as on any day before the doors open
        pass


def scanned(path: Path, facts: int) -> None:
    """Put so many scans into a closed event's log, by SQL: what a start has to get over is the file's size."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1)
        INSERT INTO log (fact_id, kind, version, subject, station_id, station_seq, actor,
            occurred_at, recorded_at, clock_quality, cause, data)
        SELECT printf('bench-%08d', n), 'scan.admitted', 1, a.id, 'gate', n, 'gate',
            '2026-05-01T09:00:00.000Z', '2026-05-01T09:00:00.000Z', 'server', '',
            json_object('attendee_id', a.id, 'ticket_id', 't' || n, 'place_id', 'venue', 'direction', 'out',
                'day', '2026-05-01', 'fingerprint', '0123456789abcdef')
        FROM numbers JOIN attendees a ON a.row = 1 + n % (SELECT max(row) FROM attendees)
        """,
        (facts,),
    )
    connection.execute("COMMIT")
    connection.close()


def _nothing_to_save(_path: Path) -> None:
    """A file that was made a moment ago needs no backup."""
