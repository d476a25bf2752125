"""The printers' page by keyboard, and the board's alarm, with a printer that fails on request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from at_event import AtEvent
from browsing import open_dashboard
from playwright.sync_api import Browser, Locator, Page, expect
from test_accessible import violations
from waiting import until


class Spare:
    """A second printer for the entrance, into a folder of its own, that fails as the test says."""

    def __init__(self, at_event: AtEvent) -> None:
        self.folder = at_event.path.with_name("spare")
        self._switch = at_event.path.with_name("spare.fault")
        options = {"folder": str(self.folder), "switch": str(self._switch)}
        body = {"name": "Spare", "kind": "flaky", "options": options, "printer_group": "entrance"}
        at_event.command.post("/setup/printers", body)
        until(lambda: at_event.rows("SELECT state FROM printers WHERE name = 'Spare'") == [("ready",)], "it is ready")

    def fails(self, fault: str) -> None:
        self._switch.write_text(fault)

    def mended(self) -> None:
        self._switch.unlink()


def papers(folder: Path) -> int:
    return len(list(folder.glob("*.png")))


def open_printers(browser: Browser, at_event: AtEvent, width: int = 1280) -> Page:
    """The page, as the coordinator opens it from the board's menu."""
    page = open_dashboard(browser, at_event)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{at_event.url}/printers")
    card(page, "Entrance printer").wait_for()
    return page


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem", name=name, exact=True)


def ask_for_badge(at_event: AtEvent) -> str:
    """A badge for somebody, asked for at the desk; answers whose."""
    attendee_id, name = at_event.rows("SELECT id, full_name FROM attendees WHERE full_name LIKE 'Anna %' LIMIT 1")[0]
    at_event.command.post(f"/attendees/{attendee_id}/badge", {"kind": "misprint"})
    return str(name)


def test_a_fault_stands_on_the_board_and_goes_when_it_is_mended(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    spare = Spare(at_event)
    board = open_dashboard(start_browser(), at_event)
    alarm = board.locator(".matter", has_text="Spare")
    expect(board.locator(".matters, .all-well")).to_be_visible()
    assert alarm.count() == 0
    spare.fails("out_of_paper")
    expect(alarm).to_contain_text("out of paper")
    assert violations(board) == []
    spare.mended()
    expect(alarm).to_have_count(0)

    spare.fails("silent")
    alarm.get_by_role("link", name="Spare").press("Enter")
    expect(card(board, "Spare")).to_contain_text("not answering since")


def test_printers_are_tended_by_keyboard(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    spare = Spare(at_event)
    page = open_printers(start_browser(), at_event)
    assert violations(page) == []
    spare.fails("out_of_paper")
    expect(page.locator(".tend-card").first).to_contain_text("out of paper")

    page.get_by_role("button", name="Pause: Entrance printer").press("Enter")
    expect(card(page, "Entrance printer")).to_contain_text("Paused · ready")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(card(page, "Entrance printer")).not_to_contain_text("Paused")
    page.get_by_role("button", name="Pause: Entrance printer").press("Enter")
    page.get_by_role("button", name="Test badge: Entrance printer").press("Enter")
    until(lambda: papers(at_event.badges) == 1, "the test badge comes out of the paused printer")

    page.get_by_role("button", name="New labels: Spare").press("Enter")
    expect(page.get_by_role("spinbutton")).to_be_focused()
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    expect(card(page, "Spare").locator("dd").first).to_have_text("50")
    assert violations(page) == []


def test_somebody_says_whether_a_badge_came_out(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    spare = Spare(at_event)
    page = open_printers(start_browser(), at_event, width=390)
    page.get_by_role("button", name="Pause: Entrance printer").press("Enter")
    expect(card(page, "Entrance printer")).to_contain_text("Paused")
    spare.fails("unconfirmed")
    name = ask_for_badge(at_event)
    line = card(page, "Spare").locator(".tend-job", has_text=name)
    expect(line).to_contain_text("perhaps printed: the printer does not confirm")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    spare.mended()
    page.get_by_role("button", name=f"It did not: print it: {name}").press("Enter")
    expect(line).to_have_count(0)
    page.get_by_text("Came out last").click()
    page.get_by_role("button", name=f"Print again: {name}").press("Enter")
    until(lambda: papers(spare.folder) == 2, "another comes out")

    page.get_by_text("Report on badges").click()
    expect(page.get_by_role("table").first).to_contain_text("printed again after nobody knew")
    assert violations(page) == []


def test_what_waits_is_moved_or_called_off(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    spare = Spare(at_event)
    page = open_printers(start_browser(), at_event)
    for printer in ("Entrance printer", "Spare"):
        page.get_by_role("button", name=f"Pause: {printer}").press("Enter")
        expect(card(page, printer)).to_contain_text("Paused")
    name = ask_for_badge(at_event)
    page.get_by_text("1 badge waits").click()
    page.get_by_role("button", name=f"Not wanted: {name}").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Not wanted").press("Enter")
    expect(page.get_by_text("1 badge waits")).to_have_count(0)

    ask_for_badge(at_event)
    page.get_by_role("button", name="Move badges: Spare").press("Enter")
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Move", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 badge moved to Entrance printer.")).to_be_visible()
    page.get_by_role("button", name="Resume: Entrance printer").press("Enter")
    until(lambda: papers(at_event.badges) == 1, "it comes out there")
    assert papers(spare.folder) == 0
