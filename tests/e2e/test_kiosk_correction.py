"""A badge that waits for its owner's look: it prints by itself, or with what they typed, and always their own code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import zxingcpp
from at_event import AtEvent, Holder
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


def come(at_event: AtEvent, browser: Browser, seconds: int) -> tuple[Holder, Page]:
    """Somebody's ticket is scanned at a kiosk that asks for so many seconds whether their badge is right."""
    coordinator = Client(at_event.url)
    coordinator.sign_in_once(at_event.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    set_up(coordinator, "badge_check", {"asks": True, "seconds": seconds, "fields": ["full_name", "company"]})
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(browser, at_event)
    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".badge-check-card")).to_contain_text(holder.name)
    return holder, kiosk


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
        ticket = attendees.badge_ticket_of(connection, attendee_id)
        toml = layouts.chosen(connection, attendee.category).toml
        fields, images = printing.fields_of(connection, attendee), images_for(connection, toml)
        assert ticket is not None
        drawn = render(parse(toml), fields, ticket.code, 300, rehearsal=bool(rehearsal), images=images)
        return drawn.image.convert("L").tobytes() == image.convert("L").tobytes()


def preview(kiosk: Page) -> str | None:
    """The picture of the badge as the kiosk shows it, if it has been drawn."""
    pictures = kiosk.locator(".correction-preview img").all()
    return pictures[0].get_attribute("src") if pictures else None


def comes_while_touched(kiosk: Page, has_come: Callable[[], bool]) -> bool:
    """Whether it comes to be so, while a key that types nothing keeps the kiosk from taking its user for gone."""

    def look() -> bool:
        kiosk.keyboard.press("Shift")
        return has_come()

    return eventually(look, PATIENCE_S)


def test_a_badge_that_nobody_corrects_prints_by_itself(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder, kiosk = come(at_event, start_browser(), 8)
    expect(kiosk.get_by_role("timer")).to_contain_text("Prints by itself in")
    assert printed(at_event) == []
    assert eventually(lambda: len(printed(at_event)) == 1, PATIENCE_S), "the badge comes out"
    assert code_on(printed(at_event)[0]) == holder.badge
    assert at_event.rows("SELECT data ->> 'upon' FROM log WHERE kind = 'badge.released'") == [("confirmed",)]


def test_what_somebody_types_stands_on_their_badge(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder, kiosk = come(at_event, start_browser(), 30)
    kiosk.get_by_role("button", name="Correct it").click()

    assert comes_while_touched(kiosk, lambda: preview(kiosk) is not None), "the badge is drawn"
    before = preview(kiosk)
    field = kiosk.get_by_label("Full name", exact=True)
    field.fill("")
    for letter in "Zoe":
        kiosk.locator(".keyboard").get_by_role("button", name=re.compile(f"^{letter}$", re.IGNORECASE)).click()
    typed = field.input_value()
    assert typed.lower() == "zoe"
    assert comes_while_touched(kiosk, lambda: preview(kiosk) != before), "the badge is drawn anew"
    assert printed(at_event) == []  # it waits for them
    kiosk.locator(".keyboard").get_by_role("button", name="Print").click()

    assert comes_while_touched(kiosk, kiosk.locator(".badge-line").is_visible), "the words are taken"
    assert eventually(lambda: len(printed(at_event)) == 1, PATIENCE_S), "the badge comes out"
    badge = printed(at_event)[0]
    assert code_on(badge) == holder.badge
    assert is_badge_of(badge, at_event, typed)
    assert not is_badge_of(badge, at_event, holder.name)
    assert at_event.rows("SELECT data ->> 'names' FROM log WHERE kind = 'attendee.amended'") == [('["full_name"]',)]
    assert at_event.rows("SELECT is_revoked FROM tickets WHERE code = ?", holder.ticket) == [(0,)]


def test_a_kiosk_that_dies_keeps_nobodys_badge(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    _, kiosk = come(at_event, start_browser(), 8)
    kiosk.close()
    assert eventually(lambda: len(printed(at_event)) == 1, PATIENCE_S), "the server lets the badge print"
    assert at_event.rows("SELECT data ->> 'upon' FROM log WHERE kind = 'badge.released'") == [("deadline",)]
