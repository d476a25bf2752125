"""The work of a day over HTTP: kiosk, door, desk, rooms, spooler; what each is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from served import Served

from turnout.domain.model import Role
from turnout.store.times import to_text
from turnout.web.house import system_clock

# ---- kiosk ------------------------------------------------------------------------------------------


def test_a_kiosk_greets_and_is_told_of_the_badge(served: Served) -> None:
    ada, kiosk = served.fresh(), served.station()
    body = served.scan(ada.ticket.code)
    answer = kiosk.api("/scans", body)
    assert answer == {
        "scan_id": body["scan_id"],
        "seq": answer["seq"],
        "at": answer["at"],
        "rehearsal": False,
        "direction": "in",
        "place": {"id": "venue", "name": "Harbour Congress"},
        "attendee": {
            "id": ada.attendee.id,
            "greeting": ada.attendee.given_name,
            "name": ada.attendee.full_name,
            "category": "visitor",
            "language": "",
        },
        "first": None,
        "overridable": False,
        "badge": {
            "job_id": answer["badge"]["job_id"],
            "state": "queued",
            "printer": {"id": "folder", "name": "Entrance printer"},
        },
        "pickup": None,
        "session": None,
        "gets": [],
        "next": None,
        "badge_check": None,
        "outcome": "admitted",
        "again": False,
        "warnings": [],
        "reason": None,
        "short_code": None,
        "hint": None,
    }
    assert kiosk.api("/scans", body) == answer  # a retry
    station_id = kiosk.api("/station")["station"]["id"]
    jobs = kiosk.api(f"/topics/station:{station_id}")["data"]["jobs"]
    assert [(job["id"], job["scan_id"], job["state"]) for job in jobs] == [
        (answer["badge"]["job_id"], body["scan_id"], "queued")
    ]


def test_a_stolen_ticket_tells_a_kiosk_no_name(served: Served) -> None:
    ada, kiosk = served.fresh(), served.station()
    first = kiosk.api("/scans", served.scan(ada.ticket.code))
    answer = kiosk.api("/scans", served.scan(ada.ticket.code))
    assert (answer["outcome"], answer["reason"], answer["short_code"]) == ("refused", "already_in", "H7")
    assert answer["attendee"] is None
    assert answer["first"] == {
        "at": first["at"],
        "place": "Harbour Congress",
        "station": kiosk.api("/station")["station"]["name"],
    }


def test_two_scans_of_one_id_with_different_contents(served: Served) -> None:
    ada, bob, kiosk = served.fresh(), served.fresh(), served.station()
    body = served.scan(ada.ticket.code)
    first = kiosk.api("/scans", body)
    other = kiosk.post("/api/v1/scans", {**body, "code": bob.ticket.code})
    assert (other.status, other.error) == (409, "scan_id_reused")
    assert kiosk.api("/scans", body) == first
    assert kiosk.api("/scans", served.scan(bob.ticket.code))["outcome"] == "admitted"


@pytest.mark.parametrize("years", [3, -3])
def test_a_device_whose_clock_is_three_years_off(served: Served, years: int) -> None:
    kiosk, ada = served.station(), served.fresh()
    wrong = to_text(system_clock() + timedelta(days=365 * years))
    skew_ms = kiosk.api("/station/heartbeat", {"sent_at": wrong, "queued": 2})["skew_ms"]
    assert abs(skew_ms + years * 365 * 86_400_000) < 5000
    answer = kiosk.api("/scans", served.scan(ada.ticket.code, occurred_at=wrong, sent_at=wrong))
    assert answer["outcome"] == "admitted"
    assert abs((system_clock().timestamp()) - _seconds(answer["at"])) < 5
    stations = served.as_role(Role.VIEWER).api("/topics/stations")["data"]["stations"]
    own = kiosk.api("/station")["station"]["id"]
    mine = next(station for station in stations if station["id"] == own)
    assert (mine["skew_ms"], mine["queued"], mine["state"]) == (skew_ms, 2, "online")


@pytest.mark.parametrize(
    ("code", "hint"),
    [("x" * 10_000, "too_long"), ("🎫" * 5_000, "too_long"), ("BEGIN:VCARD\nFN:Zofia\nEND:VCARD", None), (" ", None)],
    ids=["long", "long and wide", "vcard", "blank"],
)
def test_a_code_that_is_nobodys(served: Served, code: str, hint: str | None) -> None:
    answer = served.shared_station().api("/scans", served.scan(code))
    assert (answer["reason"], answer["short_code"], answer["hint"]) == ("unknown_ticket", "H1", hint)


@pytest.mark.parametrize("code", ["\x00", "\ud800", "a\x00b"], ids=["null", "half a character", "null within"])
def test_a_code_of_characters_that_cannot_be_never_breaks_the_server(served: Served, code: str) -> None:
    answer = served.shared_station().post("/api/v1/scans", served.scan(code))
    assert answer.status in (200, 422)
    assert answer.status != 200 or answer.json["reason"] == "unknown_ticket"


# ---- door, desk -------------------------------------------------------------------------------------


def test_staff_at_a_door_are_told_who_was_refused_and_may_set_it_aside(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    desk.api("/door/scans", {**served.scan(ada.ticket.code), "place_id": "venue"})
    refused = desk.api("/door/scans", {**served.scan(ada.ticket.code), "place_id": "venue"})
    assert (refused["reason"], refused["overridable"]) == ("already_in", True)
    assert refused["attendee"]["name"] == ada.attendee.full_name
    body = {**served.scan(ada.ticket.code), "place_id": "venue", "override": {"reason": "Forgot her coat"}}
    assert desk.api("/door/scans", body)["outcome"] == "admitted"
    feed = desk.api("/topics/feed")["data"]["scans"]
    assert [(line["scan_id"], line["override"]) for line in feed[:2]] == [
        (body["scan_id"], True),
        (refused["scan_id"], False),
    ]


def test_a_scan_is_taken_back_once(served: Served) -> None:
    ada, staff = served.fresh(), served.as_role(Role.STAFF)
    body = {**served.scan(ada.ticket.code), "place_id": "hall"}
    assert staff.api("/door/scans", body)["session"]["id"] == "now-hall"
    before = staff.api("/topics/place:hall")["data"]["inside"]
    undo_id = str(uuid4())
    first = staff.api(f"/scans/{body['scan_id']}/undo", {"undo_id": undo_id})
    assert staff.api(f"/scans/{body['scan_id']}/undo", {"undo_id": undo_id}) == first
    assert staff.api("/topics/place:hall")["data"]["inside"] == before - 1
    again = staff.post(f"/api/v1/scans/{body['scan_id']}/undo", {"undo_id": str(uuid4())})
    assert (again.status, again.error) == (409, "already_undone")


def test_a_desk_registers_finds_corrects_and_cancels(served: Served) -> None:
    desk = served.as_role(Role.DESK)
    made = desk.api("/attendees", {"full_name": "Søren Łukasiewicz", "company": "Tivoli"})
    attendee_id = made["attendee"]["id"]
    found = desk.api("/attendees/search", {"q": "lukas sor"})["attendees"]
    assert found == [
        {
            "id": attendee_id,
            "name": "Søren Łukasiewicz",
            "company": "Tivoli",
            "email": "",
            "category": {"id": "visitor", "label": "Visitor"},
            "order_code": "",
            "is_paid": True,
            "is_cancelled": False,
            "is_blocked": False,
            "inside": False,
            "arrived_at": None,
            "place": None,
        }
    ]
    assert desk.api("/attendees/search", {"q": "person", "limit": 3})["attendees"][2:] != []
    assert desk.post("/api/v1/attendees/search", {"q": "person", "limit": 0}).status == 422
    path = f"/api/v1/attendees/{attendee_id}"
    amended = desk.send("PATCH", path, {"version": 1, "company": "Carlsberg"})
    assert (amended.json["attendee"]["company"], amended.json["attendee"]["version"]) == ("Carlsberg", 2)
    late = desk.send("PATCH", path, {"version": 1, "company": "Tuborg"})
    assert (late.status, late.error) == (409, "changed_meanwhile")
    assert late.json["error"]["current"] == amended.json["attendee"]
    assert desk.get(path).json["attendee"] == amended.json["attendee"]
    assert desk.api(f"/attendees/{attendee_id}/cancel", {})["attendee"]["is_cancelled"] is True
    refused = served.shared_station().api("/scans", served.scan(made["code"]))
    assert refused["reason"] == "cancelled"


def test_a_desk_prints_again_on_the_printers_there_are(served: Served) -> None:
    desk = served.as_role(Role.DESK)
    answer = desk.post(f"/api/v1/attendees/{served.people[0].attendee.id}/badge", {"kind": "lost"})
    assert answer.status == 200


# ---- rooms ------------------------------------------------------------------------------------------


def test_a_room_is_made_ready(served: Served) -> None:
    staff = served.as_role(Role.STAFF)
    early = staff.post("/api/v1/rooms/lab/sign-off", {})
    assert (early.status, early.error) == (409, "items_open")
    room = staff.api("/topics/place:lab")["data"]
    for item in room["readiness"]["items"]:
        answer = staff.api(f"/rooms/lab/items/{item['id']}", {"done": True})
    assert answer["topic"] == "place:lab"
    assert {(item["done"], item["by"]) for item in answer["data"]["readiness"]["items"]} == {(True, "Staff")}
    signed = staff.api("/rooms/lab/sign-off", {})["data"]["readiness"]
    assert (signed["state"], signed["signed_off"]["by"], signed["done"]) == ("ready", "Staff", signed["total"])
    again = staff.api("/rooms/lab/reopen", {"reason": "No water"})["data"]["readiness"]
    assert (again["state"], again["signed_off"]) == ("in_progress", None)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/rooms/venue/sign-off", {}, 409, "no_session"),
        ("/rooms/hall/items/fireworks", {"done": True}, 404, "no_item"),
        ("/rooms/nowhere/sign-off", {}, 409, "no_session"),
        ("/rooms/lab/sign-off", {"session_id": "never"}, 409, "session_moved"),
        ("/rooms/lab/reopen", {"session_id": "never"}, 409, "session_moved"),
        ("/rooms/lab/items/doors", {"done": True, "session_id": "never"}, 409, "session_moved"),
        ("/me/rooms", {"place_ids": ["nowhere"]}, 404, "no_place"),
        ("/scans/never/undo", {"undo_id": "u"}, 404, "no_scan"),
    ],
)
def test_what_staff_cannot_do(served: Served, path: str, body: dict[str, object], status: int, code: str) -> None:
    answer = served.as_role(Role.STAFF).post(f"/api/v1{path}", body)
    assert (answer.status, answer.error) == (status, code)


# ---- spooler ----------------------------------------------------------------------------------------


def test_a_spooler_takes_a_job_from_the_queue_to_the_paper(served: Served) -> None:
    spooler = served.spooler()
    while spooler.post("/api/v1/jobs/claim", {"printer_id": "folder", "wait_s": 0}).status == 200:
        pass  # what the tests before queued
    ada, kiosk = served.fresh(), served.station()
    job_id = kiosk.api("/scans", served.scan(ada.ticket.code))["badge"]["job_id"]
    job = spooler.api("/jobs/claim", {"printer_id": "folder", "wait_s": 5})["job"]
    assert (job["id"], job["code"], job["fields"]["name"]) == (job_id, ada.badge.code, ada.attendee.full_name)
    report = {"report_id": "r1", "state": "printed", "occurred_at": to_text(system_clock())}
    for _ in range(2):
        assert spooler.api(f"/jobs/{job_id}/state", report) == {"state": "printed"}
    late = spooler.post(f"/api/v1/jobs/{job_id}/state", {**report, "report_id": "r2", "state": "failed"})
    assert (late.status, late.error) == (409, "job_moved_on")
    status = {"state": "fault", "message": "Out of labels", "at": to_text(system_clock())}
    assert spooler.api("/printers/folder/status", status) == {}
    printer = served.as_role(Role.VIEWER).api("/topics/printers")["data"]["printers"][0]
    assert (printer["state"], printer["message"], printer["waiting"] >= 0) == ("fault", "Out of labels", True)


def test_a_claim_waits_as_long_as_it_was_asked_to(served: Served) -> None:
    spooler, begin = served.spooler(), system_clock()
    while spooler.post("/api/v1/jobs/claim", {"printer_id": "folder", "wait_s": 0}).status == 200:
        begin = system_clock()
    assert spooler.post("/api/v1/jobs/claim", {"printer_id": "folder", "wait_s": 0.5}).status == 204
    assert system_clock() - begin >= timedelta(seconds=0.4)
    answer = spooler.post("/api/v1/jobs/claim", {"printer_id": "dot-matrix", "wait_s": 0})
    assert (answer.status, answer.error) == (404, "no_printer")


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
