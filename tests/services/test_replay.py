"""What stations did while they were cut off: recorded as it happened, judged afterwards, lost never."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from factories import (
    LET_IN,
    NOW,
    caller,
    chance_of,
    put_attendee,
    put_room,
    put_station,
    replayed,
    scan,
)
from on_the_log import facts, inside, kinds, last, seq, text_of_log
from roster_reader import read_roster

from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import (
    BadgePrinted,
    BadgeQueued,
    ClockQuality,
    ScanAdmitted,
    ScanConflicted,
    ScanRefused,
    ScanUnusable,
)
from turnout.domain.model import VENUE, Attendee, Direction
from turnout.services import printing as badge_service
from turnout.services import registration, replay, rosters, scanning
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.replay import Judged, Presented
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan

BOSS = caller()
BACK = NOW + timedelta(hours=1)
REFERRED = Judged(is_admitted=False)


@pytest.fixture
def side(event: Event) -> Caller:
    return put_station(event, "side")


def sent(
    event: Event, by: Caller, presented: Presented, judged: Judged | None = LET_IN, *, scan_id: str = "s1", **more: Any
) -> ScanAnswer:
    attempt = Scan(scan_id, "", VENUE, NOW, BACK, **more)
    return replay.take(event, attempt, presented, judged, by, BACK, chance_of(scan_id))


def drawn(event: Event) -> None:
    while rosters.step(event, NOW, chance_of("roster")):
        pass


def lookup_of(event: Event, by: Caller, code: str) -> bytes:
    assert by.station is not None
    drawn(event)
    return read_roster(b"".join(rosters.tell(event, by.station, 0, NOW))).lookup(code)


# ---- what was done is recorded ------------------------------------------------------------------------


def test_an_admission_is_recorded_at_its_own_time(event: Event, ada: Registered, gate: Caller) -> None:
    answer = sent(event, gate, Presented(code=ada.ticket.code), boot_id="boot", station_seq=7)
    assert isinstance(answer.fact, ScanAdmitted)
    assert (answer.fact.cut_off, answer.fact.boot_id, answer.fact.rehearsal) == (True, "boot", False)
    stated = last(event)
    assert (stated.fact_id, stated.occurred_at, stated.recorded_at, stated.station_seq) == ("s1", NOW, BACK, 7)
    assert inside(event) == 1
    assert kinds(event)[-1] == "scan.admitted"


def test_the_devices_clock_is_corrected_and_one_that_was_never_set_is_told(
    event: Event, ada: Registered, gate: Caller
) -> None:
    slow = timedelta(minutes=90)
    attempt = Scan("s1", "", VENUE, NOW - slow, BACK - slow, has_clock=False)
    replay.take(event, attempt, Presented(code=ada.ticket.code), LET_IN, gate, BACK, chance_of("s1"))
    assert (last(event).occurred_at, last(event).clock_quality) == (NOW, ClockQuality.UNKNOWN)


def test_a_late_admission_moves_nobody_whose_last_move_is_newer(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    scan(event, ada.badge.code, gate, NOW + timedelta(minutes=5), scan_id="room", place_id="hall")
    sent(event, gate, Presented(code=ada.ticket.code))
    assert (inside(event, "hall"), inside(event)) == (1, 1)
    row = event.reader.execute("SELECT arrived_at FROM presence").fetchone()
    assert row[0] == "2026-05-01T09:00:00.000Z"


def test_who_was_sent_to_the_desk_is_recorded_as_refused(event: Event, gate: Caller, ada: Registered) -> None:
    registration.cancel(event, "ada", BOSS, NOW)
    answer = sent(event, gate, Presented(code=ada.ticket.code), Judged(False, "not_valid"))
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.cut_off) == ("cancelled", True)
    assert inside(event) == 0


@pytest.mark.parametrize(
    ("told", "recorded"),
    [
        ("wrong_day", "wrong_day"),
        ("unknown_ticket", "unknown_ticket"),
        ("not_valid", "unknown_ticket"),
        ("already_in", "unknown_ticket"),
        ("", "unknown_ticket"),
        ("nonsense", "unknown_ticket"),
    ],
)
def test_who_would_be_let_in_by_now_was_sent_away_all_the_same(
    event: Event, gate: Caller, ada: Registered, told: str, recorded: str
) -> None:
    answer = sent(event, gate, Presented(code=ada.ticket.code), Judged(False, told))
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.attendee_id) == (recorded, "ada")
    assert inside(event) == 0


# ---- one scan, one outcome ----------------------------------------------------------------------------


def test_the_same_scan_again_is_answered_again_in_whichever_way_its_code_is_told(
    event: Event, ada: Registered, gate: Caller
) -> None:
    lookup = lookup_of(event, gate, ada.ticket.code)
    first = sent(event, gate, Presented(code=f" {ada.ticket.code.lower()}\n"), None)
    before = seq(event)
    for presented in (Presented(lookup=lookup), Presented(code=ada.ticket.code)):
        for judged in (None, LET_IN, REFERRED):
            assert sent(event, gate, presented, judged).stated == first.stated
    assert seq(event) == before


def test_a_refusal_that_the_station_never_heard_does_not_swallow_that_it_let_them_in(
    event: Event, gate: Caller
) -> None:
    bob = put_attendee(event, Attendee("bob", "Bob", is_paid=False))
    presented = Presented(code=bob.ticket.code)
    assert isinstance(sent(event, gate, presented, None).fact, ScanRefused)
    answer = sent(event, gate, presented)
    assert isinstance(answer.fact, ScanAdmitted)
    assert facts(event)[-1] == ScanConflicted("bob", VENUE, "s1-cut-off", "not_admissible", "unpaid")
    assert inside(event) == 1
    before = seq(event)
    assert sent(event, gate, presented).stated == answer.stated
    assert seq(event) == before


def test_one_that_was_refused_as_in_already_and_let_in_all_the_same_is_a_ticket_used_twice(
    event: Event, ada: Registered, gate: Caller, side: Caller
) -> None:
    scan(event, ada.ticket.code, side, NOW - timedelta(minutes=5), scan_id="first")
    sent(event, gate, Presented(code=ada.ticket.code), None)
    sent(event, gate, Presented(code=ada.ticket.code))
    conflict = ScanConflicted("ada", VENUE, "s1-cut-off", "same_ticket_twice", other_scan_id="first")
    assert facts(event)[-1] == conflict


def test_an_id_that_was_used_for_another_ticket_is_refused_and_kept(
    event: Event, ada: Registered, gate: Caller
) -> None:
    other = put_attendee(event, Attendee("bob", "Bob"))
    sent(event, gate, Presented(code=ada.ticket.code))
    for _ in range(2):
        with pytest.raises(Conflict) as refused:
            sent(event, gate, Presented(code=other.ticket.code))
        assert refused.value.code == "scan_id_reused"
    assert [fact for fact in facts(event) if isinstance(fact, ScanUnusable)] == [
        ScanUnusable("gate", VENUE, "s1", "scan_id_reused")
    ]


# ---- codes that are told in other ways ----------------------------------------------------------------


def test_a_code_sealed_to_the_server_is_opened(event: Event, gate: Caller) -> None:
    import test_sealing

    row = test_sealing.VECTORS["sealed_codes"][0]
    drawn(event)
    event.write(
        lambda tx: tx.execute(
            "UPDATE roster_drawing SET salt = ?, private_key = ?",
            (test_sealing.SALT, test_sealing.SECRETS.private_key),
        )
    )
    blob = urlsafe_b64decode(row["blob"] + "==")
    answer = sent(event, gate, Presented(sealed_code=blob), REFERRED)
    assert isinstance(answer.fact, ScanRefused)
    assert (answer.fact.reason, answer.fact.length) == ("unknown_ticket", len(row["text"]))
    assert row["text"] not in text_of_log(event)
    first = sent(event, gate, Presented(code=row["text"]), REFERRED)
    assert first.stated == answer.stated


@pytest.mark.parametrize(
    ("presented", "error", "code"),
    [
        (Presented(lookup=b"0123456789abcdef"), NotFound, "lookup_unknown"),
        (Presented(sealed_code=b"rubbish"), BadInput, "sealed_code_unreadable"),
    ],
)
def test_what_nothing_can_be_made_of_is_kept_once_and_holds_up_nobody(
    event: Event, ada: Registered, gate: Caller, presented: Presented, error: type[Exception], code: str
) -> None:
    drawn(event)
    for _ in range(2):
        with pytest.raises(error):
            sent(event, gate, presented)
    assert facts(event)[-1] == ScanUnusable("gate", VENUE, "s1", code)
    assert (last(event).occurred_at, last(event).station_id) == (NOW, "gate")
    assert isinstance(sent(event, gate, Presented(code=ada.ticket.code), scan_id="s2").fact, ScanAdmitted)
    assert kinds(event).count("scan.unusable") == 1


def test_whom_nobody_knows_is_refused_and_that_they_were_let_in_is_a_conflict(event: Event, gate: Caller) -> None:
    answer = sent(event, gate, Presented(code="who is this"))
    assert isinstance(answer.fact, ScanRefused)
    assert facts(event)[-1] == ScanConflicted("", VENUE, "s1", "not_admissible", "unknown_ticket")


# ---- conflicts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_cancelled": True}, "cancelled"),
        ({"is_blocked": True}, "blocked"),
        ({"is_paid": False}, "unpaid"),
        ({"valid_days": ("2026-05-02",)}, "wrong_day"),
    ],
)
def test_who_should_not_have_been_let_in_is_in_and_somebody_looks(
    event: Event, gate: Caller, change: dict[str, Any], reason: str
) -> None:
    bob = put_attendee(event, replace(Attendee("bob", "Bob"), **change))
    assert isinstance(sent(event, gate, Presented(code=bob.ticket.code)).fact, ScanAdmitted)
    assert facts(event)[-1] == ScanConflicted("bob", VENUE, "s1", "not_admissible", reason)
    assert (last(event).occurred_at, last(event).recorded_at, last(event).cause) == (NOW, BACK, "s1")
    assert inside(event) == 1


def test_what_a_station_cannot_know_of_a_room_is_not_held_against_it(event: Event, ada: Registered) -> None:
    from turnout.domain.model import PRESETS

    full = replace(PRESETS["open"], capacity_is_hard=True, count_is_exact=True)
    put_room(event, "hall", capacity=0, policy=full)
    door = put_station(event, "door", place_id="hall")
    replayed(event, ada.badge.code, door, NOW, scan_id="s1", now=BACK, place_id="hall")
    assert kinds(event)[-1] == "scan.admitted"


def test_the_same_ticket_at_two_doors_is_one_conflict_whichever_tells_first(
    event: Event, ada: Registered, gate: Caller, side: Caller
) -> None:
    late, early = NOW + timedelta(minutes=9), NOW
    replayed(event, ada.ticket.code, side, late, scan_id="late", now=BACK)
    replayed(event, ada.ticket.code, gate, early, scan_id="early", now=BACK)
    assert facts(event)[-1] == ScanConflicted("ada", VENUE, "late", "same_ticket_twice", other_scan_id="early")
    assert (last(event).occurred_at, last(event).station_id, last(event).cause) == (late, "side", "early")
    assert inside(event) == 1


def test_an_exit_that_becomes_known_later_dissolves_the_conflict(
    event: Event, ada: Registered, gate: Caller, side: Caller
) -> None:
    replayed(event, ada.ticket.code, gate, NOW, scan_id="in", now=BACK)
    replayed(event, ada.ticket.code, side, NOW + timedelta(minutes=9), scan_id="again", now=BACK)
    assert kinds(event)[-1] == "scan.conflicted"
    out = NOW + timedelta(minutes=5)
    replayed(event, ada.ticket.code, gate, out, scan_id="out", now=BACK, direction=Direction.OUT)
    assert kinds(event)[-2:] == ["scan.admitted", "conflict.dissolved"]
    assert event.reader.execute("SELECT count(*) FROM conflicts").fetchone()[0] == 0


def test_taking_one_of_the_two_back_dissolves_the_conflict(
    event: Event, ada: Registered, gate: Caller, side: Caller
) -> None:
    replayed(event, ada.ticket.code, gate, NOW, scan_id="in", now=BACK)
    replayed(event, ada.ticket.code, side, NOW + timedelta(minutes=9), scan_id="again", now=BACK)
    scanning.undo(event, "in", "undo", BOSS, BACK)
    assert kinds(event)[-2:] == ["scan.undone", "conflict.dissolved"]


def test_in_the_rehearsal_there_are_no_conflicts(tmp_path: Any) -> None:
    from factories import make_event

    event = make_event(tmp_path / "rehearsal.db", is_opened=False)
    gate, zoe = put_station(event), put_attendee(event, Attendee("zoe", "Zoë", is_paid=False))
    for number in range(2):
        answer = replayed(event, zoe.ticket.code, gate, NOW, scan_id=f"s{number}", now=BACK)
        assert answer.fact.rehearsal
    assert kinds(event)[-2:] == ["scan.admitted", "scan.admitted"]
    event.file.close()


# ---- badges -------------------------------------------------------------------------------------------


def test_a_badge_that_was_printed_meanwhile_is_done(printing: Event, grace: Registered, entrance: Caller) -> None:
    judged = Judged(is_admitted=True, badge_job_id="job-1")
    answer = sent(printing, entrance, Presented(code=grace.ticket.code), judged)
    assert answer.job is not None
    assert (answer.job.id, answer.job.state, answer.job.printer_id) == ("job-1", "printed", "folder")
    queued = BadgeQueued("grace", "job-1", grace.badge.id, "folder", 1, "cut_off")
    assert facts(printing)[-2:] == [queued, BadgePrinted("job-1")]
    before = seq(printing)
    again = sent(printing, entrance, Presented(code=grace.ticket.code), judged)
    assert again.job is not None
    assert (again.job.id, seq(printing)) == ("job-1", before)


def test_a_badge_that_was_asked_for_and_not_heard_of_is_not_printed_beside_it(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    asked_for = sent(printing, entrance, Presented(code=grace.ticket.code), None).job
    assert asked_for is not None
    judged = Judged(is_admitted=True, badge_job_id="job-1")
    for _ in range(2):
        answer = sent(printing, entrance, Presented(code=grace.ticket.code), judged)
        assert answer.job is not None
        assert (answer.job.id, answer.job.state, answer.job.copy) == ("job-1", "printed", 1)
    assert badge_service.claim(printing, "folder", "spooler", BACK) is None
    assert kinds(printing)[-3:] == ["badge.voided", "badge.queued", "badge.printed"]


def test_of_who_was_sent_to_the_desk_for_it_no_badge_is_queued_at_the_door(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    assert sent(printing, entrance, Presented(code=grace.ticket.code)).job is None
    assert kinds(printing)[-1] == "scan.admitted"
