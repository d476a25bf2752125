"""Staff at a kiosk: coming in by number and PIN, and for how long they are taken for there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from factories import NOW, caller, chance_of, put_station
from on_the_log import facts, kinds, last, text_of_log

from turnout.domain.errors import Conflict, NotFound, NotSignedIn, TooManyTries
from turnout.domain.facts import AccountPinChanged, HelpClosed, StaffCame, StaffLeft, StaffPinRefused
from turnout.domain.model import Role, Station
from turnout.services import access, help_shown, kiosk_staff
from turnout.services import help as calls
from turnout.services.event import Caller, Event
from turnout.services.kiosk_staff import Visit

PIN = "4711"


@pytest.fixture
def ilze(event: Event) -> str:
    """The id of an account with a PIN; its number is 100."""
    account = access.add_account(event, "Ilze", Role.STAFF, "", NOW, chance_of("ilze"))
    assert kiosk_staff.set_pin(event, account.id, PIN, NOW, chance_of("pin")) == 100
    return account.id


@pytest.fixture
def kiosk(gate: Caller) -> Station:
    assert gate.station is not None
    return gate.station


@pytest.fixture
def other(event: Event) -> Station:
    """Another kiosk."""
    station = put_station(event, "other").station
    assert station is not None
    return station


def come_in(event: Event, kiosk: Station, typed: str = f"100{PIN}", at: datetime = NOW) -> Visit:
    return kiosk_staff.come_in(event, kiosk, typed, at, chance_of(f"{typed} {at} {len(facts(event))}"))


def mistype(event: Event, kiosk: Station, at: datetime = NOW, number: int = 100) -> None:
    with pytest.raises(NotSignedIn) as problem:
        come_in(event, kiosk, f"{number}9999", at)
    assert problem.value.code == "wrong_pin"


def test_number_and_pin_let_in_and_the_pin_stands_nowhere(event: Event, ilze: str, kiosk: Station) -> None:
    visit = come_in(event, kiosk)
    assert (visit.account.name, visit.account.role) == ("Ilze", Role.STAFF)
    assert (last(event).fact, last(event).actor, last(event).station_id) == (StaffCame("gate"), ilze, "gate")
    assert kiosk_staff.at_kiosk(event, kiosk, visit.token, NOW) == Caller(ilze, Role.STAFF, kiosk)
    kept = event.reader.execute("SELECT pin_hash FROM kiosk_pins").fetchone()[0]
    assert kept.startswith("$argon2id$")
    assert PIN not in text_of_log(event)


@pytest.mark.parametrize("typed", ["1009999", "1014711", "4711", "", "100471", "100 4711", "x" * 20])
def test_what_does_not_belong_together_lets_nobody_in_and_is_a_fact(
    event: Event, ilze: str, kiosk: Station, typed: str
) -> None:
    with pytest.raises(NotSignedIn):
        come_in(event, kiosk, typed)
    assert last(event).fact == StaffPinRefused("gate", ilze if typed == "1009999" else "")
    assert typed not in text_of_log(event) or not typed


def test_after_five_wrong_ones_everybody_waits_and_longer_each_time(event: Event, ilze: str, kiosk: Station) -> None:
    for _ in range(5):
        mistype(event, kiosk)
    with pytest.raises(TooManyTries) as problem:
        come_in(event, kiosk)  # the right one, too
    assert problem.value.remedy == "Wait 31 seconds, then try again."
    assert kinds(event).count("station.pin_refused") == 5
    after = NOW + timedelta(seconds=30)
    mistype(event, kiosk, after)
    with pytest.raises(TooManyTries):
        come_in(event, kiosk, at=after + timedelta(seconds=59))
    come_in(event, kiosk, at=after + timedelta(seconds=60))
    mistype(event, kiosk, after + timedelta(seconds=61))  # who came in began a new count


def test_another_kiosk_has_a_count_of_its_own(event: Event, ilze: str, kiosk: Station, other: Station) -> None:
    for _ in range(5):
        mistype(event, kiosk, number=999)
    with pytest.raises(TooManyTries):
        come_in(event, kiosk)
    assert come_in(event, other).account.id == ilze


def test_a_number_has_a_count_at_all_kiosks_which_only_its_owner_ends(
    event: Event, ilze: str, kiosk: Station, other: Station
) -> None:
    access.add_account(event, "Karlis", Role.STAFF, "", NOW, chance_of("karlis"))
    kiosk_staff.set_pin_of(event, "Karlis", "2580", NOW, chance_of("karlis pin"))
    for _ in range(4):
        mistype(event, kiosk)
    come_in(event, kiosk, "1012580")  # who guesses begins the kiosk's count anew
    mistype(event, other)
    come_in(event, other, "1012580")
    for station in (kiosk, other):
        with pytest.raises(TooManyTries):
            come_in(event, station)
    later = NOW + timedelta(seconds=30)
    come_in(event, kiosk, at=later)
    mistype(event, other, later)
    come_in(event, kiosk, at=later)


def test_three_minutes_without_a_call_end_it_and_a_call_begins_them_anew(
    event: Event, ilze: str, kiosk: Station
) -> None:
    token = come_in(event, kiosk).token
    later = NOW + timedelta(minutes=2, seconds=59)
    kiosk_staff.at_kiosk(event, kiosk, token, later)
    kiosk_staff.at_kiosk(event, kiosk, token, later + timedelta(minutes=2, seconds=59))
    with pytest.raises(Conflict) as problem:
        kiosk_staff.at_kiosk(event, kiosk, token, later + timedelta(minutes=6))
    assert problem.value.code == "staff_gone"


def test_it_is_bound_to_the_kiosk_and_to_the_page(event: Event, ilze: str, kiosk: Station, other: Station) -> None:
    token = come_in(event, kiosk).token
    for station, named in ((other, token), (kiosk, "x"), (kiosk, "")):
        with pytest.raises(Conflict):
            kiosk_staff.at_kiosk(event, station, named, NOW)
    come_in(event, kiosk)
    with pytest.raises(Conflict):  # another page of this kiosk has it now
        kiosk_staff.at_kiosk(event, kiosk, token, NOW)


def test_who_leaves_is_gone(event: Event, ilze: str, kiosk: Station) -> None:
    visit = come_in(event, kiosk)
    by = kiosk_staff.at_kiosk(event, kiosk, visit.token, NOW)
    for name in ("leave", "twice"):
        kiosk_staff.leave(event, by, NOW, chance_of(name))
    assert facts(event)[-1] == StaffLeft("gate")
    assert kinds(event).count("station.staff_left") == 1
    with pytest.raises(Conflict):
        kiosk_staff.at_kiosk(event, kiosk, visit.token, NOW)


def test_who_is_signed_out_everywhere_is_at_no_kiosk(event: Event, ilze: str, kiosk: Station) -> None:
    visit = come_in(event, kiosk)
    access.sign_out_everywhere(event, "Ilze", caller(), NOW, chance_of("sign out"))
    with pytest.raises(Conflict):
        kiosk_staff.at_kiosk(event, kiosk, visit.token, NOW)


def test_whoever_comes_has_come_for_the_call(event: Event, ilze: str, kiosk: Station) -> None:
    call_id = calls.call(event, kiosk, NOW, chance_of("call")).call.id
    come_in(event, kiosk)
    assert (last(event).fact, last(event).actor) == (HelpClosed("gate", call_id), ilze)
    assert help_shown.of_station(event.reader, "gate") is None


def test_another_pin_keeps_the_number_and_none_lets_nobody_in(event: Event, ilze: str, kiosk: Station) -> None:
    visit = come_in(event, kiosk)
    assert kiosk_staff.set_pin(event, ilze, "2580", NOW, chance_of("another")) == 100
    assert last(event).fact == AccountPinChanged(ilze)
    mistype(event, kiosk)
    come_in(event, kiosk, "1002580")
    for name in ("remove", "twice"):
        kiosk_staff.remove_pin(event, ilze, NOW, chance_of(name))
    assert last(event).fact == AccountPinChanged(ilze, True)
    assert kinds(event).count("account.pin_changed") == 3
    with pytest.raises(Conflict):
        kiosk_staff.at_kiosk(event, kiosk, visit.token, NOW)
    with pytest.raises(NotSignedIn):
        come_in(event, kiosk, "1002580")


def test_numbers_are_given_out_once_and_those_given_back_again(event: Event, ilze: str) -> None:
    names = ("Karlis", "Mara")
    for number, name in enumerate(names, start=101):
        account = access.add_account(event, name, Role.DESK, "", NOW, chance_of(name))
        assert kiosk_staff.set_pin_of(event, name, PIN, NOW, chance_of(f"{name} pin")) == number, account
    kiosk_staff.remove_pin(event, ilze, NOW, chance_of("remove"))
    assert kiosk_staff.set_pin_of(event, "Ilze", PIN, NOW, chance_of("again")) == 100


def test_who_only_looks_has_nothing_to_do_at_a_kiosk(event: Event) -> None:
    viewer = access.add_account(event, "Viewer", Role.VIEWER, "", NOW, chance_of("viewer"))
    with pytest.raises(Conflict):
        kiosk_staff.set_pin(event, viewer.id, PIN, NOW, chance_of("pin"))
    with pytest.raises(NotFound):
        kiosk_staff.set_pin_of(event, "Nobody", PIN, NOW, chance_of("pin"))
