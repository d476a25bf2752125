"""Checking in without a ticket: a name and a proof together are answered by a check-in, or by one same nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from factories import NOW, caller, chance_of, put_attendee, put_station, scan
from on_the_log import facts, inside, kinds, last, seq, text_of_log

from turnout.domain.errors import Conflict, NotAllowed, NotFound, TooManyTries
from turnout.domain.facts import AttendeeProved, ScanAdmitted, ScanRefused, StationProofFailed
from turnout.domain.model import Attendee, Offer, Role
from turnout.domain.proof import Proof
from turnout.services import proving, snapshots
from turnout.services.event import Caller, Event
from turnout.services.proving import CODE_LIVES, TRIES_AT_A_STATION, TRIES_OF_A_PERSON, WINDOW, Claim
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.store import attendees, batches

DESK = caller(Role.DESK)
EMAIL = "zaneta.ozolina@example.org"


@pytest.fixture
def zaneta(printing: Event) -> Registered:
    return put_attendee(printing, Attendee("z1", "Žaneta Ozoliņa", "Žaneta", email=EMAIL))


@pytest.fixture
def entrance(entrance: Caller) -> Caller:
    """An entrance that prints, where one may check in without a ticket."""
    return offering(entrance)


def offering(by: Caller) -> Caller:
    assert by.station is not None
    return replace(by, station=replace(by.station, offers=(Offer.NO_TICKET,)))


def claim(
    event: Event,
    by: Caller,
    name: str,
    proof: str,
    kind: Proof = Proof.EMAIL,
    *,
    scan_id: str = "s1",
    now: datetime = NOW,
) -> ScanAnswer | None:
    return proving.check_in(event, Claim(scan_id, name, kind, proof, now, now), by, now, chance_of(f"{scan_id} {now}"))


def code_of(event: Event, attendee_id: str, now: datetime = NOW) -> str:
    return proving.make_code(event, attendee_id, DESK, now, chance_of(f"{attendee_id} {now}")).code


def fail(event: Event, by: Caller, name: str, times: int, now: datetime = NOW) -> None:
    for n in range(times):
        assert claim(event, by, name, "nobody@", scan_id=f"wrong-{by.actor}-{n}-{now}", now=now) is None


# ---- what checks in ---------------------------------------------------------------------------------


def test_who_types_name_and_address_comes_in_as_by_a_scan_and_gets_a_badge(
    printing: Event, zaneta: Registered, entrance: Caller
) -> None:
    answer = claim(printing, entrance, "Zaneta Ozolina", "zaneta.ozolina")
    assert answer is not None
    assert isinstance(answer.fact, ScanAdmitted)
    assert (answer.fact.attendee_id, answer.fact.ticket_id, answer.stated.fact_id) == ("z1", zaneta.ticket.id, "s1")
    assert answer.job is not None
    assert kinds(printing)[-3:] == ["attendee.proved", "scan.admitted", "badge.queued"]
    assert (answer.stated.cause, inside(printing)) == ("s1-proved", 1)


@pytest.mark.parametrize(
    ("name", "proof"),
    [
        ("OZOLINA ZANETA", EMAIL),
        ("Zanetta Ozolina", "ZANETA.OZOLINA@"),
        ("Žaneta\u200b\nOzoliņa\u202e", " zaneta.ozolina@ex"),
    ],
)
def test_case_order_accents_a_slip_and_what_is_pasted_along_are_forgiven(
    printing: Event, zaneta: Registered, entrance: Caller, name: str, proof: str
) -> None:
    answer = claim(printing, entrance, name, proof)
    assert answer is not None
    assert answer.fact.subject == "z1"


def test_of_several_of_one_name_the_address_chooses(printing: Event, entrance: Caller) -> None:
    for n in range(8):
        put_attendee(printing, Attendee(f"li{n}", "Li Ng", "Li", email=f"li.ng{n}@example.org"))
    answer = claim(printing, entrance, "ng li", "li.ng6@")
    assert answer is not None
    assert answer.fact.subject == "li6"


def test_of_a_shared_address_the_name_chooses_and_who_is_not_here_yet(printing: Event, entrance: Caller) -> None:
    for attendee_id, name in (("maria", "Maria Lis"), ("marta", "Marta Lis"), ("again", "Marta Lis")):
        put_attendee(printing, Attendee(attendee_id, name, email="office@example.org"))
    came = [claim(printing, entrance, "Marta Lis", "office@", scan_id=f"s{n}") for n in range(2)]
    assert [answer.fact.subject for answer in came if answer is not None] == ["again", "marta"]


def test_a_slip_in_a_short_name_is_forgiven_where_many_are_called_just_so(printing: Event, entrance: Caller) -> None:
    for n in range(8):
        put_attendee(printing, Attendee(f"ana{n}", "Ana Nowak", email=f"ana{n}@example.org"))
    put_attendee(printing, Attendee("anna", "Anna Nowak", email="a.nowak@example.org"))
    answer = claim(printing, entrance, "Ana Nowak", "a.nowak@")
    assert answer is not None
    assert answer.fact.subject == "anna"


def test_the_rules_are_those_of_the_door(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    scan(printing, zaneta.ticket.code, entrance, NOW, scan_id="s0")
    answer = claim(printing, entrance, "Zaneta Ozolina", "zaneta.ozolina")
    assert answer is not None
    assert isinstance(answer.fact, ScanRefused)
    assert answer.fact.reason == "already_in"


def test_the_same_claim_again_is_the_same_answer_also_with_a_code_that_is_used_up(
    printing: Event, zaneta: Registered, entrance: Caller
) -> None:
    code = code_of(printing, "z1")
    first = claim(printing, entrance, "Zaneta Ozolina", code, Proof.CODE)
    before = seq(printing)
    again = claim(printing, entrance, "Zaneta Ozolina", code, Proof.CODE)
    assert first is not None
    assert again is not None
    assert (again.stated, again.job, seq(printing)) == (first.stated, first.job, before)


def test_the_id_of_a_claim_tells_nothing_to_others(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    claim(printing, entrance, "Zaneta Ozolina", EMAIL)
    with pytest.raises(Conflict):
        claim(printing, entrance, "Grace Hopper", "grace@")
    with pytest.raises(Conflict):
        claim(printing, offering(put_station(printing, "other")), "Zaneta Ozolina", EMAIL)


# ---- what tells nothing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "proof", "kind"),
    [
        ("Zaneta Ozolina", "other@example.org", Proof.EMAIL),
        ("Zaneta Ozolina", "zaneta", Proof.EMAIL),
        ("Grace Hopper", EMAIL, Proof.EMAIL),
        ("Zaneta", EMAIL, Proof.EMAIL),
        ("Zaneta Ozolina", "ABC123", Proof.CODE),
        ("Zaneta Ozolina", EMAIL, Proof.CODE),
        (EMAIL, EMAIL, Proof.EMAIL),
        ("🙂🙂🙂", "🙂", Proof.EMAIL),
        ("x" * 300, "y" * 300, Proof.EMAIL),
        ("\u202eatenaZ\u202c \u200b", "\u200b\u2060", Proof.EMAIL),
        ("<script>alert('Zaneta')</script>", "<script>", Proof.EMAIL),
        ("Zaneta\nOzolina' OR 1=1 --", '" OR search MATCH "z*', Proof.EMAIL),
        ("NEAR(zaneta ozolina) AND *", 'zaneta" *', Proof.CODE),
    ],
)
def test_what_proves_nothing_checks_nobody_in_and_is_one_fact_without_words(
    printing: Event, zaneta: Registered, entrance: Caller, name: str, proof: str, kind: Proof
) -> None:
    before = seq(printing)
    assert claim(printing, entrance, name, proof, kind) is None
    assert kinds(printing, before) == ["station.proof_failed"]
    assert (inside(printing), last(printing).station_id) == (0, "entrance")
    assert not [word for word in (name, proof) if word in text_of_log(printing)]


def test_who_has_no_address_comes_in_by_a_code_only(printing: Event, entrance: Caller) -> None:
    put_attendee(printing, Attendee("ng", "Ng Li"))
    assert claim(printing, entrance, "Ng Li", "", scan_id="s0") is None
    answer = claim(printing, entrance, "Ng Li", code_of(printing, "ng"), Proof.CODE)
    assert answer is not None
    assert answer.fact.subject == "ng"


def test_the_log_says_who_proved_themselves_and_how(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    claim(printing, entrance, "Zaneta Ozolina", "wrong@", scan_id="s0")
    claim(printing, entrance, "Zaneta Ozolina", EMAIL)
    stated = [fact for fact in facts(printing) if isinstance(fact, AttendeeProved | StationProofFailed)]
    assert stated == [StationProofFailed("entrance", "email", ["z1"]), AttendeeProved("z1", "email")]
    assert "Ozoli" not in text_of_log(printing)


def test_who_is_staged_by_an_import_is_found_by_nobody(printing: Event, entrance: Caller) -> None:
    batch = printing.write(lambda tx: batches.begin(tx.connection, NOW))
    printing.write(lambda tx: attendees.add(tx.connection, Attendee("new", "Zaneta Ozolina", email=EMAIL), batch))
    assert claim(printing, entrance, "Zaneta Ozolina", EMAIL) is None


# ---- codes from staff -------------------------------------------------------------------------------


def test_a_code_is_typed_as_one_reads_it_and_serves_once(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    code = code_of(printing, "z1")
    assert len(code) == 6
    typed = f" {code[:3].lower()}-{code[3:]}\u200b"
    assert claim(printing, entrance, "Zaneta Ozolina", typed, Proof.CODE) is not None
    assert claim(printing, entrance, "Zaneta Ozolina", code, Proof.CODE, scan_id="s2") is None


def test_a_code_is_for_one_person(printing: Event, zaneta: Registered, grace: Registered, entrance: Caller) -> None:
    code = code_of(printing, "z1")
    assert claim(printing, entrance, "Grace Hopper", code, Proof.CODE) is None
    assert claim(printing, entrance, "Zaneta Ozolina", code, Proof.CODE) is not None


def test_a_new_code_takes_the_place_of_the_one_before(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    old = code_of(printing, "z1")
    new = code_of(printing, "z1", NOW + timedelta(seconds=1))
    assert claim(printing, entrance, "Zaneta Ozolina", old, Proof.CODE) is None
    assert claim(printing, entrance, "Zaneta Ozolina", new, Proof.CODE) is not None


def test_a_code_lives_ten_minutes(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    code = code_of(printing, "z1")
    assert claim(printing, entrance, "Zaneta Ozolina", code, Proof.CODE, now=NOW + CODE_LIVES) is None


def test_the_file_keeps_no_code(printing: Event, zaneta: Registered) -> None:
    code = code_of(printing, "z1")
    stored = [tuple(row) for row in printing.reader.execute("SELECT * FROM proof_codes")]
    assert len(stored) == 1
    assert code not in str(stored) + text_of_log(printing)


def test_a_code_is_made_for_somebody_with_a_ticket(printing: Event) -> None:
    with pytest.raises(NotFound):
        code_of(printing, "nobody")
    printing.write(lambda tx: attendees.add(tx.connection, Attendee("bare", "No Ticket")))
    with pytest.raises(Conflict):
        code_of(printing, "bare")


# ---- limits -----------------------------------------------------------------------------------------


def test_after_five_wrong_proofs_only_staff_find_a_person(
    printing: Event, zaneta: Registered, entrance: Caller
) -> None:
    fail(printing, entrance, "Zaneta Ozolina", TRIES_OF_A_PERSON - 1)
    fail(printing, offering(put_station(printing, "other")), "Ozolina Zaneta", 1)
    assert claim(printing, entrance, "Zaneta Ozolina", EMAIL) is None
    answer = claim(printing, entrance, "Zaneta Ozolina", code_of(printing, "z1"), Proof.CODE)
    assert answer is not None


def test_what_was_tried_of_a_person_is_forgotten_after_ten_minutes(
    printing: Event, zaneta: Registered, entrance: Caller
) -> None:
    fail(printing, entrance, "Zaneta Ozolina", TRIES_OF_A_PERSON)
    assert claim(printing, entrance, "Zaneta Ozolina", EMAIL, now=NOW + WINDOW) is not None


def test_wrong_proofs_of_one_person_hold_up_nobody_else(
    printing: Event, zaneta: Registered, grace: Registered, entrance: Caller
) -> None:
    printing.write(lambda tx: attendees.amend(tx.connection, grace.attendee, {"email": "grace@example.org"}))
    fail(printing, entrance, "Zaneta Ozolina", TRIES_OF_A_PERSON)
    assert claim(printing, entrance, "Grace Hopper", "grace@") is not None


def test_a_station_may_fail_so_often_whoever_is_named(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    fail(printing, entrance, "Nobody Anywhere", TRIES_AT_A_STATION)
    before = seq(printing)
    for name in ("Zaneta Ozolina", "Nobody Anywhere"):
        with pytest.raises(TooManyTries) as refused:
            claim(printing, entrance, name, EMAIL, now=NOW + timedelta(minutes=3))
        assert refused.value.remedy == "Go to the desk, or try again in 8 minutes."
    assert seq(printing) == before
    other = offering(put_station(printing, "other"))
    assert claim(printing, other, "Zaneta Ozolina", EMAIL) is not None


def test_a_station_that_failed_may_try_again_later(printing: Event, zaneta: Registered, entrance: Caller) -> None:
    fail(printing, entrance, "Nobody Anywhere", TRIES_AT_A_STATION)
    assert claim(printing, entrance, "Zaneta Ozolina", EMAIL, now=NOW + WINDOW) is not None


def test_an_answer_that_was_lost_comes_again_also_beyond_the_limit(
    printing: Event, zaneta: Registered, entrance: Caller
) -> None:
    first = claim(printing, entrance, "Zaneta Ozolina", EMAIL)
    fail(printing, entrance, "Nobody Anywhere", TRIES_AT_A_STATION)
    again = claim(printing, entrance, "Zaneta Ozolina", EMAIL)
    assert first is not None
    assert again is not None
    assert again.stated == first.stated


def test_where_it_is_not_offered_nobody_is_looked_up(printing: Event, zaneta: Registered) -> None:
    before = seq(printing)
    for by in (put_station(printing, "ticket-only"), DESK):
        with pytest.raises(NotAllowed):
            claim(printing, by, "Zaneta Ozolina", EMAIL)
    assert kinds(printing, before) == []


def test_the_coordinator_sees_where_names_are_tried_for_ten_minutes(printing: Event, entrance: Caller) -> None:
    fail(printing, entrance, "Nobody Anywhere", 7)
    shown = [
        [station["failed_proofs"] for station in snapshots.build(printing, "stations", at).data["stations"]]
        for at in (NOW, NOW + WINDOW)
    ]
    assert shown == [[7], [0]]
