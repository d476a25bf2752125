"""A badge that waits for its owner's look: held, corrected, released by them or by the clock, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from factories import NOW, caller, put_attendee, put_station, scan, seeded
from on_the_log import facts, kinds, last, seq, text_of_log

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound, TurnoutError
from turnout.domain.facts import AttendeeAmended, BadgeQueued, BadgeReleased, BadgeVoided
from turnout.domain.model import Attendee, StationMode
from turnout.services import badge_checks, badges_by_hand, clock, event_settings, printing, registration, scanning
from turnout.services.badge_checks import Correctable
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.store import attendees, badge_jobs
from turnout.web import outcomes

ASKS = {"asks": True, "seconds": 10, "fields": ["full_name", "company"]}
SOON = NOW + timedelta(seconds=5)


@pytest.fixture
def asking(printing: Event) -> Event:
    """An event whose kiosks ask whether the badge is right, for ten seconds."""
    put_check(printing, 0, **ASKS)
    return printing


def put_check(event: Event, version: int, **check: Any) -> None:
    event_settings.change(event, "badge_check", check, version, caller(), NOW, seeded())


def come(event: Event, who: Registered, by: Caller, at: datetime = NOW, scan_id: str = "s1") -> ScanAnswer:
    return scan(event, who.ticket.code, by, at, scan_id=scan_id)


def state(event: Event, answer: ScanAnswer) -> JobState:
    assert answer.job is not None
    job = badge_jobs.find(event.reader, answer.job.id)
    assert job is not None
    return job.state


def correct(event: Event, by: Caller, at: datetime = SOON, version: int = 1, scan_id: str = "s1", **fields: str) -> str:
    return badge_checks.correct(event, scan_id, fields, version, by, at).full_name


def claimed(event: Event, at: datetime = SOON) -> dict[str, str] | None:
    work = printing.claim(event, "folder", "spooler", at)
    return None if work is None else work.fields


# ---- held -------------------------------------------------------------------------------------------


def test_badges_print_at_once_while_the_organiser_has_not_said(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    answer = come(printing, grace, entrance)
    assert (state(printing, answer), answer.badge_check) == (JobState.QUEUED, None)


def test_a_badge_waits_and_no_spooler_gets_it(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = come(asking, grace, entrance)
    assert answer.job is not None
    assert last(asking).fact == BadgeQueued("grace", answer.job.id, grace.badge.id, "folder", held=True)
    assert state(asking, answer) == JobState.HELD
    assert claimed(asking) is None


def test_a_kiosk_is_told_what_it_asks_about_and_no_more(asking: Event, grace: Registered, entrance: Caller) -> None:
    told = outcomes.rendered(come(asking, grace, entrance), names_refused=False)
    assert told["badge_check"] == {"seconds": 10, "fields": {"full_name": "Grace Hopper", "company": "US Navy"}}
    assert told["badge"]["state"] == "held"
    again = outcomes.rendered(come(asking, grace, entrance), names_refused=False)
    assert again == told
    badge_checks.release(asking, "s1", entrance, SOON)
    assert outcomes.rendered(come(asking, grace, entrance), names_refused=False)["badge_check"] is None


def test_a_desk_looks_at_the_badge_with_its_own_eyes(asking: Event, grace: Registered) -> None:
    desk = put_station(asking, "counter", mode=StationMode.DESK)
    assert state(asking, come(asking, grace, desk)) == JobState.QUEUED


def test_nobody_is_left_to_look_at_the_badge_of_a_late_scan(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = scan(asking, grace.ticket.code, entrance, NOW, scan_id="s1", now=NOW + timedelta(minutes=20))
    assert state(asking, answer) == JobState.QUEUED


def test_a_held_badge_is_their_badge_and_a_second_scan_asks_for_no_other(
    asking: Event, grace: Registered, entrance: Caller
) -> None:
    come(asking, grace, entrance)
    scanning.scan(
        asking,
        scanning.Scan("s2", grace.ticket.code, "venue", SOON, SOON, override_reason="lost in the crowd"),
        caller(),
        SOON,
        seeded(),
    )
    assert kinds(asking).count("badge.queued") == 1


# ---- released ---------------------------------------------------------------------------------------


def test_who_says_that_it_is_right_gets_it_printed_once(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = come(asking, grace, entrance)
    assert answer.job is not None
    assert badge_checks.release(asking, "s1", entrance, SOON) == JobState.QUEUED
    stated = last(asking)
    assert (stated.fact, stated.station_id, stated.cause) == (
        BadgeReleased(answer.job.id, "confirmed"),
        "entrance",
        "s1",
    )
    before = seq(asking)
    assert badge_checks.release(asking, "s1", entrance, SOON) == JobState.QUEUED
    assert seq(asking) == before
    assert claimed(asking) is not None


def test_the_clock_releases_it_when_nobody_speaks(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = come(asking, grace, entrance)
    assert answer.job is not None
    clock.tick(asking, NOW + timedelta(seconds=14), seeded())
    assert state(asking, answer) == JobState.HELD
    clock.tick(asking, NOW + timedelta(seconds=15), seeded())
    assert last(asking).fact == BadgeReleased(answer.job.id, "deadline")
    assert (last(asking).actor, state(asking, answer)) == ("clock", JobState.QUEUED)
    before = seq(asking)
    clock.tick(asking, NOW + timedelta(seconds=90), seeded())
    assert seq(asking) == before


def test_many_that_nobody_spoke_of_are_all_released(asking: Event, entrance: Caller) -> None:
    for number in range(60):
        come(asking, put_attendee(asking, Attendee(f"a{number}", f"Name {number}")), entrance, scan_id=f"s{number}")
    assert badge_checks.release_overdue(asking, NOW + timedelta(minutes=1)) == 60
    assert kinds(asking).count("badge.released") == 60


def test_a_held_badge_without_a_deadline_is_no_prisoner(asking: Event, grace: Registered, entrance: Caller) -> None:
    """As after projections were folded anew on a copy without the register of holds."""
    answer = come(asking, grace, entrance)
    asking.write(lambda tx: tx.connection.execute("DELETE FROM holds"))
    badge_checks.release_overdue(asking, NOW)
    assert state(asking, answer) == JobState.QUEUED


def test_whoever_corrects_is_waited_for(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = come(asking, grace, entrance)
    found = badge_checks.hold(asking, "s1", entrance, SOON)
    assert found == Correctable(1, {"full_name": "Grace Hopper", "company": "US Navy"})
    badge_checks.release_overdue(asking, SOON + timedelta(seconds=59))
    assert state(asking, answer) == JobState.HELD
    badge_checks.hold(asking, "s1", entrance, SOON + timedelta(seconds=50))
    badge_checks.release_overdue(asking, SOON + timedelta(seconds=60))
    assert state(asking, answer) == JobState.HELD
    badge_checks.release_overdue(asking, SOON + timedelta(seconds=110))
    assert state(asking, answer) == JobState.QUEUED


def test_who_is_taken_back_or_cancelled_gets_no_badge(asking: Event, grace: Registered, entrance: Caller) -> None:
    undone = come(asking, grace, entrance)
    scanning.undo(asking, "s1", "u1", entrance, SOON)
    assert undone.job is not None
    assert facts(asking)[-1] == BadgeVoided(undone.job.id, "scan undone")
    cancelled = come(asking, grace, entrance, SOON, "s2")
    registration.cancel(asking, "grace", caller(), SOON)
    assert state(asking, cancelled) == JobState.VOIDED
    assert badge_checks.release_overdue(asking, NOW + timedelta(hours=1)) == 0


def test_staff_may_void_a_held_badge(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = come(asking, grace, entrance)
    assert answer.job is not None
    assert badges_by_hand.void(asking, answer.job.id, caller(), SOON) == JobState.VOIDED


# ---- corrected --------------------------------------------------------------------------------------


def test_a_correction_is_on_the_badge_and_the_code_stays(asking: Event, grace: Registered, entrance: Caller) -> None:
    answer = come(asking, grace, entrance)
    assert answer.job is not None
    before = seq(asking)
    assert correct(asking, entrance, full_name=" Grace  M. Hopper ") == "Grace M. Hopper"
    assert facts(asking, before) == [
        AttendeeAmended("grace", 2, ["full_name"]),
        BadgeReleased(answer.job.id, "corrected"),
    ]
    assert (last(asking).actor, last(asking).station_id, last(asking).cause) == ("entrance", "entrance", "s1")
    work = printing.claim(asking, "folder", "spooler", SOON)
    assert work is not None
    assert (work.fields["name"], work.code) == ("Grace M. Hopper", grace.badge.code)
    assert not attendees.tickets_of(asking.reader, "grace")[0].is_revoked
    assert "Hopper" not in text_of_log(asking)


def test_a_correction_whose_answer_was_lost_may_be_sent_again(
    asking: Event, grace: Registered, entrance: Caller
) -> None:
    come(asking, grace, entrance)
    correct(asking, entrance, company="Yale")
    before = seq(asking)
    assert correct(asking, entrance, company="Yale") == "Grace Hopper"
    assert seq(asking) == before
    with pytest.raises(Conflict) as refused:
        correct(asking, entrance, company="Vassar")
    assert refused.value.code == "badge_not_held"


def test_a_correction_of_what_somebody_else_changed_is_refused_without_telling_of_it(
    asking: Event, grace: Registered, entrance: Caller
) -> None:
    answer = come(asking, grace, entrance)
    registration.amend(asking, "grace", {"email": "grace@example.org"}, 1, caller(), SOON)
    with pytest.raises(Conflict) as refused:
        correct(asking, entrance, full_name="Grace M. Hopper")
    assert (refused.value.code, refused.value.current) == ("changed_meanwhile", None)
    assert state(asking, answer) == JobState.HELD


def test_a_badge_that_waits_no_longer_is_not_corrected(asking: Event, grace: Registered, entrance: Caller) -> None:
    come(asking, grace, entrance)
    badge_checks.release(asking, "s1", entrance, SOON)
    with pytest.raises(Conflict) as refused:
        correct(asking, entrance, full_name="Grace M. Hopper")
    assert refused.value.code == "badge_not_held"
    assert attendees.get(asking.reader, "grace").full_name == "Grace Hopper"


def test_nobody_corrects_for_ever(asking: Event, grace: Registered, entrance: Caller) -> None:
    for number in range(badge_checks.MOST_CORRECTIONS):
        scan_id = f"s{number}"
        come(asking, grace, entrance, SOON, scan_id)
        correct(asking, entrance, version=1 + number, scan_id=scan_id, company=f"Company {number}")
        scanning.undo(asking, scan_id, f"u{number}", entrance, SOON)
    come(asking, grace, entrance, SOON, "last")
    with pytest.raises(Conflict) as refused:
        badge_checks.hold(asking, "last", entrance, SOON)
    assert refused.value.code == "corrected_too_often"


@pytest.mark.parametrize(
    "fields",
    [
        {"pronouns": "she/her"},
        {"email": "x@example.org"},
        {"category": "speaker"},
        {"full_name": ""},
        {"full_name": "x" * 201},
    ],
    ids=str,
)
def test_what_may_not_be_corrected_is_refused(
    asking: Event, grace: Registered, entrance: Caller, fields: dict[str, str]
) -> None:
    come(asking, grace, entrance)
    with pytest.raises(BadInput):
        badge_checks.correct(asking, "s1", fields, 1, entrance, SOON)
    with pytest.raises(BadInput):
        badge_checks.drawing(asking, "s1", fields, entrance, SOON)


# ---- whose ------------------------------------------------------------------------------------------

ACTS: list[Callable[[Event, Caller, datetime], object]] = [
    lambda event, by, at: badge_checks.hold(event, "s1", by, at),
    lambda event, by, at: badge_checks.drawing(event, "s1", {"company": "Yale"}, by, at),
    lambda event, by, at: badge_checks.release(event, "s1", by, at),
    lambda event, by, at: badge_checks.correct(event, "s1", {"company": "Yale"}, 1, by, at),
]


@pytest.mark.parametrize("act", ACTS, ids=("hold", "drawing", "release", "correct"))
def test_only_the_station_of_the_scan_and_only_for_some_minutes(
    asking: Event, grace: Registered, entrance: Caller, act: Callable[[Event, Caller, datetime], object]
) -> None:
    other = put_station(asking, "other", mode=StationMode.ENTRANCE)
    refusals: list[TurnoutError] = []
    with pytest.raises(NotFound) as before_the_scan:
        act(asking, entrance, NOW)
    come(asking, grace, entrance)
    for by, at in ((other, SOON), (caller(), SOON), (entrance, NOW + badge_checks.WINDOW)):
        with pytest.raises(NotFound) as refused:
            act(asking, by, at)
        refusals.append(refused.value)
    assert {(one.code, one.message) for one in refusals} == {
        (before_the_scan.value.code, before_the_scan.value.message)
    }
    act(asking, entrance, NOW + badge_checks.WINDOW - timedelta(seconds=1))


# ---- the setting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "check",
    [
        {"asks": True, "seconds": 4, "fields": ["company"]},
        {"asks": True, "seconds": 31, "fields": ["company"]},
        {"asks": True, "seconds": 10, "fields": []},
        {"asks": False, "seconds": 10, "fields": ["email"]},
    ],
    ids=str,
)
def test_a_check_that_no_kiosk_could_make_is_refused(printing: Event, check: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        put_check(printing, 0, **check)


def test_fields_stand_in_one_order(printing: Event) -> None:
    saved = event_settings.change(
        printing,
        "badge_check",
        {"asks": True, "seconds": 5, "fields": ["pronouns", "full_name"]},
        0,
        caller(),
        NOW,
        seeded(),
    )
    assert saved.value == {"asks": True, "seconds": 5, "fields": ["full_name", "pronouns"]}
