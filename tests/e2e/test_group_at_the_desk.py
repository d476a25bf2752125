"""A group at the desk: one of a company checks the others in, sees where a badge lies, and takes it all back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, Page, expect
from test_accessible import violations
from test_desk_page import open_desk, type_by_hand
from waiting import until


def largest_company(at_event: AtEvent) -> tuple[str, list[tuple[str, str]]]:
    """The company of which most have not come yet, and these: id and name, by name as the desk shows them."""
    company = str(
        at_event.rows(
            """
            SELECT company FROM attendees WHERE company <> '' AND is_paid AND NOT is_cancelled AND NOT is_blocked
                AND id NOT IN (SELECT attendee_id FROM presence)
            GROUP BY company ORDER BY count(*) DESC, company LIMIT 1
            """
        )[0][0]
    )
    people = at_event.rows(
        """
        SELECT id, full_name FROM attendees WHERE company = ? AND is_paid AND NOT is_cancelled AND NOT is_blocked
            AND id NOT IN (SELECT attendee_id FROM presence) ORDER BY search, id
        """,
        company,
    )
    return company, [(str(row[0]), str(row[1])) for row in people]


def inside(at_event: AtEvent, people: list[tuple[str, str]]) -> int:
    ids = [one for one, _ in people]
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT count(*) FROM presence WHERE place_id <> '' AND attendee_id IN ({marks})"
    return int(str(at_event.rows(sql, *ids)[0][0]))


def look(page: Page, name: str) -> None:
    """A picture for whoever asks for one by LOOK_INTO."""
    if folder := os.environ.get("LOOK_INTO"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_company_comes_in_at_once_and_is_taken_back(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    company, people = largest_company(at_event)
    assert len(people) >= 3, f"the demo's largest company, {company}, is too small for this test"
    place = {"attendee_id": people[0][0], "box": "C", "number": 41}
    at_event.command.post("/badges/places", {"placing_id": "placed", "placings": [place]})
    desk = open_desk(start_browser(), at_event)
    type_by_hand(desk, people[0][1])
    desk.get_by_role("option", name=people[0][1]).first.click()
    expect(desk.locator(".pickup")).to_contain_text("Badge is ready: box C, number 41")
    look(desk, "card")
    assert violations(desk) == []

    desk.get_by_role("button", name=f"of {company}").click()
    dialog = desk.get_by_role("dialog", name=f"Everybody of {company}")
    dialog.get_by_role("checkbox", name=people[1][1]).uncheck()
    look(desk, "group")
    assert violations(desk) == []
    dialog.get_by_text("Keep the ticked ones as a group").click()
    dialog.get_by_label("Name of the group").fill("Choir")
    desk.keyboard.press("Enter")  # keeps them, and checks nobody in
    expect(dialog.get_by_text("Kept:")).to_be_visible()
    dialog.get_by_role("checkbox").first.focus()
    expected = len(people) - 1
    expect(dialog.get_by_role("button", name=f"Check in {expected} people")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(dialog.get_by_text(f"{expected} people are checked in")).to_be_visible()
    expect(dialog.locator("li", has_text=people[0][1])).to_contain_text("box C, number 41")
    expect(dialog.locator("li", has_text=people[2][1])).to_contain_text("Take the badge")
    look(desk, "group-in")
    assert violations(desk) == []
    assert inside(at_event, people) == expected

    expect(dialog.get_by_role("button", name="Done")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    desk.get_by_role("button", name="Undo").click()
    until(lambda: inside(at_event, people) == 0, "nobody of them is inside any more")
    desk.get_by_role("button", name=f"Choir: with {expected - 1} others").click()
    expect(desk.get_by_role("dialog", name="Group Choir").get_by_role("checkbox")).to_have_count(expected)


def test_a_badge_that_is_missing_is_printed_at_once(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    _, people = largest_company(at_event)
    place = {"attendee_id": people[0][0], "box": "", "number": 7}
    at_event.command.post("/badges/places", {"placing_id": "placed", "placings": [place]})
    desk = open_desk(start_browser(), at_event)
    type_by_hand(desk, people[0][1])
    desk.get_by_role("option", name=people[0][1]).first.click()
    pickup = desk.locator(".pickup")
    pickup.get_by_role("button", name="Missing: print one now").click()
    expect(pickup).to_contain_text("Badge number 7 is missing")
    until(lambda: len(list(at_event.badges.glob("*.png"))) == 1, "the badge is printed")
    pickup.get_by_role("button", name="It is here after all").click()
    expect(pickup).to_contain_text("Badge is ready: number 7")


def test_a_kiosk_says_in_which_box_the_badge_lies(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here()
    attendee_id = at_event.rows("SELECT attendee_id FROM tickets WHERE code = ?", holder.ticket)[0][0]
    place = {"attendee_id": str(attendee_id), "box": "C", "number": 41}
    at_event.command.post("/badges/places", {"placing_id": "placed", "placings": [place]})
    kiosk = open_kiosk(start_browser(), at_event)
    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".badge-words")).to_have_text("Your badge is ready: box C, number 41")
    look(kiosk, "kiosk")
