"""Tending printers: pausing, rolls of labels, test badges, moving what waits; and what screens are told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, PRINTERS, caller, put_attendee, scan
from on_the_log import facts, kinds, last, seq

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import BadgeMoved, PrinterLoaded
from turnout.domain.model import Attendee, Role, Station, StationMode
from turnout.services import printing as jobs
from turnout.services import snapshots, tending, trial_badges
from turnout.services.event import Caller, Event
from turnout.store import badge_jobs, layouts, maintenance, printers
from turnout.store.badge_jobs import Job
from turnout.store.printers import Printer

DESK = caller(Role.DESK)
SPOOLER = Caller("spooler", Role.STATION, Station("spooler", "Spooler", StationMode.SPOOLER, "venue"))


TWO_LABELS = """
[label]
name = "Two"
size = "cr80"
labels = 2

[[element]]
kind = "text"
field = "name"
x = 5
y = 5
width = 60
height = 20
"""


@pytest.fixture
def spare(printing: Event) -> str:
    """A second printer of the entrance."""
    put_printer(printing, "spare")
    return "spare"


def put_printer(event: Event, printer_id: str, group: str = PRINTERS) -> None:
    printer = Printer(printer_id, f"Printer {printer_id}", "folder", {"folder": "/nowhere"}, group)
    event.write(lambda tx: printers.put(tx.connection, printer))


def queue(event: Event, entrance: Caller, name: str = "Grace Hopper") -> Job:
    registered = put_attendee(event, Attendee(name.replace(" ", "-"), name))
    answer = scan(event, registered.ticket.code, entrance, NOW, scan_id=f"scan-{registered.attendee.id}")
    assert answer.job is not None
    return answer.job


def report(event: Event, job_id: str, *states: JobState) -> None:
    for state in states:
        jobs.report(event, job_id, f"{state}-{seq(event)}", state, "", SPOOLER, NOW, NOW)


def print_next(event: Event, *states: JobState) -> str:
    work = jobs.claim(event, "folder", "spooler", NOW)
    assert work is not None
    report(event, work.job.id, JobState.SENDING, *states)
    return work.job.id


def shown(event: Event, printer_id: str = "folder") -> dict[str, object]:
    data = snapshots.build(event, "printers", NOW).data["printers"]
    found: dict[str, object] = next(printer for printer in data if printer["id"] == printer_id)
    return found


def labels_left(event: Event) -> object:
    return shown(event)["labels_left"]


# ---- pausing ----------------------------------------------------------------------------------------


def test_what_waits_at_a_paused_printer_goes_on_waiting(printing: Event, entrance: Caller) -> None:
    job = queue(printing, entrance)
    tending.pause(printing, "folder", DESK, NOW)
    assert jobs.claim(printing, "folder", "spooler", NOW) is None
    assert (shown(printing)["is_paused"], shown(printing)["waiting"]) == (True, 1)
    tending.resume(printing, "folder", DESK, NOW)
    work = jobs.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert work.job.id == job.id


def test_pausing_twice_is_one_fact(printing: Event) -> None:
    before = seq(printing)
    for _ in range(2):
        tending.pause(printing, "folder", DESK, NOW)
    for _ in range(2):
        tending.resume(printing, "folder", DESK, NOW)
    assert kinds(printing, before) == ["printer.paused", "printer.resumed"]


def test_a_kiosk_prints_on_the_next_of_the_group_while_its_printer_is_paused(
    printing: Event, entrance: Caller, spare: str
) -> None:
    assert queue(printing, entrance, "First").printer_id == "folder"
    tending.pause(printing, "folder", DESK, NOW)
    assert queue(printing, entrance, "Second").printer_id == spare
    tending.pause(printing, spare, DESK, NOW)
    assert queue(printing, entrance, "Third").printer_id == "folder"


def test_a_printer_that_is_not_there_is_not_tended(printing: Event) -> None:
    for tend in (tending.pause, tending.resume):
        with pytest.raises(NotFound, match="There is no such printer"):
            tend(printing, "gone", DESK, NOW)
    with pytest.raises(NotFound, match="There is no such printer"):
        tending.load(printing, "gone", 100, DESK, NOW)


# ---- labels -----------------------------------------------------------------------------------------


def test_nobody_knows_how_many_labels_a_printer_has_until_somebody_says(printing: Event, entrance: Caller) -> None:
    queue(printing, entrance)
    print_next(printing, JobState.PRINTED)
    assert labels_left(printing) is None


def test_each_badge_that_came_out_or_may_have_takes_a_label(printing: Event, entrance: Caller) -> None:
    tending.load(printing, "folder", 3, DESK, NOW)
    assert last(printing).fact == PrinterLoaded("folder", 3)
    for name in ("First", "Second", "Third", "Fourth"):
        queue(printing, entrance, name)
    print_next(printing, JobState.PRINTED)
    assert labels_left(printing) == 2
    unknown = print_next(printing, JobState.UNKNOWN)
    assert labels_left(printing) == 1
    report(printing, unknown, JobState.PRINTED)
    print_next(printing, JobState.FAILED)
    assert labels_left(printing) == 1
    for _ in range(2):
        tending.note_counted(printing, "folder", 0, SPOOLER, NOW)
    print_next(printing, JobState.PRINTED)
    assert labels_left(printing) == 0
    assert kinds(printing).count("printer.counted") == 1


def test_a_badge_of_two_labels_takes_two(printing: Event, entrance: Caller) -> None:
    printing.write(lambda tx: layouts.put(tx.connection, "default", TWO_LABELS))
    tending.load(printing, "folder", 9, DESK, NOW)
    queue(printing, entrance)
    print_next(printing, JobState.UNKNOWN)
    assert labels_left(printing) == 7
    assert maintenance.differing_projections(printing.file.path) == []


def test_what_somebody_loaded_stands_while_the_printer_still_says_that_it_is_empty(printing: Event) -> None:
    tending.load(printing, "folder", 5, DESK, NOW)
    tending.note_counted(printing, "folder", 0, SPOOLER, NOW)
    assert labels_left(printing) == 0
    tending.load(printing, "folder", 200, DESK, NOW)
    tending.note_counted(printing, "folder", 0, SPOOLER, NOW)
    tending.note_counted(printing, "folder", None, SPOOLER, NOW)
    assert labels_left(printing) == 200
    tending.note_counted(printing, "folder", 0, SPOOLER, NOW)
    assert labels_left(printing) == 0


def test_that_a_printer_has_none_left_is_no_news_where_nobody_has_said_how_many_it_had(printing: Event) -> None:
    tending.note_counted(printing, "folder", 0, SPOOLER, NOW)
    assert labels_left(printing) is None
    tending.note_counted(printing, "folder", 120, SPOOLER, NOW)
    assert labels_left(printing) == 120


# ---- test badges ------------------------------------------------------------------------------------


def test_a_test_badge_is_nobodys_and_comes_out_first_also_while_the_printer_is_paused(
    printing: Event, entrance: Caller
) -> None:
    waiting = queue(printing, entrance)
    tending.pause(printing, "folder", DESK, NOW)
    for _ in range(2):
        assert trial_badges.ask(printing, "folder", "test-1", DESK, NOW).state is JobState.QUEUED
    assert kinds(printing).count("printer.tested") == 1
    with pytest.raises(Conflict, match="A test badge waits at this printer already"):
        trial_badges.ask(printing, "folder", "test-2", DESK, NOW)
    work = trial_badges.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert (work.job.id, work.code) == ("test-1", "TEST")
    assert (work.fields["name"], work.fields["company"]) == ("TEST", "Entrance printer")
    assert trial_badges.claim(printing, "folder", "spooler", NOW) is None
    report(printing, "test-1", JobState.SENDING, JobState.PRINTED)
    assert jobs.claim(printing, "folder", "spooler", NOW) is None
    tending.resume(printing, "folder", DESK, NOW)
    next_work = jobs.claim(printing, "folder", "spooler", NOW)
    assert next_work is not None
    assert next_work.job.id == waiting.id


def test_a_test_badge_is_listed_without_a_person(printing: Event) -> None:
    trial_badges.ask(printing, "folder", "test-1", DESK, NOW)
    (listed,) = snapshots.build(printing, "jobs", NOW).data["waiting"]
    assert (listed["id"], listed["attendee"], listed["why"]) == ("test-1", None, "test")


# ---- moving -----------------------------------------------------------------------------------------


def test_what_waits_moves_to_another_printer_of_the_group_in_its_order(
    printing: Event, entrance: Caller, spare: str
) -> None:
    first, second, third = (queue(printing, entrance, name) for name in ("First", "Second", "Third"))
    work = jobs.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert work.job.id == first.id
    before = seq(printing)
    assert tending.move(printing, "folder", spare, DESK, NOW) == 2
    assert facts(printing, before) == [BadgeMoved(job.id, "folder", spare, "staff") for job in (second, third)]
    moved = jobs.claim(printing, spare, "another", NOW)
    assert moved is not None
    assert moved.job.id == second.id
    assert tending.move(printing, "folder", spare, DESK, NOW) == 0


def test_a_test_badge_stays_at_its_printer(printing: Event, spare: str) -> None:
    trial_badges.ask(printing, "folder", "test-1", DESK, NOW)
    assert tending.move(printing, "folder", spare, DESK, NOW) == 0


def test_nothing_moves_to_another_group(printing: Event, entrance: Caller) -> None:
    put_printer(printing, "backstage", "crew")
    job = queue(printing, entrance)
    for target in ("backstage", "folder"):
        with pytest.raises(BadInput, match="another printer of the same group only"):
            tending.move(printing, "folder", target, DESK, NOW)
    found = badge_jobs.find(printing.reader, job.id)
    assert found is not None
    assert found.printer_id == "folder"


# ---- what screens are told --------------------------------------------------------------------------


def test_a_printer_is_shown_in_its_own_words_and_since_when(printing: Event) -> None:
    jobs.note_printer(printing, "folder", "ready", "", SPOOLER, NOW)
    for seconds, words in ((10, "cover open"), (20, "out of labels")):
        jobs.note_printer(printing, "folder", "fault", words, SPOOLER, NOW + timedelta(seconds=seconds))
    told = shown(printing)
    assert (told["state"], told["message"], told["since"]) == ("fault", "out of labels", "2026-05-01T09:00:10.000Z")


def test_a_printer_of_which_nothing_is_heard_is_silent_since_it_was_heard_last(printing: Event) -> None:
    jobs.note_printer(printing, "folder", "ready", "", SPOOLER, NOW)
    printing.write(lambda tx: printers.fall_silent(tx.connection, NOW + timedelta(minutes=1)))
    told = shown(printing)
    assert (told["state"], told["since"]) == ("silent", "2026-05-01T09:00:00.000Z")


def test_jobs_about_which_somebody_is_asked_are_counted_and_listed_with_names(
    printing: Event, entrance: Caller
) -> None:
    for name in ("First", "Second", "Third"):
        queue(printing, entrance, name)
    unknown, failed = print_next(printing, JobState.UNKNOWN), print_next(printing, JobState.FAILED)
    told, listed = shown(printing), snapshots.build(printing, "jobs", NOW).data
    assert (told["unknown"], told["failed"], told["waiting"]) == (1, 1, 1)
    assert [(job["id"], job["state"], job["attendee"]["name"]) for job in listed["in_doubt"]] == [
        (unknown, "unknown", "First"),
        (failed, "failed", "Second"),
    ]
    assert [job["attendee"]["name"] for job in listed["waiting"]] == ["Third"]


def test_what_was_done_to_printers_is_folded_anew_from_the_log(printing: Event, entrance: Caller, spare: str) -> None:
    tending.load(printing, "folder", 5, DESK, NOW)
    queue(printing, entrance)
    print_next(printing, JobState.PRINTED)
    trial_badges.ask(printing, "folder", "test-1", DESK, NOW)
    tending.pause(printing, spare, DESK, NOW)
    assert maintenance.differing_projections(printing.file.path) == []
