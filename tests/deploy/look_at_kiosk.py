"""Runs beside the machine, in its network: what its browser shows, asked through the browser's own door.

Prints JSON. Arguments: the address of that door, and where to put a picture of the page.
"""

from __future__ import annotations

import json
import sys

from playwright.sync_api import sync_playwright

# Whether this browser shows the page also without a server, from now on.
KEPT = """() => Promise.race([
    navigator.serviceWorker.ready.then(() => true), new Promise((done) => setTimeout(done, 20000, false))
])"""

with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(sys.argv[1])
    page = browser.contexts[0].pages[0]
    page.wait_for_selector("#app > *", timeout=20_000)
    seen = {
        "url": page.url,
        "pages": len(browser.contexts[0].pages),
        "camera": page.evaluate("async () => (await navigator.permissions.query({name: 'camera'})).state"),
        "is_kept": page.evaluate(KEPT),
        "full_screen": page.evaluate("() => matchMedia('(display-mode: fullscreen)').matches"),
        "size": page.evaluate("() => [innerWidth, innerHeight]"),
    }
    page.screenshot(path=sys.argv[2])
    print(json.dumps(seen))
