"""Folding the log anew gives what is there; what is not so is found and mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from factories import NOW, caller, make_event, put_attendee, put_room, put_session, put_station, replayed, scan, seeded

from turnout.domain.badge_jobs import JobState
from turnout.domain.conflicts import Verdict
from turnout.domain.facts import EventCreated
from turnout.domain.model import Attendee, Direction, StationMode
from turnout.services import bulk_printing, clock, conflicts, printing, rooms, scanning, tending
from turnout.services import help as help_service
from turnout.services.bulk_printing import Wanted
from turnout.services.event import Event
from turnout.store import log, maintenance, readiness
from turnout.store.log import Origin
from turnout.store.migrations import PROJECTIONS
from turnout.store.preprinted import Placing
from turnout.store.writer import Transaction


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Event]:
    """An event with rows in every projection: entries, exits, an undo, badges, labels, sign-off, session ended, call
    for help, a conflict.
    """
    event = make_event(tmp_path / "congress.db", preset="day_tickets", has_printer=True)
    chance = seeded()
    put_room(event, "aula")
    put_session(event, "s1", "aula", NOW + timedelta(minutes=30))
    put_session(event, "s2", "aula", NOW + timedelta(hours=3))
    gate = put_station(event, mode=StationMode.ENTRANCE)
    people = [put_attendee(event, Attendee(f"p{n}", f"Person {n}")) for n in range(6)]
    for item in readiness.checklist(event.reader):
        rooms.set_item(event, "aula", item.id, True, caller(), NOW, chance)
    rooms.sign_off(event, "aula", caller(), NOW, chance)
    for number, who in enumerate(people):
        scan(event, who.ticket.code, gate, NOW + timedelta(minutes=number), scan_id=f"in-{number}")
        if number % 2:
            scan(event, who.ticket.code, gate, NOW + timedelta(minutes=30), scan_id=f"aula-{number}", place_id="aula")
    scan(event, people[0].badge.code, gate, NOW + timedelta(hours=1), scan_id="out-0", direction=Direction.OUT)
    scanning.undo(event, "in-2", "undo-2", caller(), NOW + timedelta(hours=1))
    tending.load(event, "folder", 50, caller(), NOW)
    work = printing.claim(event, "folder", "spooler", NOW)
    assert work is not None
    printing.report(event, work.job.id, "r1", JobState.PRINTED, "", caller(), NOW, NOW)
    clock.tick(event, NOW + timedelta(hours=2), chance)
    scan(event, people[4].ticket.code, gate, NOW + timedelta(hours=2), scan_id="aula-4", place_id="aula")
    bulk_printing.start(event, "run", "folder", Wanted(), 1, caller(), NOW)
    bulk_printing.queue(event, "run", [Placing("p5", "P", 1)], caller(), NOW, chance)
    bulk_printing.stop(event, "run", caller(), NOW)
    for number, at in enumerate((40, 50)):
        late = NOW + timedelta(hours=3)
        replayed(event, people[3].ticket.code, gate, NOW + timedelta(minutes=at), scan_id=f"late-{number}", now=late)
    conflicts.resolve(event, "late-0", Verdict.SAME_PERSON, caller(), NOW + timedelta(hours=3))
    assert gate.station is not None
    call = help_service.call(event, gate.station, NOW, chance)
    help_service.answer(event, call.call.id, caller(), NOW, chance)
    yield event
    event.file.close()


def tables(event: Event) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(map(tuple, event.reader.execute(f"SELECT * FROM {name}"))) for name in PROJECTIONS}


def test_a_rebuild_gives_the_same_rows(busy: Event) -> None:
    before = tables(busy)
    assert [name for name, rows in before.items() if not rows] == []
    facts = busy.write(lambda tx: maintenance.rebuild(tx.connection))
    assert tables(busy) == before
    assert facts == busy.reader.execute("SELECT count(*) FROM log").fetchone()[0]
    assert maintenance.differing_projections(busy.file.path) == []


@pytest.mark.parametrize("table", PROJECTIONS)
def test_a_row_that_is_missing_is_noticed_and_mended(busy: Event, table: str) -> None:
    before = tables(busy)
    busy.write(lambda tx: tx.execute(f"DELETE FROM {table}"))
    assert maintenance.differing_projections(busy.file.path) == [table]
    busy.write(lambda tx: maintenance.rebuild(tx.connection))
    assert tables(busy) == before


@pytest.mark.parametrize(
    ("table", "tamper"),
    [
        ("presence", "UPDATE presence SET place_id = 'aula' WHERE attendee_id = 'p0'"),
        ("headcounts", "UPDATE headcounts SET inside = inside + 1 WHERE place_id = 'venue'"),
        ("arrivals", "UPDATE arrivals SET n = n + 1"),
        ("entries", "UPDATE entries SET times = 0 WHERE attendee_id = 'p1'"),
        ("badge_jobs", "UPDATE badge_jobs SET state = 'printed'"),
        ("badge_runs", "UPDATE badge_runs SET is_stopped = 0"),
        ("sign_offs", "UPDATE sign_offs SET by = 'somebody else'"),
    ],
)
def test_a_row_that_was_tampered_with_is_noticed(busy: Event, table: str, tamper: str) -> None:
    busy.write(lambda tx: tx.execute(tamper))
    assert maintenance.differing_projections(busy.file.path) == [table]


def test_looking_for_differences_changes_nothing(busy: Event) -> None:
    busy.write(lambda tx: tx.execute("DELETE FROM presence"))
    before = list(busy.reader.iterdump())
    maintenance.differing_projections(busy.file.path)
    assert list(busy.reader.iterdump()) == before


def test_what_is_folded_outlives_the_people_it_is_of(busy: Event) -> None:
    """A projection reads no register: erasing people changes no number."""
    before = tables(busy)

    def erase_everybody(tx: Transaction) -> None:
        tx.execute("DELETE FROM tickets")
        tx.execute("DELETE FROM attendees")
        maintenance.rebuild(tx.connection)

    busy.write(erase_everybody)
    assert tables(busy) == before


def test_a_rebuild_tells_how_far_it_is(event: Event) -> None:
    def state_many(tx: Transaction) -> None:
        for number in range(1100):
            log.append(tx, EventCreated(), Origin.at(NOW), f"fact-{number}")

    event.write(state_many)
    total = log.last_seq(event.reader)
    seen: list[tuple[int, int]] = []
    event.write(lambda tx: maintenance.rebuild(tx.connection, lambda done, of: seen.append((done, of))))
    assert seen == [(500, total), (1000, total)]
