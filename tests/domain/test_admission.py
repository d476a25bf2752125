"""The decision table: every reason, every preset, every override, one row a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from turnout.domain.admission import (
    OVERRIDABLE,
    SHORT_CODES,
    Admitted,
    Case,
    Caution,
    EntriesUsed,
    Override,
    Reason,
    Refused,
    decide,
)
from turnout.domain.model import (
    PRESETS,
    Accepts,
    Attendee,
    CodeKind,
    Direction,
    Entries,
    Place,
    PlaceKind,
    Policy,
    Role,
    Ticket,
)

AT = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
DAY = "2026-05-01"
HOUR = timedelta(hours=1)
ADA = Attendee("ada", "Ada Lovelace", valid_days=())
TICKET = Ticket("t1", "T-CODE", CodeKind.TICKET, "ada")
BADGE = Ticket("b1", "B-CODE", CodeKind.BADGE, "ada")
CONGRESS, DAY_TICKETS, WORKSHOP, OPEN = (PRESETS[n] for n in ("congress", "day_tickets", "workshop", "open"))

TODAY = EntriesUsed(1, 1, AT - HOUR, "scan-1", AT - HOUR)
YESTERDAY = EntriesUsed(1, 0, AT - 24 * HOUR, "scan-1", AT - 24 * HOUR)
WENT_OUT = replace(TODAY, left_at=AT - HOUR / 2)
CAME_BACK = EntriesUsed(2, 2, AT - 2 * HOUR, "scan-1", AT - HOUR, left_at=AT - 1.5 * HOUR)
LEFT_AS_THEY_CAME = replace(TODAY, left_at=TODAY.last_at)

GOES_IN = Admitted()
COMES_BACK = Admitted(again=True)
PERHAPS_FULL = Admitted(warnings=(Caution.PERHAPS_FULL,))


def case(policy: Policy = OPEN, *, capacity: int | None = None, **given: Any) -> Case:
    """Ada with her ticket at a door that has this policy, unless said otherwise."""
    base = Case(TICKET, ADA, Place("aula", "Aula", PlaceKind.ROOM, capacity, policy), AT, DAY)
    return replace(base, **given)


def ada(**changed: Any) -> Attendee:
    return replace(ADA, **changed)


FULL_HALL = replace(OPEN, count_is_exact=True, capacity_is_hard=True)

TABLE: list[tuple[str, Case, Admitted | Refused]] = [
    # codes
    ("a code on no list", case(ticket=None, attendee=None), Refused(Reason.UNKNOWN_TICKET)),
    (
        "a code of another event of ours",
        case(ticket=None, attendee=None, is_of_other_event=True),
        Refused(Reason.OTHER_EVENT),
    ),
    ("a ticket whose attendee is gone", case(attendee=None), Refused(Reason.UNKNOWN_TICKET)),
    ("a revoked ticket", case(ticket=replace(TICKET, is_revoked=True)), Refused(Reason.REVOKED)),
    (
        "a revoked ticket on the way out",
        case(ticket=replace(TICKET, is_revoked=True), direction=Direction.OUT),
        Refused(Reason.REVOKED),
    ),
    (
        "an unknown code on the way out",
        case(ticket=None, attendee=None, direction=Direction.OUT),
        Refused(Reason.UNKNOWN_TICKET),
    ),
    (
        "a badge where tickets are taken",
        case(replace(OPEN, accepts=Accepts.TICKETS), ticket=BADGE),
        Refused(Reason.BADGE_NOT_TICKET),
    ),
    (
        "a ticket where badges are taken",
        case(replace(OPEN, accepts=Accepts.BADGES)),
        Refused(Reason.TICKET_NOT_BADGE),
    ),
    ("a badge where badges are taken", case(replace(OPEN, accepts=Accepts.BADGES), ticket=BADGE), GOES_IN),
    ("a badge where both are taken", case(OPEN, ticket=BADGE), GOES_IN),
    (
        "a badge goes out where tickets come in",
        case(replace(OPEN, accepts=Accepts.TICKETS), ticket=BADGE, direction=Direction.OUT),
        GOES_IN,
    ),
    # people
    ("cancelled", case(attendee=ada(is_cancelled=True)), Refused(Reason.CANCELLED)),
    ("blocked", case(attendee=ada(is_blocked=True)), Refused(Reason.BLOCKED)),
    ("unpaid", case(attendee=ada(is_paid=False)), Refused(Reason.UNPAID)),
    (
        "cancelled outweighs blocked and unpaid",
        case(attendee=ada(is_cancelled=True, is_blocked=True, is_paid=False)),
        Refused(Reason.CANCELLED),
    ),
    (
        "blocked outweighs unpaid",
        case(attendee=ada(is_blocked=True, is_paid=False)),
        Refused(Reason.BLOCKED),
    ),
    (
        "nobody is kept in for being unpaid",
        case(attendee=ada(is_paid=False, is_cancelled=True, is_blocked=True), direction=Direction.OUT),
        GOES_IN,
    ),
    # categories and times
    (
        "a category that is not let in",
        case(replace(OPEN, categories=frozenset({"press"}))),
        Refused(Reason.WRONG_CATEGORY),
    ),
    ("a category that is", case(replace(OPEN, categories=frozenset({"press", "visitor"}))), GOES_IN),
    (
        "a category is not asked for on the way out",
        case(replace(OPEN, categories=frozenset({"press"})), direction=Direction.OUT),
        GOES_IN,
    ),
    ("before the door opens", case(replace(OPEN, opens_at=AT + HOUR)), Refused(Reason.NOT_YET)),
    ("as the door opens", case(replace(OPEN, opens_at=AT)), GOES_IN),
    ("early within the tolerance", case(replace(OPEN, opens_at=AT + HOUR, tolerance_s=3600)), GOES_IN),
    ("a second too early", case(replace(OPEN, opens_at=AT + HOUR, tolerance_s=3599)), Refused(Reason.NOT_YET)),
    ("after the door closed", case(replace(OPEN, closes_at=AT - HOUR)), Refused(Reason.TOO_LATE)),
    ("as the door closes", case(replace(OPEN, closes_at=AT)), GOES_IN),
    ("late within the tolerance", case(replace(OPEN, closes_at=AT - HOUR, tolerance_s=3600)), GOES_IN),
    ("a second too late", case(replace(OPEN, closes_at=AT - HOUR, tolerance_s=3599)), Refused(Reason.TOO_LATE)),
    ("out after the door closed", case(replace(OPEN, closes_at=AT - HOUR), direction=Direction.OUT), GOES_IN),
    ("a ticket for another day", case(attendee=ada(valid_days=("2026-05-02",))), Refused(Reason.WRONG_DAY)),
    ("a ticket for this day too", case(attendee=ada(valid_days=("2026-05-02", DAY))), GOES_IN),
    # entries
    ("once: the first time", case(CONGRESS), GOES_IN),
    ("once: again", case(CONGRESS, entries=TODAY), Refused(Reason.ALREADY_IN)),
    ("once: on another day", case(CONGRESS, entries=YESTERDAY), Refused(Reason.ALREADY_IN)),
    ("once: after going out", case(CONGRESS, entries=WENT_OUT), COMES_BACK),
    ("once: in since going out", case(CONGRESS, entries=CAME_BACK), Refused(Reason.ALREADY_IN)),
    ("once: out in the same moment as in", case(CONGRESS, entries=LEFT_AS_THEY_CAME), Refused(Reason.ALREADY_IN)),
    ("once: only ever scanned out", case(CONGRESS, entries=EntriesUsed(left_at=AT - HOUR)), GOES_IN),
    ("once: going out twice is no matter", case(CONGRESS, entries=WENT_OUT, direction=Direction.OUT), COMES_BACK),
    ("once a day: again", case(DAY_TICKETS, entries=TODAY), Refused(Reason.ALREADY_IN)),
    ("once a day: on the next day", case(DAY_TICKETS, entries=YESTERDAY), COMES_BACK),
    ("once a day: after going out", case(DAY_TICKETS, entries=WENT_OUT), COMES_BACK),
    ("twice: the second time", case(Policy(entries=Entries.TIMES, times=2), entries=TODAY), COMES_BACK),
    (
        "twice: the third time",
        case(Policy(entries=Entries.TIMES, times=2), entries=replace(TODAY, times=2)),
        Refused(Reason.ALREADY_IN),
    ),
    (
        "twice: the third time, after going out",
        case(Policy(entries=Entries.TIMES, times=2), entries=replace(WENT_OUT, times=2)),
        COMES_BACK,
    ),
    ("unlimited: again", case(OPEN, entries=TODAY), COMES_BACK),
    # booking, readiness, capacity
    ("workshop: without a booking", case(WORKSHOP, is_booked=False, is_ready=True), Refused(Reason.NOT_BOOKED)),
    (
        "workshop: with one, before the sign-off",
        case(WORKSHOP, is_booked=True, is_ready=False),
        Refused(Reason.ROOM_NOT_READY),
    ),
    ("workshop: with one, room ready", case(WORKSHOP, is_booked=True, is_ready=True), GOES_IN),
    ("workshop: while no session runs", case(WORKSHOP), GOES_IN),
    ("open: nobody asks for a booking", case(OPEN, is_booked=False, is_ready=False), GOES_IN),
    ("full by an exact count", case(FULL_HALL, capacity=2, headcount=2), Refused(Reason.FULL)),
    ("over full by an exact count", case(FULL_HALL, capacity=2, headcount=3), Refused(Reason.FULL)),
    ("the last seat", case(FULL_HALL, capacity=2, headcount=1), GOES_IN),
    ("back to their own seat", case(FULL_HALL, capacity=2, headcount=1, entries=TODAY), COMES_BACK),
    ("nobody has said how many fit", case(FULL_HALL, headcount=9999), GOES_IN),
    ("a room for nobody", case(FULL_HALL, capacity=0), Refused(Reason.FULL)),
    (
        "full by an estimate warns",
        case(replace(FULL_HALL, count_is_exact=False), capacity=2, headcount=2),
        PERHAPS_FULL,
    ),
    (
        "full where that is soft warns",
        case(replace(FULL_HALL, capacity_is_hard=False), capacity=2, headcount=2),
        PERHAPS_FULL,
    ),
    ("out of a full room", case(FULL_HALL, capacity=2, headcount=2, direction=Direction.OUT), GOES_IN),
    # passing categories
    ("passing: full", case(FULL_HALL, capacity=2, headcount=2, passing=True), GOES_IN),
    ("passing: not booked, not ready", case(WORKSHOP, is_booked=False, is_ready=False, passing=True), GOES_IN),
    ("passing: used up all the same", case(CONGRESS, entries=TODAY, passing=True), Refused(Reason.ALREADY_IN)),
    (
        "passing: not of this category",
        case(replace(OPEN, categories=frozenset({"press"})), passing=True),
        Refused(Reason.WRONG_CATEGORY),
    ),
    # the order of reasons
    (
        "revoked outweighs everything about the person",
        case(CONGRESS, ticket=replace(TICKET, is_revoked=True), attendee=ada(is_cancelled=True), entries=TODAY),
        Refused(Reason.REVOKED),
    ),
    ("unpaid outweighs the policy", case(CONGRESS, attendee=ada(is_paid=False), entries=TODAY), Refused(Reason.UNPAID)),
    (
        "a wrong day outweighs an entry used up",
        case(CONGRESS, attendee=ada(valid_days=("2026-05-02",)), entries=TODAY),
        Refused(Reason.WRONG_DAY),
    ),
]


@pytest.mark.parametrize(("given", "outcome"), [pytest.param(c, o, id=name) for name, c, o in TABLE])
def test_decision(given: Case, outcome: Admitted | Refused) -> None:
    assert decide(given) == outcome


REFUSED_FOR: dict[Reason, Case] = {outcome.reason: given for _, given, outcome in TABLE if isinstance(outcome, Refused)}


def test_the_table_has_every_reason() -> None:
    assert set(REFUSED_FOR) == set(Reason)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("reason", list(Reason))
def test_an_override_sets_aside_what_staff_may_and_only_for_roles_that_may(reason: Reason, role: Role) -> None:
    given = REFUSED_FOR[reason]
    may = role in given.place.policy.override_roles and reason in OVERRIDABLE
    outcome = decide(replace(given, override=Override(role)))
    if may:
        assert isinstance(outcome, Admitted)
        assert outcome.overrode == reason
    else:
        assert outcome == Refused(reason)


def test_codes_people_and_registers_are_not_set_aside_by_an_override() -> None:
    assert set(Reason) - OVERRIDABLE == {
        Reason.UNKNOWN_TICKET,
        Reason.OTHER_EVENT,
        Reason.BADGE_NOT_TICKET,
        Reason.TICKET_NOT_BADGE,
        Reason.REVOKED,
        Reason.CANCELLED,
        Reason.BLOCKED,
    }


def test_a_place_says_which_roles_may_override() -> None:
    strict = replace(CONGRESS, override_roles=frozenset({Role.SUPERVISOR}))
    used_up = case(strict, entries=TODAY)
    assert decide(replace(used_up, override=Override(Role.COORDINATOR))) == Refused(Reason.ALREADY_IN)
    assert decide(replace(used_up, override=Override(Role.SUPERVISOR))) == Admitted(True, Reason.ALREADY_IN)


def test_an_override_of_a_full_room_still_warns() -> None:
    full = replace(REFUSED_FOR[Reason.FULL], override=Override(Role.DESK))
    assert decide(full) == Admitted(overrode=Reason.FULL, warnings=(Caution.PERHAPS_FULL,))


def test_an_override_where_nothing_is_refused_leaves_no_trace() -> None:
    assert decide(case(CONGRESS, override=Override(Role.DESK))) == GOES_IN


@pytest.mark.parametrize(
    ("preset", "rule"),
    [
        ("congress", Policy(entries=Entries.ONCE, accepts=Accepts.TICKETS)),
        ("day_tickets", Policy(entries=Entries.ONCE_A_DAY)),
        ("workshop", Policy(booking_needed=True, waits_for_readiness=True)),
        ("open", Policy()),
    ],
)
def test_preset(preset: str, rule: Policy) -> None:
    assert PRESETS[preset] == rule


def test_every_reason_has_a_short_code_of_its_own() -> None:
    assert sorted(SHORT_CODES) == sorted(Reason)
    assert len(set(SHORT_CODES.values())) == len(Reason)
    assert Refused(Reason.ALREADY_IN).short_code == "H7"
