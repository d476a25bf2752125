"""The roster: what is told of whom, that it follows every change, and that nothing of it waits for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import NOW, caller, chance_of, make_event, put_attendee, put_room, put_station, put_venue_policy, scan
from roster_reader import Roster, read_roster

from turnout.domain.model import VENUE, Attendee, AttendeeRow, Direction, Entries, Policy, StationMode
from turnout.services import importing, payments, place_setup, printing, registration, rosters, ticketing
from turnout.services.comparing import Comparison
from turnout.services.event import Caller, Event
from turnout.services.importing import DirectRegister
from turnout.services.registration import Registered
from turnout.store import batches, log, places, settings

BOSS = caller()
LATER = NOW + timedelta(minutes=10)


def drawn(event: Event, now: datetime = NOW) -> int:
    """Draw until nothing waits; answers in how many steps."""
    steps = 1
    while rosters.step(event, now, chance_of(f"roster {steps}")):
        steps += 1
    return steps


def change_venue_rule(event: Event, **policy: Any) -> None:
    """As a coordinator does."""
    venue = places.find_set_up(event.reader, VENUE)
    assert venue is not None
    place_setup.change(event, VENUE, venue.version, {"policy": policy}, BOSS, NOW, chance_of("place"))


def told(event: Event, station: Caller, after: int = 0, now: datetime = NOW) -> Roster:
    assert station.station is not None
    return read_roster(b"".join(rosters.tell(event, station.station, after, now)))


def bring_in(event: Event, *rows: AttendeeRow, name: str = "import") -> None:
    known, tag = batches.known(event.reader), settings.read(event.reader).tag
    steps = list(Comparison(*known, tag, chance_of(name)).steps(rows))
    importing.run(steps, DirectRegister(event, BOSS, NOW, chance_of(f"{name} facts")))


@pytest.fixture
def zoe(event: Event) -> Registered:
    full = Attendee("zoe", "Zoë Łuk", "Zoë", "Café GmbH", "zoe@example.org", "speaker", "pl", "she/her")
    return put_attendee(event, replace(full, valid_days=("2026-05-01", "2026-05-02")))


def test_ticket_and_badge_stand_on_it_and_open_with_their_codes_alone(
    event: Event, gate: Caller, zoe: Registered
) -> None:
    drawn(event)
    roster = told(event, gate)
    ticket, badge = roster.of(zoe.ticket.code), roster.of(zoe.badge.code)
    assert ticket is not None
    assert badge is not None
    assert (ticket.kind, ticket.is_valid, ticket.is_inside, ticket.category) == (1, True, False, "speaker")
    assert (badge.kind, badge.is_valid, badge.is_inside, badge.category) == (2, True, False, "speaker")
    inner = roster.opened(zoe.ticket.code)
    days = ["2026-05-01", "2026-05-02"]
    common = {"g": "Zoë", "n": "Zoë Łuk", "l": "pl", "d": days, "a": inner["a"]}
    fields = {"code": zoe.badge.code, "given_name": "Zoë", "company": "Café GmbH", "pronouns": "she/her"}
    assert inner == {**common, "b": fields}
    assert roster.opened(zoe.badge.code) == common
    assert isinstance(inner["a"], int)


def test_it_says_by_which_codes_staff_know_a_reason(event: Event, gate: Caller) -> None:
    codes = told(event, gate).head["short_codes"]
    assert (codes["already_in"], codes["wrong_day"], codes["not_valid"]) == ("H7", "K3", "H0")
    assert len(set(codes.values())) == len(codes) == 9


def test_nothing_of_anybody_is_readable_in_it(event: Event, gate: Caller, zoe: Registered) -> None:
    drawn(event)
    assert gate.station is not None
    body = b"".join(rosters.tell(event, gate.station, 0, NOW))
    for secret in (zoe.ticket.code, zoe.badge.code, "Łuk", "zoe@example.org", "Café"):
        assert secret.encode() not in body


def test_the_head_says_what_the_door_may_check(event: Event, gate: Caller) -> None:
    opens_at = NOW + timedelta(hours=1)
    policy = Policy(Entries.TIMES, 3, categories=frozenset({"press", "crew"}), opens_at=opens_at, tolerance_s=60)
    put_room(event, "hall", capacity=40, policy=policy)
    door = put_station(event, "door", place_id="hall")
    drawn(event)
    venue, hall = told(event, gate).head, told(event, door).head
    assert venue["policy"]["tells_inside"]
    assert hall["policy"] == {
        "place_id": "hall",
        "tells_inside": False,
        "entries": "times",
        "times": 3,
        "accepts": "both",
        "categories": ["crew", "press"],
        "opens_at": "2026-05-01T10:00:00.000Z",
        "closes_at": None,
        "tolerance_s": 60,
        "capacity": 40,
    }
    assert (hall["format"], hall["event"], hall["rehearsal"], hall["day"]) == (
        1,
        "Harbour Congress",
        False,
        "2026-05-01",
    )
    assert hall["passing"] == ["technician"]
    assert hall["days"][0] == {
        "day": "2026-05-01",
        "starts_at": "2026-05-01T01:00:00.000Z",
        "ends_at": "2026-05-02T01:00:00.000Z",
    }
    assert [day["day"] for day in hall["days"]] == ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"]


def test_before_anything_is_drawn_it_is_empty_and_says_that_more_comes(event: Event, gate: Caller) -> None:
    roster = told(event, gate)
    assert (roster.entries, roster.head["seq"], roster.head["complete"], roster.head["salt"]) == ({}, 0, False, "")


def test_while_it_is_drawn_what_is_there_is_told_and_the_rest_follows(event: Event, gate: Caller) -> None:
    people = [put_attendee(event, Attendee(f"p{n}", f"Person {n}")) for n in range(rosters.CHUNK + 1)]
    assert rosters.step(event, NOW, chance_of("one step"))
    half = told(event, gate)
    assert (half.head["seq"], half.head["complete"], len(half.entries)) == (0, False, 2 * rosters.CHUNK)
    drawn(event)
    whole = told(event, gate, half.head["seq"])
    assert (whole.head["whole"], whole.head["complete"], len(whole.entries)) == (True, True, 2 * len(people))


def test_with_nothing_new_nothing_is_written_and_nothing_told(event: Event, gate: Caller, zoe: Registered) -> None:
    drawn(event)
    before = event.reader.execute("PRAGMA data_version").fetchone()[0]
    assert drawn(event) == 1
    assert event.reader.execute("PRAGMA data_version").fetchone()[0] == before
    rest = told(event, gate, told(event, gate).head["seq"])
    assert (rest.entries, rest.removed, rest.head["whole"]) == ({}, frozenset(), False)


def test_who_comes_in_is_told_and_nothing_is_sealed_anew_for_it(event: Event, gate: Caller, zoe: Registered) -> None:
    other = put_attendee(event, Attendee("ada", "Ada Lovelace"))
    drawn(event)
    first = told(event, gate)
    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    drawn(event)
    rest = told(event, gate, first.head["seq"])
    assert set(rest.entries) == {rest.lookup(zoe.ticket.code), rest.lookup(zoe.badge.code)}
    before, after = first.of(zoe.ticket.code), rest.of(zoe.ticket.code)
    assert before is not None
    assert after == replace(before, is_inside=True, has_come=True)
    assert rest.of(other.ticket.code) is None


def test_it_says_up_to_where_the_log_shows_on_it(event: Event, gate: Caller, zoe: Registered) -> None:
    for n in range(rosters.CHUNK):
        put_attendee(event, Attendee(f"p{n}", f"Person {n}"))
    assert rosters.step(event, NOW, chance_of("one step"))
    assert told(event, gate).head["log_seq"] == 0
    drawn(event)
    before = told(event, gate).head["log_seq"]
    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    assert told(event, gate).head["log_seq"] == before < log.last_seq(event.reader)
    drawn(event)
    assert told(event, gate).head["log_seq"] == log.last_seq(event.reader)


def test_marks_by_an_earlier_rule_tell_nothing_beside_the_new_one(event: Event, gate: Caller, zoe: Registered) -> None:
    put_venue_policy(event, Policy(Entries.TIMES, 2))
    drawn(event)
    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    drawn(event)
    change_venue_rule(event, entries="once")
    head = told(event, gate).head
    assert (head["policy"]["entries"], head["log_seq"]) == ("once", 0)
    drawn(event)
    assert told(event, gate).head["log_seq"] == log.last_seq(event.reader)


def test_who_goes_out_or_whose_admission_is_taken_back_may_come_again(
    event: Event, gate: Caller, zoe: Registered
) -> None:
    from turnout.services import scanning

    def is_inside() -> bool:
        drawn(event)
        entry = told(event, gate).of(zoe.ticket.code)
        assert entry is not None
        return entry.is_inside

    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    assert is_inside()
    scan(event, zoe.ticket.code, gate, LATER, scan_id="s2", direction=Direction.OUT)
    assert not is_inside()
    scan(event, zoe.ticket.code, gate, LATER + timedelta(minutes=1), scan_id="s3")
    assert is_inside()
    scanning.undo(event, "s3", "u3", BOSS, LATER + timedelta(minutes=2))
    assert not is_inside()


def test_it_tells_of_whoever_left_or_came_on_another_day_that_they_have_come(
    event: Event, gate: Caller, zoe: Registered
) -> None:
    put_venue_policy(event, Policy(entries=Entries.ONCE_A_DAY))
    ada = put_attendee(event, Attendee("ada", "Ada Lovelace"))
    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    scan(event, zoe.ticket.code, gate, LATER, scan_id="s2", direction=Direction.OUT)
    for now in (LATER, NOW + timedelta(days=1)):
        drawn(event, now)
        marks = [told(event, gate, now=now).of(one.ticket.code) for one in (zoe, ada)]
        assert [(mark.is_inside, mark.has_come) for mark in marks if mark is not None] == [
            (False, True),
            (False, False),
        ]


def test_every_change_of_a_person_is_followed(event: Event, gate: Caller, zoe: Registered) -> None:
    drawn(event)
    seq = told(event, gate).head["seq"]

    def changed() -> Roster:
        nonlocal seq
        drawn(event)
        rest = told(event, gate, seq)
        assert rest.head["seq"] == seq + 1
        seq += 1
        return rest

    def is_valid(roster: Roster, code: str) -> bool:
        entry = roster.of(code)
        assert entry is not None
        return entry.is_valid

    registration.amend(event, "zoe", {"full_name": "Zoë Nowak"}, 1, BOSS, NOW)
    assert changed().opened(zoe.ticket.code)["n"] == "Zoë Nowak"
    registration.cancel(event, "zoe", BOSS, NOW)
    assert not is_valid(changed(), zoe.badge.code)
    registration.reinstate(event, "zoe", 3, BOSS, NOW)
    assert is_valid(changed(), zoe.ticket.code)
    new = ticketing.replace(event, "zoe", BOSS, NOW, chance_of("new ticket"))
    rest = changed()
    assert not is_valid(rest, zoe.ticket.code)
    assert is_valid(rest, new.code)


def test_a_new_badge_after_a_lost_one_is_followed(tmp_path: Path) -> None:
    event = make_event(tmp_path / "printing.db", has_printer=True)
    entrance = put_station(event, "entrance", mode=StationMode.ENTRANCE)
    zoe = put_attendee(event, Attendee("zoe", "Zoë"))
    drawn(event)
    job = printing.reprint(event, "zoe", "lost", entrance, NOW, chance_of("lost"))
    drawn(event)
    roster = told(event, entrance)
    code = event.reader.execute("SELECT code FROM tickets WHERE id = ?", (job.ticket_id,)).fetchone()[0]
    old, new = roster.of(zoe.badge.code), roster.of(code)
    assert old is not None
    assert new is not None
    assert (old.is_valid, new.is_valid) == (False, True)
    assert roster.opened(zoe.ticket.code)["b"]["code"] == code
    event.file.close()


def test_payment_makes_a_ticket_good(event: Event, gate: Caller) -> None:
    bob = put_attendee(event, Attendee("bob", "Bob", is_paid=False))
    drawn(event)
    first = told(event, gate)
    payments.pay(event, "bob", payments.Method.CASH, 500, 1, BOSS, NOW)
    drawn(event)
    before, after = first.of(bob.ticket.code), told(event, gate, first.head["seq"]).of(bob.ticket.code)
    assert before is not None
    assert after is not None
    assert (before.is_valid, after.is_valid) == (False, True)


def test_an_import_is_followed_whole_with_what_it_changes_of_people_on_the_list(event: Event, gate: Caller) -> None:
    long_code, short_code = "kfndgffgyw4tdgcacx6bb3bgemq69cxj", "ORDER-000123"
    drawn(event)
    seq = told(event, gate).head["seq"]
    bring_in(
        event,
        AttendeeRow(2, "Ada Lovelace", source_id="1", code=long_code),
        AttendeeRow(3, "Bob Bobson", source_id="2", code=short_code, category="press"),
    )
    drawn(event)
    rest = told(event, gate, seq)
    assert len(rest.entries) == 4
    short = rest.of(short_code)
    assert short is not None
    assert (short.sealed, short.is_valid, short.category) == (b"", True, "press")
    assert rest.opened(long_code)["n"] == "Ada Lovelace"
    bring_in(event, AttendeeRow(2, "Ada King", source_id="1", code=long_code), name="again")
    drawn(event)
    again = told(event, gate, rest.head["seq"])
    assert again.opened(long_code)["n"] == "Ada King"
    assert len(again.entries) == 2


def test_staged_people_are_not_on_it(event: Event, gate: Caller) -> None:
    event.write(lambda tx: batches.begin(tx.connection, NOW))
    batch = event.reader.execute("SELECT max(batch) FROM batches").fetchone()[0]
    event.write(
        lambda tx: tx.execute("INSERT INTO attendees (id, batch, full_name) VALUES ('x', ?, 'Staged')", (batch,))
    )
    drawn(event)
    assert told(event, gate).entries == {}


def test_a_new_entry_rule_of_the_venue_draws_everybody_anew(event: Event, gate: Caller, zoe: Registered) -> None:
    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    drawn(event)
    first = told(event, gate)
    change_venue_rule(event, entries="times", times=2)
    drawn(event)
    after = told(event, gate, first.head["seq"]).of(zoe.ticket.code)
    assert after is not None
    assert not after.is_inside


def test_once_a_day_the_marks_are_of_the_day_that_the_head_names(tmp_path: Path) -> None:
    event = make_event(tmp_path / "days.db", preset="day_tickets")
    gate = put_station(event)
    zoe = put_attendee(event, Attendee("zoe", "Zoë"))
    scan(event, zoe.ticket.code, gate, NOW, scan_id="s1")
    drawn(event)
    tomorrow = NOW + timedelta(days=1)
    today = told(event, gate)
    drawn(event, tomorrow)
    after = told(event, gate, today.head["seq"], tomorrow)
    marks = [roster.of(zoe.ticket.code) for roster in (today, after)]
    assert [mark.is_inside for mark in marks if mark is not None] == [True, False]
    assert (today.head["day"], after.head["day"]) == ("2026-05-01", "2026-05-02")
    event.file.close()


def test_a_station_that_knows_more_than_the_event_file_is_told_the_whole(
    event: Event, gate: Caller, zoe: Registered
) -> None:
    drawn(event)
    roster = told(event, gate, 4711)
    assert (roster.head["whole"], roster.head["after"], len(roster.entries)) == (True, 0, 2)


def test_more_categories_than_the_list_has_room_for_are_told_as_others(event: Event, gate: Caller) -> None:
    people = [put_attendee(event, Attendee(f"p{n:03}", f"Person {n}", category=f"c{n:03}")) for n in range(257)]
    drawn(event)
    roster = told(event, gate)
    named = [entry.category for one in people if (entry := roster.of(one.ticket.code)) is not None]
    assert sorted(named) == ["", "", *(f"c{n:03}" for n in range(255))]


def test_scans_go_on_between_the_steps(event: Event, gate: Caller) -> None:
    people = [put_attendee(event, Attendee(f"p{n}", f"Person {n}")) for n in range(3 * rosters.CHUNK)]
    for number, one in enumerate(people[:20]):
        scan(event, one.ticket.code, gate, NOW, scan_id=f"s{number}")
        rosters.step(event, NOW, chance_of(f"step {number}"))
    drawn(event)
    roster = told(event, gate)
    inside = [entry.is_inside for one in people if (entry := roster.of(one.ticket.code)) is not None]
    assert inside == [True] * 20 + [False] * (len(people) - 20)


def test_what_is_told_is_of_one_moment(event: Event, gate: Caller, zoe: Registered) -> None:
    drawn(event)
    assert gate.station is not None
    pieces = rosters.tell(event, gate.station, 0, NOW)
    head = next(pieces)
    registration.cancel(event, "zoe", BOSS, NOW)
    put_attendee(event, Attendee("ada", "Ada"))
    drawn(event)
    roster = read_roster(head + b"".join(pieces))
    entry = roster.of(zoe.ticket.code)
    assert entry is not None
    assert entry.is_valid
    assert len(roster.entries) == 2
