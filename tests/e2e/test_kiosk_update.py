"""A newer build reaches the kiosks by itself, and only while nobody stands before them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from at_event import serve
from browsing import open_kiosk, scan_by_wedge
from kiosks_alone import has_own_copy
from playwright.sync_api import Browser, Page, expect
from server import lasting_port
from waiting import eventually, until

import kiosk

OLD_WORDS, NEW_WORDS = "Show your ticket", "Have your ticket ready"
NEW_VERSION = "a-newer-build"
NAME = "Zanetta Karklina-Berzina"
HAND_MS = 200  # from key to key: the page looks every two seconds whether it may go over, so twice during the name


def newer_installation(folder: Path) -> Path:
    """A copy of the package `kiosk` as a newer build leaves it: other words in a script, so other names and version."""
    package = folder / "kiosk"
    shutil.copytree(Path(kiosk.__file__).parent, package, ignore=shutil.ignore_patterns("web", "__pycache__"))
    built = package / "static"
    scripts = list((built / "assets").glob("*.js"))
    version = version_of(built)
    for text in (*scripts, *built.glob("*.js*")):
        content = text.read_text(encoding="utf-8").replace(OLD_WORDS, NEW_WORDS).replace(version, NEW_VERSION)
        for script in scripts:
            content = content.replace(script.name, f"newer-{script.name}")
        text.write_text(content, encoding="utf-8")
    for script in scripts:
        script.rename(script.with_name(f"newer-{script.name}"))
    return folder


def version_of(built: Path) -> str:
    return str(json.loads((built / "precache.json").read_text(encoding="utf-8"))["version"])


def run_from(folder: Path) -> tuple[str, ...]:
    """What comes before a server's command, so that it takes packages from this folder first."""
    return ("env", f"PYTHONPATH={folder}", "PYTHONSAFEPATH=1")  # else the working directory is before all others


def copies(page: Page) -> list[str]:
    """The builds of which this device has files."""
    names: list[str] = page.evaluate("caches.keys()")
    return sorted(name.removeprefix("turnout-kiosk-") for name in names)


def of_worker(page: Page, expression: str) -> Any:
    """What is so of the kiosk's registered worker, `it`."""
    return page.evaluate(f"navigator.serviceWorker.getRegistration('/kiosk').then(it => {expression})")


def load_past_the_copy(page: Page) -> None:
    """As a hand does with Shift."""
    with page.expect_navigation():
        page.context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})
    assert not has_own_copy(page)


@pytest.mark.parametrize(
    "load",
    [
        pytest.param(lambda page: page.reload(), id="loaded from its copy"),
        pytest.param(load_past_the_copy, id="loaded past its copy"),
        pytest.param(lambda _page: None, id="that made its copy"),
    ],
)
def test_a_kiosk_goes_over_to_a_newer_build_once_nobody_stands_before_it(
    load: Callable[[Page], None], demo: Path, tmp_path: Path, start_browser: Callable[..., Browser]
) -> None:
    old_version = version_of(Path(kiosk.__file__).parent / "static")
    upgraded = newer_installation(tmp_path / "upgraded")
    port = str(lasting_port())
    with serve(demo, tmp_path, "--port", port) as at_event:
        page = open_kiosk(start_browser(), at_event)
        assert eventually(lambda: has_own_copy(page), 60), "the page keeps no copy of itself"
        load(page)
        expect(page.locator(".start")).to_contain_text(OLD_WORDS)
    stopped = shutil.copy(at_event.path, tmp_path / "stopped.db")

    with serve(stopped, tmp_path, "--port", port, enter=run_from(upgraded)) as at_event:
        page.get_by_role("button", name="I have no ticket with me").click()
        of_worker(page, "it.update().then(() => null)")  # by itself it asks every five minutes
        until(lambda: bool(of_worker(page, "it.waiting !== null")), "the newer build waits")
        page.keyboard.type(NAME, delay=HAND_MS)
        expect(page.get_by_label("Your given name and family name")).to_have_value(NAME)
        assert of_worker(page, "it.waiting !== null")
        assert copies(page) == sorted([old_version, NEW_VERSION])

        page.get_by_role("button", name="Back").click()
        expect(page.locator(".start")).to_contain_text(NEW_WORDS)
        assert copies(page) == [NEW_VERSION]
        assert of_worker(page, "it.waiting === null")

        holder = at_event.holder_not_here()
        scan_by_wedge(page, holder.ticket)
        expect(page.locator(".result-go h1")).to_contain_text(holder.greeting)
