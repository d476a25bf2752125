"""Badges printed in advance: their order, behind people who wait, once each, stopped and continued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factories import NOW, caller, make_event, put_attendee, put_station, scan, seeded
from on_the_log import kinds, seq

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.model import Attendee, StationMode
from turnout.services import bulk_printing, printer_setup, printing, registration, setup
from turnout.services.bulk_printing import Progress, Sort, Wanted
from turnout.services.event import Event
from turnout.services.scan_answers import ScanAnswer
from turnout.store import badge_jobs, database, printers
from turnout.store.preprinted import Pickup, PickupState, Placing

PEOPLE = (
    Attendee("zoe", "Zoë Ashdown", "Zoë", "Acme", order_code="B2"),
    Attendee("emil", "Émile Brun", "Émile", "Zeta", order_code="A1"),
    Attendee("lukasz", "Łukasz Cudny", "Łukasz", "Acme", "", "speaker", order_code="A1"),
    Attendee("lena", "Lena Dahl", "Lena", "", "", "crew"),
)
COMMAND = caller()


@pytest.fixture
def event(tmp_path: Path) -> Iterator[Event]:
    """An event with four people and a printer, the evening before it opens."""
    made = make_event(tmp_path / "evening.db", is_opened=False, has_printer=True)
    for attendee in PEOPLE:
        put_attendee(made, attendee)
    yield made
    made.file.close()


def run(event: Event, wanted: Wanted, run_id: str = "run") -> list[Placing]:
    """Start a run and queue all of it; answers what was queued."""
    placings = bulk_printing.placed(event.reader, bulk_printing.in_order(event.reader, wanted), wanted)
    bulk_printing.start(event, run_id, "", wanted, len(placings), COMMAND, NOW)
    for chunk in bulk_printing.chunks(placings):
        bulk_printing.queue(event, run_id, chunk, COMMAND, NOW, seeded())
    return placings


def claimed(event: Event) -> list[str]:
    """Whose badges a printer gets, in the order in which it gets them."""
    works = iter(lambda: printing.claim(event, "folder", "spooler", NOW), None)
    return [work.job.attendee_id for work in works]


def print_one(event: Event, state: JobState = JobState.PRINTED) -> str:
    """A printer takes the next badge; answers whose it was."""
    work = printing.claim(event, "folder", "spooler", NOW)
    assert work is not None
    printing.report(event, work.job.id, f"{state}", state, "", COMMAND, NOW, NOW)
    return work.job.attendee_id


def arrive(event: Event, attendee_id: str, scan_id: str = "s1") -> ScanAnswer:
    entrance = put_station(event, f"entrance-{scan_id}", mode=StationMode.ENTRANCE)
    code = next(
        row[0]
        for row in event.reader.execute(
            "SELECT code FROM tickets WHERE attendee_id = ? AND kind = 'ticket'", (attendee_id,)
        )
    )
    return scan(event, code, entrance, NOW, scan_id=scan_id)


def opened(event: Event) -> None:
    setup.open_event(event, COMMAND, NOW, seeded())


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NAME, ["emil", "lena", "lukasz", "zoe"]),
        (Sort.COMPANY, ["lena", "lukasz", "zoe", "emil"]),
        (Sort.CATEGORY, ["lena", "lukasz", "emil", "zoe"]),
        (Sort.ORDER, ["lena", "emil", "lukasz", "zoe"]),
    ],
)
def test_badges_come_out_in_the_order_asked_for(event: Event, sort: Sort, order: list[str]) -> None:
    run(event, Wanted(sort))
    assert claimed(event) == order


def test_a_category_alone(event: Event) -> None:
    assert run(event, Wanted(categories=("crew", "speaker"))) == [Placing("lena", "L", 1), Placing("lukasz", "L", 2)]


def test_a_badge_in_advance_is_no_test_badge(event: Event) -> None:
    run(event, Wanted())
    work = printing.claim(event, "folder", "spooler", NOW)
    assert work is not None
    assert (work.job.is_rehearsal, work.job.copy, work.fields["name"]) == (False, 1, "Émile Brun")


def test_whoever_stands_at_a_kiosk_comes_first(event: Event) -> None:
    run(event, Wanted(categories=("crew", "speaker")))
    opened(event)
    assert arrive(event, "zoe").job is not None
    assert claimed(event) == ["zoe", "lena", "lukasz"]


def test_the_same_chunk_again_makes_no_second_badge(event: Event) -> None:
    placings = run(event, Wanted())
    before = seq(event)
    assert bulk_printing.queue(event, "run", placings, COMMAND, NOW, seeded()) == 0
    assert (seq(event), bulk_printing.progress(event, "run").queued) == (before, 4)
    bulk_printing.start(event, "run", "", Wanted(Sort.ORDER), 9, COMMAND, NOW)
    assert seq(event) == before


def test_a_stopped_run_prints_nothing_until_it_is_continued(event: Event) -> None:
    run(event, Wanted())
    assert print_one(event) == "emil"
    assert bulk_printing.stop(event, "run", COMMAND, NOW).run.is_stopped
    assert claimed(event) == []
    with pytest.raises(Conflict) as told:
        bulk_printing.queue(event, "run", [Placing("zoe", "Z", 2)], COMMAND, NOW, seeded())
    assert told.value.code == "run_stopped"
    bulk_printing.stop(event, "run", COMMAND, NOW)
    bulk_printing.go_on(event, "run", COMMAND, NOW)
    assert kinds(event)[-2:] == ["run.stopped", "run.continued"]
    assert claimed(event) == ["lena", "lukasz", "zoe"]


def test_progress_counts_by_what_became_of_the_badges(event: Event) -> None:
    run(event, Wanted())
    print_one(event)
    print_one(event, JobState.FAILED)
    print_one(event, JobState.UNKNOWN)
    progress = bulk_printing.progress(event, "run")
    assert progress == Progress(progress.run, "Entrance printer", 1, 1, 0, 1, 1, 0)
    assert not progress.is_done
    print_one(event)
    assert bulk_printing.progress(event, "run").is_done
    assert [one.run.id for one in bulk_printing.every(event)] == ["run"]


def test_a_run_is_done_though_somebody_cancelled_before_their_badge_was_queued(event: Event) -> None:
    wanted = Wanted()
    placings = bulk_printing.placed(event.reader, bulk_printing.in_order(event.reader, wanted), wanted)
    bulk_printing.start(event, "run", "", wanted, len(placings), COMMAND, NOW)
    registration.cancel(event, "zoe", COMMAND, NOW)
    assert bulk_printing.queue(event, "run", placings, COMMAND, NOW, seeded()) == 3
    assert bulk_printing.close(event, "run", COMMAND, NOW).run.total == 3
    before = seq(event)
    assert bulk_printing.close(event, "run", COMMAND, NOW).run.total == 3
    assert seq(event) == before
    for _ in range(3):
        assert not bulk_printing.progress(event, "run").is_done
        print_one(event)
    assert bulk_printing.progress(event, "run").is_done


def test_a_run_is_not_done_before_those_who_came_meanwhile_have_their_badge(event: Event) -> None:
    run(event, Wanted())
    put_attendee(event, Attendee("omar", "Omar Ek", "Omar"))
    left = bulk_printing.left_of(event.reader, "run")
    assert [placing.attendee_id for placing in left] == ["omar"]
    bulk_printing.queue(event, "run", left, COMMAND, NOW, seeded())
    bulk_printing.close(event, "run", COMMAND, NOW)
    for _ in range(5):
        assert not bulk_printing.progress(event, "run").is_done
        print_one(event)
    assert bulk_printing.progress(event, "run").is_done


def test_those_who_have_a_badge_are_left_out(event: Event) -> None:
    run(event, Wanted(categories=("crew", "speaker")))
    print_one(event)
    print_one(event, JobState.FAILED)
    wanted = Wanted(unprinted_only=True)
    assert [one.attendee_id for one in bulk_printing.in_order(event.reader, wanted)] == ["emil", "lukasz", "zoe"]


def test_a_later_run_counts_on_in_the_same_boxes(event: Event) -> None:
    run(event, Wanted(categories=("crew",)))
    assert run(event, Wanted(unprinted_only=True), "later") == [
        Placing("emil", "E", 1),
        Placing("lukasz", "L", 2),
        Placing("zoe", "Z", 1),
    ]


def test_whoever_cancels_meanwhile_gets_no_badge(event: Event) -> None:
    wanted = Wanted()
    placings = bulk_printing.placed(event.reader, bulk_printing.in_order(event.reader, wanted), wanted)
    bulk_printing.start(event, "run", "folder", wanted, 4, COMMAND, NOW)
    registration.cancel(event, "zoe", COMMAND, NOW)
    assert bulk_printing.queue(event, "run", placings, COMMAND, NOW, seeded()) == 3


def test_a_printed_badge_is_picked_up_and_not_printed_again(event: Event) -> None:
    run(event, Wanted())
    print_one(event)
    opened(event)
    answer = arrive(event, "emil")
    assert (answer.job, answer.pickup) == (None, Pickup("E", 1, PickupState.READY, "run-emil", JobState.PRINTED))


def test_whoever_comes_before_their_badge_is_printed_gets_one_at_the_kiosk(event: Event) -> None:
    run(event, Wanted())
    opened(event)
    answer = arrive(event, "zoe")
    assert answer.pickup is None
    assert answer.job is not None
    waiting = badge_jobs.find(event.reader, "run-zoe")
    assert waiting is not None
    assert (answer.job.copy, waiting.state) == (1, JobState.VOIDED)
    assert arrive(event, "lena", "s2").job is not None
    assert claimed(event) == ["zoe", "lena", "emil", "lukasz"]


def test_a_badge_that_may_lie_in_its_box_is_looked_for_there_and_not_printed_again(event: Event) -> None:
    run(event, Wanted())
    whose = print_one(event, JobState.UNKNOWN)
    opened(event)
    answer = arrive(event, whose)
    assert answer.job is None
    assert answer.pickup is not None


def test_a_printer_at_which_a_run_waits_is_not_taken_away(event: Event) -> None:
    run(event, Wanted())
    with pytest.raises(Conflict) as problem:
        printer_setup.remove(event, "folder", 1, COMMAND, NOW, seeded())
    assert (problem.value.code, "4" in problem.value.message) == ("in_use", True)


def test_what_is_rehearsed_takes_no_badge_out_of_a_run(event: Event) -> None:
    run(event, Wanted())
    assert arrive(event, "zoe").job is None
    assert claimed(event) == ["emil", "lena", "lukasz", "zoe"]


def test_the_board_counts_only_badges_that_people_wait_for(event: Event) -> None:
    run(event, Wanted())
    assert [report.waiting for report in printers.reports(event.reader)] == [0]


def test_what_cannot_be_is_refused(event: Event) -> None:
    with pytest.raises(BadInput, match="no category vip"):
        bulk_printing.in_order(event.reader, Wanted(categories=("vip",)))
    with pytest.raises(BadInput, match="no way to fill boxes"):
        bulk_printing.in_order(event.reader, Wanted(boxes="few"))
    with pytest.raises(NotFound, match="no such printer"):
        bulk_printing.start(event, "run", "nowhere", Wanted(), 1, COMMAND, NOW)
    with pytest.raises(NotFound, match="no such run"):
        bulk_printing.stop(event, "run", COMMAND, NOW)
    other = replace(printers.every(event.reader)[0], id="other")
    event.write(lambda tx: printers.put(tx.connection, other))
    with pytest.raises(BadInput, match="not clear which printer"):
        bulk_printing.start(event, "run", "", Wanted(), 1, COMMAND, NOW)


def test_an_order_of_many_is_read_from_a_connection_of_its_own(event: Event) -> None:
    reader = database.open_reader(event.file.path)
    try:
        assert len(bulk_printing.in_order(reader, Wanted())) == 4
    finally:
        reader.close()


def test_a_badge_lost_in_the_rehearsal_leaves_those_printed_in_advance_their_codes(event: Event) -> None:
    run(event, Wanted())
    printing.reprint(event, "zoe", "lost", COMMAND, NOW, seeded(1))
    works = iter(lambda: printing.claim(event, "folder", "spooler", NOW), None)
    codes = [work.code for work in works if work.job.attendee_id == "zoe"]
    assert (len(codes), len(set(codes))) == (2, 1)
