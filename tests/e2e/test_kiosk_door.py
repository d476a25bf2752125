"""A kiosk at a room's door: what is on, seats left, coming and going; and one where badges are handed out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from clients import Client
from playwright.sync_api import Browser, Page, expect
from test_accessible import violations

from turnout.store.times import to_text
from turnout.web.house import system_clock

ECHO_MS = 2_500  # the same code sooner is the scanner's echo
TITLE = "Old maps, read together"


def coordinator(at_event: AtEvent) -> Client:
    client = Client(at_event.url)
    client.sign_in_once(at_event.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    return client


def put(client: Client, path: str, **body: Any) -> None:
    answer = client.send("PUT", f"/api/v1{path}", body)
    assert answer.status == 200, answer.body


def set_up_door(at_event: AtEvent, client: Client, **policy: Any) -> str:
    """A room of two seats with a session in ten minutes, and Entrance A at its door; answers the room's id."""
    begins, ends = (to_text(system_clock() + timedelta(minutes=minutes)) for minutes in (10, 70))
    session = {"source_id": "s", "room_source_id": "r", "title": TITLE, "starts_at": begins, "ends_at": ends}
    room = {"source_id": "r", "name": "Little room", "capacity": 2}
    schedule = {"title": "", "version": "1", "time_zone": "Europe/Riga", "rooms": [room], "sessions": [session]}
    client.api("/imports/schedule", {"schedule": schedule})
    place = next(place for place in client.api("/setup")["places"] if place["name"] == "Little room")
    put(client, f"/setup/places/{place['id']}", version=place["version"], policy=policy)
    make_station(at_event, client, mode="door", place_id=place["id"], offers=[])
    return str(place["id"])


def make_station(at_event: AtEvent, client: Client, **wanted: Any) -> None:
    """What Entrance A is to be."""
    station_id = at_event.rows("SELECT id FROM stations WHERE name = 'Entrance A'")[0][0]
    put(client, f"/stations/{station_id}", version=1, **wanted)


def badge_of_somebody(at_event: AtEvent) -> str:
    return at_event.holder_not_here().badge


def state(kiosk: Page) -> Any:
    return expect(kiosk.locator(".door-state"))


def test_people_come_and_go_and_the_door_counts_its_seats(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    set_up_door(at_event, coordinator(at_event), count_is_exact=True, capacity_is_hard=True)
    kiosk = open_kiosk(start_browser(), at_event, knows_roster=False)
    expect(kiosk.get_by_role("heading", name="Little room")).to_be_visible()
    state(kiosk).to_have_text("2 seats left")
    assert violations(kiosk) == []

    first = badge_of_somebody(at_event)
    scan_by_wedge(kiosk, first)
    state(kiosk).to_have_text("1 seat left")
    scan_by_wedge(kiosk, badge_of_somebody(at_event))
    state(kiosk).to_have_text("The room is full. Please ask the staff.")
    scan_by_wedge(kiosk, badge_of_somebody(at_event))
    expect(kiosk.locator(".result-look")).to_contain_text("K6")
    kiosk.get_by_role("button", name="Start again").click()

    kiosk.get_by_role("button", name="Leaving").click()
    kiosk.wait_for_timeout(2_000)  # sooner it would be the scanner's echo
    scan_by_wedge(kiosk, first)
    expect(kiosk.get_by_role("heading", name=re.compile("Goodbye"))).to_be_visible()
    state(kiosk).to_have_text("1 seat left")
    expect(kiosk.get_by_role("button", name="Going in")).to_have_attribute("aria-pressed", "true")


def test_a_room_is_being_prepared_until_it_is_signed_off(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    client = coordinator(at_event)
    place_id = set_up_door(at_event, client, waits_for_readiness=True)
    kiosk = open_kiosk(start_browser(), at_event)
    state(kiosk).to_contain_text("The room is being prepared.")
    expect(kiosk.locator(".door-sessions")).to_contain_text(TITLE)
    assert violations(kiosk) == []

    for item in client.api(f"/topics/place:{place_id}")["data"]["readiness"]["items"]:
        client.api(f"/rooms/{place_id}/items/{item['id']}", {"done": True})
    client.api(f"/rooms/{place_id}/sign-off", {})
    state(kiosk).to_have_text("About 2 seats left")


def test_where_badges_are_handed_out_box_and_number_fill_the_screen(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    client = coordinator(at_event)
    make_station(at_event, client, mode="pickup")
    holder = at_event.holder_not_here()
    attendee_id = at_event.rows("SELECT attendee_id FROM tickets WHERE code = ?", holder.ticket)[0][0]
    placing = {"attendee_id": attendee_id, "box": "K-M", "number": 1204}
    client.api("/badges/places", {"placing_id": "by-hand", "placings": [placing]})
    kiosk = open_kiosk(start_browser(), at_event)

    for greeting in (holder.greeting, "You are in already."):
        scan_by_wedge(kiosk, holder.ticket)
        shown = kiosk.locator(".result-go")
        expect(shown).to_contain_text(greeting)
        expect(shown.locator(".badge-place")).to_contain_text("box K-M, number 1204")
        kiosk.get_by_role("button", name="Start again").click()
        kiosk.wait_for_timeout(ECHO_MS)
