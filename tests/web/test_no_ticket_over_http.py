"""Without a ticket, over HTTP: a check-in for who proves who they are, and one same no for everybody else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from clients import Answer, Client
from served import Served

from turnout.domain.model import Role
from turnout.services.proving import TRIES_AT_A_STATION


def ask(served: Served, kiosk: Client, name: str, proof: str, kind: str = "email") -> Answer:
    body: dict[str, Any] = served.scan("unused", name=name, kind=kind, proof=proof)
    del body["code"]
    return kiosk.post("/api/v1/station/check-in", body)


def test_who_proves_who_they_are_is_greeted_as_after_a_scan(served: Served) -> None:
    one = served.fresh().attendee
    answer = ask(served, served.shared_station(), one.full_name.upper(), one.email).json
    assert (answer["outcome"], answer["attendee"]["greeting"]) == ("admitted", one.given_name)
    assert answer["badge"]["printer"] == {"id": "folder", "name": "Entrance printer"}


def test_a_code_from_the_desk_proves_it_too(served: Served) -> None:
    one = served.fresh().attendee
    made = served.as_role(Role.DESK).api(f"/attendees/{one.id}/kiosk-code", {})
    assert sorted(made) == ["code", "expires_at"]
    answer = ask(served, served.shared_station(), one.full_name, made["code"].lower(), "code").json
    assert (answer["outcome"], answer["attendee"]["id"]) == ("admitted", one.id)


def test_every_no_is_the_same_to_the_byte_and_comes_no_sooner_for_a_name_that_is_not_there(served: Served) -> None:
    one = served.fresh().attendee
    kiosk = served.station()
    asked = [
        (one.full_name, "wrong@example.org", "email"),
        ("Nobody Anywhere", one.email, "email"),
        (one.full_name, "ABC123", "code"),
        ("🙂" * 100, "\u202e\u200b", "email"),
        ("<script>alert(1)</script>", "a\nb", "email"),
        ("x" * 300, "y" * 300, "code"),
        *[(one.full_name, "guess@", "email")] * 4,
        (one.full_name, one.email, "email"),  # right, after five wrong ones
    ]
    began = time.monotonic()
    answers = [ask(served, kiosk, *words) for words in asked]
    took_s = time.monotonic() - began
    told = {(answer.status, answer.body, answer.header("content-length")) for answer in answers}
    assert [(status, "not_proved" in body.decode()) for status, body, _ in told] == [(404, True)]
    assert took_s >= len(asked) * 1.0


def test_a_kiosk_at_which_too_much_failed_looks_nobody_up(served: Served) -> None:
    one = served.fresh().attendee
    kiosk = served.station()
    for _ in range(TRIES_AT_A_STATION):
        assert ask(served, kiosk, "Nobody Anywhere", "nobody@").status == 404
    told = {ask(served, kiosk, name, one.email).body for name in (one.full_name, "Nobody Anywhere")}
    assert len(told) == 1
    assert b"too_many_tries" in told.pop()
    station_id = kiosk.api("/station")["station"]["id"]
    cards = served.as_role(Role.COORDINATOR).api("/topics/stations")["data"]["stations"]
    assert [card["failed_proofs"] for card in cards if card["id"] == station_id] == [TRIES_AT_A_STATION]


@pytest.mark.parametrize("body", [{"name": ""}, {"proof": ""}, {"name": "x" * 401}, {"kind": "shoe_size"}])
def test_what_no_kiosk_sends_is_refused_without_a_word_of_it(served: Served, body: dict[str, str]) -> None:
    whole = served.scan("unused", name="Somebody Secret", kind="email", proof="secret@") | body
    del whole["code"]
    answer = served.shared_station().post("/api/v1/station/check-in", whole)
    assert (answer.status, answer.error) == (422, "bad_input")
    assert b"ecret" not in answer.body


def test_a_door_without_this_offer_checks_nobody_in(served: Served) -> None:
    one = served.fresh().attendee
    answer = ask(served, served.station("hall", "door"), one.full_name, one.email)
    assert (answer.status, answer.error) == (403, "not_offered")
