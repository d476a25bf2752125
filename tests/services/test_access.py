"""Accounts, passwords, one-time links, sign-ins that end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_room
from on_the_log import last, text_of_log

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput, Conflict, NotFound, NotSignedIn
from turnout.domain.facts import AccountCreated, AccountSignedOut
from turnout.domain.model import Role
from turnout.services import access
from turnout.services.access import LINK_LIVES, SIGN_IN_LIVES
from turnout.services.chance import hash_of
from turnout.services.event import Caller, Event
from turnout.store import accounts
from turnout.store.accounts import Account

PASSWORD = "correct horse battery"


@pytest.fixture
def mara(event: Event, chance: SeededChance) -> Account:
    return access.add_account(event, " Mara  Ozola ", Role.STAFF, PASSWORD, NOW, chance)


def test_an_account_signs_in_with_its_password(event: Event, mara: Account) -> None:
    assert last(event).fact == AccountCreated(mara.id, "staff")
    assert "Mara" not in text_of_log(event)
    signed_in = access.sign_in(event, "Mara Ozola", PASSWORD, NOW, chance_of("sign in"))
    assert accounts.signed_in(event.reader, hash_of(signed_in.token), NOW) == mara


def test_a_sign_in_ends_with_its_time_or_by_signing_out(event: Event, mara: Account) -> None:
    kept, ended = (access.sign_in(event, mara.name, PASSWORD, NOW, chance_of(name)).token for name in ("a", "b"))
    access.sign_out(event, ended)
    assert accounts.signed_in(event.reader, hash_of(ended), NOW) is None
    assert accounts.signed_in(event.reader, hash_of(kept), NOW + SIGN_IN_LIVES - timedelta(seconds=1)) == mara
    assert accounts.signed_in(event.reader, hash_of(kept), NOW + SIGN_IN_LIVES) is None


def test_an_account_is_signed_out_everywhere_and_may_sign_in_again(event: Event, mara: Account) -> None:
    lost, found = (access.sign_in(event, mara.name, PASSWORD, NOW, chance_of(name)).token for name in ("a", "b"))
    link = access.sign_in_link(event, Role.STAFF, NOW, chance_of("link"))
    access.sign_out_everywhere(event, mara.name, caller(), NOW, chance_of("sign out"))
    assert [accounts.signed_in(event.reader, hash_of(token), NOW) for token in (lost, found)] == [None, None]
    with pytest.raises(NotSignedIn):
        access.sign_in_once(event, link, NOW, chance_of("once"))
    assert (last(event).fact, last(event).actor) == (AccountSignedOut(mara.id), "coordinator")
    assert access.sign_in(event, mara.name, PASSWORD, NOW, chance_of("again")).account == mara
    with pytest.raises(NotFound) as problem:
        access.sign_out_everywhere(event, "Nobody", caller(), NOW, chance_of("nobody"))
    assert problem.value.code == "no_account"


@pytest.mark.parametrize(("name", "password"), [("Mara Ozola", "wrong"), ("Nobody", PASSWORD), ("Mara Ozola", "")])
def test_what_is_wrong_is_not_told(event: Event, mara: Account, name: str, password: str) -> None:
    with pytest.raises(NotSignedIn) as problem:
        access.sign_in(event, name, password, NOW, chance_of("sign in"))
    assert (problem.value.code, problem.value.message) == (
        "wrong_password",
        "Name and password do not belong together.",
    )


def test_an_account_without_a_password_signs_in_by_link_only(event: Event, chance: SeededChance) -> None:
    account = access.add_account(event, "Screen", Role.SCREEN, "", NOW, chance)
    with pytest.raises(NotSignedIn):
        access.sign_in(event, "Screen", "", NOW, chance_of("sign in"))
    token = access.sign_in_link(event, Role.SCREEN, NOW, chance_of("link"))
    assert access.sign_in_once(event, token, NOW, chance_of("once")).account == account


def test_a_link_signs_in_once(event: Event, mara: Account) -> None:
    token = access.sign_in_link(event, Role.STAFF, NOW, chance_of("link"))
    assert access.sign_in_once(event, token, NOW, chance_of("once")).account == mara
    with pytest.raises(NotSignedIn) as problem:
        access.sign_in_once(event, token, NOW, chance_of("twice"))
    assert problem.value.code == "link_used"


def test_a_link_ends_with_its_time(event: Event, mara: Account) -> None:
    token = access.sign_in_link(event, Role.STAFF, NOW, chance_of("link"))
    with pytest.raises(NotSignedIn):
        access.sign_in_once(event, token, NOW + LINK_LIVES, chance_of("once"))


def test_there_is_no_link_for_a_role_that_nobody_has(event: Event, chance: SeededChance) -> None:
    with pytest.raises(NotFound) as problem:
        access.sign_in_link(event, Role.COORDINATOR, NOW, chance)
    assert problem.value.code == "no_account"


def test_passwords_and_tokens_are_kept_as_hashes_only(event: Event, mara: Account) -> None:
    token = access.sign_in(event, mara.name, PASSWORD, NOW, chance_of("sign in")).token
    link = access.sign_in_link(event, Role.STAFF, NOW, chance_of("link"))
    dump = "\n".join(event.reader.iterdump())
    assert [secret in dump for secret in (PASSWORD, token, link)] == [False, False, False]
    assert "$argon2id$" in dump


@pytest.mark.parametrize(("name", "password"), [(" ", PASSWORD), ("Eva", "short")])
def test_an_account_that_cannot_be(event: Event, chance: SeededChance, name: str, password: str) -> None:
    with pytest.raises(BadInput):
        access.add_account(event, name, Role.STAFF, password, NOW, chance)


def test_a_name_is_taken_once(event: Event, mara: Account) -> None:
    with pytest.raises(Conflict) as problem:
        access.add_account(event, "Mara Ozola", Role.COORDINATOR, PASSWORD, NOW, chance_of("second"))
    assert problem.value.code == "name_taken"


def test_rooms_are_chosen_and_chosen_anew(event: Event, mara: Account) -> None:
    for room in ("hall", "lab"):
        put_room(event, room)
    by = Caller(mara.id, Role.STAFF)
    assert access.choose_rooms(event, by, ["lab", "hall", "lab"]) == ["hall", "lab"]
    with pytest.raises(NotFound):
        access.choose_rooms(event, by, ["lab", "attic"])
    assert accounts.rooms_of(event.reader, mara.id) == ["hall", "lab"]
    assert access.choose_rooms(event, by, []) == []
    assert access.choose_rooms(event, Caller(mara.id, caller().role), ["lab"]) == ["lab"]
