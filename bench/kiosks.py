"""Chromium before a served demo event, as the browser tests start both."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "e2e"))

from at_event import AtEvent, demo_file, serve
from browsing import CHROMIUM_FLAGS

PEOPLE = 200


@contextmanager
def served_demo() -> Iterator[tuple[AtEvent, Path]]:
    """A small demo event, served, and a folder; both go when the block ends. Of its people some are inside already."""
    with tempfile.TemporaryDirectory(prefix="turnout-bench-") as name:
        folder = Path(name)
        demo = demo_file(folder / "demo.db", PEOPLE)
        with serve(demo, folder) as at_event:
            yield at_event, folder


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, *flags])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def kiosk_origin() -> Iterator[Page]:
    """A page of the kiosk's origin that has no camera of its own."""
    with served_demo() as (at_event, _), chromium() as browser:
        page = browser.new_page()
        page.goto(f"{at_event.url}/kiosk/stories")
        yield page
