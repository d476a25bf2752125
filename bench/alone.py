"""What a kiosk needs to go on alone: the roster of 100,000 on its device, and memory that does not grow with scans."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from bench import servers
from bench.event import BigEvent
from bench.kiosks import chromium
from bench.rows import Row, Table, percentile
from turnout.remote import Remote
from turnout.store import lock

ROOT = Path(__file__).parent.parent
GOAL_LOADED_S, GOAL_FOUND_MS, GOAL_GROWTH, GOAL_FOLLOWED_S = 5.0, 5.0, 1.1, 2.0
LOOKED_UP = 1000
WARM = 1000
"""Scans after which everything that a page makes once has been made."""
_PATIENCE_S = 120

_HEAD = """() => new Promise(done => {
    const asked = indexedDB.open("turnout-kiosk", 1);
    asked.onerror = () => done(null);
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onsuccess = () => {
        const read = asked.result.transaction("kept").objectStore("kept").get("roster_head");
        read.onsuccess = () => { asked.result.close(); done(read.result ?? null); };
    };
})"""

# One scanner's keys after the other; whoever has their answer makes room for the next at once.
_SCAN = """async codes => {
    for (const code of codes) {
        const began = performance.now();
        for (const [place, key] of [...code, "Enter"].entries()) {
            const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            Object.defineProperty(event, "timeStamp", { value: began + place });
            window.dispatchEvent(event);
        }
        const isAnswered = () => document.querySelector(".result") !== null;
        while (isAnswered()) await new Promise(done => setTimeout(done, 1));
        while (!isAnswered()) await new Promise(done => setTimeout(done, 1));
    }
}"""


def measure(big: BigEvent, folder: Path, scans: int) -> Table:
    """A kiosk's page that loads the roster, looks codes up on it, and then scans so many tickets."""
    path = folder / "alone.db"
    shutil.copy(big.path, path)
    with servers.turnout(path) as served, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{served.url}/kiosk")
        page.locator(".pairing").wait_for()
        page.keyboard.type(_pairing_code(path), delay=90)
        page.locator(".start").wait_for()
        loaded_s = _until(lambda: _is_whole(page))
        found = _look_up(page, folder, big.codes[-LOOKED_UP:])
        followed_s = _follows(browser, page, served)
        tools = page.context.new_cdp_session(page)
        page.evaluate(_SCAN, big.codes[:WARM])
        warm = _in_use(page, tools)
        page.evaluate(_SCAN, big.codes[WARM:scans])
        after = _in_use(page, tools)
    growth = after / warm
    return Table(
        "A kiosk by itself",
        f"Chromium without a screen; the roster of {len(big.codes):,} people's tickets and badges, from the start "
        f"screen after pairing to the last entry kept in IndexedDB; {LOOKED_UP:,} codes looked up one after the other "
        f"(two keys derived, the bucket read, the sealed part opened). Followed: from the press that puts it out "
        "of order, and back, until the kiosk shows it, the longer of both. Memory is what the page's scripts use after "
        "garbage was collected, with the start screen shown.",
        [
            Row(
                "roster loaded", f"{loaded_s:.1f} s", goal=f"under {GOAL_LOADED_S:.0f} s", met=loaded_s < GOAL_LOADED_S
            ),
            *_found(found),
            Row(
                "what the dashboard wants, followed",
                f"{followed_s:.2f} s",
                goal=f"under {GOAL_FOLLOWED_S:.0f} s",
                met=followed_s < GOAL_FOLLOWED_S,
            ),
            Row(
                f"memory after {scans:,} scans",
                f"{after / 2**20:.1f} MB",
                f"after {WARM:,}: {warm / 2**20:.1f} MB",
                growth,
                f"under {GOAL_GROWTH} x",
                growth < GOAL_GROWTH,
            ),
        ],
    )


def _found(times: Sequence[float]) -> list[Row]:
    shares = {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95)}
    goal = f"under {GOAL_FOUND_MS:.0f} ms"
    return [
        Row(f"code looked up, {name}", f"{ms:.1f} ms", goal=goal, met=ms < GOAL_FOUND_MS) for name, ms in shares.items()
    ]


def _pairing_code(path: Path) -> str:
    holder = lock.holder(path)
    if holder is None:
        raise RuntimeError(f"nobody serves {path}")
    return str(Remote.of(holder).post("/stations", {"name": "Alone", "mode": "entrance"})["pairing_code"])


def _is_whole(page: Page) -> bool:
    head = page.evaluate(_HEAD)
    return head is not None and head["complete"]


def _look_up(page: Page, folder: Path, codes: Sequence[str]) -> list[float]:
    subprocess.run(["node", "bench/look_up.mjs", str(folder)], cwd=ROOT, check=True)
    page.evaluate((folder / "look_up.js").read_text(encoding="utf-8"))
    return [float(ms) for ms in page.evaluate("codes => lookUp.timesOf(codes)", list(codes))]


def _follows(browser: Browser, kiosk: Page, served: servers.Served) -> float:
    """Seconds from a press on the page of stations until the kiosk shows it, the longer of there and back."""
    name, _, value = served.cookie.partition("=")
    stations = browser.new_page()
    stations.context.add_cookies([{"name": name, "value": value, "url": served.url}])
    stations.goto(f"{served.url}/stations")
    took = []
    for press, shown in (("Put out of order: Alone", ".result-calm"), ("Undo", ".start")):
        button = stations.get_by_role("button", name=press)
        button.wait_for()
        began = time.perf_counter()
        button.click()
        kiosk.locator(shown).wait_for()
        took.append(time.perf_counter() - began)
    stations.close()
    return max(took)


def _in_use(page: Page, tools: CDPSession) -> float:
    """Bytes that the page's scripts use, once it shows the start screen and no scan waits."""
    page.locator(".start:not([inert])").wait_for(timeout=_PATIENCE_S * 1000)
    for _ in range(2):  # what the first frees may free more
        tools.send("HeapProfiler.collectGarbage")
    return float(tools.send("Runtime.getHeapUsage")["usedSize"])


def _until(happened: Callable[[], bool]) -> float:
    """Seconds until it happened. Raises TimeoutError."""
    began = time.perf_counter()
    while not happened():
        if time.perf_counter() - began > _PATIENCE_S:
            raise TimeoutError("the roster was not loaded")
        time.sleep(0.05)
    return time.perf_counter() - began
