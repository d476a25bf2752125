"""What a kiosk's device can and cannot do by itself, and that the page says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from at_event import AtEvent
from browsing import camera_flags, film_ticket, open_kiosk, scan_by_wedge
from kiosks_alone import cut_off, has_own_copy, has_roster, kept
from playwright.sync_api import Browser, Page, expect
from waiting import eventually, until

PATIENCE_MS = 60_000


def greets(page: Page, name: str) -> None:
    expect(page.locator(".result-go h1")).to_contain_text(name, timeout=PATIENCE_MS)


def shown_up_to(page: Page) -> int:
    """The position of the log up to which everything shows on the roster that is kept."""
    return max(int(one.get("log_seq", 0)) for one in kept(page, "kept"))


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


def test_whose_admission_was_taken_back_may_come_in_at_a_kiosk_that_is_cut_off(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_kiosk(start_browser(), at_event)
    assert eventually(lambda: has_roster(page) and has_own_copy(page), 90)
    holder = at_event.holder_not_here()
    scan_by_wedge(page, holder.ticket)
    greets(page, holder.greeting)

    [(scan_id,)] = at_event.rows("SELECT fact_id FROM log WHERE kind = 'scan.admitted' ORDER BY seq DESC LIMIT 1")
    undone = at_event.command.post(f"/scans/{scan_id}/undo", {"undo_id": str(uuid4())})["seq"]
    # it asks after the roster four times a minute
    assert eventually(lambda: shown_up_to(page) >= undone, 60), "the roster tells it"
    until(lambda: kept(page, "earlier") == [], "the kiosk remembers it no more")

    page.context.set_offline(True)
    cut_off(page)
    scan_by_wedge(page, holder.ticket)
    greets(page, holder.greeting)


def test_a_camera_that_is_refused_says_what_to_do_and_the_scanner_works(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_kiosk(
        start_browser("--use-fake-device-for-media-stream", "--deny-permission-prompts"), at_event, permissions=[]
    )
    said = page.get_by_role("status").filter(has_text="The camera is not allowed")
    expect(said).to_contain_text("Allow the camera for this page in the browser's settings.", timeout=PATIENCE_MS)
    holder = at_event.holder_not_here()
    scan_by_wedge(page, holder.ticket)
    greets(page, holder.greeting)


def test_a_camera_of_320_by_240_reads_a_ticket(
    at_event: AtEvent, start_browser: Callable[..., Browser], tmp_path: Path
) -> None:
    holder = at_event.holder_not_here()
    film = film_ticket(holder.ticket, tmp_path / "camera.mjpeg", empty_s=2, shown_s=3, frame=(320, 240))
    page = open_kiosk(start_browser(*camera_flags(film)), at_event, by_address=True)
    greets(page, holder.greeting)
    assert page.evaluate("document.querySelector('video').videoWidth") == 320


def test_a_code_of_ten_thousand_characters_is_no_ticket_and_the_next_one_is(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_kiosk(start_browser(), at_event, knows_roster=False)
    scan_by_wedge(page, "0123456789" * 1000)
    refused = page.locator(".result-look")
    expect(refused).to_contain_text("This code is not a ticket.", timeout=PATIENCE_MS)
    expect(refused.locator(".short-code")).to_contain_text("H1")
    holder = at_event.holder_not_here()
    scan_by_wedge(page, holder.ticket)
    greets(page, holder.greeting)
