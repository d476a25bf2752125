"""A kiosk that was cut off tells what it did, and somebody looks into it, over HTTP."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from clients import Client
from roster_reader import read_roster
from served import Served
from waiting import until

from turnout.domain.model import Role
from turnout.store.times import from_text, to_text
from turnout.web.house import system_clock

LET_IN = {"outcome": "admitted", "roster_seq": 1, "clock": "synced"}


def conflicts(client: Client) -> dict[str, dict[str, Any]]:
    return {one["scan_id"]: one for one in client.api("/topics/conflicts")["data"]["conflicts"]}


def replay(served: Served, code: str, minutes_ago: int, **more: Any) -> dict[str, Any]:
    """The body of a scan that a kiosk made while it was cut off."""
    at = to_text(system_clock() - timedelta(minutes=minutes_ago))
    return served.scan(code, occurred_at=at, boot_id="boot-1", station_seq=1, offline=LET_IN, **more)


def test_a_ticket_used_at_two_kiosks_is_looked_into_and_the_answer_taken_back(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    bodies = [replay(served, ada.ticket.code, minutes) for minutes in (20, 10)]
    for body in bodies:
        answer = served.station().api("/scans", body)
        assert answer["outcome"] == "admitted"
        off_by = from_text(answer["at"]) - from_text(body["occurred_at"])
        assert off_by < timedelta(minutes=1), "recorded when it came in, not when it happened"
    second = bodies[1]["scan_id"]
    told = conflicts(desk)[second]
    assert (told["kind"], told["other"]["scan_id"]) == ("same_ticket_twice", bodies[0]["scan_id"])
    assert told["person"]["name"] == ada.attendee.full_name
    desk.api(f"/conflicts/{second}/resolve", {"verdict": "same_person"})
    assert conflicts(desk)[second]["resolved"]["verdict"] == "same_person"
    desk.api(f"/conflicts/{second}/reopen", {})
    assert conflicts(desk)[second]["resolved"] is None
    assert desk.post(f"/api/v1/conflicts/{second}/resolve", {"verdict": "whoever"}).error == "bad_input"
    assert desk.post("/api/v1/conflicts/none/resolve", {"verdict": "noted"}).error == "no_conflict"


def test_a_page_that_was_loaded_anew_tells_the_same_scan_by_its_id_on_the_roster(served: Served) -> None:
    bea, kiosk = served.fresh(), served.station()
    until(lambda: read_roster(kiosk.get("/api/v1/station/roster").body).head["complete"], "the roster is drawn")
    roster = read_roster(kiosk.get("/api/v1/station/roster").body)
    body = replay(served, bea.ticket.code, 5)
    first = kiosk.api("/scans", body)
    del body["code"]
    lookup = base64.urlsafe_b64encode(roster.lookup(bea.ticket.code)).rstrip(b"=").decode()
    again = kiosk.api("/scans", {**body, "lookup": lookup})
    assert (again["seq"], again["at"], again["outcome"]) == (first["seq"], first["at"], "admitted")


def test_a_scan_counts_at_the_door_where_it_was_made_wherever_the_kiosk_stands_by_now(served: Served) -> None:
    dora, kiosk = served.fresh(), served.station()
    body = replay(served, dora.ticket.code, 4)
    del body["offline"]
    assert kiosk.api("/scans", {**body, "place_id": "hall"})["place"]["id"] == "hall"
    again = {**body, "offline": LET_IN}
    assert kiosk.api("/scans", {**again, "place_id": "hall"})["outcome"] == "admitted"
    assert kiosk.post("/api/v1/scans", again).error == "scan_id_reused"
    nowhere = replay(served, dora.ticket.code, 3, place_id="nowhere")
    assert kiosk.post("/api/v1/scans", nowhere).error == "no_place"
    assert conflicts(served.as_role(Role.DESK))[nowhere["scan_id"]]["reason"] == "no_place"


def test_a_badge_that_the_kiosk_printed_itself_is_taken_as_done(served: Served) -> None:
    cyd, kiosk = served.fresh(), served.station()
    job_id = "printed-while-cut-off"
    answer = kiosk.api("/scans", replay(served, cyd.ticket.code, 3, badge_printed={"job_id": job_id}))
    assert answer["badge"] == {"job_id": job_id, "state": "printed", "printer": answer["badge"]["printer"]}


def test_what_nothing_can_be_made_of_is_refused_with_its_code_and_shown(served: Served) -> None:
    kiosk, desk = served.station(), served.as_role(Role.DESK)
    body = replay(served, "", 2)
    del body["code"]
    unknown = {**body, "lookup": base64.urlsafe_b64encode(b"0123456789abcdef").decode().rstrip("=")}
    assert kiosk.post("/api/v1/scans", unknown).error == "lookup_unknown"
    told = conflicts(desk)[body["scan_id"]]
    assert (told["kind"], told["reason"], told["person"]) == ("unusable", "lookup_unknown", None)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"code": "x", "lookup": "MDEyMzQ1Njc4OWFiY2RlZg"},
        {"lookup": "dG9vIHNob3J0"},
        {"lookup": "not base64!"},
        {"sealed_code": ""},
        {"code": "x", "offline": {"outcome": "perhaps"}},
    ],
)
def test_a_scan_that_tells_its_code_in_no_way_or_in_two_is_refused(served: Served, more: dict[str, Any]) -> None:
    body = served.scan("")
    del body["code"]
    answer = served.shared_station().post("/api/v1/scans", {**body, **more})
    assert (answer.status, answer.error) == (422, "bad_input")


def test_an_outbox_of_the_first_version_is_still_taken(served: Served) -> None:
    dan = served.fresh()
    body = served.scan(dan.ticket.code, client_version="0.1.0", station_seq=3)
    assert served.station().api("/scans", body)["outcome"] == "admitted"
