"""What an organiser sets up reaches the people it is for, on pages that are open already."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from clients import Client
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect
from test_accessible import violations
from test_desk_page import open_desk, type_by_hand
from waiting import until


@pytest.fixture
def coordinator(at_event: AtEvent) -> Client:
    client = Client(at_event.url)
    client.sign_in_once(at_event.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    return client


def set_up(coordinator: Client, name: str, value: Any) -> None:
    version = coordinator.api("/setup")["settings"][name]["version"]
    answer = coordinator.send("PUT", f"/api/v1/setup/settings/{name}", {"value": value, "version": version})
    assert answer.status == 200, answer.body


def a_logo() -> bytes:
    picture = Image.new("RGBA", (480, 200), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((20, 20, 460, 180), fill="#c0392b")
    out = io.BytesIO()
    picture.save(out, "png")
    return out.getvalue()


def test_a_kiosk_follows_name_logo_and_words(
    at_event: AtEvent, start_browser: Callable[..., Browser], coordinator: Client
) -> None:
    kiosk = open_kiosk(start_browser(), at_event, knows_roster=False)
    set_up(coordinator, "name", "Harbour Congress of all who look after lighthouses, buoys and beacons")
    expect(kiosk.locator(".event-name")).to_have_text(
        "Harbour Congress of all who look after lighthouses, buoys and beacons"
    )
    headers = {"If-Match": "0", "Content-Type": "image/png"}
    assert coordinator.send("PUT", "/api/v1/setup/logo", a_logo(), headers=headers).status == 200
    logo = kiosk.locator("img.event-logo")
    expect(logo).to_be_visible()
    until(lambda: logo.evaluate("image => image.naturalWidth") == 480, "the logo is drawn")
    assert violations(kiosk) == []

    set_up(coordinator, "refusal_steps", {"unknown_ticket": {"en": "Please see Marta at the blue counter."}})
    scan_by_wedge(kiosk, "XXXX-somebody-elses-code")
    expect(kiosk.locator(".result")).to_contain_text("Please see Marta at the blue counter.")


def test_a_walk_in_is_asked_what_the_organiser_wants(
    at_event: AtEvent, start_browser: Callable[..., Browser], coordinator: Client
) -> None:
    conduct = {"id": "conduct", "is_needed": True, "texts": {"en": "I keep to the code of conduct of this event."}}
    photo = {"id": "photo", "is_needed": False, "texts": {"ar": "أوافق على التصوير."}}
    form = {"fields": [{"id": "company", "is_needed": True}], "consents": [conduct, photo]}
    set_up(coordinator, "walk_in", form)
    desk = open_desk(start_browser(), at_event)
    type_by_hand(desk, "Quetzal Zzyzx")
    expect(desk.get_by_role("button", name="Register a walk-in")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("I keep to the code of conduct of this event.")).to_be_visible()
    expect(desk.get_by_role("textbox", name="E-mail")).to_have_count(0)
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The organiser asks for this.")).to_be_visible()
    expect(desk.get_by_text("Without it nobody is registered.")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("textbox", name="Company").fill("Tivoli")
    desk.get_by_role("checkbox").first.check()
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-name")).to_have_text("Quetzal Zzyzx")
    assert at_event.rows("SELECT consent_id FROM consents") == [("conduct",)]
