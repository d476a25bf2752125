"""Draws the pictures in docs/pictures with the real browser, from a demo event that is being served.

    make screenshots

Every page at the three sizes that matter: a wall or stand, a laptop, a phone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "e2e"))

from at_event import AtEvent, serve  # noqa: E402
from browsing import CHROMIUM_FLAGS, camera_flags, film_ticket, open_kiosk, scan_by_wedge  # noqa: E402

from turnout.demo import event as demo_event  # noqa: E402
from turnout.web.house import system_clock  # noqa: E402

PICTURES = HERE / "pictures"
SIZES = {"1920x1080": (1920, 1080), "1280x800": (1280, 800), "390x844": (390, 844)}
PEOPLE = 2000
SETTLED_MS = 900  # after which nothing moves any more


def main() -> None:
    """Draw all of them; takes about a minute."""
    PICTURES.mkdir(exist_ok=True)
    with demo_served(PEOPLE) as at_event, sync_playwright() as playwright:
        film = at_event.path.with_name("camera.mjpeg")
        film_ticket(at_event.holder_not_here().ticket, film, empty_s=600, shown_s=1)
        browser = start_browser(playwright, *camera_flags(film))
        kiosk(browser, at_event)
        dashboard(browser, at_event)
        phone(browser, at_event)
        desk(browser, at_event)
        set_up(browser, at_event)
        browser.close()


@contextmanager
def demo_served(people: int) -> Iterator[AtEvent]:
    """A demo event of so many people, being served."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo.db"
        demo_event.make(demo, people, 7, system_clock(), print)
        served = Path(folder) / "served"
        served.mkdir()
        with serve(demo, served) as at_event:
            yield at_event


def start_browser(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, *flags])


def kiosk(browser: Browser, at_event: AtEvent) -> None:
    """Start, welcome, already in, unknown ticket; and Polish."""
    page = open_kiosk(browser, at_event)
    page.wait_for_timeout(1500)
    in_all_sizes(page, "kiosk-start")
    holder = at_event.holder_not_here()
    scan_and_draw(page, holder.ticket, ".badge-take", "kiosk-welcome")
    scan_and_draw(page, holder.ticket, ".result-look", "kiosk-already-in")
    scan_and_draw(page, "SOMETHING-ELSE", ".result-look", "kiosk-unknown")
    page.context.close()


def scan_and_draw(page: Page, code: str, shown: str, name: str) -> None:
    scan_by_wedge(page, code)
    page.locator(shown).wait_for()
    in_all_sizes(page, name)


def dashboard(browser: Browser, at_event: AtEvent) -> None:
    """The board in light and in dark."""
    for scheme, suffix in (("light", ""), ("dark", "-dark")):
        page = browser.new_context(color_scheme=scheme, locale="en-GB").new_page()  # type: ignore[arg-type]
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(at_event.sign_in_link())
        page.locator(".room-card").first.wait_for()
        in_all_sizes(page, f"board{suffix}")
        page.context.close()


def phone(browser: Browser, at_event: AtEvent) -> None:
    """Staff: my rooms, one room, scanning at its door."""
    page = browser.new_context(locale="en-GB", permissions=["camera"]).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{at_event.url}/rooms")
    in_all_sizes(page, "sign-in")
    page.get_by_label("Name").fill(demo_event.STAFF)
    page.get_by_label("Password").fill(demo_event.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Choose my rooms").click()
    for box in page.get_by_role("checkbox").all()[:5]:
        box.check()
    page.get_by_role("button", name="mine").click()
    page.locator(".my-room").first.wait_for()
    in_all_sizes(page, "rooms")
    page.locator(".my-room").first.click()
    page.get_by_role("checkbox").first.wait_for()
    in_all_sizes(page, "room")
    page.get_by_role("link", name="Scan people in").click()
    page.wait_for_timeout(1500)
    in_all_sizes(page, "door")
    page.context.close()


def desk(browser: Browser, at_event: AtEvent) -> None:
    """The desk: somebody found, their card after the check-in, a walk-in."""
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}).new_page()
    page.goto(at_event.sign_in_link())
    page.wait_for_url("**/dashboard")
    page.goto(f"{at_event.url}/desk")
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("kowalski", delay=90)
    page.get_by_role("option").first.wait_for()
    in_all_sizes(page, "desk-found")
    holder = at_event.holder_not_here()
    page.get_by_role("combobox").fill(holder.name)
    page.get_by_role("option").filter(has_text=holder.name).filter(has_text="Not here yet").first.click()
    page.locator(".card-name").wait_for()
    page.keyboard.press("Enter")
    page.locator(".outcome.is-go").wait_for()
    in_all_sizes(page, "desk-welcome")
    page.keyboard.press("w")
    page.get_by_role("dialog").wait_for()
    in_all_sizes(page, "desk-walk-in")
    page.context.close()


def set_up(browser: Browser, at_event: AtEvent) -> None:
    """Set-up from its top, a room's rule, what is missing before opening; in light and in dark."""
    for scheme, suffix in (("light", ""), ("dark", "-dark")):
        page = browser.new_context(color_scheme=scheme, locale="en-GB").new_page()  # type: ignore[arg-type]
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(at_event.sign_in_link())
        page.get_by_role("button", name="Pages").click()
        page.get_by_role("link", name="Set-up").click()
        page.locator(".ready-line").first.wait_for()
        in_all_sizes(page, f"setup{suffix}")
        if suffix == "":
            page.locator("#places .set-head").nth(1).click()
            _at(page, "#places", "setup-places")
            _at(page, "#ready", "setup-ready")
        page.context.close()


def _at(page: Page, target: str, name: str) -> None:
    """Draw a section of a long page, which a change of size would scroll away from."""
    before = page.viewport_size
    for label, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(SETTLED_MS)
        page.locator(target).evaluate("section => section.scrollIntoView()")
        page.screenshot(path=PICTURES / f"{name}-{label}.png")
    if before is not None:
        page.set_viewport_size(before)


def in_all_sizes(page: Page, name: str) -> None:
    """Draw a page as it is at each size, then go back to the size it had."""
    before = page.viewport_size
    for label, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=PICTURES / f"{name}-{label}.png")
    if before is not None:
        page.set_viewport_size(before)


if __name__ == "__main__":
    main()
