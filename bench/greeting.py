"""From a ticket in the camera's picture to its greeting on the screen, in Chromium before a film of tickets.

Each ticket of the film comes with a white mark in the picture's corner. The page is watched from within: the frame that
shows the mark begins a time, the paint after the greeting's element ends it.
"""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from badges import qr
from bench.kiosks import AtEvent, chromium, served_demo
from bench.rows import Row, Table, percentile

FPS = 30
EMPTY_S, SHOWN_S = 0.9, 0.9
SIDE = 360  # pixels of the ticket in a frame of 1280 x 720
GOAL_P50, GOAL_P95, GOAL_P95_THROTTLED = 150, 300, 600  # ms
GOAL_COLD, GOAL_AGAIN = 1500, 500  # ms
THROTTLE = 4
_PATIENCE_S = 90

_TICKETS = """
    SELECT t.code FROM attendees a JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'ticket'
    WHERE a.id NOT IN (SELECT attendee_id FROM presence) AND a.is_paid AND NOT a.is_cancelled AND NOT a.is_blocked
    ORDER BY a.row LIMIT ?
"""

_WATCH = """
window.greeted = [];
window.ready = null;
let seenAt = null;
let wasSeen = false;
const eye = new OffscreenCanvas(4, 4).getContext("2d", { willReadFrequently: true });
const look = video => video.requestVideoFrameCallback(now => {
    eye.drawImage(video, 8, 8, 32, 32, 0, 0, 4, 4);
    const isSeen = eye.getImageData(1, 1, 1, 1).data[0] > 180;
    if (isSeen && !wasSeen) seenAt = now;
    wasSeen = isSeen;
    look(video);
});
const known = new WeakSet();
new MutationObserver(() => {
    const video = document.querySelector("video");
    if (video && !known.has(video)) { known.add(video); look(video); }
    if (window.ready === null && document.querySelector(".viewfinder .frame"))
        requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now(); }));
    const greeting = document.querySelector(".result-go");
    if (greeting && !known.has(greeting)) {
        known.add(greeting);
        const began = seenAt;
        requestAnimationFrame(() => setTimeout(() => { window.greeted.push(performance.now() - began); }));
    }
}).observe(document, { subtree: true, childList: true });
"""


def measure(count: int) -> Table:
    """So many tickets as the machine runs, and as many with the page's processor slowed down."""
    with served_demo() as (at_event, folder):
        codes = [str(code) for (code,) in at_event.rows(_TICKETS, 2 * count)]
        plain, cold, again = _run(at_event, folder, codes[:count], 1)
        slow, _, _ = _run(at_event, folder, codes[count:], THROTTLE)
    return Table(
        "Kiosk",
        f"Chromium without a screen, a film of {count} tickets as its camera, each {SHOWN_S} s in the picture; from "
        "the first frame that shows a ticket to the paint of its greeting, the server on the same machine. Throttled "
        f"is `Emulation.setCPUThrottlingRate` {THROTTLE}. Ready is the start screen with the camera's picture.",
        [*_greetings("ticket to greeting", plain, GOAL_P50, GOAL_P95),
         *_greetings("the same throttled", slow, None, GOAL_P95_THROTTLED),
         _row("ready, first load", cold, GOAL_COLD), _row("ready, loaded before", again, GOAL_AGAIN)],
    )  # fmt: skip


def _greetings(what: str, times: Sequence[float], p50: int | None, p95: int) -> list[Row]:
    of = f"{what}, {len(times)} greeted"
    return [_row(f"{of}, p50", percentile(times, 0.5), p50), _row(f"{of}, p95", percentile(times, 0.95), p95)]


def _row(what: str, ms: float, goal: int | None) -> Row:
    if goal is None:
        return Row(what, f"{ms:.0f} ms")
    return Row(what, f"{ms:.0f} ms", goal=f"under {goal} ms", met=ms < goal)


def _run(at_event: AtEvent, folder: Path, codes: Sequence[str], throttle: int) -> tuple[list[float], float, float]:
    film = _film(codes, folder / f"tickets-{throttle}.mjpeg")
    flags = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
    with chromium(*flags) as browser:
        paired = _pair(browser, at_event)
        context = browser.new_context(permissions=["camera"], storage_state=paired)
        context.add_init_script(_WATCH)
        page = _open(context, at_event)
        cold = _ready(page)
        page.reload()
        again = _ready(page)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        _wait(page, f"greeted.length >= {len(codes)}")
        return [float(ms) for ms in page.evaluate("greeted")], cold, again


def _pair(browser: Browser, at_event: AtEvent) -> Any:
    """Cookies of a paired station; made in a context of its own, so that the measured one has loaded nothing."""
    context = browser.new_context()
    page = _open(context, at_event)
    page.locator(".pairing").wait_for()
    page.keyboard.type(at_event.pairing_code("Entrance A"), delay=90)
    page.locator(".start").wait_for()
    state = context.storage_state()
    context.close()
    return state


def _open(context: BrowserContext, at_event: AtEvent) -> Page:
    page = context.new_page()
    page.goto(f"{at_event.url}/kiosk")
    return page


def _ready(page: Page) -> float:
    if not _wait(page, "ready !== null"):
        raise TimeoutError("the kiosk did not become ready to scan")
    return float(page.evaluate("ready"))


def _wait(page: Page, what: str) -> bool:
    """Whether it came true in time. Asked from outside: the page's policy forbids code that is made from text in it."""
    deadline = time.monotonic() + _PATIENCE_S
    while not page.evaluate(what):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _film(codes: Sequence[str], path: Path) -> Path:
    """An empty room and a ticket in turns, as joined JPEGs."""
    empty = Image.new("L", (1280, 720), 90)
    with path.open("wb") as film:
        for code in codes:
            shown = empty.copy()
            shown.paste(qr.draw(code, SIDE).convert("L"), ((1280 - SIDE) // 2, (720 - SIDE) // 2))
            shown.paste(255, (0, 0, 48, 48))
            film.write(_jpeg(empty) * int(EMPTY_S * FPS) + _jpeg(shown) * int(SHOWN_S * FPS))
    return path


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
