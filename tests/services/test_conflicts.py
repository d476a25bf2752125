"""Conflicts of scans as somebody looks into them: what is shown, what each answer changes, how it is taken back."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from factories import NOW, caller, chance_of, put_attendee, put_station, replayed, scan
from on_the_log import facts, inside, kinds, seq

from turnout.domain.conflicts import Verdict
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import ConflictDissolved, ConflictReopened, ConflictResolved, ScanAdmitted
from turnout.domain.model import VENUE, Attendee, Direction, Role
from turnout.services import cards, conflicts, replay, scanning, snapshots, typed_in
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.replay import Judged, Presented
from turnout.services.scanning import Scan
from turnout.services.typed_in import TickedLine
from turnout.store import scans

BOSS = caller()
BACK = NOW + timedelta(hours=1)
LATER = BACK + timedelta(minutes=5)
DOORS = ("gate", "side", "yard")


@pytest.fixture
def doors(event: Event) -> list[Caller]:
    return [put_station(event, name) for name in DOORS]


def minute(number: int) -> Any:
    return NOW + timedelta(minutes=number)


def used_twice(event: Event, who: Registered, doors: list[Caller], times: int = 2) -> None:
    for number, door in enumerate(doors[:times]):
        at = minute(10 * number)
        replayed(event, who.ticket.code, door, at, scan_id=f"{who.attendee.id}-{number}", now=BACK)


def shown(event: Event) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = snapshots.build(event, "conflicts", LATER).data["conflicts"]
    return found


def entries(event: Event, attendee_id: str) -> int:
    return scans.entries_used(event.reader, attendee_id, VENUE, "2026-05-01").times


def place(name: str) -> dict[str, str]:
    return {"id": name, "name": {VENUE: "Harbour Congress"}.get(name, name.capitalize())}


def test_a_ticket_used_at_two_doors_is_shown_with_both(event: Event, ada: Registered, doors: list[Caller]) -> None:
    used_twice(event, ada, doors)
    first = {"scan_id": "ada-0", "at": "2026-05-01T09:00:00.000Z", "station": place("gate"), "place": place(VENUE)}
    assert shown(event) == [
        {
            "scan_id": "ada-1",
            "kind": "same_ticket_twice",
            "reason": None,
            "at": "2026-05-01T09:10:00.000Z",
            "station": place("side"),
            "place": place(VENUE),
            "person": {"id": "ada", "name": "Ada Lovelace", "category": "visitor"},
            "other": first,
            "others": [first],
            "resolved": None,
        }
    ]


def test_ten_tickets_that_three_kiosks_had_in_common_are_ten_conflicts(event: Event, doors: list[Caller]) -> None:
    people = [put_attendee(event, Attendee(f"p{n}", f"Person {n}")) for n in range(10)]
    for who in people:
        used_twice(event, who, doors, times=3)
    told = shown(event)
    assert [one["scan_id"] for one in told] == [f"p{n}-1" for n in range(10)]
    assert [len(one["others"]) for one in told] == [2] * 10
    assert kinds(event).count("scan.admitted") == 30
    assert inside(event) == 10


def test_the_same_person_scanned_twice_has_used_one_entry(event: Event, ada: Registered, doors: list[Caller]) -> None:
    used_twice(event, ada, doors, times=3)
    assert entries(event, "ada") == 3
    conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    assert facts(event)[-1] == ConflictResolved("ada", ["ada-1", "ada-2"], "same_person")
    assert (entries(event, "ada"), inside(event)) == (1, 1)
    moved_at = event.reader.execute("SELECT moved_at FROM presence").fetchone()[0]
    assert moved_at == "2026-05-01T09:20:00.000Z"
    assert [one["resolved"] for one in shown(event)] == [
        {"verdict": "same_person", "by": "coordinator", "at": "2026-05-01T10:05:00.000Z"}
    ]


def test_any_scan_of_a_conflict_names_it(event: Event, ada: Registered, doors: list[Caller]) -> None:
    used_twice(event, ada, doors, times=3)
    conflicts.resolve(event, "ada-2", Verdict.TWO_PEOPLE, BOSS, LATER)
    (one,) = shown(event)
    assert (one["scan_id"], one["resolved"]["verdict"]) == ("ada-1", "two_people")
    assert entries(event, "ada") == 3


def test_the_same_verdict_again_changes_nothing_and_another_is_refused(
    event: Event, ada: Registered, doors: list[Caller]
) -> None:
    used_twice(event, ada, doors)
    position = conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    assert conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER) == position == seq(event)
    with pytest.raises(Conflict) as refused:
        conflicts.resolve(event, "ada-1", Verdict.TWO_PEOPLE, BOSS, LATER)
    assert refused.value.code == "conflict_resolved"


def test_a_verdict_is_taken_back(event: Event, ada: Registered, doors: list[Caller]) -> None:
    used_twice(event, ada, doors)
    before = shown(event)
    conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    position = conflicts.reopen(event, "ada-1", BOSS, LATER)
    assert facts(event)[-1] == ConflictReopened("ada", ["ada-1"])
    assert shown(event) == before
    assert entries(event, "ada") == 2
    assert conflicts.reopen(event, "ada-1", BOSS, LATER) == position
    conflicts.resolve(event, "ada-1", Verdict.TWO_PEOPLE, BOSS, LATER)
    assert shown(event)[0]["resolved"]["verdict"] == "two_people"


def test_what_comes_in_after_a_verdict_is_looked_at_anew(event: Event, ada: Registered, doors: list[Caller]) -> None:
    used_twice(event, ada, doors)
    conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    replayed(event, ada.ticket.code, doors[2], minute(20), scan_id="third", now=LATER)
    assert [(one["scan_id"], one["resolved"] is None) for one in shown(event)] == [("third", True), ("ada-1", False)]
    assert entries(event, "ada") == 2


def test_once_the_first_of_the_two_is_taken_back_the_other_is_an_entry_again(
    event: Event, ada: Registered, doors: list[Caller]
) -> None:
    used_twice(event, ada, doors)
    conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    scanning.undo(event, "ada-0", "undo", BOSS, LATER)
    assert facts(event)[-1] == ConflictDissolved("ada", "ada-1")
    assert (entries(event, "ada"), inside(event), shown(event)) == (1, 1, [])


def test_an_exit_typed_in_from_paper_explains_the_second_entry(
    event: Event, ada: Registered, doors: list[Caller]
) -> None:
    scan(event, ada.ticket.code, doors[0], NOW, scan_id="in")
    replayed(event, ada.ticket.code, doors[1], minute(30), scan_id="back", now=BACK)
    assert [one["scan_id"] for one in shown(event)] == ["back"]
    quarter_past = TickedLine("out", date(2026, 5, 1), time(12, 15), "ada", direction=Direction.OUT)
    typed_in.type_in(event, quarter_past, BOSS, LATER, chance_of("out"))
    assert facts(event)[-1] == ConflictDissolved("ada", "back")
    assert (inside(event), shown(event)) == (1, [])


def test_two_people_stay_a_matter_whatever_becomes_known_later(
    event: Event, ada: Registered, doors: list[Caller]
) -> None:
    used_twice(event, ada, doors)
    conflicts.resolve(event, "ada-1", Verdict.TWO_PEOPLE, BOSS, LATER)
    replayed(event, ada.ticket.code, doors[0], minute(5), scan_id="out", now=LATER, direction=Direction.OUT)
    assert [one["resolved"]["verdict"] for one in shown(event)] == ["two_people"]


def test_the_same_person_may_come_in_again_once_they_have_gone_out(
    event: Event, ada: Registered, doors: list[Caller]
) -> None:
    used_twice(event, ada, doors)
    conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    scan(event, ada.ticket.code, doors[0], LATER, scan_id="out", direction=Direction.OUT)
    back = scan(event, ada.ticket.code, doors[0], LATER + timedelta(minutes=1), scan_id="back")
    assert isinstance(back.fact, ScanAdmitted)


def test_what_should_not_have_been_let_in_and_what_is_unusable_is_noted(event: Event, doors: list[Caller]) -> None:
    bob = put_attendee(event, Attendee("bob", "Bob", is_cancelled=True))
    replayed(event, bob.ticket.code, doors[0], NOW, scan_id="bob-0", now=BACK)
    attempt = Scan("lost", "", VENUE, minute(1), BACK)
    unknown = Presented(lookup=b"0123456789abcdef")
    with pytest.raises(NotFound):
        replay.take(event, attempt, unknown, Judged(is_admitted=True), doors[1], BACK, chance_of("lost"))
    told = [(one["scan_id"], one["kind"], one["reason"], one["person"] is None, one["other"]) for one in shown(event)]
    assert told == [
        ("bob-0", "not_admissible", "cancelled", False, None),
        ("lost", "unusable", "lookup_unknown", True, None),
    ]
    for scan_id in ("bob-0", "lost"):
        with pytest.raises(BadInput):
            conflicts.resolve(event, scan_id, Verdict.SAME_PERSON, BOSS, LATER)
        conflicts.resolve(event, scan_id, Verdict.NOTED, BOSS, LATER)
    assert [one["resolved"]["verdict"] for one in shown(event)] == ["noted", "noted"]


def test_of_a_scan_that_is_wrong_in_two_ways_each_is_looked_at(event: Event, doors: list[Caller]) -> None:
    bob = put_attendee(event, Attendee("bob", "Bob", is_paid=False))
    used_twice(event, bob, doors)
    conflicts.resolve(event, "bob-1", Verdict.SAME_PERSON, BOSS, LATER)
    told = [(one["scan_id"], one["kind"], one["resolved"] is None) for one in shown(event)]
    assert told == [
        ("bob-0", "not_admissible", True),
        ("bob-1", "not_admissible", True),
        ("bob-1", "same_ticket_twice", False),
    ]


def test_there_is_no_such_conflict(event: Event, ada: Registered, doors: list[Caller]) -> None:
    replayed(event, ada.ticket.code, doors[0], NOW, scan_id="ada-0", now=BACK)
    for act in (
        lambda: conflicts.resolve(event, "ada-0", Verdict.NOTED, BOSS, LATER),
        lambda: conflicts.reopen(event, "ada-0", BOSS, LATER),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_desk_sees_it_at_the_person(event: Event, ada: Registered, doors: list[Caller]) -> None:
    def flag() -> Any:
        return cards.read(event, "ada")["conflict"]

    assert flag() is None
    used_twice(event, ada, doors)
    assert flag() == "open"
    conflicts.resolve(event, "ada-1", Verdict.TWO_PEOPLE, BOSS, LATER)
    assert flag() == "two_people"
    conflicts.reopen(event, "ada-1", BOSS, LATER)
    conflicts.resolve(event, "ada-1", Verdict.SAME_PERSON, BOSS, LATER)
    assert flag() is None


def test_who_looked_into_it_is_named(event: Event, ada: Registered, doors: list[Caller]) -> None:
    used_twice(event, ada, doors)
    conflicts.resolve(event, "ada-1", Verdict.TWO_PEOPLE, caller(Role.DESK), LATER)
    assert shown(event)[0]["resolved"]["by"] == "desk"
