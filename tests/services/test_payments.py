"""Payments at the desk: once, by whom, and what lies in the drawer at the end of a shift."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from factories import NOW, caller, chance_of, put_attendee, scan
from on_the_log import last, seq

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import AttendeePaid, ScanAdmitted
from turnout.domain.model import Attendee, Role
from turnout.domain.payment import Method
from turnout.services import access, cards, payments
from turnout.services.event import Caller, Event
from turnout.store.payments import Takings

DESK = caller(Role.DESK)


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
    payments.pay(event, "b", Method.CASH, 5, 1, zoe, NOW)
    payments.pay(event, "c", Method.CARD, 9900, 1, zoe, NOW)
    payments.pay(event, "d", Method.CASH, None, 1, anna, NOW)
    payments.pay(event, "e", Method.CASH, 100, 1, DESK, NOW)
    assert payments.drawer(event, None, NOW) == [
        Takings(anna.actor, "Anna", "cash", 1, 0),
        Takings(zoe.actor, "Zoe", "card", 1, 9900),
        Takings(zoe.actor, "Zoe", "cash", 2, 1255),
        Takings("desk", "desk", "cash", 1, 100),
    ]


def test_the_drawer_is_that_of_an_event_day(event: Event) -> None:
    """In Riga a day runs from 01:00 to 01:00 UTC in May."""
    owing(event, "a", "b")
    night = NOW.replace(day=2, hour=0, minute=59)
    payments.pay(event, "a", Method.CASH, 1, 1, DESK, night)
    payments.pay(event, "b", Method.CASH, 2, 1, DESK, night + timedelta(minutes=1))
    assert [row.cents for row in payments.drawer(event, date(2026, 5, 1), NOW)] == [1]
    assert [row.cents for row in payments.drawer(event, date(2026, 5, 2), NOW)] == [2]
    assert [row.cents for row in payments.drawer(event, None, night)] == [1]
    assert payments.drawer(event, date(2026, 5, 3), NOW) == []


def test_the_drawer_is_read_by_its_index(event: Event) -> None:
    plan = event.reader.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM log l WHERE l.kind = 'attendee.paid' AND l.occurred_at >= ?", ("2026",)
    ).fetchall()
    assert "log_of_payments" in plan[0]["detail"]
