"""The list of attendees on site: walk-ins, corrections, cancellations, substitutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import NOW, caller, put_attendee, put_room, put_session, put_station, scan
from on_the_log import facts, kinds, last, seq, text_of_log

from turnout.demo.event import SeededChance
from turnout.domain import tickets
from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import (
    AttendeeAmended,
    AttendeeCancelled,
    AttendeeRegistered,
    AttendeeReinstated,
    AttendeeSubstituted,
    BadgeVoided,
    ScanAdmitted,
    ScanRefused,
    TicketRevoked,
)
from turnout.domain.model import Attendee, CodeKind, Direction, Role
from turnout.services import cards, registration, scanning
from turnout.services import printing as printing_service
from turnout.services.event import Caller, Event
from turnout.services.registration import MAX_FIELD, Registered
from turnout.store import attendees, log, scans

DESK = caller(Role.DESK)


def test_a_walk_in_gets_a_ticket_that_admits(event: Event, gate: Caller, chance: SeededChance) -> None:
    walked_in = registration.walk_in(event, {"full_name": "  Bjørn   Ødegård "}, DESK, NOW, chance)
    assert walked_in.attendee.full_name == "Bjørn Ødegård"
    assert last(event).fact == AttendeeRegistered(walked_in.attendee.id)
    assert tickets.read(walked_in.ticket.code).kind is CodeKind.TICKET
    assert isinstance(scan(event, walked_in.ticket.code, gate, NOW, scan_id="s1").fact, ScanAdmitted)
    assert "Bjørn" not in text_of_log(event)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "no_name"),
        ({"full_name": " \n"}, "no_name"),
        ({"full_name": "x" * (MAX_FIELD + 1)}, "too_long"),
        ({"full_name": "Ada", "is_paid": "1"}, "bad_input"),
    ],
)
def test_a_walk_in_that_cannot_be(event: Event, chance: SeededChance, fields: dict[str, str], code: str) -> None:
    before = seq(event)
    with pytest.raises(BadInput) as problem:
        registration.walk_in(event, fields, DESK, NOW, chance)
    assert (problem.value.code, seq(event)) == (code, before)


def test_a_correction_keeps_the_ticket_and_the_old_values(event: Event, ada: Registered, gate: Caller) -> None:
    amended = registration.amend(event, "ada", {"full_name": "Ada King", "company": ""}, 1, DESK, NOW)
    assert (amended.full_name, amended.given_name, amended.version) == ("Ada King", "Ada", 2)
    assert last(event).fact == AttendeeAmended("ada", 2, ["full_name"])
    old = event.reader.execute('SELECT version, "values" FROM old_values').fetchall()
    assert [tuple(row) for row in old] == [(1, '{"full_name": "Ada Lovelace"}')]
    assert "King" not in text_of_log(event)
    assert isinstance(scan(event, ada.ticket.code, gate, NOW, scan_id="s1").fact, ScanAdmitted)


def test_a_correction_that_changes_nothing_is_no_fact(event: Event, ada: Registered) -> None:
    before = seq(event)
    assert registration.amend(event, "ada", {"full_name": "Ada Lovelace"}, 1, DESK, NOW) == ada.attendee
    assert seq(event) == before


def test_the_slower_of_two_corrections_is_told(event: Event, ada: Registered) -> None:
    registration.amend(event, "ada", {"company": "Analytical Engines"}, 1, DESK, NOW)
    with pytest.raises(Conflict) as problem:
        registration.amend(event, "ada", {"company": "Difference Engines"}, 1, caller(), NOW)
    assert problem.value.code == "changed_meanwhile"
    assert problem.value.current == cards.person(event.reader, "ada")
    assert cards.person(event.reader, "ada")["company"] == "Analytical Engines"


def test_a_correction_cannot_take_the_name_away(event: Event, ada: Registered) -> None:
    with pytest.raises(BadInput):
        registration.amend(event, "ada", {"full_name": " "}, 1, DESK, NOW)
    assert attendees.find(event.reader, "ada") == ada.attendee


def test_a_cancelled_attendee_is_refused_and_cancelled_once(event: Event, ada: Registered, gate: Caller) -> None:
    for _ in range(2):
        assert registration.cancel(event, "ada", DESK, NOW).is_cancelled
    assert [fact for fact in facts(event) if isinstance(fact, AttendeeCancelled)] == [AttendeeCancelled("ada", 2)]
    answer = scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "cancelled"


def test_badges_that_wait_for_who_is_cancelled_are_voided_once(
    printing: Event, grace: Registered, chance: SeededChance
) -> None:
    printed, *waiting = (printing_service.reprint(printing, "grace", "misprint", DESK, NOW, chance) for _ in range(3))
    printing_service.claim(printing, printed.printer_id, "spooler", NOW)
    printing_service.report(printing, printed.id, "r1", JobState.PRINTED, "", DESK, NOW, NOW)
    for _ in range(2):
        registration.cancel(printing, "grace", DESK, NOW)
    voided = [stated for stated in log.read(printing.reader) if isinstance(stated.fact, BadgeVoided)]
    assert [stated.fact for stated in voided] == [BadgeVoided(job.id, "cancelled") for job in reversed(waiting)]
    assert {stated.cause for stated in voided} == {"grace-v2"}
    version = attendees.get(printing.reader, "grace").version
    registration.reinstate(printing, "grace", version, DESK, NOW)
    again = printing_service.reprint(printing, "grace", "misprint", DESK, NOW, chance)
    assert (again.state, again.copy) == (JobState.QUEUED, 2)


def test_a_cancellation_taken_back_admits_again_also_against_a_list(
    event: Event, ada: Registered, gate: Caller
) -> None:
    registration.cancel(event, "ada", DESK, NOW)
    for _ in range(2):
        version = attendees.get(event.reader, "ada").version
        assert not registration.reinstate(event, "ada", version, DESK, NOW).is_cancelled
    assert facts(event)[-2:] == [AttendeeCancelled("ada", 2), AttendeeReinstated("ada", 3)]
    corrected = event.reader.execute("SELECT corrected FROM attendees WHERE id = 'ada'").fetchone()[0]
    assert corrected == '["is_cancelled"]'
    assert isinstance(scan(event, ada.ticket.code, gate, NOW, scan_id="s1").fact, ScanAdmitted)


def test_a_cancellation_that_somebody_else_changed_is_not_taken_back(event: Event, ada: Registered) -> None:
    registration.cancel(event, "ada", DESK, NOW)
    with pytest.raises(Conflict) as problem:
        registration.reinstate(event, "ada", 1, DESK, NOW)
    assert (problem.value.code, kinds(event)[-1]) == ("changed_meanwhile", "attendee.cancelled")


def test_nobody_is_corrected_or_cancelled_who_is_not_there(event: Event) -> None:
    with pytest.raises(NotFound):
        registration.amend(event, "nobody", {"company": "x"}, 1, DESK, NOW)
    with pytest.raises(NotFound):
        registration.cancel(event, "nobody", DESK, NOW)
    assert kinds(event) == ["event.created", "event.opened"]


# ---- substitutes ------------------------------------------------------------------------------------

BO = Attendee(
    "bo",
    "Bo Ek",
    company="Tivoli",
    category="speaker",
    order_code="K7Q2X",
    source_id="17",
    is_paid=False,
    valid_days=("2026-05-01",),
)


def test_a_substitute_takes_the_place_and_the_old_codes_admit_nobody(event: Event, chance: SeededChance) -> None:
    bo, gate = put_attendee(event, BO), put_station(event)
    new = registration.substitute(
        event, "bo", {"full_name": " Ida  Ek ", "email": "ida@ek.example"}, 1, DESK, NOW, chance
    )
    assert new == Attendee(
        new.id,
        "Ida Ek",
        email="ida@ek.example",
        category="speaker",
        order_code="K7Q2X",
        is_paid=False,
        valid_days=("2026-05-01",),
    )
    assert attendees.find(event.reader, new.id) == new
    assert facts(event)[-5:] == [
        AttendeeSubstituted("bo", new.id),
        AttendeeRegistered(new.id),
        AttendeeCancelled("bo", 2),
        *(TicketRevoked("bo", code_id, "substituted") for code_id in sorted((bo.ticket.id, bo.badge.id))),
    ]
    assert {stated.cause for stated in list(log.read(event.reader))[-4:]} == {f"{new.id}-substitutes"}
    assert attendees.expected(event.reader) == 1
    answer = scan(event, bo.ticket.code, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    kinds_of_codes = {code.kind for code in attendees.tickets_of(event.reader, new.id)}
    assert kinds_of_codes == {CodeKind.TICKET, CodeKind.BADGE}
    assert "Ida" not in text_of_log(event)


def test_a_substitute_is_admitted_as_the_old_attendee_would_have_been(
    event: Event, ada: Registered, gate: Caller, chance: SeededChance
) -> None:
    new = registration.substitute(event, "ada", {"full_name": "Bo"}, 1, DESK, NOW, chance)
    (ticket,) = [code for code in attendees.tickets_of(event.reader, new.id) if code.kind is CodeKind.TICKET]
    assert isinstance(scan(event, ticket.code, gate, NOW, scan_id="s1").fact, ScanAdmitted)


def test_a_substitute_has_the_booked_seats(event: Event, ada: Registered, chance: SeededChance) -> None:
    put_room(event, "hall")
    put_session(event, "talk", "hall", NOW)
    event.write(lambda tx: tx.execute("INSERT INTO bookings VALUES ('talk', 'ada')"))
    new = registration.substitute(event, "ada", {"full_name": "Bo"}, 1, DESK, NOW, chance)
    assert scans.is_booked(event.reader, "talk", new.id)
    assert not scans.is_booked(event.reader, "talk", "ada")


def test_a_badge_that_waits_for_the_old_attendee_is_voided(
    printing: Event, grace: Registered, chance: SeededChance
) -> None:
    job = printing_service.reprint(printing, "grace", "misprint", DESK, NOW, chance)
    registration.substitute(printing, "grace", {"full_name": "Bo"}, 1, DESK, NOW, chance)
    assert last(printing).fact == BadgeVoided(job.id, "substituted")


def test_who_is_in_today_gives_their_place_to_nobody(
    event: Event, ada: Registered, gate: Caller, chance: SeededChance
) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    before = seq(event)
    with pytest.raises(Conflict) as problem:
        registration.substitute(event, "ada", {"full_name": "Bo"}, 1, DESK, NOW, chance)
    assert (problem.value.code, seq(event)) == ("already_in", before)
    tomorrow = NOW + timedelta(days=1)
    assert registration.substitute(event, "ada", {"full_name": "Bo"}, 1, DESK, tomorrow, chance).full_name == "Bo"


@pytest.mark.parametrize(("category", "direction"), [("technician", Direction.IN), ("visitor", Direction.OUT)])
def test_who_came_today_without_an_entry_gives_their_place_to_nobody(
    event: Event, gate: Caller, chance: SeededChance, category: str, direction: Direction
) -> None:
    bo = put_attendee(event, Attendee("bo", "Bo Ek", category=category))
    assert isinstance(scan(event, bo.ticket.code, gate, NOW, scan_id="s1", direction=direction).fact, ScanAdmitted)
    with pytest.raises(Conflict) as problem:
        registration.substitute(event, "bo", {"full_name": "Ida"}, 1, DESK, NOW, chance)
    assert problem.value.code == "already_in"
    scanning.undo(event, "s1", "u1", DESK, NOW)
    assert registration.substitute(event, "bo", {"full_name": "Ida"}, 1, DESK, NOW, chance).full_name == "Ida"


@pytest.mark.parametrize("who", [replace(BO, is_cancelled=True), replace(BO, is_blocked=True)])
def test_who_has_no_place_gives_none(event: Event, chance: SeededChance, who: Attendee) -> None:
    put_attendee(event, who)
    with pytest.raises(Conflict) as problem:
        registration.substitute(event, "bo", {"full_name": "Ida"}, 1, DESK, NOW, chance)
    assert problem.value.code == "no_place_to_give"


def test_a_place_is_given_once(event: Event, ada: Registered, chance: SeededChance) -> None:
    registration.substitute(event, "ada", {"full_name": "Bo"}, 1, DESK, NOW, chance)
    before = seq(event)
    with pytest.raises(Conflict) as problem:
        registration.substitute(event, "ada", {"full_name": "Bo"}, 1, DESK, NOW, chance)
    assert (problem.value.code, seq(event)) == ("changed_meanwhile", before)


def test_a_substitute_needs_a_name(event: Event, ada: Registered, chance: SeededChance) -> None:
    with pytest.raises(BadInput) as problem:
        registration.substitute(event, "ada", {"full_name": " "}, 1, DESK, NOW, chance)
    assert problem.value.code == "no_name"


def test_who_gave_their_place_away_does_not_get_it_back(event: Event, ada: Registered, chance: SeededChance) -> None:
    registration.substitute(event, "ada", {"full_name": "Grace Hopper"}, 1, DESK, NOW, chance)
    with pytest.raises(Conflict) as problem:
        registration.reinstate(event, "ada", 2, DESK, NOW)
    assert (problem.value.code, attendees.get(event.reader, "ada").is_cancelled) == ("no_place_to_give", True)
