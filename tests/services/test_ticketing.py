"""Replacing a ticket, and whose tickets are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import NOW, caller, make_event, put_attendee, scan
from on_the_log import facts, seq

from turnout.demo.event import SeededChance
from turnout.domain.admission import Reason
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import ScanAdmitted, ScanRefused, TicketIssued, TicketRevoked
from turnout.domain.model import Attendee, Role
from turnout.services import registration, ticketing
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.ticketing import Issue, Issued
from turnout.store import ticket_holders

DESK = caller(Role.DESK)


def ids(event: Event, category: str = "", attendee_id: str = "") -> list[str]:
    return [holder.attendee.id for holder in ticket_holders.each(event.reader, category, attendee_id)]


def test_a_replaced_ticket_admits_nobody_and_the_new_one_does(
    event: Event, ada: Registered, gate: Caller, chance: SeededChance
) -> None:
    before = seq(event)
    new = ticketing.replace(event, "ada", DESK, NOW, chance)
    assert facts(event, before) == [
        TicketRevoked("ada", ada.ticket.id, "ticket replaced"),
        TicketIssued("ada", new.id),
    ]
    refused = scan(event, ada.ticket.code, gate, NOW, scan_id="old").fact
    assert isinstance(refused, ScanRefused)
    assert refused.reason == Reason.REVOKED
    assert isinstance(scan(event, new.code, gate, NOW, scan_id="new").fact, ScanAdmitted)
    assert [holder.code for holder in ticket_holders.each(event.reader)] == [new.code]


def test_a_badge_outlives_the_ticket(event: Event, ada: Registered, chance: SeededChance) -> None:
    ticketing.replace(event, "ada", DESK, NOW, chance)
    codes = event.reader.execute("SELECT is_revoked FROM tickets WHERE code = ?", (ada.badge.code,)).fetchone()
    assert codes[0] == 0


def test_a_ticket_may_be_replaced_again(event: Event, ada: Registered, chance: SeededChance) -> None:
    first = ticketing.replace(event, "ada", DESK, NOW, chance)
    second = ticketing.replace(event, "ada", DESK, NOW, chance)
    assert len({ada.ticket.code, first.code, second.code}) == 3
    assert [holder.code for holder in ticket_holders.each(event.reader)] == [second.code]


def test_nobody_has_no_ticket_to_replace(event: Event, chance: SeededChance) -> None:
    before = seq(event)
    with pytest.raises(NotFound) as problem:
        ticketing.replace(event, "nobody", DESK, NOW, chance)
    assert (problem.value.code, seq(event)) == ("no_attendee", before)


def test_who_has_cancelled_gets_none(event: Event, ada: Registered, chance: SeededChance) -> None:
    registration.cancel(event, "ada", DESK, NOW)
    before = seq(event)
    with pytest.raises(Conflict) as problem:
        ticketing.replace(event, "ada", DESK, NOW, chance)
    assert (problem.value.code, seq(event)) == ("cancelled", before)


def test_tickets_are_drawn_for_who_is_coming_in_the_order_of_the_list(event: Event) -> None:
    for number in range(450):  # more than two reads
        put_attendee(event, Attendee(f"p{number:03}", f"Person {number}", category="press" if number % 2 else "crew"))
    registration.cancel(event, "p002", DESK, NOW)
    assert ids(event) == [f"p{number:03}" for number in range(450) if number != 2]
    assert ids(event, "press") == [f"p{number:03}" for number in range(1, 450, 2)]
    assert ids(event, "", "p007") == ["p007"]
    assert ids(event, "crew", "p007") == []
    assert ticket_holders.count(event.reader, "crew") == len(ids(event, "crew")) == 224


@pytest.mark.parametrize(("category", "attendee_id"), [("press", ""), ("", "nobody"), ("", "gone"), ("press", "ada")])
def test_an_issue_of_nothing_is_told(event: Event, ada: Registered, category: str, attendee_id: str) -> None:
    put_attendee(event, Attendee("gone", "Grace Hopper"))
    registration.cancel(event, "gone", DESK, NOW)
    with pytest.raises(BadInput) as problem:
        Issue(event.reader, category, attendee_id)
    assert problem.value.code == "no_ticket"


def test_test_tickets_are_for_the_rehearsal(event: Event, ada: Registered, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as problem:
        Issue(event.reader, is_test=True)
    assert problem.value.code == "event_opened"
    rehearsal = make_event(tmp_path / "rehearsal.db", is_opened=False)
    put_attendee(rehearsal, ada.attendee)
    assert Issue(rehearsal.reader, is_test=True).total() == 1
    rehearsal.file.close()


def test_a_name_that_no_font_has_is_told_by_its_id(event: Event, ada: Registered) -> None:
    put_attendee(event, Attendee("runes", "Ada \ue000"))
    issued = Issued()
    counted: list[int] = []
    drawn = [attendee.id for attendee, _ in Issue(event.reader).drawn(issued, counted.append)]
    assert (drawn, counted, issued) == (["ada", "runes"], [1, 2], Issued(2, ["runes"]))


@pytest.mark.parametrize(
    ("order_code", "name"),
    [("AB12C", "AB12C-ada.png"), ("", "ada.png"), ("../../etc", "ada.png"), ("A" * 41, "ada.png"), ("№ 7", "ada.png")],
)
def test_what_a_picture_is_called(order_code: str, name: str) -> None:
    assert ticketing.file_name(Attendee("ada", "Ada", order_code=order_code)) == name
