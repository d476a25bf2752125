"""Help at a kiosk: it appears on the board and on a phone, somebody comes, and the kiosk says who."""

from __future__ import annotations

from collections.abc import Callable

from at_event import AtEvent
from browsing import open_dashboard, open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, Page, expect
from test_rooms import open_phone

from turnout.demo.event import STAFF

CALLED = "The staff have been called. Please wait here."


def call_help(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="Help").click()
    expect(kiosk.locator(".task")).to_contain_text(CALLED)


def test_a_call_reaches_phone_and_board_and_the_kiosk_says_who_comes(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    kiosk, phone, board = (
        open_kiosk(browser, at_event),
        open_phone(browser, at_event),
        open_dashboard(browser, at_event),
    )
    call_help(kiosk)

    call = phone.locator(".help-call")
    expect(call).to_contain_text("Entrance A")
    expect(call).to_contain_text("nobody has answered yet")
    matter = board.locator(".matter", has_text="Help is wanted")
    expect(matter).to_contain_text("Entrance A")

    phone.get_by_role("button", name="I’m coming").click()
    expect(kiosk.locator(".task")).to_contain_text(f"{STAFF} is coming to you.")
    expect(matter).to_contain_text(f"{STAFF} is coming")

    phone.get_by_role("button", name="Done").click()
    expect(kiosk.locator(".task")).to_have_count(0)
    expect(call).to_have_count(0)
    expect(matter).to_have_count(0)


def test_the_call_stays_open_when_the_screen_has_moved_on(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    kiosk, phone = open_kiosk(browser, at_event), open_phone(browser, at_event)
    call_help(kiosk)
    kiosk.get_by_role("button", name="Back", exact=True).click()
    scan_by_wedge(kiosk, at_event.holder_not_here().ticket)
    expect(kiosk.locator(".result-go")).to_be_visible()
    expect(phone.locator(".help-call")).to_have_count(1)
    assert len(at_event.rows("SELECT 1 FROM log WHERE kind = 'help.called'")) == 1


def test_help_is_called_from_a_refusal_and_nothing_of_it_is_left_for_the_next(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event, knows_roster=False)
    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".result-go")).to_contain_text(holder.greeting)
    kiosk.wait_for_timeout(2500)  # sooner the same code is the scanner's echo
    scan_by_wedge(kiosk, holder.ticket)
    refused = kiosk.locator(".result-look")
    expect(refused).to_contain_text("H7")
    refused.get_by_role("button", name="More time").click()
    refused.get_by_role("button", name="Help").click()
    expect(kiosk.locator(".task")).to_contain_text(CALLED)
    kiosk.get_by_role("button", name="Back", exact=True).click()
    expect(kiosk.locator(".task, .result")).to_have_count(0)
    left = kiosk.locator("#app").inner_html()  # names of files beside it may have any letters
    for private in (holder.name, holder.ticket, "H7"):
        assert private not in left
