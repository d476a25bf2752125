"""The desk over HTTP: check in, be told of another desk's change, substitute, take money, leave a note."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from served import OWING, Served

from turnout.domain.model import Role
from turnout.web.house import system_clock


def test_a_desk_checks_in_by_name(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    path = f"/attendees/{ada.attendee.id}"
    body = {"scan_id": str(uuid4()), "direction": "in"}
    answer = desk.api(f"{path}/check-in", body)
    assert (answer["outcome"], answer["attendee"]["name"]) == ("admitted", ada.attendee.full_name)
    assert answer["badge"]["state"] == "queued"
    assert desk.api(f"{path}/check-in", body) == answer  # a retry
    card = desk.api(path)
    assert (card["attendee"]["inside"], card["attendee"]["place"]) == (
        True,
        {"id": "venue", "name": "Harbour Congress"},
    )
    assert card["history"][-1]["by"] == "Desk"
    refused = desk.api(f"{path}/check-in", {"scan_id": str(uuid4())})
    assert (refused["reason"], refused["attendee"]["name"]) == ("already_in", ada.attendee.full_name)
    assert refused["first"]["station"] == "Desk"
    undo = desk.api(f"/scans/{body['scan_id']}/undo", {"undo_id": str(uuid4())})
    assert undo["seq"] > answer["seq"]


def test_a_check_in_is_overridden_with_a_reason(served: Served) -> None:
    ada, supervisor = served.fresh(), served.as_role(Role.SUPERVISOR)
    path = f"/attendees/{ada.attendee.id}/check-in"
    supervisor.api(path, {"scan_id": str(uuid4())})
    body = {"scan_id": str(uuid4()), "override": {"reason": "badge lost outside"}}
    assert supervisor.api(path, body)["outcome"] == "admitted"


def test_two_desks_see_each_others_changes(served: Served) -> None:
    ada = served.fresh()
    one, other = served.as_role(Role.DESK), served.as_role(Role.SUPERVISOR)
    topic = f"/topics/attendee:{ada.attendee.id}"
    before = other.api(topic)
    one.api(f"/attendees/{ada.attendee.id}/notes", {"text": "waits"})
    after = other.api(topic)
    assert after["seq"] > before["seq"]
    assert after["data"] == one.api(f"/attendees/{ada.attendee.id}")
    assert [(note["text"], note["by"]) for note in after["data"]["notes"]] == [("waits", "Desk")]


def test_a_place_is_handed_on(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    path = f"/attendees/{ada.attendee.id}/substitute"
    new = desk.api(path, {"version": 1, "full_name": "Zelda Quist", "company": "Tivoli"})["attendee"]
    assert (new["name"], new["company"], new["version"]) == ("Zelda Quist", "Tivoli", 1)
    late = desk.post(f"/api/v1{path}", {"version": 1, "full_name": "Somebody Else"})
    assert (late.status, late.error) == (409, "changed_meanwhile")
    assert late.json["error"]["current"]["is_cancelled"] is True
    refused = served.shared_station().api("/scans", served.scan(ada.ticket.code))
    assert refused["outcome"] == "refused"


def test_a_drawer_at_the_end_of_a_shift(served: Served) -> None:
    desk = served.as_role(Role.DESK)
    path = f"/attendees/{OWING}/pay"
    for body, code in (
        ({"version": 1, "method": "cash", "amount": "12.505"}, "bad_amount"),
        ({"version": 1, "method": "cheque"}, "bad_input"),
    ):
        answer = desk.post(f"/api/v1{path}", body)
        assert (answer.status, answer.error) == (422, code)
    assert desk.api(path, {"version": 1, "method": "cash", "amount": "12,50"}) == {"version": 2}
    drawer = desk.api("/desk/drawer")
    (row,) = drawer["rows"]
    assert row == {"account": "Desk", "method": "cash", "count": 1, "amount": "12.50", **times_of(row)}
    assert drawer["sums"] == [{"method": "cash", "count": 1, "amount": "12.50"}]
    assert row["first_at"] == row["last_at"] == desk.api(f"/attendees/{OWING}")["history"][0]["at"]
    sheet = desk.get(f"/api/v1/desk/drawer.csv?day={drawer['day']}")
    assert sheet.header("content-disposition") == f'attachment; filename="drawer-{drawer["day"]}.csv"'
    assert sheet.body.decode("utf-8-sig").splitlines()[1].startswith(f"{drawer['day']},Desk,cash,1,12.50,")
    long_ago = (system_clock() - timedelta(days=9)).date().isoformat()
    assert desk.api(f"/desk/drawer?day={long_ago}") == {"day": long_ago, "rows": [], "sums": []}
    for never in ("never", "9999-12-31", "0001-01-01"):
        answer = desk.get(f"/api/v1/desk/drawer?day={never}")
        assert (answer.status, answer.error) == (422, "bad_input")
    assert desk.api(f"/attendees/{OWING}/payment/undo", {"version": 2}) == {"version": 3}
    assert desk.api("/desk/drawer")["rows"] == []


def times_of(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("first_at", "last_at")}


def test_a_cancellation_and_a_note_are_taken_back(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    path = f"/attendees/{ada.attendee.id}"
    cancelled = desk.api(f"{path}/cancel", {})["attendee"]
    back = desk.api(f"{path}/reinstate", {"version": cancelled["version"]})["attendee"]
    assert (back["is_cancelled"], back["version"]) == (False, 3)
    note = desk.api(f"{path}/notes", {"text": "waits"})["id"]
    others = served.as_role(Role.SUPERVISOR).post(f"/api/v1{path}/notes/{note}/withdraw")
    assert (others.status, others.error) == (403, "not_allowed")
    assert desk.api(f"{path}/notes/{note}/withdraw", {}) == {}
    assert desk.api(path)["notes"] == []


def test_the_categories_offered_are_the_events(served: Served) -> None:
    offered = served.as_role(Role.DESK).api("/desk/categories")["categories"]
    assert {"id": "organiser", "label": "Organiser"} in offered


def test_nobody_has_no_card(served: Served) -> None:
    answer = served.as_role(Role.DESK).get("/api/v1/attendees/nothing")
    assert (answer.status, answer.error) == (404, "no_attendee")
