"""What a kiosk's device can and cannot do by itself, and that the page says so."""

from __future__ import annotations

from collections.abc import Callable

from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from kiosks_alone import has_own_copy
from playwright.sync_api import Browser, Page, expect
from waiting import eventually

PATIENCE_MS = 60_000


def greets(page: Page, name: str) -> None:
    expect(page.locator(".result-go h1")).to_contain_text(name, timeout=PATIENCE_MS)


def test_one_window_is_the_kiosk_and_the_next_takes_over(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    first = open_kiosk(start_browser(), at_event)
    second = first.context.new_page()
    second.goto(f"{at_event.url}/kiosk")
    expect(second.locator("main")).to_contain_text("open in another window", timeout=PATIENCE_MS)

    first.close()
    second.locator(".start").wait_for(timeout=PATIENCE_MS)
    holder = at_event.holder_not_here()
    scan_by_wedge(second, holder.ticket)
    greets(second, holder.greeting)


def test_a_full_device_says_so_and_goes_on_scanning(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_kiosk(start_browser(), at_event)
    assert eventually(lambda: has_own_copy(page), 60)
    no_room = {"origin": at_event.url, "quotaSize": 1}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", no_room)

    holder = at_event.holder_not_here()
    scan_by_wedge(page, holder.ticket)
    greets(page, holder.greeting)
    expect(page.locator(".server-note")).to_contain_text("has no room left", timeout=PATIENCE_MS)
