"""Every question that the desk asks, answered by keyboard alone; and what can be taken back, taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from at_event import AtEvent, serve
from browsing import scan_by_wedge
from factories import open_file, put_attendee
from playwright.sync_api import Browser, Page, expect
from test_accessible import violations
from test_desk_page import open_desk, type_by_hand

from turnout.domain.model import Attendee
from turnout.services.event import Event
from turnout.services.live import Live

OWING = "Oona Kastehelmi"
"""Who has not paid."""


@pytest.fixture
def at_event(demo: Path, tmp_path: Path) -> Iterator[AtEvent]:
    with serve_with_owing(demo, tmp_path) as served:
        yield served


@contextmanager
def serve_with_owing(demo: Path, tmp_path: Path) -> Iterator[AtEvent]:
    """The demo event being served, with somebody who owes."""
    path = tmp_path / "with-owing.db"
    shutil.copy(demo, path)
    event = Event(open_file(path), Live())
    put_attendee(event, Attendee("owing", OWING, "Oona", is_paid=False))
    event.file.close()
    with serve(path, tmp_path) as served:
        yield served


def open_card(page: Page, name: str) -> None:
    """Find somebody by their whole name, and open their card."""
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.insert_text(name)
    expect(page.get_by_role("option").first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".card-name")).to_have_text(name)
    expect(page.locator(".card-name")).to_be_focused()


def ask(page: Page, key: str) -> None:
    """Press an action's key, and see that its question is there and accessible."""
    page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


def test_a_payment_is_taken_in_every_way_and_taken_back(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    desk = open_desk(start_browser(), at_event)
    open_card(desk, OWING)
    expect(desk.locator(".card .standing")).to_contain_text("Not paid")

    ask(desk, "p")
    expect(desk.get_by_role("radio", name="Cash")).to_be_focused()
    desk.keyboard.press("Tab")
    type_by_hand(desk, "twelve")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Write the amount like 12.50")
    desk.keyboard.press("Control+a")
    type_by_hand(desk, "12,5")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(desk.locator(".undo")).to_contain_text(f"{OWING} has paid")
    expect(desk.locator(".card .standing")).not_to_contain_text("Not paid")
    expect(desk.locator(".card-line").first).to_contain_text("Paid: cash, 12.50")

    for steps, how in ((1, "card"), (2, "invoice")):
        desk.keyboard.press("Control+z")
        expect(desk.locator(".card .standing")).to_contain_text("Not paid")
        expect(desk.locator(".card-line").first).to_contain_text("Payment taken back")
        ask(desk, "p")
        for _ in range(steps):
            desk.keyboard.press("ArrowDown")
        desk.keyboard.press("Enter")
        expect(desk.locator(".card-line").first).to_contain_text(f"Paid: {how}")


def test_a_badge_is_printed_again_for_a_misprint_and_for_a_loss(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    desk = open_desk(start_browser(), at_event)
    open_card(desk, holder.name)
    for again, why in enumerate(("first", "misprint", "lost")):
        ask(desk, "b")
        if why == "lost":
            desk.keyboard.press("ArrowDown")
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("dialog")).to_have_count(0)
        expect(desk.locator(".undo")).to_contain_text("It cannot be called back.")
        expect(desk.locator(".undo button")).to_have_count(0)
        expect(desk.locator(".card-line", has_text="Take the badge")).to_have_count(again + 1)
    revoked = at_event.rows("SELECT is_revoked FROM tickets WHERE code = ?", holder.badge)
    assert revoked == [(1,)]


def test_a_substitute_takes_the_place_for_good(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here()
    desk = open_desk(start_browser(), at_event)
    open_card(desk, holder.name)
    ask(desk, "s")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Type the name as it should stand on the badge.")
    type_by_hand(desk, "Zelda Quist")
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-name")).to_have_text("Zelda Quist")
    expect(desk.locator(".undo")).to_contain_text(f"Zelda Quist has the place of {holder.name} now.")
    expect(desk.locator(".undo button")).to_have_count(0)
    desk.keyboard.press("Control+z")
    expect(desk.locator(".undo")).to_contain_text("This stays")

    open_card(desk, holder.name)
    expect(desk.locator(".card .standing")).to_contain_text("Cancelled")
    desk.keyboard.press("r")
    expect(desk.locator(".desk-beside .trouble")).to_contain_text("Somebody else has taken this person's place.")


def test_a_cancellation_is_taken_back_at_once_or_later(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    desk = open_desk(start_browser(), at_event)
    open_card(desk, holder.name)
    for key in ("Control+z", "r"):
        ask(desk, "c")
        desk.keyboard.press("Enter")
        expect(desk.locator(".card .standing")).to_contain_text("Cancelled")
        expect(desk.locator(".undo")).to_contain_text(f"{holder.name} is cancelled")
        desk.keyboard.press(key)
        expect(desk.locator(".card .standing")).to_contain_text("Not here yet")
    desk.keyboard.press("Enter")
    expect(desk.locator(".outcome.is-go")).to_contain_text(holder.greeting)


def test_a_note_is_written_and_withdrawn(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    desk = open_desk(start_browser(), at_event)
    open_card(desk, at_event.holder_not_here().name)
    ask(desk, "n")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Write what colleagues should know.")
    type_by_hand(desk, "brings a guide dog")
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-note")).to_contain_text("brings a guide dog")
    expect(desk.locator(".card-note")).to_contain_text("Desk A")
    desk.keyboard.press("Control+z")
    expect(desk.locator(".card-note")).to_have_count(0)
    assert at_event.rows("SELECT count(*) FROM notes WHERE kind = 'desk'") == [(0,)]


def test_a_refusal_is_set_aside_with_a_reason(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    desk = open_desk(start_browser(), at_event)
    open_card(desk, OWING)
    desk.keyboard.press("Enter")
    expect(desk.locator(".outcome.is-look")).to_contain_text("This registration is not paid.")
    ask(desk, "o")
    for _ in range(3):
        desk.keyboard.press("Tab")
    type_by_hand(desk, "the transfer is on its way")
    desk.keyboard.press("Enter")
    expect(desk.locator(".outcome.is-go")).to_be_visible()
    assert at_event.rows("SELECT text FROM notes WHERE kind = 'override'") == [("the transfer is on its way",)]
    desk.keyboard.press("Control+z")
    expect(desk.locator(".card .standing")).to_contain_text("Not here yet")


def test_a_scan_answers_no_question(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here()
    desk = open_desk(start_browser(), at_event)
    open_card(desk, holder.name)
    ask(desk, "c")
    scan_by_wedge(desk, holder.ticket)
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator(".card .standing")).to_contain_text("Not here yet")


def test_a_walk_in_may_be_what_the_event_knows(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    desk = open_desk(start_browser(), at_event)
    type_by_hand(desk, "Quetzal Zzyzx")
    expect(desk.get_by_role("button", name="Register a walk-in")).to_be_visible()
    desk.keyboard.press("Enter")
    offered = desk.get_by_role("combobox", name="Category").locator("option")
    expect(offered).to_have_text([str(label) for (label,) in at_event.rows("SELECT label FROM categories ORDER BY id")])
    for _ in range(4):
        desk.keyboard.press("Tab")
    expect(desk.get_by_role("combobox", name="Category")).to_be_focused()
    desk.keyboard.type("Press")
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-facts")).to_contain_text("Press")
    expect(desk.locator(".undo")).to_contain_text("If that was a mistake, cancel the registration.")
