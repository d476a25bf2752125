"""People who come together: found by what they share, checked in at once, taken back at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import NOW, caller, put_attendee, scan, seeded
from on_the_log import facts, inside, kinds, seq, text_of_log

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import GroupCheckedIn, GroupUndone
from turnout.domain.model import Attendee, Role
from turnout.services import cards, groups, pickups, scanning
from turnout.services import printing as printing_service
from turnout.services.event import Caller, Event
from turnout.services.groups import Member
from turnout.services.registration import Registered
from turnout.store import badge_jobs, log
from turnout.store.preprinted import Placing
from turnout.store.search import Shared

DESK = caller(Role.DESK)


@pytest.fixture
def acme(printing: Event) -> list[Registered]:
    """Four people of one order, of whom one has not paid, and a fifth of the same company."""
    people = [
        Attendee("ann", "Ann Alder", "Ann", "Acme", order_code="A1"),
        Attendee("bob", "Bob Birch", "Bob", "Acme", order_code="A1"),
        Attendee("cyd", "Cyd Cedar", "Cyd", "Acme", order_code="A1", is_paid=False),
        Attendee("dan", "Dan Dogwood", "Dan", "Beta", order_code="A1"),
        Attendee("eve", "Eve Elm", "Eve", "Acme", order_code="E5"),
    ]
    return [put_attendee(printing, one) for one in people]


def members(*attendee_ids: str) -> list[Member]:
    return [Member(attendee_id, f"scan-{attendee_id}") for attendee_id in attendee_ids]


def check_in(event: Event, *attendee_ids: str, group_id: str = "group") -> list[groups.Result]:
    return groups.check_in(event, group_id, members(*attendee_ids), DESK, NOW, seeded())


def outcomes(results: list[groups.Result]) -> list[tuple[str, str]]:
    """Everybody with what became of them."""
    return [
        (one.attendee_id, getattr(one.answer.fact, "reason", "admitted") if one.answer else str(one.problem))
        for one in results
    ]


def test_an_order_or_a_company_is_a_group(printing: Event, acme: list[Registered]) -> None:
    value, people = groups.of_attendee(printing, acme[3].attendee.id, Shared.ORDER)
    assert (value, [one.found.attendee.id for one in people]) == ("A1", ["ann", "bob", "cyd", "dan"])
    value, people = groups.of_attendee(printing, "eve", Shared.COMPANY)
    assert (value, [one.found.attendee.id for one in people]) == ("Acme", ["ann", "bob", "cyd", "eve"])
    assert {one.found.attendee.id for one in groups.by_words(printing, "acme")} == {"ann", "bob", "cyd", "eve"}


def test_no_order_is_nobodys(printing: Event, grace: Registered) -> None:
    assert groups.of_attendee(printing, grace.attendee.id, Shared.ORDER) == ("", [])


def test_a_group_is_checked_in_in_the_order_shown(printing: Event, acme: list[Registered]) -> None:
    results = check_in(printing, "dan", "ann", "cyd", "bob")
    assert outcomes(results) == [("dan", "admitted"), ("ann", "admitted"), ("cyd", "unpaid"), ("bob", "admitted")]
    assert inside(printing) == len(acme) - 2
    works = iter(lambda: printing_service.claim(printing, "folder", "spooler", NOW), None)
    assert [work.job.attendee_id for work in works] == ["dan", "ann", "bob"]


def test_each_has_a_scan_of_their_own_caused_by_the_group(printing: Event, acme: list[Registered]) -> None:
    check_in(printing, "ann", "cyd")
    stated = [stated for stated in log.read(printing.reader) if stated.cause == "group"]
    assert [(one.fact_id, one.fact.KIND) for one in stated] == [
        ("scan-ann", "scan.admitted"),
        ("scan-cyd", "scan.refused"),
    ]
    assert GroupCheckedIn("group", ["scan-ann", "scan-cyd"]) in facts(printing)
    assert acme[0].attendee.id == "ann"


def test_a_retry_gets_the_same_outcomes(printing: Event, acme: list[Registered]) -> None:
    first, before = check_in(printing, "ann", "cyd", "bob"), seq(printing)
    again = check_in(printing, "ann", "cyd", "bob")
    assert seq(printing) == before
    assert [one.answer.stated for one in again if one.answer] == [one.answer.stated for one in first if one.answer]
    assert [one.answer.job for one in again if one.answer] == [one.answer.job for one in first if one.answer]
    with pytest.raises(Conflict) as told:
        check_in(printing, "ann", "eve")
    assert (told.value.code, len(acme)) == ("group_id_reused", 5)


def test_one_without_a_ticket_holds_up_nobody(printing: Event, acme: list[Registered]) -> None:
    printing.write(lambda tx: tx.execute("DELETE FROM tickets WHERE attendee_id = 'bob' AND kind = 'ticket'"))
    results = check_in(printing, "bob", "nobody", acme[0].attendee.id)
    assert outcomes(results) == [
        ("bob", "This person has no ticket."),
        ("nobody", "There is no such attendee."),
        ("ann", "admitted"),
    ]


def test_who_is_in_already_is_told_so(printing: Event, acme: list[Registered], entrance: Caller) -> None:
    scan(printing, acme[0].ticket.code, entrance, NOW, scan_id="before")
    results = check_in(printing, "ann", "bob")
    assert outcomes(results) == [("ann", "already_in"), ("bob", "admitted")]


def test_the_whole_group_is_taken_back(printing: Event, acme: list[Registered]) -> None:
    results = check_in(printing, "ann", "cyd", "bob")
    assert groups.undo(printing, "group", "undo", DESK, NOW) == 2
    assert inside(printing) == 0
    jobs = [one.answer.job for one in results if one.answer and one.answer.job]
    states = [found.state for job in jobs if (found := badge_jobs.find(printing.reader, job.id))]
    assert (states, len(acme)) == ([JobState.VOIDED, JobState.VOIDED], 5)
    before = seq(printing)
    assert groups.undo(printing, "group", "undo", DESK, NOW) == 2
    assert seq(printing) == before


def test_what_was_taken_back_one_by_one_is_left(printing: Event, acme: list[Registered]) -> None:
    check_in(printing, acme[0].attendee.id, "bob")
    scanning.undo(printing, "scan-ann", "undo-ann", DESK, NOW)
    assert groups.undo(printing, "group", "undo", DESK, NOW) == 1
    assert kinds(printing)[-3:] == ["group.undone", "scan.undone", "badge.voided"]
    assert GroupUndone("group", 1) in facts(printing)


def test_what_is_no_group_is_not_undone(printing: Event, acme: list[Registered]) -> None:
    check_in(printing, acme[0].attendee.id)
    with pytest.raises(NotFound) as told:
        groups.undo(printing, "scan-ann", "undo", DESK, NOW)
    assert told.value.code == "no_group"
    with pytest.raises(Conflict, match="used for something else"):
        groups.undo(printing, "group", "scan-ann", DESK, NOW)


def test_a_group_sees_the_badges_that_lie_in_boxes(printing: Event, acme: list[Registered]) -> None:
    pickups.place(printing, "placed", [Placing(acme[0].attendee.id, "A", 3)], DESK, NOW)
    results = check_in(printing, "ann", "bob")
    said = [(one.answer.pickup and one.answer.pickup.number, one.answer.job is None) for one in results if one.answer]
    assert said == [(3, True), (None, False)]
    _, people = groups.of_attendee(printing, "ann", Shared.ORDER)
    assert [(one.job is None, one.pickup and one.pickup.box) for one in people[:3]] == [
        (True, "A"),
        (False, None),
        (True, None),
    ]


def test_a_group_is_rehearsed(printing: Event, acme: list[Registered]) -> None:
    printing.write(lambda tx: tx.execute("DELETE FROM opening"))
    (result,) = check_in(printing, acme[0].attendee.id)
    assert result.answer is not None
    assert result.answer.job is not None
    assert (result.answer.fact.rehearsal, result.answer.job.is_rehearsal) == (True, True)
    assert replace(result.answer.job, state=JobState.QUEUED) == result.answer.job


def test_people_are_kept_together_under_a_name(printing: Event, acme: list[Registered]) -> None:
    assert groups.keep(printing, "choir", " Choir  of Riga ", ["dan", acme[0].attendee.id, "dan"], DESK, NOW) == 2
    name, people = groups.named(printing, "choir")
    assert (name, [one.found.attendee.id for one in people]) == ("Choir of Riga", ["ann", "dan"])
    assert cards.read(printing, "dan")["groups"] == [{"id": "choir", "name": "Choir of Riga", "others": 1}]
    before = seq(printing)
    groups.keep(printing, "choir", "Choir of Riga", ["ann", "dan"], DESK, NOW)
    assert seq(printing) == before
    groups.keep(printing, "choir", "Choir", ["dan", "eve"], DESK, NOW)
    assert cards.read(printing, "ann")["groups"] == []
    assert "Choir" not in text_of_log(printing)


def test_a_group_without_anybody_is_gone(printing: Event, acme: list[Registered]) -> None:
    groups.keep(printing, "choir", "Choir", [acme[0].attendee.id], DESK, NOW)
    groups.keep(printing, "choir", "Choir", [], DESK, NOW)
    with pytest.raises(NotFound) as told:
        groups.named(printing, "choir")
    assert (told.value.code, kinds(printing)[-2:]) == ("no_group", ["group.named", "group.named"])


def test_a_group_has_a_name_and_people_on_the_list(printing: Event) -> None:
    with pytest.raises(BadInput):
        groups.keep(printing, "choir", "  ", [], DESK, NOW)
    with pytest.raises(NotFound):
        groups.keep(printing, "choir", "Choir", ["nobody"], DESK, NOW)
