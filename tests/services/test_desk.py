"""The desk checks people in without their ticket, by the same rules, and leaves notes for colleagues."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, make_event, put_attendee, scan
from on_the_log import facts, inside, kinds, last, notes, seq, text_of_log

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from turnout.domain.facts import (
    AttendeeNoted,
    AttendeeNoteWithdrawn,
    BadgeQueued,
    ScanAdmitted,
    ScanRefused,
    StationAdded,
)
from turnout.domain.model import Attendee, Direction, Role
from turnout.services import cards, desk, scanning, snapshots, stations
from turnout.services.desk import MAX_NOTE, Intent
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.store import attendees
from turnout.store.printers import Printer, put

DESK = caller(Role.DESK)
LATER = NOW + timedelta(minutes=1)


def check_in(event: Event, attendee_id: str, scan_id: str, by: Caller = DESK, **intent: object) -> ScanAnswer:
    return desk.check_in(event, attendee_id, Intent(scan_id, **intent), by, NOW, chance_of(scan_id))  # type: ignore[arg-type]


def test_somebody_without_a_ticket_in_hand_comes_in_and_gets_a_badge(printing: Event, grace: Registered) -> None:
    answer = check_in(printing, "grace", "s1")
    assert isinstance(answer.fact, ScanAdmitted)
    assert (answer.fact.ticket_id, answer.fact.place_id, inside(printing)) == (grace.ticket.id, "venue", 1)
    assert (answer.stated.actor, answer.stated.station_id) == ("desk", stations.DESK_ID)
    assert answer.job is not None
    assert isinstance(last(printing).fact, BadgeQueued)
    assert answer.job.printer_name == "Entrance printer"


def test_the_same_check_in_again_is_the_same_answer(printing: Event, grace: Registered) -> None:
    first = check_in(printing, "grace", "s1")
    before = seq(printing)
    again = check_in(printing, "grace", "s1")
    assert (again.stated, again.job, seq(printing)) == (first.stated, first.job, before)


def test_all_desks_are_one_station_that_is_no_device_to_pair(
    printing: Event, grace: Registered, chance: SeededChance
) -> None:
    put_attendee(printing, Attendee("ada", "Ada"))
    check_in(printing, "grace", "s1")
    check_in(printing, "ada", "s2", caller(Role.SUPERVISOR))
    added = [fact for fact in facts(printing) if isinstance(fact, StationAdded)]
    assert added == [StationAdded(stations.DESK_ID, "desk", "venue")]
    assert snapshots.build(printing, "stations", NOW).data == {"stations": []}
    assert stations.desk(printing, NOW, chance).name == "Desk"


def test_who_leaves_is_outside(event: Event, ada: Registered) -> None:
    check_in(event, "ada", "s1")
    answer = check_in(event, "ada", "s2", direction=Direction.OUT)
    assert (answer.fact.direction, inside(event)) == ("out", 0)


def test_the_rules_are_those_of_the_door(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s0")
    answer = check_in(event, "ada", "s1")
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "already_in"
    assert answer.first is not None
    assert answer.first.station_name == "Gate"


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (Attendee("bo", "Bo", is_paid=False), "unpaid"),
        (Attendee("bo", "Bo", is_cancelled=True), "cancelled"),
        (Attendee("bo", "Bo", is_blocked=True), "blocked"),
        (Attendee("bo", "Bo", valid_days=("2026-05-03",)), "wrong_day"),
    ],
)
def test_who_may_not_come_is_refused_at_the_desk_too(event: Event, who: Attendee, reason: str) -> None:
    put_attendee(event, who)
    answer = check_in(event, "bo", "s1")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, inside(event)) == (reason, 0)


def test_a_refusal_is_set_aside_with_a_reason_that_is_not_in_the_log(event: Event) -> None:
    put_attendee(event, Attendee("bo", "Bo", is_paid=False))
    check_in(event, "bo", "s1")
    by = caller(Role.SUPERVISOR)
    answer = check_in(event, "bo", "s2", by, override_reason="the transfer is on its way")
    assert isinstance(answer.fact, ScanAdmitted)
    assert (answer.fact.overrode, inside(event)) == ("unpaid", 1)
    assert notes(event) == [("s2", "override", "the transfer is on its way", "supervisor")]
    assert "transfer" not in text_of_log(event)


def test_a_check_in_at_the_desk_is_taken_back_as_any(printing: Event, grace: Registered) -> None:
    check_in(printing, "grace", "s1")
    scanning.undo(printing, "s1", "u1", DESK, LATER)
    assert (inside(printing), kinds(printing)[-2:]) == (0, ["scan.undone", "badge.voided"])


def test_two_printer_groups_print_nothing_by_themselves(printing: Event, grace: Registered) -> None:
    other = Printer("other", "Other", "folder", {}, "another group")
    printing.write(lambda tx: put(tx.connection, other))
    assert check_in(printing, "grace", "s1").job is None


def test_before_the_opening_it_is_a_rehearsal(tmp_path_factory: pytest.TempPathFactory) -> None:
    event = make_event(tmp_path_factory.mktemp("desk") / "congress.db", is_opened=False)
    put_attendee(event, Attendee("ada", "Ada"))
    assert (check_in(event, "ada", "s1").fact.rehearsal, inside(event)) == (True, 0)
    event.file.close()


def test_a_ticket_in_force_is_taken_before_a_revoked_one(event: Event, ada: Registered) -> None:
    event.write(lambda tx: attendees.revoke_ticket(tx.connection, ada.ticket.id))
    answer = check_in(event, "ada", "s1")
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "revoked"
    spare = put_attendee(event, Attendee("spare", "Spare")).ticket
    event.write(lambda tx: tx.execute("UPDATE tickets SET attendee_id = 'ada' WHERE id = ?", (spare.id,)))
    again = check_in(event, "ada", "s2")
    assert isinstance(again.fact, ScanAdmitted)
    assert again.fact.ticket_id == spare.id


def test_nobody_and_who_has_no_ticket_cannot_be_checked_in(event: Event) -> None:
    with pytest.raises(NotFound) as nobody:
        check_in(event, "nobody", "s1")
    event.write(lambda tx: attendees.add(tx.connection, Attendee("bo", "Bo")))
    with pytest.raises(Conflict) as without:
        check_in(event, "bo", "s1")
    assert (nobody.value.code, without.value.code) == ("no_attendee", "no_ticket")
    assert kinds(event) == ["event.created", "event.opened"]


def test_only_coming_in_asks_for_a_badge(printing: Event, grace: Registered) -> None:
    assert check_in(printing, "grace", "s1", direction=Direction.OUT).job is None


# ---- notes ------------------------------------------------------------------------------------------


def test_a_note_is_for_colleagues_and_not_in_the_log(event: Event, ada: Registered, chance: SeededChance) -> None:
    first = desk.note(event, "ada", "  waits for her badge\nat desk 2 ", DESK, NOW, chance)
    assert last(event).fact == AttendeeNoted("ada", first)
    second = desk.note(event, "ada", "has it", DESK, LATER, chance)
    assert cards.read(event, "ada")["notes"] == [
        {"id": second, "text": "has it", "by": "desk", "at": "2026-05-01T09:01:00.000Z"},
        {"id": first, "text": "waits for her badge\nat desk 2", "by": "desk", "at": "2026-05-01T09:00:00.000Z"},
    ]
    assert "badge" not in text_of_log(event)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MAX_NOTE + 1)])
def test_a_note_that_cannot_be(event: Event, ada: Registered, chance: SeededChance, text: str) -> None:
    before = seq(event)
    with pytest.raises(BadInput) as problem:
        desk.note(event, "ada", text, DESK, NOW, chance)
    assert (problem.value.code, seq(event)) == ("no_note", before)


def test_a_note_is_about_somebody(event: Event, chance: SeededChance) -> None:
    with pytest.raises(NotFound):
        desk.note(event, "nobody", "who?", DESK, NOW, chance)
    assert notes(event) == []


def test_a_note_is_withdrawn_once_and_its_words_are_gone(event: Event, ada: Registered, chance: SeededChance) -> None:
    kept = desk.note(event, "ada", "waits", DESK, NOW, chance)
    note = desk.note(event, "ada", "owes us a coffee", DESK, LATER, chance)
    for _ in range(2):
        desk.withdraw_note(event, "ada", note, DESK, LATER)
    assert notes(event) == [("ada", "desk", "waits", "desk")]
    assert facts(event)[-2:] == [AttendeeNoted("ada", note), AttendeeNoteWithdrawn("ada", note)]
    told = [(line["fact_id"], line["undone"]) for line in cards.read(event, "ada")["history"]]
    assert told == [(f"{note}-withdrawn", False), (f"{note}-noted", True), (f"{kept}-noted", False)]


def test_a_note_is_withdrawn_by_who_wrote_it_alone(event: Event, ada: Registered, chance: SeededChance) -> None:
    note = desk.note(event, "ada", "waits", DESK, NOW, chance)
    with pytest.raises(NotAllowed):
        desk.withdraw_note(event, "ada", note, caller(Role.SUPERVISOR), NOW)
    with pytest.raises(NotFound) as problem:
        desk.withdraw_note(event, "bo", note, DESK, NOW)
    assert (problem.value.code, len(notes(event))) == ("no_note", 1)
