"""New here, over HTTP: the form, the answer, and how many one kiosk registers."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from clients import Answer, Client
from served import Served

from turnout.domain.model import Role

FORM = {
    "fields": [{"id": "company", "is_needed": False}, {"id": "category", "is_needed": False}],
    "consents": [
        {"id": "conduct", "is_needed": True, "texts": {"en": "I keep the code.", "lv": "Es ievēroju kodeksu."}}
    ],
    "is_at_kiosks": True,
    "open_categories": [{"id": "visitor"}, {"id": "press", "price": "12.50"}],
    "currency": "EUR",
}


@pytest.fixture(scope="module")
def coordinator(served: Served) -> Client:
    return served.as_role(Role.COORDINATOR)


@pytest.fixture(scope="module", autouse=True)
def is_offered(coordinator: Client) -> None:
    version = coordinator.api("/setup")["settings"]["walk_in"]["version"]
    body = {"value": FORM, "version": version}
    assert coordinator.send("PUT", "/api/v1/setup/settings/walk_in", body).status == 200


def register(kiosk: Client, walk_in_id: str, **fields: Any) -> Answer:
    body = {"walk_in_id": walk_in_id, "fields": {"category": "visitor", **fields}, "consents": ["conduct"]}
    return kiosk.post("/api/v1/station/walk-ins", body)


def test_the_form_is_what_the_organiser_asks_for(served: Served) -> None:
    kiosk = served.shared_station()
    assert kiosk.api("/station")["station"]["offers"] == ["no_ticket", "walk_in"]
    assert kiosk.api("/station/walk-in") == {
        "fields": [{"id": "company", "is_needed": False}],
        "consents": FORM["consents"],
        "categories": [
            {"id": "visitor", "cents": 0, "label": "Visitor"},
            {"id": "press", "cents": 1250, "label": "Press"},
        ],
        "currency": "EUR",
    }


def test_the_answer_admits_and_shows_the_ticket(served: Served) -> None:
    kiosk = served.shared_station()
    answer = register(kiosk, "admitted", full_name="Žaneta Ozoliņa").json
    assert answer.keys() == {"greeting", "ticket", "due", "scan"}
    assert (answer["greeting"], answer["due"], answer["scan"]["outcome"]) == ("Žaneta Ozoliņa", None, "admitted")
    assert {len(row) for row in answer["ticket"]} == {len(answer["ticket"])} == {21}
    assert register(kiosk, "admitted", full_name="Žaneta Ozoliņa").json == answer


def test_who_owes_hears_what_and_under_which_code(served: Served) -> None:
    answer = register(served.shared_station(), "owing", full_name="Ada", category="press").json
    assert answer["scan"] is None
    assert answer["due"] == {"cents": 1250, "currency": "EUR", "code": answer["due"]["code"]}
    found = served.as_role(Role.DESK).api("/attendees/search", {"q": answer["due"]["code"]})["attendees"]
    assert [(one["name"], one["is_paid"]) for one in found] == [("Ada", False)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"full_name": "x" * 300}, "field_too_long"),
        ({"full_name": "🙂"}, "field_pictures"),
        ({"full_name": "\u202e\u200b"}, "field_needed"),
        ({"full_name": "Ada", "is_paid": "1"}, "not_asked"),
        ({"full_name": "Ada", "category": "staff"}, "no_category"),
    ],
)
def test_what_cannot_be_is_told_with_a_remedy(served: Served, fields: dict[str, str], code: str) -> None:
    refused = register(served.shared_station(), "bad", **fields)
    assert (refused.status, refused.error) == (422, code)
    assert refused.json["error"]["remedy"] != ""


@pytest.mark.parametrize(
    "body",
    [
        {"walk_in_id": "w", "fields": {"full_name": 7}},
        {"walk_in_id": "w", "fields": {"full_name": "x" * 5000}},
        {"walk_in_id": "../w", "fields": {"full_name": "Ada"}},
        {"walk_in_id": "w", "fields": {f"f{n}": "x" for n in range(30)}},
        b'{"walk_in_id": "w", "fields": {"full_name": "\\ud83d"}}',
    ],
)
def test_what_fits_no_form_is_refused(served: Served, body: object) -> None:
    assert served.shared_station().post("/api/v1/station/walk-ins", body).status == 422


def test_one_kiosk_registers_so_many_and_no_more_and_others_go_on(served: Served) -> None:
    busy, other = served.station(), served.station()
    answers = [register(busy, f"many{n}", full_name=f"Ada {n}").status for n in range(20)]
    assert set(answers) == {200}
    late = register(busy, "many20", full_name="Ada")
    assert (late.status, late.error) == (429, "too_many_tries")
    assert register(busy, "many7", full_name="Ada 7").status == 200
    assert register(other, "many20", full_name="Ada").status == 200


def test_asking_at_once_registers_no_more_either(served: Served) -> None:
    kiosk = served.station()
    with ThreadPoolExecutor(40) as threads:
        answers = list(threads.map(lambda n: register(kiosk, f"once{n}", full_name=f"Ada {n}").status, range(40)))
    assert Counter(answers) == {200: 20, 429: 20}


def test_what_was_refused_counts_for_nothing(served: Served) -> None:
    kiosk = served.station()
    assert {register(kiosk, f"bad{n}", full_name="").status for n in range(25)} == {422}
    assert register(kiosk, "good", full_name="Ada").status == 200


def test_a_kiosk_that_does_not_offer_it_refuses(served: Served) -> None:
    door = served.station(place_id="hall", mode="door")
    assert door.get("/api/v1/station/walk-in").error == "not_offered"
    assert register(door, "door", full_name="Ada").error == "not_offered"
