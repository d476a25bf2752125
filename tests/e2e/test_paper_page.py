"""Lists on paper and the drawer: typed in by keyboard, refused and set aside, counted at the end of a shift."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from at_event import AtEvent
from browsing import scan_by_wedge
from playwright.sync_api import Browser, Page, expect
from test_accessible import violations
from test_desk_dialogs import OWING, ask, open_card, serve_with_owing
from test_desk_page import open_desk, type_by_hand


@pytest.fixture
def at_event(demo: Path, tmp_path: Path) -> Iterator[AtEvent]:
    with serve_with_owing(demo, tmp_path) as served:
        yield served


def this_minute(at_event: AtEvent) -> str:
    """The time of the event's clocks, as somebody types it: an earlier one may be of the event day before."""
    zone = str(at_event.rows("SELECT value FROM settings WHERE name = 'time_zone'")[0][0]).strip('"')
    return f"{datetime.now(ZoneInfo(zone)):%H%M}"


def open_paper(browser: Browser, at_event: AtEvent) -> Page:
    page = open_desk(browser, at_event)
    page.get_by_role("button", name="Pages").press("Enter")
    page.get_by_role("link", name="Lists on paper").press("Enter")
    expect(page.get_by_role("combobox", name="Name on the list")).to_be_focused()
    return page


def tick(page: Page, name: str, time: str = "") -> None:
    """One line: the name, Enter, the time where it is another, Enter."""
    expect(page.get_by_role("combobox", name="Name on the list")).to_be_focused()
    page.keyboard.insert_text(name)
    expect(page.get_by_role("option").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Time")).to_be_focused()
    page.keyboard.type(time)
    page.keyboard.press("Enter")


def test_ticked_lines_are_typed_sent_refused_and_set_aside(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    paper = open_paper(start_browser(), at_event)
    assert violations(paper) == []

    tick(paper, holder.name, "25")
    expect(paper.locator(".paper-entry")).to_contain_text("Type the time like 9.15 or 0915.")
    paper.keyboard.press("Control+a")
    paper.keyboard.type(this_minute(at_event))
    paper.keyboard.press("Enter")
    tick(paper, OWING)  # the time of the line before
    scan_by_wedge(paper, holder.ticket)
    expect(paper.locator(".paper-line")).to_have_count(3)
    paper.get_by_role("button", name="Take Ticket ending with").press("Enter")
    expect(paper.locator(".paper-line")).to_have_count(2)
    assert at_event.rows("SELECT count(*) FROM log WHERE clock_quality = 'typed'") == [(0,)]

    paper.keyboard.press("Control+Enter")
    expect(paper.locator(".paper-line", has_text=holder.name)).to_contain_text("Counts as of this time")
    expect(paper.locator(".paper-line", has_text=OWING)).to_contain_text("This registration is not paid.")
    assert violations(paper) == []
    paper.get_by_role("button", name=f"{OWING} counts after all").press("Enter")
    expect(paper.get_by_role("dialog")).to_be_visible()
    paper.keyboard.press("Enter")
    expect(paper.locator(".paper-line", has_text=OWING)).to_contain_text("Counts as of this time")
    rows = at_event.rows("SELECT kind FROM log WHERE clock_quality = 'typed' ORDER BY seq")
    assert rows == [("scan.admitted",), ("scan.refused",), ("scan.admitted",)]


def test_a_day_s_drawer_is_shown_by_way_and_by_person(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    desk = open_desk(start_browser(), at_event)
    open_card(desk, OWING)
    ask(desk, "p")
    desk.keyboard.press("Tab")
    type_by_hand(desk, "12,50")
    desk.keyboard.press("Enter")
    expect(desk.locator(".undo")).to_contain_text("has paid")
    desk.get_by_role("button", name="Pages").press("Enter")
    desk.get_by_role("link", name="Drawer").press("Enter")
    sums, people = desk.locator(".drawer-table").first, desk.locator(".drawer-table").last
    expect(sums.locator("tbody tr")).to_have_text(["Cash112.50"])
    expect(people.locator("tbody tr")).to_contain_text("Desk A")
    assert violations(desk) == []
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Save as CSV").press("Enter")
    assert ",Desk A,cash,1,12.50," in download.value.path().read_text(encoding="utf-8-sig")
