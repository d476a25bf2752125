"""Badges leave a printer in trouble for another of its group, while it is certain that nothing came out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, PRINTERS, put_attendee, scan, seeded
from on_the_log import facts, kinds

from turnout.domain.badge_jobs import JobState
from turnout.domain.facts import BadgeMoved
from turnout.domain.model import Attendee, Role, Station, StationMode
from turnout.services import bulk_printing, failover, printing, snapshots, stations, tending
from turnout.services.bulk_printing import Wanted
from turnout.services.event import Caller, Event
from turnout.services.failover import MOVE_AFTER
from turnout.services.stations import PRINTER_SILENT_AFTER
from turnout.store import badge_jobs, printers
from turnout.store import stations as station_register
from turnout.store.badge_jobs import Job
from turnout.store.preprinted import Placing
from turnout.store.printers import Printer

SPOOLER = Caller("spooler", Role.STATION, Station("spooler", "Spooler", StationMode.SPOOLER, "venue"))
LATER = NOW + MOVE_AFTER


@pytest.fixture
def groups(printing: Event) -> Event:
    """At the entrance `folder` and two spares; a printer elsewhere. Each was found ready."""
    for printer_id, group in (("spare-1", PRINTERS), ("spare-2", PRINTERS), ("far", "attic")):
        printer = Printer(printer_id, printer_id, "folder", {"folder": "/nowhere"}, group)
        printing.write(lambda tx, printer=printer: printers.put(tx.connection, printer))  # type: ignore[misc]
    for printer_id in ("folder", "spare-1", "spare-2", "far"):
        note(printing, printer_id, "ready")
    return printing


def note(event: Event, printer_id: str, state: str, seconds: float = 0) -> None:
    printing.note_printer(event, printer_id, state, "", SPOOLER, NOW + timedelta(seconds=seconds))


def arrive(event: Event, by: Caller, *names: str) -> list[Job]:
    jobs = []
    for name in names:
        registered = put_attendee(event, Attendee(name, name))
        answer = scan(event, registered.ticket.code, by, NOW, scan_id=f"scan-{name}")
        assert answer.job is not None
        jobs.append(answer.job)
    return jobs


def at(event: Event, *jobs: Job) -> list[str]:
    return [found.printer_id for job in jobs if (found := badge_jobs.find(event.reader, job.id)) is not None]


def moved(event: Event) -> list[BadgeMoved]:
    return [fact for fact in facts(event) if isinstance(fact, BadgeMoved)]


@pytest.mark.parametrize("state", ["fault", "silent"])
def test_what_waits_is_spread_over_the_sound_printers_of_the_group(groups: Event, entrance: Caller, state: str) -> None:
    jobs = arrive(groups, entrance, "ann", "bob", "cyd")
    note(groups, "folder", state)
    assert failover.move_on(groups, LATER - timedelta(milliseconds=1)) == 0
    assert failover.move_on(groups, LATER) == 3
    assert at(groups, *jobs) == ["spare-1", "spare-2", "spare-1"]
    assert moved(groups) == [
        BadgeMoved(job.id, "folder", to, state) for job, to in zip(jobs, ("spare-1", "spare-2", "spare-1"), strict=True)
    ]
    assert failover.move_on(groups, LATER + timedelta(minutes=1)) == 0


def test_who_came_first_is_first_there_too(groups: Event, entrance: Caller) -> None:
    first = arrive(groups, entrance, "ann")
    note(groups, "folder", "fault")
    second = arrive(groups, entrance, "bob")
    assert at(groups, *second) == ["spare-1"]
    note(groups, "spare-2", "fault")
    failover.move_on(groups, LATER)
    work = printing.claim(groups, "spare-1", "spooler", LATER)
    assert work is not None
    assert work.job.id == first[0].id


def test_a_badge_that_a_spooler_has_in_hand_stays(groups: Event, entrance: Caller) -> None:
    sent, claimed, waits = arrive(groups, entrance, "ann", "bob", "cyd")
    for _ in range(2):
        assert printing.claim(groups, "folder", "spooler", NOW) is not None
    printing.report(groups, sent.id, "r1", JobState.SENDING, "", SPOOLER, NOW, NOW, spooler="spooler")
    note(groups, "folder", "silent")
    assert failover.move_on(groups, LATER) == 1
    assert at(groups, sent, claimed, waits) == ["folder", "folder", "spare-1"]
    printing.end_stale_leases(groups, NOW + printing.CLAIM_LEASE + timedelta(seconds=1))
    assert failover.move_on(groups, LATER) == 1
    assert at(groups, sent, claimed) == ["folder", "spare-2"]


def test_without_a_sound_printer_in_the_group_badges_wait(groups: Event, entrance: Caller) -> None:
    jobs = arrive(groups, entrance, "ann")
    note(groups, "folder", "fault")
    note(groups, "spare-1", "silent")
    tending.pause(groups, "spare-2", SPOOLER, NOW)
    assert failover.move_on(groups, LATER) == 0
    tending.resume(groups, "spare-2", SPOOLER, LATER)
    assert failover.move_on(groups, LATER) == 1
    assert at(groups, *jobs) == ["spare-2"]


def test_a_printer_that_is_mended_in_time_keeps_its_badges(groups: Event, entrance: Caller) -> None:
    jobs = arrive(groups, entrance, "ann")
    note(groups, "folder", "fault")
    note(groups, "folder", "ready", 5)
    assert failover.move_on(groups, LATER + timedelta(minutes=1)) == 0
    note(groups, "folder", "fault", 60)
    assert failover.move_on(groups, NOW + timedelta(seconds=60) + MOVE_AFTER / 2) == 0
    assert at(groups, *jobs) == ["folder"]


def test_a_printer_that_no_spooler_serves_keeps_nobody_waiting(groups: Event, entrance: Caller) -> None:
    new = Printer("a-new-one", "New", "folder", {"folder": "/nowhere"}, PRINTERS)
    groups.write(lambda tx: printers.put(tx.connection, new))
    jobs = arrive(groups, entrance, "ann")
    assert at(groups, *jobs) == ["a-new-one"]
    assert failover.move_on(groups, LATER) == 1
    assert at(groups, *jobs) == ["folder"]


def test_when_its_spooler_is_gone_a_printer_is_silent_and_its_badges_move(groups: Event, entrance: Caller) -> None:
    jobs = arrive(groups, entrance, "ann")
    late = PRINTER_SILENT_AFTER.total_seconds() + 1
    for printer_id in ("spare-1", "spare-2"):
        note(groups, printer_id, "ready", late)
    now = NOW + timedelta(seconds=late)
    stations.note_silence(groups, now, seeded())
    assert failover.move_on(groups, now) == 1
    assert at(groups, *jobs) == ["spare-1"]


def test_a_bulk_print_stays_at_its_printer(groups: Event, entrance: Caller) -> None:
    put_attendee(groups, Attendee("ann", "Ann"))
    by = Caller("desk", Role.DESK)
    bulk_printing.start(groups, "run", "folder", Wanted(), 1, by, NOW)
    bulk_printing.queue(groups, "run", [Placing("ann", "A", 1)], by, NOW, seeded())
    note(groups, "folder", "silent")
    assert failover.move_on(groups, LATER) == 0
    assert "badge.moved" not in kinds(groups)


def test_a_long_queue_moves_whole(groups: Event, entrance: Caller) -> None:
    jobs = arrive(groups, entrance, *(f"a{number:02}" for number in range(30)))
    note(groups, "folder", "silent")
    assert failover.move_on(groups, LATER) == 30
    assert sorted(at(groups, *jobs)) == ["spare-1"] * 15 + ["spare-2"] * 15


def test_a_station_prints_on_its_own_printer_and_is_told_of_another(groups: Event) -> None:
    own = Station("gate", "Gate", StationMode.ENTRANCE, "venue", PRINTERS, printer_id="spare-2")
    groups.write(lambda tx: station_register.add(tx.connection, own))
    gate = Caller("gate", Role.STATION, own)
    jobs = arrive(groups, gate, "ann")
    assert at(groups, *jobs) == ["spare-2"]
    note(groups, "spare-2", "fault")
    failover.move_on(groups, LATER)
    data = snapshots.build(groups, "station:gate", NOW).data
    assert data["station"]["printer"] == {"id": "spare-2", "name": "spare-2"}
    assert [job["printer"]["id"] for job in data["jobs"]] == ["folder"]
    assert at(groups, *arrive(groups, gate, "bob")) == ["folder"]
