"""Lists on paper over HTTP: typed in, answered as scans are, and what no list can have."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from served import Served

from turnout.domain.model import Role


def line(**more: Any) -> dict[str, Any]:
    return {"scan_id": str(uuid4()), "day": "2026-05-01", "time": "11:15", **more}


def test_a_ticked_line_is_answered_as_a_scan_is(served: Served) -> None:
    ada, desk = served.fresh(), served.as_role(Role.DESK)
    assert desk.api("/paper/days")["days"][0] == "2026-05-03"
    ticked = line(attendee_id=ada.attendee.id)
    answer = desk.api("/paper/lines", ticked)
    assert (answer["outcome"], answer["at"], answer["badge"]) == ("admitted", "2026-05-01T08:15:00.000Z", None)
    assert desk.api("/paper/lines", ticked) == answer  # a retry
    refused = desk.api("/paper/lines", line(code=ada.ticket.code))
    assert (refused["reason"], refused["overridable"], refused["attendee"]["name"]) == (
        "already_in",
        True,
        ada.attendee.full_name,
    )
    assert refused["first"] == {"at": answer["at"], "place": "Harbour Congress", "station": "Paper list"}
    aside = desk.api("/paper/lines", line(code=ada.ticket.code, override={"reason": "ticked twice"}))
    assert aside["outcome"] == "admitted"


def test_what_no_list_can_have_is_said(served: Served) -> None:
    desk = served.as_role(Role.DESK)
    for wrong, code in (
        ({"attendee_id": "p000", "day": "2026-04-30"}, "no_event_day"),
        ({"attendee_id": "p000", "time": "quarter past"}, "bad_input"),
        ({"attendee_id": "p000", "time": "09:15+00:00"}, "bad_input"),
        ({"attendee_id": "p000", "time": "09:15Z"}, "bad_input"),
        ({"attendee_id": "p000", "code": "both"}, "bad_input"),
        ({}, "bad_input"),
    ):
        answer = desk.post("/api/v1/paper/lines", line(**wrong))
        assert (answer.status, answer.error) == (422, code)
