"""A person's card: who they are, their codes, badges, what happened to them, and what was noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_attendee, put_room, scan
from on_the_log import last

from turnout.domain.errors import NotFound
from turnout.domain.model import Attendee, Direction, Role
from turnout.services import access, cards, pickups, registration, scanning
from turnout.services import printing as printing_service
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.store.preprinted import Placing

LATER = NOW + timedelta(minutes=1)
FIELDS = {
    "id": "grace",
    "name": "Grace Hopper",
    "company": "US Navy",
    "email": "",
    "category": {"id": "visitor", "label": "Visitor"},
    "order_code": "",
    "is_paid": True,
    "is_cancelled": False,
    "is_blocked": False,
    "inside": False,
    "arrived_at": None,
    "place": None,
    "version": 1,
    "given_name": "Grace",
    "language": "en",
    "pronouns": "",
    "valid_days": [],
}


def boss(event: Event) -> Caller:
    account = access.add_account(event, "Boss", Role.COORDINATOR, "", NOW, chance_of("boss"))
    return Caller(account.id, account.role)


def test_a_card_of_somebody_who_has_not_come(printing: Event, grace: Registered) -> None:
    card = cards.read(printing, "grace")
    assert card == {
        "attendee": FIELDS,
        "others": {"order_code": 0, "company": 0},
        "groups": [],
        "conflict": None,
        "pickup": None,
        "tickets": card["tickets"],
        "badges": [],
        "history": [],
        "notes": [],
    }
    codes = {(ticket["id"], ticket["kind"], ticket["ends"], ticket["is_revoked"]) for ticket in card["tickets"]}
    assert codes == {(code.id, code.kind, code.code[-4:], False) for code in (grace.ticket, grace.badge)}
    assert grace.ticket.code not in str(card)


def test_a_card_of_somebody_inside(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1").job
    assert job is not None
    card = cards.read(printing, "grace")
    assert card["attendee"] == FIELDS | {
        "inside": True,
        "arrived_at": "2026-05-01T09:00:00.000Z",
        "place": {"id": "venue", "name": "Harbour Congress"},
    }
    assert card["badges"] == [
        {
            "job_id": job.id,
            "copy": 1,
            "state": "queued",
            "why": "admitted",
            "printer": {"id": "folder", "name": "Entrance printer"},
            "changed_at": "2026-05-01T09:00:00.000Z",
        }
    ]
    common = {"at": "2026-05-01T09:00:00.000Z", "by": None, "station": "Entrance", "undone": False}
    assert card["history"] == [
        {"fact_id": f"{job.id}-queued", "kind": "badge.queued", "place": None, "detail": "admitted", **common},
        {"fact_id": "s1", "kind": "scan.admitted", "place": "Harbour Congress", "detail": None, **common},
    ]


def test_history_says_who_and_what(printing: Event, grace: Registered, entrance: Caller) -> None:
    by = boss(printing)
    registration.amend(printing, "grace", {"company": "Yale", "email": "grace@yale.example"}, 1, by, NOW)
    scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    scan(printing, grace.ticket.code, entrance, LATER, scan_id="s2")
    scanning.undo(printing, "s1", "u1", by, LATER)
    registration.cancel(printing, "grace", by, LATER)
    told = [
        (line["kind"], line["by"], line["detail"], line["undone"]) for line in cards.read(printing, "grace")["history"]
    ]
    assert told == [
        ("attendee.cancelled", "Boss", None, False),
        ("scan.undone", "Boss", None, False),
        ("scan.refused", None, "already_in", False),
        ("badge.queued", None, "admitted", False),
        ("scan.admitted", None, None, True),
        ("attendee.amended", "Boss", "company email", False),
    ]


def test_history_tells_of_overrides_and_of_leaving(printing: Event, grace: Registered) -> None:
    put_room(printing, "hall")
    by = caller()
    for number, direction in enumerate(("in", "out")):
        scan(
            printing,
            grace.ticket.code,
            by,
            NOW,
            scan_id=f"s{number}",
            direction=Direction(direction),
        )
    scan(printing, grace.ticket.code, by, LATER, scan_id="s2")
    scan(printing, grace.ticket.code, by, LATER, scan_id="s3", override_reason="came back")
    history = cards.read(printing, "grace")["history"]
    assert [line["detail"] for line in history] == ["already_in", "already_in", "out", None]
    assert [line["kind"] for line in history] == ["scan.admitted", "scan.refused", "scan.admitted", "scan.admitted"]


def test_history_has_an_end(event: Event, ada: Registered, gate: Caller) -> None:
    for number in range(cards.HISTORY_LENGTH + 5):
        scan(event, ada.ticket.code, gate, NOW, scan_id=f"s{number}")
    history = cards.read(event, "ada")["history"]
    assert (len(history), history[0]["fact_id"]) == (cards.HISTORY_LENGTH, last(event).fact_id)


def test_badges_have_the_newest_first(printing: Event, grace: Registered) -> None:
    for kind, at in (("lost", NOW), ("misprint", LATER)):
        printing_service.reprint(printing, "grace", kind, caller(), at, chance_of(kind))
    card = cards.read(printing, "grace")
    assert [(badge["why"], badge["copy"]) for badge in card["badges"]] == [("misprint", 2), ("lost", 1)]
    assert sorted(ticket["is_revoked"] for ticket in card["tickets"]) == [False, False, True]


def test_nobody_has_no_card(event: Event) -> None:
    with pytest.raises(NotFound) as problem:
        cards.read(event, "nobody")
    assert problem.value.code == "no_attendee"


def test_a_card_counts_the_others_and_says_where_the_badge_lies(printing: Event) -> None:
    for name in ("ann", "bob", "cyd"):
        put_attendee(
            printing, Attendee(name, name.capitalize(), company="Acme", order_code="A1" if name > "ann" else "")
        )
    pickups.place(printing, "placed", [Placing("bob", "C", 41)], caller(), NOW)
    card = cards.read(printing, "bob")
    assert card["others"] == {"order_code": 1, "company": 2}
    assert card["pickup"] == {"box": "C", "number": 41, "state": "ready"}
    assert cards.read(printing, "ann")["others"] == {"order_code": 0, "company": 2}
