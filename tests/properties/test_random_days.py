"""Random days at an event: whatever happens, in whatever order it becomes known, the log explains what is shown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from factories import (
    NOW,
    PRINTERS,
    caller,
    make_event,
    put_attendee,
    put_room,
    put_session,
    put_station,
    put_venue_policy,
    seeded,
)
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule
from plain_fold import Entry, Folded, Printing, Tended, fold

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import Conflict
from turnout.domain.model import PRESETS, VENUE, Attendee, Direction, Entries, Policy, Role, StationMode
from turnout.services import (
    badges_by_hand,
    bulk_printing,
    clock,
    groups,
    printing,
    registration,
    rooms,
    scanning,
    setup,
    tending,
    trial_badges,
)
from turnout.services import help as help_service
from turnout.services.bulk_printing import Wanted
from turnout.services.event import Caller, Event
from turnout.services.groups import Member
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import help_calls, log, maintenance, printers, readiness, reports, settings
from turnout.store import tending as tended
from turnout.store.event_file import EventFile
from turnout.store.preprinted import Placing
from turnout.store.printers import Printer
from turnout.store.projections.people import presence_of
from turnout.store.times import from_text, from_text_or_none

ROOMS = ("aula", "studio")
PLACES = (VENUE, *ROOMS)
VENUE_POLICIES = (*PRESETS.values(), Policy(entries=Entries.TIMES, times=2))
LATE = st.one_of(
    st.just(timedelta()),
    st.integers(1, 12).map(lambda n: timedelta(minutes=5 * n)),  # coarse, so that moments often coincide
    st.integers(1, 30).map(lambda n: timedelta(hours=n)),
)
Passage = tuple[str, Direction, timedelta, str]
PASSAGES: st.SearchStrategy[Passage] = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from((Direction.IN, Direction.IN, Direction.OUT)),
    LATE,
    st.sampled_from(("", "they are known")),
)
"""Where, which way, how late it becomes known, and in which words staff set a refusal aside."""


PRINTER = st.sampled_from(("folder", "second"))
PRINTERS_SAY = (JobState.PRINTED, JobState.UNKNOWN, JobState.FAILED, JobState.QUEUED)
Decision = Callable[[Event, str, Caller, datetime], JobState]


class RandomDays(RuleBasedStateMachine):
    """The rules are what people, stations and clocks do; the invariants compare what is shown with the log."""

    people: Bundle[Registered] = Bundle("people")
    scanned: Bundle[Scan] = Bundle("scanned")

    @initialize(target=people, policy=st.sampled_from(VENUE_POLICIES), is_opened=st.sampled_from((True, True, False)))
    def the_event_is_set_up(self, policy: Policy, is_opened: bool) -> Any:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "congress.db"
        self.event = make_event(self.path, is_opened=is_opened, has_printer=True)
        self.now = NOW
        self.chance = seeded()
        self.answers: dict[str, ScanAnswer] = {}
        put_venue_policy(self.event, policy)
        put_room(self.event, "aula", capacity=2)
        put_room(self.event, "studio", policy=Policy(waits_for_readiness=True))
        self.sessions = 8
        self.runs = 0
        for number in range(self.sessions):
            put_session(self.event, f"s{number}", ROOMS[number % 2], NOW + timedelta(minutes=50 * number), minutes=60)
        second = Printer("second", "Second printer", "folder", {"folder": "second"}, PRINTERS)
        self.event.write(lambda tx: printers.put(tx.connection, second))
        self.gate = put_station(self.event, "gate", mode=StationMode.ENTRANCE)
        self.desk = Caller("ada", Role.DESK, self.gate.station)
        visitors = [Attendee(f"visitor-{number}", f"Visitor {number}") for number in range(2)]
        technician = Attendee("technician", "Technician", category="technician")
        return multiple(*(put_attendee(self.event, attendee) for attendee in (*visitors, technician)))

    @rule(by=LATE)
    def time_passes(self, by: timedelta) -> None:
        self.now += by

    @rule()
    def the_clock_ticks(self) -> None:
        clock.tick(self.event, self.now, self.chance)

    @precondition(lambda self: settings.opened_at(self.event.reader) is None)
    @rule()
    def the_event_opens(self) -> None:
        setup.open_event(self.event, caller(), self.now, self.chance)

    @rule(place_id=st.sampled_from(ROOMS), ended=LATE)
    def a_session_is_added_when_it_is_over(self, place_id: str, ended: timedelta) -> None:
        self.sessions += 1
        put_session(self.event, f"added-{self.sessions}", place_id, self.now - ended - timedelta(hours=1), minutes=60)

    @rule(target=people)
    def somebody_walks_in(self) -> Registered:
        return registration.walk_in(self.event, {"full_name": "Walk In"}, self.desk, self.now, self.chance)

    @rule(who=people)
    def somebody_cancels(self, who: Registered) -> None:
        registration.cancel(self.event, who.attendee.id, self.desk, self.now)

    @rule(target=scanned, who=people, passages=st.lists(PASSAGES, min_size=1, max_size=4))
    def somebody_goes_through_doors(self, who: Registered, passages: list[Passage]) -> Any:
        return multiple(*(self._go_through(who, *passage) for passage in passages))

    @rule(target=scanned, place_id=st.sampled_from(PLACES))
    def a_code_on_no_list_is_scanned(self, place_id: str) -> Scan:
        attempt = Scan(self._scan_id(), "BEGIN:VCARD", place_id, self.now, self.now)
        self._scan_first(attempt)
        return attempt

    @rule(attempt=scanned)
    def a_station_asks_again(self, attempt: Scan) -> None:
        first, again = self.answers[attempt.scan_id], self._scan(attempt)
        assert (again.stated, again.first) == (first.stated, first.first)

    @rule(attempt=scanned)
    def a_scan_id_is_used_again_for_another_code(self, attempt: Scan) -> None:
        other = Scan(attempt.scan_id, attempt.code + "?", attempt.place_id, self.now, self.now, attempt.direction)
        with pytest.raises(Conflict, match="This scan id was used for another scan"):
            self._scan(other)

    @rule(attempt=scanned)
    def an_admission_is_undone_twice(self, attempt: Scan) -> None:
        if self.answers[attempt.scan_id].fact.KIND == "scan.admitted":
            undo_id = f"{attempt.scan_id}-undone"
            first = scanning.undo(self.event, attempt.scan_id, undo_id, self.desk, self.now)
            assert scanning.undo(self.event, attempt.scan_id, undo_id, self.desk, self.now) == first

    @rule(who=st.lists(people, min_size=1, max_size=3), is_taken_back=st.booleans())
    def a_group_is_checked_in_twice(self, who: list[Registered], is_taken_back: bool) -> None:
        first = self._scan_id()
        members = [Member(one.attendee.id, f"{first}-{number}") for number, one in enumerate(who)]
        results = self._check_in(f"group-{first}", members)
        assert [one.stated for one in self._check_in(f"group-{first}", members)] == [one.stated for one in results]
        self.answers |= {answer.stated.fact_id: answer for answer in results}
        if is_taken_back:
            taken = groups.undo(self.event, f"group-{first}", f"undo-{first}", self.desk, self.now)
            assert taken == sum(answer.fact.KIND == "scan.admitted" for answer in results)

    @rule(who=st.lists(people, min_size=1, max_size=3))
    def badges_are_printed_in_advance(self, who: list[Registered]) -> None:
        self.runs += 1
        placings = [Placing(one.attendee.id, "A", number) for number, one in enumerate(who, start=1)]
        bulk_printing.start(self.event, f"run{self.runs}", "folder", Wanted(), len(who), self.desk, self.now)
        bulk_printing.queue(self.event, f"run{self.runs}", placings, self.desk, self.now, self.chance)

    @rule(printer_id=PRINTER, state=st.sampled_from(PRINTERS_SAY))
    def a_printer_takes_a_badge(self, printer_id: str, state: JobState) -> None:
        test = trial_badges.claim(self.event, printer_id, "spooler", self.now)
        work = test or printing.claim(self.event, printer_id, "spooler", self.now)
        if work is not None:
            report_id = f"r{log.last_seq(self.event.reader)}"
            printing.report(self.event, work.job.id, report_id, state, "", self.desk, self.now, self.now)

    @rule(printer_id=PRINTER, is_pausing=st.booleans())
    def a_printer_is_paused_or_resumed_twice(self, printer_id: str, is_pausing: bool) -> None:
        switch = tending.pause if is_pausing else tending.resume
        for _ in range(2):
            switch(self.event, printer_id, self.desk, self.now)

    @rule(printer_id=PRINTER, labels=st.integers(0, 2), is_told_by_the_printer=st.booleans())
    def labels_are_loaded_or_counted(self, printer_id: str, labels: int, is_told_by_the_printer: bool) -> None:
        say = tending.note_counted if is_told_by_the_printer else tending.load
        say(self.event, printer_id, labels, self.desk, self.now)

    @rule(printer_id=PRINTER)
    def a_printer_is_tried(self, printer_id: str) -> None:
        if tended.first_test(self.event.reader, printer_id) is None:
            trial_badges.ask(self.event, printer_id, self.chance.new_id(), self.desk, self.now)

    @rule(printer_id=PRINTER)
    def what_waits_is_moved(self, printer_id: str) -> None:
        other = "second" if printer_id == "folder" else "folder"
        tending.move(self.event, printer_id, other, self.desk, self.now)

    @rule(decide=st.sampled_from((badges_by_hand.came_out, badges_by_hand.retry, badges_by_hand.void)))
    def somebody_looks_after_a_badge_in_doubt(self, decide: Decision) -> None:
        for job in tended.in_doubt(self.event.reader, 1):
            with suppress(Conflict):  # one that failed has not come out
                decide(self.event, job.id, self.desk, self.now)

    @rule(does=st.sampled_from((help_service.answer, help_service.close)), is_called=st.booleans())
    def help_is_called_answered_or_closed(self, does: Callable[..., None], is_called: bool) -> None:
        assert self.gate.station is not None
        if is_called:
            help_service.call(self.event, self.gate.station, self.now, self.chance)
        for call in help_calls.open_calls(self.event.reader):
            does(self.event, call.call.id, self.desk, self.now, self.chance)

    @rule(place_id=st.sampled_from(ROOMS), position=st.integers(0, 5), done=st.booleans())
    def an_item_is_set(self, place_id: str, position: int, done: bool) -> None:
        item = readiness.checklist(self.event.reader)[position]
        self._if_a_session_comes(
            lambda: rooms.set_item(self.event, place_id, item.id, done, self.desk, self.now, self.chance)
        )

    @rule(place_id=st.sampled_from(ROOMS))
    def a_room_is_made_ready(self, place_id: str) -> None:
        def tick_all_and_sign_off() -> None:
            for item in readiness.checklist(self.event.reader):
                rooms.set_item(self.event, place_id, item.id, True, self.desk, self.now, self.chance)
            rooms.sign_off(self.event, place_id, self.desk, self.now, self.chance)

        self._if_a_session_comes(tick_all_and_sign_off)

    @rule(place_id=st.sampled_from(ROOMS))
    def a_room_is_reopened(self, place_id: str) -> None:
        self._if_a_session_comes(lambda: rooms.reopen(self.event, place_id, "", self.desk, self.now, self.chance))

    @invariant()
    def what_is_shown_is_what_the_log_says(self) -> None:
        said = fold(log.read(self.event.reader))
        assert shown(self.event.file, said) == said
        headcounts = reports.headcounts(self.event.reader)
        assert {place_id: n for place_id, n in headcounts.items() if n} == said.headcounts
        assert min(headcounts.values(), default=0) >= 0
        assert arrivals(self.event.file) == said.arrivals

    @invariant()
    def every_scan_was_answered_once(self) -> None:
        facts = [stated.fact_id for stated in log.read(self.event.reader) if is_scan(stated.fact.KIND)]
        assert sorted(facts) == sorted(self.answers)

    def teardown(self) -> None:
        if hasattr(self, "event"):  # the set-up itself may have failed
            self.event.file.close()
            try:
                assert maintenance.differing_projections(self.path) == []
            finally:
                self.folder.cleanup()

    def _go_through(
        self, who: Registered, place_id: str, direction: Direction, late_by: timedelta, reason: str
    ) -> Scan:
        attendee_id, occurred_at = who.attendee.id, self.now - late_by
        before = presence_of(self.event.reader, attendee_id)
        attempt = Scan(
            self._scan_id(), who.ticket.code, place_id, occurred_at, self.now, direction, override_reason=reason
        )
        self._scan_first(attempt)
        if before.moved_at is not None and occurred_at < before.moved_at:
            assert presence_of(self.event.reader, attendee_id).place_id == before.place_id, "a late fact moved somebody"
        return attempt

    def _check_in(self, group_id: str, members: list[Member]) -> list[ScanAnswer]:
        results = groups.check_in(self.event, group_id, members, self.desk, self.now, self.chance)
        return [one.answer for one in results if one.answer is not None]

    def _scan_id(self) -> str:
        return f"scan-{len(self.answers):03}"

    def _scan_first(self, attempt: Scan) -> None:
        self.answers[attempt.scan_id] = self._scan(attempt)

    def _scan(self, attempt: Scan) -> ScanAnswer:
        by = self.desk if attempt.override_reason else self.gate
        return scanning.scan(self.event, attempt, by, self.now, self.chance)

    def _if_a_session_comes(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Conflict as problem:
            if problem.code != "no_session":
                raise


def is_scan(kind: str) -> bool:
    return kind in ("scan.admitted", "scan.refused")


def shown(file: EventFile, said: Folded) -> Folded:
    """What the projections hold. Readiness is asked for wherever the log speaks of it."""
    people = [row[0] for row in file.reader.execute("SELECT attendee_id FROM presence")]
    entries = file.reader.execute(
        "SELECT attendee_id, place_id, day, times, first_at, first_fact_id, last_at, left_at FROM entries"
    )
    return Folded(
        presence={attendee_id: presence_of(file.reader, attendee_id) for attendee_id in people},
        readiness={key: readiness.readiness(file.reader, *key) for key in said.readiness},
        entries={tuple(row[:3]): entry(tuple(row[3:])) for row in entries},
        jobs={
            row[0]: Printing(JobState(row[1]), row[2])
            for row in file.reader.execute("SELECT id, state, printer_id FROM badge_jobs")
        },
        printers={
            row[0]: Tended(bool(row[1]), row[2])
            for row in file.reader.execute("SELECT printer_id, is_paused, labels_left FROM tended_printers")
        },
        calls={one.call.id: (one.call.station_id, one.call.answered_by) for one in help_calls.open_calls(file.reader)},
    )


def entry(row: tuple[Any, ...]) -> Entry:
    times, first_at, first_fact_id, last_at, left_at = row
    return Entry(
        times, from_text_or_none(first_at), first_fact_id, from_text_or_none(last_at), from_text_or_none(left_at)
    )


def arrivals(file: EventFile) -> dict[datetime, int]:
    rows = file.reader.execute("SELECT bucket, n FROM arrivals WHERE n <> 0")
    return {from_text(row[0]): row[1] for row in rows}


TestRandomDays = RandomDays.TestCase
