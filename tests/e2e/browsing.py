"""Chromium as a person at the event uses it: a camera that sees a ticket, a scanner that types, signing in."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from at_event import AtEvent
from PIL import Image
from playwright.sync_api import Browser, Page

from badges import qr

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FRAME = (1280, 720)
FRAMES_PER_SECOND = 30  # at which Chromium plays the file, over and over


def camera_flags(film: Path) -> tuple[str, ...]:
    """Flags that make Chromium's camera play this film."""
    return ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")


def film_ticket(code: str, film: Path, *, empty_s: float, shown_s: float, frame: tuple[int, int] = FRAME) -> Path:
    """A film of an empty room, then of a ticket held into the picture, as joined JPEGs."""
    empty = Image.new("L", frame, 90)
    shown = empty.copy()
    side = frame[1] * 7 // 12
    paper = Image.new("L", (side, side), 255)
    paper.paste(qr.draw(code, side * 6 // 7).convert("L"), (side // 14, side // 14))
    shown.paste(paper, ((frame[0] - side) // 2, (frame[1] - side) // 2))
    frames = _jpeg(empty) * int(empty_s * FRAMES_PER_SECOND) + _jpeg(shown) * int(shown_s * FRAMES_PER_SECOND)
    film.write_bytes(frames)
    return film


def scan_by_wedge(page: Page, code: str) -> None:
    """Type a code as a keyboard-wedge scanner does: a key each millisecond, then Enter.

    Dispatched in the page, with the scanner's own pace: a code is told from typing by its speed, and keys sent one by
    one from here come too slowly on a busy machine.
    """
    page.evaluate(
        """code => {
            const began = performance.now();
            for (const [place, key] of [...code, "Enter"].entries()) {
                const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
                Object.defineProperty(event, "timeStamp", { value: began + place });
                window.dispatchEvent(event);
            }
        }""",
        code,
    )


def open_kiosk(
    browser: Browser,
    at_event: AtEvent,
    station_name: str = "Entrance A",
    *,
    by_address: bool = False,
    knows_roster: bool = True,
    **device: Any,
) -> Page:
    """A kiosk, paired by typing the code that the dashboard shows; `device` is how it differs from the usual one.

    `by_address` pairs it by the code in its address: a ticket before the camera wipes what is half typed. Without its
    roster it waits for the server's own answer, which on a busy machine comes later than it would decide by itself.
    """
    usual = {"permissions": ["camera"], "viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
    context = browser.new_context(**{**usual, **device})
    if not knows_roster:
        context.route("**/api/v1/station/roster*", lambda route: route.abort())
    page = context.new_page()
    code = at_event.pairing_code(station_name)
    if by_address:
        page.goto(f"{at_event.url}/kiosk#pair={code}")
    else:
        page.goto(f"{at_event.url}/kiosk")
        page.locator(".pairing").wait_for()
        page.keyboard.type(code, delay=90)  # as a hand does: faster keys are a scanner
    page.locator(".start").wait_for()
    return page


def lift_time_limit(kiosk: Page) -> None:
    """Let the screens of whoever scans next stay until they are left, as a person does who needs long to read."""
    kiosk.get_by_role("button", name="Accessibility").click()
    kiosk.get_by_role("switch", name="No time limit").click()
    kiosk.get_by_role("button", name="Done").click()


def open_dashboard(browser: Browser, at_event: AtEvent) -> Page:
    """The coordinator's board, signed in by a one-time link."""
    page = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="en-GB").new_page()
    page.goto(at_event.sign_in_link())
    page.locator(".total-number", has_text=re.compile(r"\d")).first.wait_for()
    return page


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
