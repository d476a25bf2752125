"""Staff at a kiosk over HTTP: each of them may do there what their role may, and nothing without coming in."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from clients import Answer, Client
from served import Served

from turnout.domain.model import Role

PIN = "4711"
STAFF = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF)
DESK = STAFF[:3]
BASE = "/api/v1/station/staff"


class AtKiosk:
    """A kiosk of its own at which somebody of a role has come in."""

    def __init__(self, served: Served, role: Role, place_id: str = "venue") -> None:
        self.served = served
        self.kiosk = served.station(place_id, "entrance" if place_id == "venue" else "door")
        self.number = served.as_role(role).send("PUT", "/api/v1/me/pin", {"pin": PIN}).json["number"]
        self.document = self.kiosk.api("/station/staff", {"code": f"{self.number}{PIN}"})

    def post(self, path: str, body: object) -> Answer:
        return self.kiosk.send("POST", f"{BASE}/{path}", body, headers={"X-Staff-Token": self.document["token"]})

    def get(self, path: str) -> Answer:
        return self.kiosk.get(f"{BASE}/{path}", **{"X-Staff-Token": self.document["token"]})

    def scan(self, code: str) -> dict[str, object]:
        answer: dict[str, object] = self.kiosk.api("/scans", self.served.scan(code))
        return answer


@pytest.fixture
def at_desk(served: Served) -> Iterator[AtKiosk]:
    return AtKiosk(served, Role.DESK)


def statuses(at: AtKiosk) -> dict[str, int]:
    """What every call answers, as far as the role goes: beyond it comes 404 or 409."""
    version = at.kiosk.api("/station")["station"].get("version", 0)
    calls: dict[str, Answer] = {
        "last": at.get("last"),
        "equipment": at.get("equipment"),
        "override": at.post("override", {"scan_id": str(uuid4()), "refused_scan_id": "nothing", "reason": "known"}),
        "undo": at.post("undo", {"scan_id": "nothing", "undo_id": str(uuid4())}),
        "reprint": at.post("reprint", {"attendee_id": "nothing", "kind": "lost"}),
        "search": at.post("search", {"q": "person"}),
        "check-in": at.post("check-in", {"attendee_id": "nothing", "scan_id": str(uuid4())}),
        "equip": at.post("equipment", {"version": version, "languages": []}),
        "out-of-order": at.post("out-of-order", {"version": -1, "out_of_order": True}),
    }
    return {name: answer.status for name, answer in calls.items()}


@pytest.mark.parametrize("role", STAFF)
def test_each_role_may_do_here_what_it_may_elsewhere(served: Served, role: Role) -> None:
    at = AtKiosk(served, role)
    forbidden = {name for name, status in statuses(at).items() if status == 403}
    assert forbidden == (set() if role in DESK else {"reprint", "search", "check-in", "equip"})
    desk_only = {"equip", "look_up", "reprint"} if role in DESK else set()
    assert set(at.document["may"]) == {"override", "undo", "out_of_order"} | desk_only
    assert at.document["account"] == {"name": role.capitalize(), "role": role}


def test_nothing_is_done_or_told_without_coming_in(served: Served, at_desk: AtKiosk) -> None:
    stranger = AtKiosk(served, Role.DESK)
    for token in ("", "nonsense", at_desk.document["token"]):
        stranger.document = {"token": token}
        assert set(statuses(stranger).values()) == {409}
        assert stranger.get("last").error == "staff_gone"


def test_who_left_is_gone(at_desk: AtKiosk) -> None:
    assert at_desk.post("leave", {}).status == 200
    assert at_desk.post("search", {"q": "person"}).error == "staff_gone"


def test_a_token_is_no_sign_in(served: Served, at_desk: AtKiosk) -> None:
    thief = Client(at_desk.kiosk.base, token=at_desk.document["token"])
    assert thief.get("/api/v1/me").status == 401
    assert thief.get("/api/v1/station").status == 401


def test_wrong_pins_are_told_apart_by_nothing_and_then_refused_for_a_while(served: Served) -> None:
    at = AtKiosk(served, Role.STAFF)
    answers = [at.kiosk.post(BASE, {"code": code}) for code in (f"{at.number}9999", f"999{PIN}", "1", "x", "")]
    assert {(answer.status, answer.body) for answer in answers} == {(401, answers[0].body)}
    refused = at.kiosk.post(BASE, {"code": f"{at.number}{PIN}"})
    assert (refused.status, refused.error) == (429, "too_many_tries")


def test_the_last_refusal_is_set_aside_with_a_reason_and_the_badge_comes_out_here(
    served: Served, at_desk: AtKiosk
) -> None:
    who = served.fresh()
    at_desk.scan(who.ticket.code)
    second = AtKiosk(served, Role.DESK)
    refused = second.scan(who.ticket.code)
    assert (refused["outcome"], refused["attendee"]) == ("refused", None)
    last = second.get("last").json["last"]
    assert (last["short_code"], last["attendee"]["name"], last["overridable"]) == ("H7", who.attendee.full_name, True)
    body = {"scan_id": str(uuid4()), "refused_scan_id": refused["scan_id"], "reason": "Went out to the car"}
    admitted = second.post("override", body).json
    assert (admitted["outcome"], admitted["attendee"]["id"]) == ("admitted", who.attendee.id)
    assert second.post("override", body).json["seq"] == admitted["seq"]
    again = second.post("override", body | {"scan_id": str(uuid4())})
    assert (again.status, again.error) == (409, "not_the_last")


def test_a_code_on_no_list_is_set_aside_by_nobody(at_desk: AtKiosk) -> None:
    refused = at_desk.scan("BEGIN:VCARD")
    body = {"scan_id": str(uuid4()), "refused_scan_id": refused["scan_id"], "reason": "They say so"}
    assert at_desk.post("override", body).error == "no_holder"


def test_the_last_admission_is_taken_back_here_and_only_here(served: Served, at_desk: AtKiosk) -> None:
    admitted = at_desk.scan(served.fresh().ticket.code)
    body = {"scan_id": admitted["scan_id"], "undo_id": str(uuid4())}
    assert AtKiosk(served, Role.DESK).post("undo", body).error == "no_scan"
    assert at_desk.post("undo", body).status == 200
    assert at_desk.get("last").json["last"]["undone"] is True


def test_somebody_is_looked_up_and_checked_in_by_hand(served: Served, at_desk: AtKiosk) -> None:
    who = served.fresh()
    (found,) = at_desk.post("search", {"q": who.attendee.full_name}).json["attendees"]
    assert found["id"] == who.attendee.id
    assert "email" not in found
    body = {"attendee_id": found["id"], "scan_id": str(uuid4())}
    admitted = at_desk.post("check-in", body).json
    assert (admitted["outcome"], admitted["badge"]["state"]) == ("admitted", "queued")
    reprinted = at_desk.post("reprint", {"attendee_id": found["id"], "kind": "misprint"})
    assert (reprinted.status, reprinted.json["badge"]["state"]) == (200, "queued")


def test_the_kiosk_is_put_out_of_order_and_speaks_another_language_first(at_desk: AtKiosk) -> None:
    equipment = at_desk.get("equipment").json
    station = equipment["station"]
    assert [printer["id"] for printer in equipment["printers"]] == ["folder"]
    shut = at_desk.post("out-of-order", {"version": station["version"], "out_of_order": True}).json
    assert at_desk.kiosk.api("/station")["station"]["out_of_order"] is True
    languages = [*station["languages"][1:], station["languages"][0]]
    changed = at_desk.post("equipment", {"version": shut["version"], "languages": languages, "printer_id": "folder"})
    assert (changed.json["languages"], changed.json["printer_id"]) == (languages, "folder")
    stale = at_desk.post("out-of-order", {"version": station["version"], "out_of_order": False})
    assert (stale.status, stale.error) == (409, "changed_meanwhile")


def test_no_printer_of_other_stations_is_chosen_here(at_desk: AtKiosk) -> None:
    version = at_desk.get("equipment").json["station"]["version"]
    assert at_desk.post("equipment", {"version": version, "printer_id": "elsewhere"}).status == 403
