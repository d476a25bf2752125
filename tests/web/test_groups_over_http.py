"""Groups and badges in boxes over HTTP: found, checked in, told where the badge lies, taken back."""

from __future__ import annotations

from uuid import uuid4

from served import Served

from turnout.domain.model import Role


def test_a_group_comes_in_and_is_taken_back(served: Served) -> None:
    desk = served.as_role(Role.DESK)
    people = [served.fresh().attendee.id for _ in range(3)]
    body = {
        "group_id": str(uuid4()),
        "members": [{"attendee_id": one, "scan_id": str(uuid4())} for one in [*people, "nobody"]],
    }
    answer = desk.api("/groups/check-in", body)
    assert [one["scan"] and one["scan"]["outcome"] for one in answer["results"]] == ["admitted"] * 3 + [None]
    assert answer["results"][3]["problem"]["code"] == "no_attendee"
    assert {one["scan"]["badge"]["state"] for one in answer["results"][:3]} == {"queued"}
    assert desk.api("/groups/check-in", body) == answer  # a retry
    undo = {"undo_id": str(uuid4())}
    assert desk.api(f"/groups/{body['group_id']}/undo", undo) == {"undone": 3}
    assert desk.api(f"/attendees/{people[0]}")["attendee"]["inside"] is False


def test_a_group_is_found_by_words(served: Served) -> None:
    found = served.as_role(Role.DESK).api("/groups/by-words", {"q": "p07"})
    assert [(one["id"], one["pickup"]) for one in found["people"]] == [(f"p07{n}", None) for n in range(10)]
    alone = served.as_role(Role.DESK).api("/groups/of-attendee", {"attendee_id": "p070", "shared": "order_code"})
    assert alone == {"value": "", "people": []}


def test_a_kiosk_says_in_which_box_the_badge_lies(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    place = {"attendee_id": ada.attendee.id, "box": "C", "number": 41}
    served.as_role(Role.COORDINATOR).api("/badges/places", {"placing_id": str(uuid4()), "placings": [place]})
    answer = served.shared_station().api("/scans", served.scan(ada.ticket.code))
    assert (answer["pickup"], answer["badge"]) == ({"box": "C", "number": 41}, None)
    path = f"/attendees/{ada.attendee.id}"
    assert desk.api(f"{path}/pickup", {"became": "handed_out"})["pickup"]["state"] == "handed_out"
    missing = desk.api(f"{path}/pickup", {"became": "missing"})
    assert (missing["pickup"]["state"], missing["badge"]["state"]) == ("missing", "queued")
    assert desk.api(path)["pickup"] == {"box": "C", "number": 41, "state": "missing"}


def test_who_has_no_badge_in_a_box_is_told_so(served: Served) -> None:
    path = f"/api/v1/attendees/{served.fresh().attendee.id}/pickup"
    answer = served.as_role(Role.DESK).post(path, {"became": "missing"})
    assert (answer.status, answer.error) == (409, "no_pickup")
