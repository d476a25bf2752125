"""A badge that waits for its owner's look: it prints by itself, or with what they typed, and always their own code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from clients import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from test_organisers_words import set_up
from waiting import eventually

from badges.layout import parse
from badges.render import render
from turnout.services import printing
from turnout.services.badge_images import images_for
from turnout.store import attendees, database, layouts

PATIENCE_S = 60
"""A preview is drawn by a process of its own, which a busy machine starts slowly."""


@pytest.fixture
def coordinator(at_event: AtEvent) -> Client:
    client = Client(at_event.url)
    client.sign_in_once(at_event.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    return client


def ask_for(coordinator: Client, seconds: int) -> None:
    set_up(coordinator, "badge_check", {"asks": True, "seconds": seconds, "fields": ["full_name", "company"]})


def printed(at_event: AtEvent) -> list[Path]:
    return sorted(at_event.badges.glob("*.png"))


def code_on(badge: Path) -> str:
    with Image.open(badge) as image:
        return "".join(found.text for found in zxingcpp.read_barcodes(image))


def is_badge_of(badge: Path, at_event: AtEvent, name: str) -> bool:
    """Whether it is, dot for dot, what is drawn here from the register for somebody of this name."""
    with closing(database.open_reader(at_event.path)) as connection, Image.open(badge) as image:
        attendee_id, rehearsal = connection.execute("SELECT attendee_id, rehearsal FROM badge_jobs").fetchone()
        attendee = replace(attendees.get(connection, attendee_id), full_name=name)
        code, toml = (
            attendees.badge_ticket_of(connection, attendee_id),
            layouts.chosen(connection, attendee.category).toml,
        )
        assert code is not None
        fields = printing.fields_of(connection, attendee)
        drawn = render(
            parse(toml), fields, code.code, 300, rehearsal=bool(rehearsal), images=images_for(connection, toml)
        )
        return drawn.image.convert("L").tobytes() == image.convert("L").tobytes()


def preview(kiosk: Page) -> str:
    """The picture of the badge as the kiosk shows it."""
    source = kiosk.locator(".correction-preview img").get_attribute("src", timeout=PATIENCE_S * 1000)
    assert source is not None
    return source


def test_a_badge_that_nobody_corrects_prints_by_itself(
    at_event: AtEvent, start_browser: Callable[..., Browser], coordinator: Client
) -> None:
    ask_for(coordinator, 5)
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event)

    scan_by_wedge(kiosk, holder.ticket)

    expect(kiosk.locator(".badge-check-card")).to_contain_text(holder.name)
    expect(kiosk.get_by_role("timer")).to_contain_text("Prints by itself in")
    assert printed(at_event) == []
    assert eventually(lambda: len(printed(at_event)) == 1, PATIENCE_S), "the badge comes out"
    assert code_on(printed(at_event)[0]) == holder.badge
    upon = at_event.rows("SELECT data ->> 'upon' FROM log WHERE kind = 'badge.released'")
    assert upon == [("confirmed",)]


def test_what_somebody_types_stands_on_their_badge(
    at_event: AtEvent, start_browser: Callable[..., Browser], coordinator: Client
) -> None:
    ask_for(coordinator, 30)
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event)
    scan_by_wedge(kiosk, holder.ticket)
    kiosk.get_by_role("button", name="Correct it").click()

    before = preview(kiosk)
    field = kiosk.get_by_label("Full name")
    field.fill("")
    for letter in "Zoe":
        kiosk.locator(".keyboard").get_by_role("button", name=re.compile(f"^{letter}$", re.IGNORECASE)).click()
    typed = field.input_value()
    assert typed.lower() == "zoe"
    assert eventually(lambda: preview(kiosk) != before, PATIENCE_S), "the badge is drawn anew"
    assert printed(at_event) == []  # it waits for them
    kiosk.locator(".keyboard").get_by_role("button", name="Print").click()

    expect(kiosk.locator(".badge-line")).to_be_visible(timeout=PATIENCE_S * 1000)
    assert eventually(lambda: len(printed(at_event)) == 1, PATIENCE_S), "the badge comes out"
    badge = printed(at_event)[0]
    assert code_on(badge) == holder.badge
    assert is_badge_of(badge, at_event, typed)
    assert not is_badge_of(badge, at_event, holder.name)
    assert at_event.rows("SELECT data ->> 'fields' FROM log WHERE kind = 'attendee.amended'") == [('["full_name"]',)]
    assert at_event.rows("SELECT is_revoked FROM tickets WHERE code = ?", holder.ticket) == [(0,)]


def test_a_kiosk_that_dies_keeps_nobodys_badge(
    at_event: AtEvent, start_browser: Callable[..., Browser], coordinator: Client
) -> None:
    ask_for(coordinator, 5)
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event)
    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".badge-check-card")).to_contain_text(holder.name)
    kiosk.close()

    assert eventually(lambda: len(printed(at_event)) == 1, PATIENCE_S), "the server lets the badge print"
    assert at_event.rows("SELECT data ->> 'upon' FROM log WHERE kind = 'badge.released'") == [("deadline",)]
