"""axe-core finds nothing on any page: WCAG 2.2 A and AA."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from at_event import AtEvent
from browsing import open_dashboard, open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, Page
from test_rooms import open_phone

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What goes round without an end is not waited for, and what is cut short is over too.
FADED_IN = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document.getAnimations().filter(one => Number.isFinite(one.effect.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(one => one.finished));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page as it is now: rule and place."""
    page.evaluate(FADED_IN)  # else it has not its full contrast yet
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    return [f"{v['id']}: {node['target']}" for v in found["violations"] for node in v["nodes"]]


def test_the_kiosk(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event)
    assert violations(kiosk) == []

    scan_by_wedge(kiosk, holder.ticket)
    kiosk.locator(".result-go").wait_for()
    assert violations(kiosk) == []

    scan_by_wedge(kiosk, "SOMETHING-ELSE")
    kiosk.locator(".result-look").wait_for()
    assert violations(kiosk) == []


def test_the_dashboard(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    dashboard = open_dashboard(start_browser(), at_event)
    dashboard.locator(".room-card").first.wait_for()
    assert violations(dashboard) == []


def test_the_phone(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    phone = open_phone(start_browser(), at_event)
    phone.get_by_text("Choose my rooms").wait_for()
    assert violations(phone) == []
    phone.get_by_text("Choose my rooms").click()
    phone.get_by_role("checkbox").first.wait_for()
    assert violations(phone) == []


def test_set_up(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_dashboard(start_browser(), at_event)
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Set-up").click()
    page.locator(".ready-line").first.wait_for()
    for head in (*page.locator(".set-head").all(), *page.locator(".fine-head").all()):
        head.evaluate("head => { head.parentElement.open = true; }")
    assert violations(page) == []
    page.get_by_role("button", name="Add a printer").click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []


def test_ones_own_pin(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_dashboard(start_browser(), at_event)
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Kiosk PIN").click()
    page.get_by_text("You have no PIN yet").wait_for()
    assert violations(page) == []
    page.get_by_label("New PIN").fill("4711")
    page.keyboard.press("Enter")
    page.get_by_text("Your number:").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Have no PIN any more").click()
    page.get_by_text("You have no PIN yet").wait_for()
