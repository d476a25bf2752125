"""Badges that lie in boxes: placed, handed out, missing, put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, put_attendee, scan, seeded
from on_the_log import kinds, seq

from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.model import Attendee
from turnout.services import pickups, setup
from turnout.services import printing as printing_service
from turnout.services.event import Caller, Event
from turnout.services.pickups import Became
from turnout.services.registration import Registered
from turnout.store import attendees, badge_jobs, preprinted
from turnout.store.preprinted import PickupState, Placing

DESK = caller()


def place(event: Event, number: int = 41, placing_id: str = "placed") -> None:
    pickups.place(event, placing_id, [Placing("grace", "C", number)], DESK, NOW)


def settle(event: Event, became: Became) -> pickups.Settled:
    return pickups.settle(event, "grace", became, DESK, NOW, seeded(seq(event)))


def state(event: Event) -> tuple[str, int, PickupState]:
    pickup = preprinted.find(event.reader, "grace")
    assert pickup is not None
    return pickup.box, pickup.number, pickup.state


def test_a_badge_in_a_box_is_said_and_not_printed(printing: Event, grace: Registered, entrance: Caller) -> None:
    place(printing)
    answer = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    assert answer.pickup is not None
    assert (answer.job, answer.pickup.box, answer.pickup.number) == (None, "C", 41)
    again = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    assert (again.stated, again.job, again.pickup) == (answer.stated, None, answer.pickup)


def test_a_badge_that_was_handed_out_is_neither_said_nor_printed(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    place(printing)
    settle(printing, Became.HANDED_OUT)
    answer = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    assert (answer.job, answer.pickup) == (None, None)


def test_a_missing_badge_is_printed_with_a_new_code(printing: Event, grace: Registered, entrance: Caller) -> None:
    place(printing)
    settled = settle(printing, Became.MISSING)
    assert settled.job is not None
    assert (state(printing)[2], settled.job.ticket_id == grace.badge.id) == (PickupState.MISSING, False)
    old = attendees.ticket(printing.reader, grace.badge.id)
    assert old is not None
    assert old.is_revoked
    answer = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    assert (answer.job, answer.pickup) == (None, None)


def test_it_is_said_once_and_can_be_taken_back(printing: Event, grace: Registered) -> None:
    place(printing)
    settle(printing, Became.HANDED_OUT)
    before = seq(printing)
    settle(printing, Became.HANDED_OUT)
    assert (seq(printing), state(printing)) == (before, ("C", 41, PickupState.HANDED_OUT))
    settle(printing, Became.PUT_BACK)
    assert state(printing) == ("C", 41, PickupState.READY)
    assert kinds(printing)[-3:] == ["badges.placed", "badge.handed_out", "badge.put_back"]
    assert grace.attendee.id == "grace"


def test_a_badge_that_is_placed_anew_lies_there_again(printing: Event, grace: Registered) -> None:
    place(printing)
    settle(printing, Became.HANDED_OUT)
    place(printing, 7, "placed-again")
    assert state(printing) == ("C", 7, PickupState.READY)
    place(printing, 9, "placed")  # a retry of the first
    assert state(printing) == ("C", 7, PickupState.READY)
    assert grace.attendee.id == "grace"


def test_what_was_handed_out_in_the_rehearsal_counts_no_more_when_it_ends(event: Event) -> None:
    event.write(lambda tx: tx.execute("DELETE FROM opening"))
    put_attendee(event, Attendee("grace", "Grace Hopper"))
    place(event)
    settled = settle(event, Became.MISSING)
    assert (settled.job, settled.pickup.state) == (None, PickupState.MISSING)
    badge = attendees.badge_ticket_of(event.reader, "grace")
    assert badge is not None
    setup.open_event(event, DESK, NOW + timedelta(hours=1), seeded(7))
    assert state(event)[2] is PickupState.READY


def test_nobody_picks_up_what_is_not_there(printing: Event, grace: Registered) -> None:
    with pytest.raises(Conflict) as told:
        settle(printing, Became.HANDED_OUT)
    assert told.value.code == "no_pickup"
    with pytest.raises(NotFound):
        pickups.place(printing, "placed", [Placing("nobody", "C", 1)], DESK, NOW)
    for box, number in (("C", 0), ("C" * 21, 1), ("C\n", 1), ("C", 10**7)):
        with pytest.raises(BadInput) as refused:
            pickups.place(printing, "placed", [Placing("grace", box, number)], DESK, NOW)
        assert refused.value.code == "no_box"
    assert badge_jobs.of_attendee(printing.reader, grace.attendee.id) == []


def test_a_badge_that_another_replaced_is_said_no_more(printing: Event, grace: Registered, entrance: Caller) -> None:
    place(printing)
    printing_service.reprint(printing, "grace", "lost", entrance, NOW, seeded(3))
    assert state(printing)[2] is PickupState.REPLACED
    answer = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    assert (answer.job, answer.pickup) == (None, None)
    with pytest.raises(Conflict) as told:
        settle(printing, Became.PUT_BACK)
    assert told.value.code == "no_pickup"


def test_who_is_in_already_is_told_where_their_badge_lies(printing: Event, grace: Registered, entrance: Caller) -> None:
    place(printing)
    scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    again = scan(printing, grace.ticket.code, entrance, NOW + timedelta(minutes=1), scan_id="s2")
    assert again.fact.KIND == "scan.refused"
    assert again.pickup is not None
    assert again.pickup.box == "C"
