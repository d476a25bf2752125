"""The roster as a paired device fetches it from a running server."""

from __future__ import annotations

from clients import Client
from roster_reader import Entry, Roster, read_roster
from served import PEOPLE, Served
from waiting import until


def fetched(client: Client, after: int = 0) -> Roster:
    answer = client.get(f"/api/v1/station/roster?after={after}")
    assert (answer.status, answer.header("content-type")) == (200, "application/octet-stream")
    assert answer.header("cache-control") == "no-store"
    return read_roster(answer.body)


def whole(client: Client) -> Roster:
    """The roster once everybody is drawn."""
    until(lambda: fetched(client).head["complete"], "everybody stands on the roster")
    return fetched(client)


def test_a_station_fetches_everybody_and_then_what_changes(served: Served) -> None:
    kiosk, ada = served.station(), served.fresh()
    first = whole(kiosk)
    assert len(first.entries) == 2 * (PEOPLE + 1)
    assert first.opened(ada.ticket.code)["n"] == ada.attendee.full_name
    kiosk.api("/scans", served.scan(ada.ticket.code))
    found: list[Entry] = []

    def is_told() -> bool:
        entry = fetched(kiosk, first.head["seq"]).of(ada.ticket.code)
        found.extend([entry] if entry is not None else [])
        return entry is not None

    until(is_told, "the change is told")
    assert found[0].is_inside


def test_a_spooler_and_a_stranger_fetch_nothing(served: Served) -> None:
    for client, status in ((served.spooler(), 403), (served.client(), 401)):
        assert client.get("/api/v1/station/roster?after=0").status == status


def test_a_position_that_is_none_is_refused(served: Served) -> None:
    assert served.shared_station().get("/api/v1/station/roster?after=-1").error == "bad_input"
