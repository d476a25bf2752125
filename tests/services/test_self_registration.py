"""New here: people who register themselves at a kiosk, and what the organiser lets them do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factories import NOW, PRINTERS, caller, put_attendee, put_venue_policy
from factories import scan as scan_code
from on_the_log import kinds, notes, seq, text_of_log

from turnout.demo.event import SeededChance
from turnout.domain import tickets
from turnout.domain.errors import BadInput, Conflict, TurnoutError
from turnout.domain.facts import ScanAdmitted, ScanRefused
from turnout.domain.model import PRESETS, VENUE, Attendee, CodeKind, Offer, Role, Station, StationMode
from turnout.domain.payment import Method
from turnout.services import category_setup, event_settings, payments, registration, self_registration, snapshots
from turnout.services.event import Caller, Event
from turnout.services.self_registration import TWIN, SelfRegistered, Wanted
from turnout.store import attendees, consents, layouts, settings, stations

COORDINATOR = caller(Role.COORDINATOR)
FORM: dict[str, Any] = {
    "fields": [{"id": "email", "is_needed": True}, {"id": "company"}, {"id": "category"}],
    "consents": [
        {"id": "conduct", "is_needed": True, "texts": {"en": "I keep the code of conduct."}},
        {"id": "photo", "texts": {"en": "I may be in pictures."}},
    ],
    "is_at_kiosks": True,
}
PRICED = [{"id": "visitor", "price": "25,5"}, {"id": "press", "price": "0"}]
ZANETA = {"full_name": "Žaneta Ozoliņa", "email": "zaneta@example.org"}


def set_form(event: Event, **changes: Any) -> None:
    version = settings.read_one(event.reader, "walk_in").version
    event_settings.change(event, "walk_in", {**FORM, **changes}, version, COORDINATOR, NOW, SeededChance(version))


def put_kiosk(event: Event, station_id: str = "kiosk", offers: tuple[Offer, ...] = (Offer.WALK_IN,)) -> Caller:
    station = Station(station_id, station_id, StationMode.ENTRANCE, VENUE, PRINTERS, offers=offers)
    event.write(lambda tx: stations.add(tx.connection, station))
    return Caller(station.id, Role.STATION, station)


@pytest.fixture
def kiosk(printing: Event) -> Caller:
    set_form(printing)
    return put_kiosk(printing)


def register(
    event: Event, by: Caller, fields: dict[str, str], walk_in_id: str = "w1", given: tuple[str, ...] = ("conduct",)
) -> SelfRegistered:
    return self_registration.register(event, Wanted(walk_in_id, fields, given), by, NOW, SeededChance(len(walk_in_id)))


# ---- coming in --------------------------------------------------------------------------------------------


def test_somebody_new_gets_a_ticket_comes_in_and_gets_a_badge(printing: Event, kiosk: Caller) -> None:
    before = seq(printing)
    made = register(printing, kiosk, {**ZANETA, "company": " Rīgas   Satiksme"}, given=("conduct", "photo"))
    assert made.attendee == Attendee(
        made.attendee.id, "Žaneta Ozoliņa", company="Rīgas Satiksme", email="zaneta@example.org"
    )
    assert attendees.get(printing.reader, made.attendee.id) == made.attendee
    assert tickets.read(made.code).kind is CodeKind.TICKET
    assert made.scan is not None
    assert isinstance(made.scan.fact, ScanAdmitted)
    assert made.scan.job is not None
    assert kinds(printing, before) == ["attendee.registered", "attendee.consented", "scan.admitted", "badge.queued"]
    assert consents.of_attendee(printing.reader, made.attendee.id).keys() == {"conduct", "photo"}
    assert "aneta" not in text_of_log(printing)
    assert (made.due_cents, made.attendee.order_code) == (0, "")


def test_the_facts_say_at_which_kiosk(printing: Event, kiosk: Caller) -> None:
    before = seq(printing)
    register(printing, kiosk, ZANETA)
    where = printing.reader.execute("SELECT DISTINCT actor, station_id FROM log WHERE seq > ?", (before,)).fetchall()
    assert [tuple(row) for row in where] == [("kiosk", "kiosk")]


def test_the_ticket_is_one_like_any_other(printing: Event, kiosk: Caller) -> None:
    made = register(printing, kiosk, ZANETA)
    again = scan_code(printing, made.code, kiosk, NOW, scan_id="s1").fact
    assert isinstance(again, ScanRefused)
    assert again.reason == "already_in"


def test_the_same_try_again_registers_nobody_twice(printing: Event, kiosk: Caller) -> None:
    first = register(printing, kiosk, ZANETA)
    before = seq(printing)
    second = register(printing, kiosk, ZANETA)
    assert seq(printing) == before
    assert (second.attendee, second.code) == (first.attendee, first.code)
    assert first.scan is not None
    assert second.scan is not None
    assert second.scan.stated == first.scan.stated


def test_a_retry_is_answered_after_the_form_was_closed(printing: Event, kiosk: Caller) -> None:
    first = register(printing, kiosk, ZANETA)
    set_form(printing, is_at_kiosks=False)
    assert register(printing, kiosk, ZANETA).code == first.code


def test_another_station_cannot_ask_for_what_was_registered_here(printing: Event, kiosk: Caller) -> None:
    first = register(printing, kiosk, ZANETA)
    other = register(printing, put_kiosk(printing, "other"), ZANETA)
    assert other.attendee.id != first.attendee.id
    assert other.code != first.code


def test_whom_the_rules_do_not_admit_is_registered_and_refused_as_by_a_scan(printing: Event, kiosk: Caller) -> None:
    put_venue_policy(printing, replace(PRESETS["congress"], categories=frozenset({"speaker"})))
    made = register(printing, kiosk, ZANETA)
    assert made.scan is not None
    assert isinstance(made.scan.fact, ScanRefused)
    assert made.scan.fact.reason == "wrong_category"
    assert attendees.find(printing.reader, made.attendee.id) is not None


# ---- who has to pay ---------------------------------------------------------------------------------------


def test_who_owes_is_registered_with_a_code_for_the_desk_and_comes_in_once_paid(printing: Event, kiosk: Caller) -> None:
    set_form(printing, open_categories=PRICED, currency="EUR")
    made = register(printing, kiosk, {**ZANETA, "category": "visitor"})
    assert (made.scan, made.due_cents, made.currency, made.attendee.is_paid) == (None, 2550, "EUR", False)
    found = registration.find(printing, made.attendee.order_code, 5)
    assert [one.attendee.id for one in found] == [made.attendee.id]
    refused = scan_code(printing, made.code, kiosk, NOW, scan_id="s1").fact
    assert isinstance(refused, ScanRefused)
    assert refused.reason == "unpaid"
    payments.pay(printing, made.attendee.id, Method.CASH, 2550, 1, caller(Role.DESK), NOW)
    assert isinstance(scan_code(printing, made.code, kiosk, NOW, scan_id="s2").fact, ScanAdmitted)


def test_a_free_category_beside_one_with_a_price(printing: Event, kiosk: Caller) -> None:
    set_form(printing, open_categories=PRICED)
    made = register(printing, kiosk, {**ZANETA, "category": "press"})
    assert (made.attendee.category, made.attendee.is_paid, made.scan is None) == ("press", True, False)


@pytest.mark.parametrize("category", ["staff", ""])
def test_nobody_makes_themselves_what_is_not_open(printing: Event, kiosk: Caller, category: str) -> None:
    set_form(printing, open_categories=PRICED)
    with pytest.raises(BadInput) as refused:
        register(printing, kiosk, {**ZANETA, "category": category})
    assert refused.value.code == "no_category"


def test_where_no_category_is_open_nobody_chooses_one(printing: Event, kiosk: Caller) -> None:
    with pytest.raises(BadInput):
        register(printing, kiosk, {**ZANETA, "category": "speaker"})


def test_the_only_open_category_needs_no_choice(printing: Event, kiosk: Caller) -> None:
    set_form(printing, open_categories=[{"id": "press"}])
    assert register(printing, kiosk, ZANETA).attendee.category == "press"


def test_a_category_that_people_may_choose_at_kiosks_is_there_and_stays(printing: Event, kiosk: Caller) -> None:
    with pytest.raises(BadInput) as refused:
        set_form(printing, open_categories=[{"id": "gone"}])
    assert refused.value.code == "no_category"
    set_form(printing, open_categories=[{"id": "press"}])
    with pytest.raises(Conflict) as held:
        category_setup.remove(printing, "press", 1, COORDINATOR, NOW, SeededChance(1))
    assert held.value.code == "in_use"
    assert "walk-in form" in held.value.message
    assert register(printing, kiosk, ZANETA).attendee.category == "press"


def test_a_category_that_no_kiosk_offers_any_more_goes(printing: Event) -> None:
    set_form(printing, open_categories=[{"id": "press"}], is_at_kiosks=False)
    category_setup.remove(printing, "press", 1, COORDINATOR, NOW, SeededChance(1))
    assert "press" not in dict(layouts.categories(printing.reader))


# ---- who is on the list already ---------------------------------------------------------------------------


def answer_of(made: SelfRegistered) -> tuple[object, ...]:
    """All that a kiosk is told but what is new with everybody."""
    assert made.scan is not None
    return made.due_cents, made.currency, made.scan.fact.KIND, made.scan.is_overridable, made.attendee.full_name


def test_the_kiosk_hears_nothing_of_who_is_on_the_list_and_the_desk_does(printing: Event, kiosk: Caller) -> None:
    put_attendee(printing, Attendee("z", "Zaneta Ozolina", email="ZANETA@example.org"))
    twin = register(printing, kiosk, ZANETA, "w1")
    other = register(printing, kiosk, {**ZANETA, "email": "z@example.org"}, "w2")
    assert answer_of(twin) == answer_of(other)
    assert notes(printing) == [(twin.attendee.id, "desk", TWIN, "kiosk")]


def test_a_namesake_is_no_twin(printing: Event, kiosk: Caller) -> None:
    set_form(printing, fields=[])
    put_attendee(printing, Attendee("z", "Žaneta Ozoliņa"))
    register(printing, kiosk, {"full_name": "Žaneta Ozoliņa"})
    assert notes(printing) == []


# ---- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "given", "code"),
    [
        ({}, ("conduct",), "field_needed"),
        ({"full_name": " \n\u200b", "email": "a@example.org"}, ("conduct",), "field_needed"),
        ({"full_name": "Ada"}, ("conduct",), "field_needed"),
        ({"full_name": "Ada", "email": "ada"}, ("conduct",), "field_no_address"),
        ({"full_name": "x" * 300, "email": "a@example.org"}, ("conduct",), "field_too_long"),
        ({"full_name": "😀", "email": "a@example.org"}, ("conduct",), "field_pictures"),
        ({"full_name": "007", "email": "a@example.org"}, ("conduct",), "field_no_letters"),
        ({**ZANETA, "pronouns": "she"}, ("conduct",), "not_asked"),
        ({**ZANETA, "order_code": "X"}, ("conduct",), "not_asked"),
        ({**ZANETA, "is_paid": "1"}, ("conduct",), "not_asked"),
        (ZANETA, (), "consent_needed"),
        (ZANETA, ("conduct", "spam"), "no_consent"),
    ],
)
def test_what_cannot_be_is_told_and_registers_nobody(
    printing: Event, kiosk: Caller, fields: dict[str, str], given: tuple[str, ...], code: str
) -> None:
    before = seq(printing)
    with pytest.raises(BadInput) as refused:
        register(printing, kiosk, fields, given=given)
    assert (refused.value.code, seq(printing)) == (code, before)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anna\nBerg", "Anna Berg"),
        ("\u202eanna\u202c Be\u200brg", "anna Berg"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_somebody_pastes_is_kept_as_it_is_seen(printing: Event, kiosk: Caller, typed: str, kept: str) -> None:
    assert register(printing, kiosk, {**ZANETA, "full_name": typed}).attendee.full_name == kept


# ---- where it is offered ----------------------------------------------------------------------------------


def refusal(event: Event, by: Caller) -> str:
    with pytest.raises(TurnoutError) as refused:
        register(event, by, ZANETA)
    assert isinstance(refused.value, Conflict)
    return refused.value.code


def test_nobody_registers_themselves_before_the_organiser_says_so(printing: Event) -> None:
    kiosk = put_kiosk(printing)
    assert refusal(printing, kiosk) == "not_offered"
    assert kiosk.station is not None
    assert snapshots.station_document(printing.reader, kiosk.station)["station"]["offers"] == []


def test_a_kiosk_offers_it_where_both_the_event_and_the_kiosk_do(printing: Event, kiosk: Caller) -> None:
    assert kiosk.station is not None
    assert snapshots.station_document(printing.reader, kiosk.station)["station"]["offers"] == ["walk_in"]
    assert (
        self_registration.form(printing, kiosk).asked_at_kiosks
        == event_settings.walk_in_form(printing.reader).fields[:2]
    )
    assert refusal(printing, put_kiosk(printing, "plain", offers=(Offer.NO_TICKET,))) == "not_offered"
    assert refusal(printing, caller(Role.DESK)) == "not_offered"
