"""The main job, end to end: a QR ticket becomes a welcome, a badge and a number on the wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from at_event import AtEvent, serve
from browsing import camera_flags, film_ticket, open_dashboard, open_kiosk, scan_by_wedge
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from server import lasting_port
from waiting import until

FILM_MS = 60_000


def arrived(dashboard: Page) -> int:
    """The number of people arrived, as the board shows it."""
    total = dashboard.locator(".total", has_text="Arrived").locator(".total-number")
    return int(total.inner_text().replace(",", ""))


def printed_badges(at_event: AtEvent) -> list[str]:
    """The codes on the badges that came out of the folder printer."""
    return [zxingcpp.read_barcode(Image.open(png)).text for png in sorted(at_event.badges.glob("*.png"))]


def test_a_ticket_in_front_of_the_camera(
    at_event: AtEvent, start_browser: Callable[..., Browser], tmp_path: Path
) -> None:
    holder = at_event.holder_not_here()
    dashboard = open_dashboard(start_browser(), at_event)
    before = arrived(dashboard)
    film = film_ticket(holder.ticket, tmp_path / "camera.mjpeg", empty_s=12, shown_s=3)
    kiosk = open_kiosk(start_browser(*camera_flags(film)), at_event, by_address=True, knows_roster=False)

    expect(kiosk.locator(".result-go h1")).to_contain_text(holder.greeting, timeout=FILM_MS)
    expect(kiosk.locator(".badge-line")).to_contain_text("Take your badge")
    until(lambda: arrived(dashboard) == before + 1, "the board counts them")
    assert printed_badges(at_event) == [holder.badge]

    refused = kiosk.locator(".result-look")  # the film begins anew, and the ticket comes back
    expect(refused).to_contain_text("This ticket was already used", timeout=FILM_MS)
    expect(refused).to_contain_text(re.compile(r"\d\d:\d\d.*Entrance A.*Harbour Congress"))
    expect(refused.locator(".short-code")).to_contain_text("H7")
    assert arrived(dashboard) == before + 1


def test_a_ticket_under_the_hand_scanner(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here()
    browser = start_browser()
    dashboard = open_dashboard(browser, at_event)
    before = arrived(dashboard)
    kiosk = open_kiosk(browser, at_event, knows_roster=False)

    scan_by_wedge(kiosk, holder.ticket.lower())

    expect(kiosk.locator(".result-go h1")).to_contain_text(holder.greeting)
    expect(kiosk.locator(".badge-line")).to_contain_text("Take your badge")
    until(lambda: arrived(dashboard) == before + 1, "the board counts them")
    assert printed_badges(at_event) == [holder.badge]

    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".result-look")).to_contain_text("already used")
    expect(dashboard.locator(".feed")).to_contain_text(holder.name)


def test_a_code_on_no_list_says_what_to_do(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    kiosk = open_kiosk(start_browser(), at_event, knows_roster=False)

    scan_by_wedge(kiosk, "https://example.org/not-a-ticket")

    refused = kiosk.locator(".result-look")
    expect(refused).to_contain_text("This ticket is not on our list.")
    expect(refused).to_contain_text("Please go to the desk")
    expect(refused.locator(".short-code")).to_contain_text("H1")


def test_the_board_greys_when_the_server_is_gone_and_comes_back_by_itself(
    demo: Path, tmp_path: Path, start_browser: Callable[..., Browser]
) -> None:
    port = str(lasting_port())
    with serve(demo, tmp_path, "--port", port) as served:
        dashboard = open_dashboard(start_browser(), served)
        expect(dashboard.locator(".is-stale")).to_have_count(0)
    expect(dashboard.locator("body")).to_contain_text("No live connection")

    with serve(demo, tmp_path, "--port", port):
        expect(dashboard.locator("body")).not_to_contain_text("No live connection")
