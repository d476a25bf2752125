"""Staff in the corridor: a room signed off on the phone turns green on the board, and people are scanned in."""

from __future__ import annotations

import re
from collections.abc import Callable

from at_event import AtEvent
from browsing import open_dashboard, scan_by_wedge
from playwright.sync_api import Browser, Page, expect

from turnout.demo.event import PASSWORD, STAFF


def open_phone(browser: Browser, at_event: AtEvent) -> Page:
    """A phone on the staff page, signed in with name and password."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB").new_page()
    page.goto(f"{at_event.url}/rooms")
    page.get_by_label("Name").fill(STAFF)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def open_room(phone: Page, name: str) -> None:
    """Make a room mine, and open it."""
    phone.get_by_text("Choose my rooms").click()
    phone.get_by_role("checkbox", name=re.compile(re.escape(name))).check()
    phone.get_by_role("button", name=re.compile("mine")).click()
    phone.locator(".my-room", has_text=name).click()
    phone.get_by_text("Before the session").wait_for()  # else the boxes of the list before are taken for the items


def room_that_waits(at_event: AtEvent, only: str = "true") -> str:
    """The name of a room with a session to come that nobody has signed off, of those for which `only` is so."""
    row = at_event.rows(
        f"""
        SELECT p.name FROM places p JOIN sessions s ON s.place_id = p.id
        WHERE s.starts_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+2 minutes') AND p.id NOT IN (
            SELECT place_id FROM sign_offs
        ) AND {only} ORDER BY s.starts_at LIMIT 1
        """
    )[0]
    return str(row[0])


def test_a_room_signed_off_on_the_phone_is_ready_on_the_board(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    dashboard = open_dashboard(browser, at_event)
    room = room_that_waits(at_event)
    card = dashboard.locator(".room-card", has_text=room).first
    expect(card.locator(".is-ready")).to_have_count(0)
    phone = open_phone(browser, at_event)
    open_room(phone, room)

    for item in phone.get_by_role("checkbox").all():
        item.check()
    phone.get_by_role("button", name="Sign off room").click()

    expect(card.locator(".is-ready")).to_be_visible()
    expect(card).to_contain_text(STAFF)

    undo = phone.locator(".undo", has_text=f"{room} is signed off.")  # not that of a tick
    undo.get_by_role("button", name="Undo").click()
    expect(card.locator(".is-ready")).to_have_count(0)


def test_people_are_scanned_in_at_the_door(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    room = room_that_waits(at_event, only="p.policy ->> 'waits_for_readiness' IS NULL")  # else nobody may go in yet
    holder = at_event.holder_not_here()
    phone = open_phone(start_browser(), at_event)
    open_room(phone, room)
    phone.get_by_role("link", name="Scan people in").click()
    phone.locator("video").wait_for(state="attached")

    scan_by_wedge(phone, holder.badge)

    expect(phone.locator(".result")).to_contain_text(holder.name)
    where = at_event.rows(
        """
        SELECT p.name FROM presence JOIN places p ON p.id = place_id JOIN tickets t USING (attendee_id)
        WHERE code = ?
        """,
        holder.badge,
    )
    assert where == [(room,)]
