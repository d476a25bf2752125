"""Scans: what is decided and recorded, what a retry is answered, what is kept out of the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import (
    NOW,
    caller,
    chance_of,
    make_event,
    put_attendee,
    put_room,
    put_session,
    put_station,
    put_venue_policy,
    replayed,
    scan,
    seeded,
)
from on_the_log import facts, inside, kinds, last, notes, seq, text_of_log

from turnout.domain import tickets
from turnout.domain.errors import Conflict, NotAllowed, NotFound
from turnout.domain.facts import ClockQuality, ScanAdmitted, ScanRefused
from turnout.domain.model import PRESETS, VENUE, Attendee, CodeKind, Direction, Role
from turnout.services import registration, scanning, setup
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.scanning import Scan
from turnout.store import settings
from turnout.store.scans import FirstEntry

LATER = NOW + timedelta(minutes=10)
EXACT = replace(PRESETS["open"], count_is_exact=True, capacity_is_hard=True)


def stranger(event: Event, tag: str | None = None) -> str:
    """A sound ticket code that is on no list."""
    return tickets.make(CodeKind.TICKET, tag or settings.read(event.reader).tag, b"0123456789")


def other_tag(event: Event) -> str:
    return "ZZ" if settings.read(event.reader).tag != "ZZ" else "YY"


# ---- outcomes ---------------------------------------------------------------------------------------


def test_a_valid_ticket_is_admitted_and_counted(event: Event, ada: Registered, gate: Caller) -> None:
    answer = scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanAdmitted)
    assert answer.fact == ScanAdmitted("ada", ada.ticket.id, VENUE, "in", "2026-05-01", answer.fact.fingerprint)
    assert answer.holder is not None
    assert answer.holder.attendee == ada.attendee
    assert (answer.first, answer.session, answer.job) == (None, None, None)
    assert inside(event) == 1
    stated = last(event)
    assert (stated.fact_id, stated.station_id, stated.actor) == ("s1", "gate", "gate")
    assert (stated.occurred_at, stated.recorded_at, stated.clock_quality) == (NOW, NOW, ClockQuality.DEVICE)


def test_the_same_ticket_again_is_already_in_with_when_and_where(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    other = put_station(event, "side")
    answer = scan(event, ada.ticket.code, other, LATER, scan_id="s2")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.first_fact_id) == ("already_in", "s1")
    assert answer.first == FirstEntry("2026-05-01T09:00:00.000Z", "Harbour Congress", "Gate")
    assert answer.is_overridable
    assert inside(event) == 1


def test_who_scanned_out_may_come_in_again(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    scan(event, ada.ticket.code, gate, NOW + timedelta(minutes=1), scan_id="s2", direction=Direction.OUT)
    assert inside(event) == 0
    answer = scan(event, ada.ticket.code, gate, LATER, scan_id="s3")
    assert isinstance(answer.fact, ScanAdmitted)
    assert answer.fact.again
    assert inside(event) == 1


def test_coming_back_into_a_room_is_welcome_back(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    talk = put_session(event, "talk", "hall", NOW)
    door = put_station(event, "door", place_id="hall")
    first = scan(event, ada.badge.code, door, NOW, scan_id="s1", place_id="hall")
    second = scan(event, ada.badge.code, door, LATER, scan_id="s2", place_id="hall")
    assert [isinstance(a.fact, ScanAdmitted) and a.fact.again for a in (first, second)] == [False, True]
    assert first.session == talk
    assert (inside(event, "hall"), inside(event)) == (1, 1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_cancelled": True}, "cancelled"),
        ({"is_blocked": True}, "blocked"),
        ({"is_paid": False}, "unpaid"),
        ({"valid_days": ("2026-05-02",)}, "wrong_day"),
    ],
)
def test_a_person_may_be_refused(event: Event, gate: Caller, change: dict[str, Any], reason: str) -> None:
    bob = put_attendee(event, replace(Attendee("bob", "Bob"), **change))
    answer = scan(event, bob.ticket.code, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.attendee_id) == (reason, "bob")
    assert inside(event) == 0


def test_a_badge_is_no_ticket_at_the_entrance(event: Event, ada: Registered, gate: Caller) -> None:
    answer = scan(event, ada.badge.code, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "badge_not_ticket"


def test_an_unknown_code_is_kept_as_an_outline_only(event: Event, gate: Caller) -> None:
    answer = scan(event, "BEGIN:VCARD FN:Ada", gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.length, answer.fact.shape) == ("unknown_ticket", 18, "A5:A5_1A2:A3")
    assert answer.holder is None
    assert "VCARD" not in text_of_log(event)


def test_a_ticket_of_another_event_is_told_apart(event: Event, gate: Caller) -> None:
    answer = scan(event, stranger(event, other_tag(event)), gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.is_overridable) == ("other_event", False)


def test_a_code_of_ten_thousand_characters_is_refused_and_recorded_briefly(event: Event, gate: Caller) -> None:
    answer = scan(event, "Ł1" * 5000, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.hint, answer.fact.length) == ("unknown_ticket", "too_long", 10_000)
    assert len(answer.fact.shape) <= 60


@pytest.mark.parametrize(
    "mangle", [str.lower, str.swapcase, lambda code: f"  {code[:4]} {code[4:]}\n"], ids=["lower", "caps lock", "spaces"]
)
def test_a_code_that_was_typed_otherwise_is_the_same_ticket(
    event: Event, ada: Registered, gate: Caller, mangle: Callable[[str], str]
) -> None:
    answer = scan(event, mangle(ada.ticket.code), gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanAdmitted)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("https://tickets.example/yZ-17", "httpsÖ--tickets.example-zYß17"),  # a German keyboard
        ("order/AB:12", "ORDER/ab:12"),  # caps lock
    ],
    ids=["qwertz", "caps lock"],
)
def test_a_foreign_code_behind_a_wrong_keyboard_is_found(event: Event, gate: Caller, code: str, typed: str) -> None:
    bob = put_attendee(event, Attendee("bob", "Bob"), code)
    answer = scan(event, typed, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanAdmitted)
    assert answer.fact.ticket_id == bob.ticket.id


def test_a_misread_code_of_ours_says_so(event: Event, ada: Registered, gate: Caller) -> None:
    code = ada.ticket.code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    answer = scan(event, wrong, gate, NOW, scan_id="s1")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.hint) == ("unknown_ticket", "misread")


def test_a_place_that_is_not_there_is_an_error_and_no_fact(event: Event, ada: Registered, gate: Caller) -> None:
    before = seq(event)
    with pytest.raises(NotFound) as problem:
        scan(event, ada.ticket.code, gate, NOW, scan_id="s1", place_id="nowhere")
    assert (problem.value.code, seq(event)) == ("no_place", before)


# ---- rehearsal --------------------------------------------------------------------------------------


def test_a_rehearsal_admits_again_and_again_and_counts_nobody(tmp_path: Path) -> None:
    event = make_event(tmp_path / "rehearsal.db", is_opened=False)
    ada, gate = put_attendee(event, Attendee("ada", "Ada")), put_station(event)
    answers = [scan(event, ada.ticket.code, gate, NOW, scan_id=f"s{n}") for n in range(2)]
    assert all(isinstance(a.fact, ScanAdmitted) and a.fact.rehearsal and not a.fact.again for a in answers)
    assert inside(event) == 0
    setup.open_event(event, caller(), NOW, seeded())
    setup.open_event(event, caller(), LATER, chance_of("again"))
    assert kinds(event).count("event.opened") == 1
    answer = scan(event, ada.ticket.code, gate, LATER, scan_id="s2")
    assert isinstance(answer.fact, ScanAdmitted)
    assert (answer.fact.rehearsal, inside(event)) == (False, 1)
    event.file.close()


# ---- retries ----------------------------------------------------------------------------------------


def test_a_retry_gets_the_same_answer_and_leaves_no_second_fact(event: Event, ada: Registered, gate: Caller) -> None:
    first = scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    before = seq(event)
    again = scan(event, ada.ticket.code, gate, NOW, scan_id="s1", now=LATER)
    assert again.stated == first.stated
    assert (again.holder, again.first, again.job) == (first.holder, None, None)
    assert (seq(event), inside(event)) == (before, 1)


def test_a_retry_of_a_refusal_keeps_its_reason_and_times(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    refused = scan(event, ada.ticket.code, gate, LATER, scan_id="s2")
    scan(event, ada.ticket.code, gate, LATER, scan_id="s3", direction=Direction.OUT)  # by now s2 would be admitted
    again = scan(event, ada.ticket.code, gate, LATER, scan_id="s2", now=LATER + timedelta(hours=1))
    assert again.stated == refused.stated
    assert again.first == refused.first


def test_a_retry_reads_the_name_anew(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    registration.amend(event, "ada", {"full_name": "Ada King"}, 1, caller(), NOW)
    again = scan(event, ada.ticket.code, gate, NOW, scan_id="s1", now=LATER)
    assert again.holder is not None
    assert again.holder.attendee.full_name == "Ada King"


@pytest.mark.parametrize("changed", ["code", "place", "direction"])
def test_a_scan_id_with_other_contents_is_a_conflict(event: Event, ada: Registered, gate: Caller, changed: str) -> None:
    put_room(event, "hall")
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    before = seq(event)
    with pytest.raises(Conflict) as problem:
        scan(
            event,
            ada.badge.code if changed == "code" else ada.ticket.code,
            gate,
            NOW,
            scan_id="s1",
            place_id="hall" if changed == "place" else VENUE,
            direction=Direction.OUT if changed == "direction" else Direction.IN,
        )
    assert (problem.value.code, seq(event), inside(event)) == ("scan_id_reused", before, 1)


def test_an_id_of_another_kind_of_fact_is_a_conflict(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    scanning.undo(event, "s1", "u1", caller(), NOW)
    with pytest.raises(Conflict):
        scan(event, ada.ticket.code, gate, NOW, scan_id="u1")


# ---- overriding -------------------------------------------------------------------------------------


def test_an_override_admits_and_keeps_its_reason_out_of_the_log(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    desk = caller(Role.DESK)
    answer = scan(event, ada.ticket.code, desk, LATER, scan_id="s2", override_reason="Lost her coat outside")
    assert isinstance(answer.fact, ScanAdmitted)
    assert answer.fact.overrode == "already_in"
    assert notes(event) == [("s2", "override", "Lost her coat outside", "desk")]
    assert "coat" not in text_of_log(event)


def test_an_override_does_not_set_aside_what_needs_a_register_changed(event: Event, gate: Caller) -> None:
    bob = put_attendee(event, Attendee("bob", "Bob", is_blocked=True))
    answer = scan(event, bob.ticket.code, caller(), NOW, scan_id="s1", override_reason="please")
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, notes(event)) == ("blocked", [])


def test_staff_may_not_override_where_the_place_does_not_let_them(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    answer = scan(event, ada.ticket.code, caller(Role.STAFF), LATER, scan_id="s2", override_reason="please")
    assert isinstance(answer.fact, ScanRefused)
    assert notes(event) == []


def test_a_station_alone_overrides_nothing(event: Event, ada: Registered, gate: Caller) -> None:
    before = seq(event)
    with pytest.raises(NotAllowed):
        scan(event, ada.ticket.code, gate, NOW, scan_id="s1", override_reason="please")
    assert seq(event) == before


# ---- clocks -----------------------------------------------------------------------------------------


def scan_by_clock(event: Event, code: str, by: Caller, occurred_at: datetime, sent_at: datetime | None) -> None:
    scanning.scan(event, Scan("s1", code, VENUE, occurred_at, sent_at), by, NOW, chance_of("s1"))


@pytest.mark.parametrize("years", [3, -3])
def test_a_clock_three_years_off_is_corrected(event: Event, ada: Registered, gate: Caller, years: int) -> None:
    wrong = NOW + timedelta(days=365 * years)
    scan_by_clock(event, ada.ticket.code, gate, wrong - timedelta(seconds=30), wrong)
    stated = last(event)
    assert stated.occurred_at == NOW - timedelta(seconds=30)
    assert stated.clock_quality is ClockQuality.CORRECTED
    assert isinstance(stated.fact, ScanAdmitted)
    assert stated.fact.day == "2026-05-01"


def test_nothing_happens_in_the_future(event: Event, ada: Registered, gate: Caller) -> None:
    scan_by_clock(event, ada.ticket.code, gate, NOW + timedelta(hours=2), NOW)
    assert last(event).occurred_at == NOW


def test_without_a_time_of_sending_the_skew_of_the_last_heartbeat_counts(
    event: Event, ada: Registered, gate: Caller
) -> None:
    assert gate.station is not None
    skewed = replace(gate, station=replace(gate.station, clock_skew_ms=-60_000))
    scan_by_clock(event, ada.ticket.code, skewed, NOW, None)
    assert last(event).occurred_at == NOW - timedelta(minutes=1)


def test_a_time_too_old_to_be_true_is_taken_as_now(event: Event, ada: Registered, gate: Caller) -> None:
    first_moment = datetime.min.replace(tzinfo=NOW.tzinfo)
    scan_by_clock(event, ada.ticket.code, gate, first_moment, NOW + timedelta(days=1))
    assert last(event).occurred_at == NOW
    assert last(event).clock_quality is ClockQuality.UNKNOWN


def test_a_passing_category_is_recorded_and_moves_nobody(event: Event, gate: Caller) -> None:
    rigger = put_attendee(event, Attendee("rig", "Rigger", category="technician"))
    for n in range(2):
        scan(event, rigger.ticket.code, gate, NOW, scan_id=f"s{n}")
    assert [isinstance(f, ScanAdmitted) and f.passing for f in facts(event)[-2:]] == [True, True]
    assert inside(event) == 0


def test_who_came_in_before_their_category_passed_is_counted_out(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="in")
    registration.amend(event, "ada", {"category": "technician"}, 1, caller(), NOW)
    for scan_id in ("out", "out again"):
        scan(event, ada.ticket.code, gate, LATER, scan_id=scan_id, direction=Direction.OUT)
    assert [isinstance(f, ScanAdmitted) and f.passing for f in facts(event)[-2:]] == [False, True]
    assert inside(event) == 0


def test_a_station_that_was_cut_off_counts_them_out_too(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="in")
    registration.amend(event, "ada", {"category": "technician"}, 1, caller(), NOW)
    replayed(event, ada.ticket.code, gate, LATER, scan_id="out", now=LATER, direction=Direction.OUT)
    assert inside(event) == 0


# ---- full places ------------------------------------------------------------------------------------


def test_who_is_counted_in_a_full_room_comes_back_and_nobody_else_goes_in(event: Event, ada: Registered) -> None:
    put_room(event, "hall", capacity=1, policy=EXACT)
    door = put_station(event, "door", place_id="hall")
    bob = put_attendee(event, Attendee("bob", "Bob"))
    scan(event, bob.ticket.code, door, NOW, scan_id="s0")
    scan(event, ada.badge.code, door, NOW, scan_id="s1", place_id="hall")
    back = scan(event, ada.badge.code, door, LATER, scan_id="s2", place_id="hall")
    assert isinstance(back.fact, ScanAdmitted)
    assert (back.fact.again, back.fact.warnings) == (True, None)
    other = scan(event, bob.badge.code, door, LATER, scan_id="s3", place_id="hall")
    assert isinstance(other.fact, ScanRefused)
    assert (other.fact.reason, inside(event, "hall")) == ("full", 1)


def test_who_is_in_a_room_of_a_full_venue_is_one_of_those_counted(event: Event, ada: Registered, gate: Caller) -> None:
    put_venue_policy(event, EXACT)
    event.write(lambda tx: tx.connection.execute("UPDATE places SET capacity = 1 WHERE id = ?", (VENUE,)))
    put_room(event, "hall")
    scan(event, ada.badge.code, gate, NOW, scan_id="s1", place_id="hall")
    assert isinstance(scan(event, ada.badge.code, gate, LATER, scan_id="s2").fact, ScanAdmitted)
    bob = put_attendee(event, Attendee("bob", "Bob"))
    other = scan(event, bob.badge.code, gate, LATER, scan_id="s3")
    assert isinstance(other.fact, ScanRefused)
    assert other.fact.reason == "full"


def test_an_estimated_room_warns_of_nobody_who_is_counted_there(event: Event, ada: Registered) -> None:
    put_room(event, "hall", capacity=1, policy=replace(EXACT, count_is_exact=False))
    door = put_station(event, "door", place_id="hall")
    bob = put_attendee(event, Attendee("bob", "Bob"))
    answers = [
        scan(event, who.badge.code, door, LATER, scan_id=f"s{n}", place_id="hall")
        for n, who in enumerate((ada, ada, bob))
    ]
    warned = [isinstance(a.fact, ScanAdmitted) and a.fact.warnings for a in answers]
    assert warned == [None, None, ["perhaps_full"]]


# ---- rooms and sessions -----------------------------------------------------------------------------


def test_a_room_that_waits_for_readiness_admits_nobody_before(event: Event, ada: Registered) -> None:
    put_room(event, "lab", policy=replace(PRESETS["open"], waits_for_readiness=True))
    put_session(event, "talk", "lab", LATER + timedelta(minutes=5))
    door = put_station(event, "door", place_id="lab")
    answer = scan(event, ada.badge.code, door, LATER, scan_id="s1", place_id="lab")
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "room_not_ready"


def test_a_door_that_waited_opens_when_the_session_has_begun(event: Event, ada: Registered) -> None:
    put_room(event, "lab", policy=replace(PRESETS["open"], waits_for_readiness=True))
    put_session(event, "talk", "lab", NOW)
    door = put_station(event, "door", place_id="lab")
    answer = scan(event, ada.badge.code, door, LATER, scan_id="s1", place_id="lab")
    assert isinstance(answer.fact, ScanAdmitted)


def test_people_who_come_early_come_to_the_next_session(event: Event, ada: Registered) -> None:
    put_room(event, "lab")
    put_session(event, "now", "lab", NOW, minutes=60)
    put_session(event, "next", "lab", NOW + timedelta(minutes=60), minutes=60)
    door = put_station(event, "door", place_id="lab")
    at = NOW + timedelta(minutes=50)
    answer = scan(event, ada.badge.code, door, at, scan_id="s1", place_id="lab")
    assert answer.session is not None
    assert answer.session.id == "next"


def test_a_scan_of_the_rehearsal_never_counts_however_late_it_comes(
    event: Event, ada: Registered, gate: Caller
) -> None:
    before_opening = NOW - timedelta(days=2)
    scan_by_clock(event, ada.ticket.code, gate, before_opening, NOW)
    stated = last(event)
    assert isinstance(stated.fact, ScanAdmitted)
    assert stated.fact.rehearsal
    assert inside(event) == 0


def test_after_the_servers_clock_was_set_back_scans_still_count(event: Event, ada: Registered, gate: Caller) -> None:
    opened_at = settings.opened_at(event.reader)
    assert opened_at is not None
    before = opened_at - timedelta(minutes=13)
    first = scan(event, ada.ticket.code, gate, before, scan_id="s1")
    second = scan(event, ada.ticket.code, gate, before + timedelta(seconds=10), scan_id="s2")
    assert isinstance(first.fact, ScanAdmitted)
    assert isinstance(second.fact, ScanRefused)
    assert (first.fact.rehearsal, second.fact.reason, inside(event)) == (False, "already_in", 1)
