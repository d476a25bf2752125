"""A served demo event, and real browsers in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from at_event import AtEvent, demo_file, serve
from browsing import CHROMIUM_FLAGS
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

PATIENCE_MS = 20_000  # until a page that does not come to what is expected fails: speed is measured elsewhere
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo event, made once; tests work on copies."""
    return demo_file(tmp_path_factory.mktemp("demo") / "congress.db")


@pytest.fixture
def at_event(demo: Path, tmp_path: Path) -> Iterator[AtEvent]:
    """The demo event being served, on a copy of its own."""
    with serve(demo, tmp_path) as served:
        yield served


@pytest.fixture(scope="module")
def stories_url(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with every screen of the kiosk, being served."""
    with serve(demo, tmp_path_factory.mktemp("stories")) as served:
        yield f"{served.url}/kiosk/stories"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def start_browser(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Starts Chromium, with more flags or by a program of the test's; every one is ended after the test."""
    browsers: list[Browser] = []

    def start(*flags: str, program: str | Path = "/usr/bin/chromium") -> Browser:
        browser = playwright.chromium.launch(executable_path=program, args=[*CHROMIUM_FLAGS, *flags])
        browsers.append(browser)
        return browser

    yield start
    for browser in browsers:
        browser.close()
