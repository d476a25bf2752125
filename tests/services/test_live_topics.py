"""Which topics a fact changes, and that every topic can be drawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_attendee, put_room, put_station, scan

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import NotFound
from turnout.domain.facts import Fact, kinds
from turnout.domain.model import VENUE, Attendee, PlaceKind
from turnout.services import cards, live, place_setup, registration, snapshots
from turnout.services import printing as printing_service
from turnout.services.event import Caller, Event
from turnout.services.live import EVERY_ATTENDEE, EVERY_DOOR, EVERY_PLACE, EVERY_STATION, Live, topics_of
from turnout.services.registration import Registered
from turnout.store import layouts

BOSS = caller()
SHOWN_NOWHERE = {
    "event.created",  # nobody looks yet
    "account.created",  # accounts are on no screen
    "account.pin_changed",
    "account.signed_out",
    "data.exported",  # who takes data out stands in the log
    "purge.due",  # who erases reads it in the log
    "layout.changed",  # the next badge is drawn by it
    "recognition.corrected",  # the next import reads it
    "group.checked_in",  # its scans are shown
    "group.undone",  # as above
    "run.started",  # its badges are shown
    "run.queued",  # whoever follows a run asks for it
    "run.stopped",  # as above
    "run.continued",  # as above
}
"""Kinds that change nothing a topic shows, each with its reason."""


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.KIND)
def test_every_kind_is_shown_or_shown_nowhere_on_purpose(kind: type[Fact]) -> None:
    assert bool(topics_of(kind.KIND)) is (kind.KIND not in SHOWN_NOWHERE)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.KIND)
def test_a_fact_marks_only_topics_there_are(kind: type[Fact]) -> None:
    known = {topic.replace("<id>", "*") for topic in snapshots.TOPICS}
    assert set(topics_of(kind.KIND)) <= known


def test_a_new_name_and_a_new_printer_are_told_wherever_they_stand() -> None:
    assert {"feed", "jobs", "conflicts", EVERY_ATTENDEE} <= set(topics_of("attendee.amended"))
    assert {"jobs", "printers", EVERY_STATION, EVERY_ATTENDEE} <= set(topics_of("printer.set_up"))


def test_a_commit_marks_what_it_changes(event: Event, ada: Registered, gate: Caller) -> None:
    event.live.take()
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    assert event.live.take() == {"totals", "rooms", "feed", EVERY_PLACE, EVERY_DOOR, "attendee:ada"}
    scan(event, ada.ticket.code, gate, NOW, scan_id="s2")
    assert event.live.take() == {"feed", "attendee:ada"}
    scan(event, "nobody's", gate, NOW, scan_id="s3")
    assert event.live.take() == {"feed"}
    assert event.live.take() == set()


def test_only_the_first_mark_wakes(event: Event) -> None:
    woken: list[int] = []
    marks = Live(lambda: woken.append(1))
    marks.mark(("totals",))
    marks.mark(("feed", EVERY_STATION))
    assert (marks.take(), len(woken)) == ({"totals", "feed", EVERY_STATION}, 1)
    marks.mark(())
    assert len(woken) == 1
    marks.mark(("totals",))
    assert len(woken) == 2


def test_every_topic_is_drawn_at_a_position_of_the_log(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    for topic in (
        "totals",
        "rooms",
        "stations",
        "printers",
        "feed",
        "place:hall",
        "door:hall",
        "station:gate",
        "attendee:ada",
    ):
        message = snapshots.build(event, topic, NOW).message()
        assert set(message) == {"topic", "seq", "at", "data"}
        assert (message["topic"], message["at"]) == (topic, "2026-05-01T09:00:00.000Z")
        assert message["seq"] == event.reader.execute("SELECT max(seq) FROM log").fetchone()[0]


@pytest.mark.parametrize(
    "topic", ["", "gossip", "totals:1", "place", "place:", "place:nowhere", "station:none", "attendee:none"]
)
def test_there_is_no_such_topic(event: Event, topic: str) -> None:
    with pytest.raises(NotFound):
        snapshots.build(event, topic, NOW)


def test_an_attendees_topic_is_their_card(event: Event, ada: Registered) -> None:
    assert snapshots.build(event, f"attendee:{ada.attendee.id}", NOW).data == cards.read(event, "ada")


def test_a_badge_on_its_way_marks_the_cards(printing: Event, grace: Registered, entrance: Caller) -> None:
    scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    printing.live.take()
    work = printing_service.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert printing.live.take() == set()
    printing_service.report(printing, work.job.id, "r1", JobState.SENDING, "", entrance, NOW, NOW)
    assert printing.live.take() == {"printers", "jobs", EVERY_STATION, EVERY_ATTENDEE}


def test_totals(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    data = snapshots.build(event, "totals", NOW + timedelta(seconds=59)).data
    assert data == {
        "event": {
            "name": "Harbour Congress",
            "opened": True,
            "time_zone": "Europe/Riga",
            "accent": "#0a599b",
            "day": {"starts_at": "2026-05-01T01:00:00.000Z", "ends_at": "2026-05-02T01:00:00.000Z"},
        },
        "expected": 1,
        "arrived": 1,
        "inside": 1,
        "capacity": None,
        "pace": 1,
        "arrivals": [["2026-05-01T09:00:00.000Z", 1]],
    }
    assert snapshots.build(event, "totals", NOW + timedelta(seconds=61)).data["pace"] == 0


def test_zones_and_the_venue_tell_how_many_they_hold(event: Event) -> None:
    place_setup.change(event, VENUE, 1, {"capacity": "500"}, BOSS, NOW, chance_of("venue"))
    place_setup.add(event, "Expo", PlaceKind.ZONE, "50", BOSS, NOW, chance_of("expo"))
    assert snapshots.build(event, "totals", NOW).data["capacity"] == 500
    (expo,) = snapshots.build(event, "rooms", NOW).data["rooms"]
    assert (expo["name"], expo["capacity"], expo["inside"]) == ("Expo", 50, 0)


def totals(event: Event) -> tuple[int, int]:
    """Arrived, of expected."""
    data = snapshots.build(event, "totals", NOW).data
    return data["arrived"], data["expected"]


def test_everybody_who_is_expected_can_arrive_and_nobody_else(event: Event, ada: Registered, gate: Caller) -> None:
    bob, eva = (put_attendee(event, Attendee(name.lower(), name, category="crew")) for name in ("Bob", "Eva"))
    zoe = put_attendee(event, Attendee("zoe", "Zoe"))
    assert totals(event) == (0, 4)
    event.write(lambda tx: layouts.put_category(tx.connection, "crew", "Crew", is_passing=True, layout="default"))
    for number, registered in enumerate((ada, bob, eva)):
        scan(event, registered.ticket.code, gate, NOW, scan_id=f"s{number}")
    assert totals(event) == (1, 2)
    registration.cancel(event, zoe.attendee.id, BOSS, NOW)
    registration.cancel(event, ada.attendee.id, BOSS, NOW)
    assert totals(event) == (1, 1)
    registration.cancel(event, bob.attendee.id, BOSS, NOW)
    assert totals(event) == (1, 1)


def test_the_feed_has_the_newest_first_and_ends(event: Event, gate: Caller) -> None:
    put_station(event, "side")
    for n in range(snapshots.FEED_LENGTH + 5):
        scan(event, f"nobody {n}", gate, NOW, scan_id=f"s{n}")
    feed = snapshots.build(event, "feed", NOW).data["scans"]
    assert [line["scan_id"] for line in feed] == [f"s{n}" for n in range(34, 4, -1)]
    assert feed[0] == {
        "scan_id": "s34",
        "at": "2026-05-01T09:00:00.000Z",
        "outcome": "refused",
        "reason": "unknown_ticket",
        "short_code": "H1",
        "name": None,
        "category": None,
        "place": "Harbour Congress",
        "station": "Gate",
        "direction": "in",
        "rehearsal": False,
        "override": False,
    }


def test_the_feed_says_categories_as_badges_do(event: Event, ada: Registered, gate: Caller) -> None:
    event.write(lambda tx: layouts.put_category(tx.connection, ada.attendee.category, "Zuschauer", False, "default"))
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    (line,) = snapshots.build(event, "feed", NOW).data["scans"]
    assert line["category"] == "Zuschauer"


def test_the_catalogue_of_marks_names_no_kind_there_is_not() -> None:
    known = {kind.KIND for kind in kinds()}
    assert set(live._TOPICS) <= known
    assert set(live._TOPICS_BY_SUBJECT) <= {kind.partition(".")[0] for kind in known}
