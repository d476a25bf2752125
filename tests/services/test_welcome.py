"""What a scan tells of what somebody gets and where they go next."""

from __future__ import annotations

from datetime import timedelta

from factories import NOW, caller, put_attendee, put_room, put_session, put_station, scan, seeded

from turnout.domain.model import Attendee, Direction
from turnout.services import category_setup, setup_document
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.store.scans import Upcoming
from turnout.web import outcomes


def book(event: Event, session_id: str, attendee_id: str) -> None:
    event.write(lambda tx: tx.execute("INSERT INTO bookings VALUES (?, ?)", (session_id, attendee_id)))


def give(event: Event, *things: str) -> None:
    """To all visitors."""
    version = setup_document.category(event.reader, "visitor")["version"]
    category_setup.change(event, "visitor", version, {"gets": list(things)}, caller(), NOW, seeded())


def gets(answer: ScanAnswer) -> list[str]:
    return list(outcomes.rendered(answer, names_refused=False)["gets"])


def test_what_the_category_gets_comes_before_what_the_list_says_each_once(event: Event, gate: Caller) -> None:
    give(event, " Lunch  on Friday ", "Bag", "Bag", "")
    bo = put_attendee(event, Attendee("bo", "Bo", gets=("T-shirt: L", "Bag")))
    answer = scan(event, bo.ticket.code, gate, NOW, scan_id="s1")
    assert gets(answer) == ["Lunch on Friday", "Bag", "T-shirt: L"]


def test_it_is_told_once_and_nobody_who_is_refused_is_told(event: Event, ada: Registered, gate: Caller) -> None:
    give(event, "Bag")
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    refused = scan(event, ada.ticket.code, gate, NOW + timedelta(minutes=1), scan_id="s2")
    out = scan(event, ada.ticket.code, gate, NOW + timedelta(minutes=2), scan_id="s3", direction=Direction.OUT)
    back = scan(event, ada.ticket.code, gate, NOW + timedelta(minutes=3), scan_id="s4")
    assert [gets(answer) for answer in (refused, out, back)] == [[], [], []]


def test_who_booked_is_told_of_the_next_session_and_its_room(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    for session_id, minutes in (("over", -60), ("later", 90), ("soon", 12), ("not mine", 5)):
        put_session(event, session_id, "hall", NOW + timedelta(minutes=minutes))
    for session_id in ("over", "later", "soon"):
        book(event, session_id, "ada")
    answer = scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    assert answer.upcoming == Upcoming("Talk soon", "Hall", NOW + timedelta(minutes=12))
    told = outcomes.rendered(answer, names_refused=False)
    assert told["next"] == {"title": "Talk soon", "place": "Hall", "starts_at": "2026-05-01T09:12:00.000Z"}


def test_tomorrow_is_not_next(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    put_session(event, "tomorrow", "hall", NOW + timedelta(hours=20))
    book(event, "tomorrow", "ada")
    assert scan(event, ada.ticket.code, gate, NOW, scan_id="s1").upcoming is None


def test_at_a_room_it_is_what_begins_there_and_nothing_once_it_has_begun(event: Event, ada: Registered) -> None:
    put_room(event, "hall")
    put_session(event, "talk", "hall", NOW + timedelta(minutes=5))
    door = put_station(event, "door", place_id="hall")
    before = scan(event, ada.badge.code, door, NOW, scan_id="s1", place_id="hall")
    after = scan(event, ada.badge.code, door, NOW + timedelta(minutes=6), scan_id="s2", place_id="hall")
    assert before.upcoming == Upcoming("Talk talk", "Hall", NOW + timedelta(minutes=5))
    assert after.upcoming is None
