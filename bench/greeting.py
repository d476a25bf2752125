"""From a ticket in the camera's picture to its greeting on the screen, in Chromium before a film of tickets.

Each ticket of the film comes with a white mark in the picture's corner. The page is watched from within: the frame that
shows the mark begins a time, the paint after the greeting's element ends it. One corner is read of the camera's
own picture: to turn the whole of it into colours would cost the page more than all that it does itself.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from badges import qr
from bench.kiosks import AtEvent, chromium, served_demo
from bench.rows import Row, Table, median, percentile

FPS = 30
PACE_S, PACE_THROTTLED_S = 0.9, 1.8  # that a ticket is in the picture, and that nothing is
SIDE = 360  # pixels of the ticket in a frame of 1280 x 720
GOAL_P50, GOAL_P95, GOAL_P95_THROTTLED = 150, 300, 600  # ms
GOAL_COLD, GOAL_AGAIN = 1500, 500  # ms
THROTTLE = 4
RELOADS = 5
_SETTLED_S = 3  # from being ready to the next reload
_PATIENCE_S = 150

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
const look = video => video.requestVideoFrameCallback(async now => {
    const frame = new VideoFrame(video);
    const brightness = new Uint8Array(1024);
    look(video);
    await frame.copyTo(brightness, { rect: { x: 16, y: 16, width: 16, height: 16 } });
    frame.close();
    const isSeen = brightness[0] > 180;
    if (isSeen && !wasSeen) seenAt = now;
    wasSeen = isSeen;
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
        cold, again = _starts(at_event, folder)
        film = _film(codes[:count], PACE_S, folder / "tickets.mjpeg")
        plain = _greeted(at_event, film, 1, count)
        film = _film(codes[count:], PACE_THROTTLED_S, folder / "slow-tickets.mjpeg")
        slow = _greeted(at_event, film, THROTTLE, count)
    return Table(
        "Kiosk",
        f"Chromium without a screen, a film of {count} tickets as its camera, each {PACE_S} s in the picture, "
        f"{PACE_THROTTLED_S} s where throttled; from the first frame that shows a ticket to the paint of its greeting, "
        f"the server on the same machine. Throttled is `Emulation.setCPUThrottlingRate` {THROTTLE}. Ready is the start "
        "screen with the camera's picture.",
        [*_greetings("ticket to greeting", plain, GOAL_P50, GOAL_P95),
         *_greetings("the same throttled", slow, None, GOAL_P95_THROTTLED),
         _row("ready, first load", cold, GOAL_COLD),
         _row(f"ready, from the service worker, median of {RELOADS}", again, GOAL_AGAIN)],
    )  # fmt: skip


def _greetings(what: str, times: Sequence[float], p50: int | None, p95: int) -> list[Row]:
    return [_row(f"{what}, p50", percentile(times, 0.5), p50), _row(f"{what}, p95", percentile(times, 0.95), p95)]


def _row(what: str, ms: float, goal: int | None) -> Row:
    if goal is None:
        return Row(what, f"{ms:.0f} ms")
    return Row(what, f"{ms:.0f} ms", goal=f"under {goal} ms", met=ms < goal)


def _starts(at_event: AtEvent, folder: Path) -> tuple[float, float]:
    """Ms to be ready: with nothing loaded before, and from the service worker."""
    with _kiosk(at_event, _film([], PACE_S, folder / "nothing.mjpeg")) as page:
        return _ready(page), median([_ready_again(page) for _ in range(RELOADS)])


def _greeted(at_event: AtEvent, film: Path, throttle: int, count: int) -> list[float]:
    """Ms to each greeting."""
    with _kiosk(at_event, film) as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        _ready(page)
        if not _wait(page, f"greeted.length >= {count}"):
            raise TimeoutError(f"not every ticket was greeted: {page.evaluate('greeted')}")
        return [float(ms) for ms in page.evaluate("greeted")]


@contextmanager
def _kiosk(at_event: AtEvent, film: Path) -> Iterator[Page]:
    """A paired kiosk before a film, in a browser that has not loaded it before."""
    with chromium("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}") as browser:
        paired = _pair(browser, at_event)
        context = browser.new_context(permissions=["camera"], storage_state=paired)
        context.add_init_script(_WATCH)
        yield _open(context, at_event)


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


def _ready_again(page: Page) -> float:
    """After a reload that the service worker answers."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    time.sleep(_SETTLED_S)
    page.reload()
    return _ready(page)


def _wait(page: Page, what: str) -> bool:
    """Whether it came true in time. Asked from outside: the page's policy forbids code that is made from text in it."""
    deadline = time.monotonic() + _PATIENCE_S
    while not page.evaluate(what):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _film(codes: Sequence[str], pace_s: float, path: Path) -> Path:
    """An empty room, and tickets with the empty room again after each, as joined JPEGs."""
    empty = Image.new("L", (1280, 720), 90)
    nothing = _jpeg(empty) * int(pace_s * FPS)
    with path.open("wb") as film:
        film.write(nothing)
        for code in codes:
            shown = empty.copy()
            shown.paste(qr.draw(code, SIDE).convert("L"), ((1280 - SIDE) // 2, (720 - SIDE) // 2))
            shown.paste(255, (0, 0, 48, 48))
            film.write(_jpeg(shown) * int(pace_s * FPS) + nothing)
    return path


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
