"""Payments at the desk: once, by whom, and what lies in the drawer at the end of a shift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from factories import NOW, caller, chance_of, make_event, put_attendee, scan, seeded
from on_the_log import facts, last, seq

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import AttendeePaid, AttendeePaymentUndone, EventOpened, ScanAdmitted, ScanRefused
from turnout.domain.model import Attendee, Role
from turnout.domain.payment import Method
from turnout.services import access, cards, payments, registration, setup
from turnout.services.event import Caller, Event
from turnout.store import attendees
from turnout.store.payments import Takings

DESK = caller(Role.DESK)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def rehearsed(tmp_path: Path) -> Iterator[Event]:
    """An event that has not opened."""
    made = make_event(tmp_path / "rehearsed.db", is_opened=False)
    yield made
    made.file.close()


def cents(event: Event, day: date | None, now: datetime) -> list[int]:
    return [row.cents for row in payments.drawer(event, day, now).rows]


def owing(event: Event, *names: str) -> None:
    for name in names:
        put_attendee(event, Attendee(name, name.capitalize(), is_paid=False))


def account(event: Event, name: str) -> Caller:
    made = access.add_account(event, name, Role.DESK, "", NOW, chance_of(name))
    return Caller(made.id, made.role)


def test_who_has_paid_may_come_in(event: Event, gate: Caller) -> None:
    bo = put_attendee(event, Attendee("bo", "Bo", is_paid=False))
    assert payments.pay(event, "bo", Method.CASH, 1250, 1, DESK, NOW) == 2
    stated = last(event)
    assert (stated.fact, stated.actor) == (AttendeePaid("bo", 2, "cash", 1250), "desk")
    assert isinstance(scan(event, bo.ticket.code, gate, NOW, scan_id="s1").fact, ScanAdmitted)
    history = cards.read(event, "bo")["history"]
    assert (history[-1]["kind"], history[-1]["detail"]) == ("attendee.paid", "cash 12.50")


def test_an_amount_may_be_left_out(event: Event) -> None:
    owing(event, "bo")
    payments.pay(event, "bo", Method.INVOICE, None, 1, DESK, NOW)
    assert last(event).fact == AttendeePaid("bo", 2, "invoice", None)
    assert cards.read(event, "bo")["history"][0]["detail"] == "invoice"


def test_nobody_pays_twice(event: Event) -> None:
    owing(event, "bo")
    payments.pay(event, "bo", Method.CARD, 1250, 1, DESK, NOW)
    before = seq(event)
    for version, code in ((1, "changed_meanwhile"), (2, "already_paid")):
        with pytest.raises(Conflict) as problem:
            payments.pay(event, "bo", Method.CARD, 1250, version, DESK, NOW)
        assert problem.value.code == code
    assert seq(event) == before


def test_nobody_is_paid_for_who_is_not_there(event: Event) -> None:
    with pytest.raises(NotFound):
        payments.pay(event, "nobody", Method.CASH, 1, 1, DESK, NOW)


def test_the_drawer_has_sums_by_person_and_method(event: Event) -> None:
    owing(event, "a", "b", "c", "d", "e")
    anna, zoe = account(event, "Anna"), account(event, "Zoe")
    payments.pay(event, "a", Method.CASH, 1250, 1, zoe, NOW)
    payments.pay(event, "b", Method.CASH, 5, 1, zoe, LATER)
    payments.pay(event, "c", Method.CARD, 9900, 1, zoe, NOW)
    payments.pay(event, "d", Method.CASH, None, 1, anna, NOW)
    payments.pay(event, "e", Method.CASH, 100, 1, DESK, NOW)
    drawer = payments.drawer(event, None, NOW)
    assert drawer.rows == [
        Takings(anna.actor, "Anna", "cash", 1, 0, NOW, NOW),
        Takings(zoe.actor, "Zoe", "card", 1, 9900, NOW, NOW),
        Takings(zoe.actor, "Zoe", "cash", 2, 1255, NOW, LATER),
        Takings("desk", "desk", "cash", 1, 100, NOW, NOW),
    ]
    assert drawer.sums == [(Method.CASH, 4, 1355), (Method.CARD, 1, 9900)]


def test_the_drawer_is_that_of_an_event_day(event: Event) -> None:
    """In Riga a day runs from 01:00 to 01:00 UTC in May."""
    owing(event, "a", "b")
    night = NOW.replace(day=2, hour=0, minute=59)
    payments.pay(event, "a", Method.CASH, 1, 1, DESK, night)
    payments.pay(event, "b", Method.CASH, 2, 1, DESK, night + timedelta(minutes=1))
    assert cents(event, date(2026, 5, 1), NOW) == [1]
    assert cents(event, date(2026, 5, 2), NOW) == [2]
    assert cents(event, None, night) == [1]
    assert cents(event, date(2026, 5, 3), NOW) == []


def test_the_drawer_is_read_by_its_index(event: Event) -> None:
    plan = event.reader.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM log l WHERE l.kind = 'attendee.paid' AND l.occurred_at >= ?", ("2026",)
    ).fetchall()
    assert "log_of_payments" in plan[0]["detail"]


def test_no_money_is_taken_for_a_registration_that_was_cancelled(event: Event) -> None:
    owing(event, "bo")
    registration.cancel(event, "bo", DESK, NOW)
    with pytest.raises(Conflict) as problem:
        payments.pay(event, "bo", Method.CASH, 1250, 2, DESK, NOW)
    assert (problem.value.code, cents(event, None, NOW)) == ("cancelled", [])


def test_a_payment_taken_back_is_in_no_drawer_and_admits_nobody(event: Event, gate: Caller) -> None:
    bo = put_attendee(event, Attendee("bo", "Bo", is_paid=False))
    payments.pay(event, "bo", Method.CASH, 1250, 1, DESK, NOW)
    assert payments.undo(event, "bo", 2, DESK, LATER) == 3
    stated = last(event)
    assert (stated.fact, stated.cause) == (AttendeePaymentUndone("bo", 3, "bo-v2"), "bo-v2")
    assert cents(event, None, NOW) == []
    assert isinstance(scan(event, bo.ticket.code, gate, LATER, scan_id="s1").fact, ScanRefused)
    told = [(line["kind"], line["undone"]) for line in cards.read(event, "bo")["history"]]
    assert told[1:] == [("attendee.payment_undone", False), ("attendee.paid", True)]


def test_who_paid_again_after_all_is_in_the_drawer_once(event: Event) -> None:
    owing(event, "bo")
    payments.pay(event, "bo", Method.CASH, 1250, 1, DESK, NOW)
    payments.undo(event, "bo", 2, DESK, NOW)
    payments.pay(event, "bo", Method.CARD, 1250, 3, DESK, NOW)
    assert [(row.method, row.count) for row in payments.drawer(event, None, NOW).rows] == [("card", 1)]


def test_a_list_may_say_paid_again_after_a_payment_was_taken_back(event: Event) -> None:
    owing(event, "bo")
    payments.pay(event, "bo", Method.CASH, None, 1, DESK, NOW)
    payments.undo(event, "bo", 2, DESK, NOW)
    corrected = event.reader.execute("SELECT corrected FROM attendees WHERE id = 'bo'").fetchone()[0]
    assert (attendees.get(event.reader, "bo").is_paid, corrected) == (False, "[]")


@pytest.mark.parametrize(
    ("version", "at", "code"),
    [
        (1, NOW, "changed_meanwhile"),
        (2, NOW + timedelta(days=1), "drawer_counted"),
    ],
)
def test_a_payment_is_taken_back_by_who_saw_it_and_on_its_day(
    event: Event, version: int, at: datetime, code: str
) -> None:
    owing(event, "bo")
    payments.pay(event, "bo", Method.CASH, 1250, 1, DESK, NOW)
    with pytest.raises(Conflict) as problem:
        payments.undo(event, "bo", version, DESK, at)
    assert (problem.value.code, cents(event, None, NOW)) == (code, [1250])


def test_what_the_list_says_was_paid_is_no_payment_to_take_back(event: Event) -> None:
    put_attendee(event, Attendee("bo", "Bo"))
    with pytest.raises(Conflict) as problem:
        payments.undo(event, "bo", 1, DESK, NOW)
    assert problem.value.code == "no_payment"


def test_a_payment_in_the_rehearsal_is_in_no_drawer_and_forgotten_when_the_event_opens(rehearsed: Event) -> None:
    owing(rehearsed, "bo", "eve")
    payments.pay(rehearsed, "bo", Method.CASH, 1250, 1, DESK, NOW)
    payments.pay(rehearsed, "eve", Method.CASH, 1250, 1, DESK, NOW)
    payments.undo(rehearsed, "eve", 2, DESK, NOW)
    assert cents(rehearsed, None, NOW) == []
    assert cards.read(rehearsed, "bo")["history"][0]["detail"] == "cash 12.50 rehearsal"
    before = seq(rehearsed)
    setup.open_event(rehearsed, DESK, LATER, seeded())
    assert facts(rehearsed, before) == [EventOpened(), AttendeePaymentUndone("bo", 3, "bo-v2")]
    assert not attendees.get(rehearsed.reader, "bo").is_paid
    payments.pay(rehearsed, "bo", Method.CASH, 1250, 3, DESK, LATER)
    assert cents(rehearsed, None, NOW) == [1250]


def test_who_took_the_place_of_somebody_who_paid_in_the_rehearsal_has_not_paid_either(rehearsed: Event) -> None:
    owing(rehearsed, "bo")
    payments.pay(rehearsed, "bo", Method.CASH, 1250, 1, DESK, NOW)
    ida = registration.substitute(rehearsed, "bo", {"full_name": "Ida"}, 2, DESK, NOW, chance_of("ida"))
    eve = registration.substitute(rehearsed, ida.id, {"full_name": "Eve"}, 1, DESK, NOW, chance_of("eve"))
    assert eve.is_paid
    setup.open_event(rehearsed, DESK, LATER, seeded())
    assert [attendees.get(rehearsed.reader, who).is_paid for who in ("bo", ida.id, eve.id)] == [False] * 3


def test_a_payment_taken_back_is_taken_back_from_who_took_the_place_since(event: Event) -> None:
    owing(event, "bo")
    payments.pay(event, "bo", Method.CASH, 1250, 1, DESK, NOW)
    ida = registration.substitute(event, "bo", {"full_name": "Ida"}, 2, DESK, NOW, chance_of("ida"))
    payments.undo(event, "bo", 3, DESK, NOW)
    assert not attendees.get(event.reader, ida.id).is_paid
    payments.pay(event, ida.id, Method.CARD, 1250, 2, DESK, NOW)
    assert [(row.method, row.cents) for row in payments.drawer(event, None, NOW).rows] == [("card", 1250)]
