"""The desk, by keyboard alone: somebody is found by a misspelt name, checked in, taken back; somebody else is new."""

from __future__ import annotations

from collections.abc import Callable

from at_event import AtEvent
from browsing import scan_by_wedge
from playwright.sync_api import Browser, Page, expect
from test_accessible import violations
from waiting import until

HAND_MS = 90  # between two keys of a person; a scanner's come within 50


def open_desk(browser: Browser, at_event: AtEvent) -> Page:
    """The desk's page, signed in by a one-time link: a desk account is led there by itself."""
    if not at_event.rows("SELECT 1 FROM accounts WHERE role = 'desk'"):
        at_event.command.post("/accounts", {"name": "Desk A", "role": "desk"})
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB").new_page()
    page.goto(at_event.sign_in_link("desk"))
    expect(page.get_by_role("combobox")).to_be_focused()
    return page


def type_by_hand(page: Page, text: str) -> None:
    page.keyboard.type(text, delay=HAND_MS)


def misspelt(name: str) -> str:
    """The longest word of a name with two of its letters swapped."""
    word = max(name.split(), key=len)
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def card_name(page: Page) -> str:
    return page.locator(".card-name").inner_text()


def test_somebody_is_found_by_a_misspelt_name_checked_in_and_taken_back(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here("%Nguyễn%")
    desk = open_desk(start_browser(), at_event)

    type_by_hand(desk, misspelt("Nguyen"))
    expect(desk.get_by_role("option").first).to_contain_text(holder.name)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-name")).to_be_focused()
    assert card_name(desk) == holder.name
    assert violations(desk) == []

    desk.keyboard.press("Enter")
    expect(desk.locator(".outcome.is-go")).to_contain_text(holder.greeting)
    desk.keyboard.press("Control+z")  # at once: it is offered for a few seconds only
    expect(desk.locator(".outcome")).to_have_count(0)
    expect(desk.locator(".card .standing")).to_contain_text("Not here yet")
    last = at_event.rows("SELECT kind FROM log WHERE kind LIKE 'scan.%' ORDER BY seq DESC LIMIT 1")
    assert last == [("scan.undone",)]


def test_a_walk_in_is_registered_and_checked_in(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    desk = open_desk(start_browser(), at_event)
    assert violations(desk) == []

    type_by_hand(desk, "Quetzal Zzyzx")
    expect(desk.get_by_role("button", name="Register a walk-in")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("textbox", name="Name", exact=True)).to_have_value("Quetzal Zzyzx")
    assert violations(desk) == []
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-name")).to_have_text("Quetzal Zzyzx")
    desk.keyboard.press("Enter")

    expect(desk.locator(".outcome.is-go")).to_contain_text("Welcome, Quetzal Zzyzx")
    where = at_event.rows(
        "SELECT place_id FROM presence JOIN attendees a ON a.id = attendee_id WHERE full_name = ?", "Quetzal Zzyzx"
    )
    assert where == [("venue",)]

    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox")).to_be_focused()
    expect(desk.get_by_role("combobox")).to_have_value("")


def test_a_scanned_ticket_is_checked_in_and_shown_again_says_why_not(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    desk = open_desk(start_browser(), at_event)

    scan_by_wedge(desk, holder.ticket)
    expect(desk.locator(".outcome.is-go")).to_contain_text(holder.greeting)
    expect(desk.locator(".card-name")).to_have_text(holder.name)
    expect(desk.locator(".card .standing")).to_contain_text("Inside since")
    expect(desk.locator(".outcome-badge")).to_contain_text("Take the badge")
    assert violations(desk) == []

    desk.wait_for_timeout(100)  # so that the next code is one of its own
    scan_by_wedge(desk, holder.ticket)
    expect(desk.locator(".outcome.is-look")).to_contain_text("This ticket was used before.")
    expect(desk.locator(".outcome.is-look")).to_contain_text("H7")
    assert violations(desk) == []


def test_two_desks_at_one_person_are_told_and_choose(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here("Suharto")
    browser = start_browser()
    one, other = open_desk(browser, at_event), open_desk(browser, at_event)
    for desk in (one, other):
        type_by_hand(desk, "suharto")
        expect(desk.get_by_role("option")).to_have_count(1)
        desk.keyboard.press("Enter")
        expect(desk.locator(".card-name")).to_have_text(holder.name)
        desk.keyboard.press("e")
        desk.get_by_role("textbox", name="Company").fill(f"Company of {'one' if desk is one else 'other'}")

    one.keyboard.press("Enter")
    expect(one.locator(".card-facts")).to_contain_text("Company of one")
    expect(other.locator(".card-facts")).to_contain_text("Company of one")  # pushed, behind the dialog

    other.keyboard.press("Enter")
    expect(other.locator("dialog")).to_contain_text("Another desk changed this person meanwhile: Company.")
    expect(other.get_by_role("textbox", name="Company")).to_have_value("Company of other")
    other.get_by_role("button", name="Take theirs").press("Enter")
    expect(other.get_by_role("textbox", name="Company")).to_have_value("Company of one")
    other.get_by_role("textbox", name="Company").fill("Company of both")
    other.keyboard.press("Enter")
    expect(one.locator(".card-facts")).to_contain_text("Company of both")


def test_what_was_typed_is_kept_and_asked_when_the_server_is_back(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    desk = open_desk(start_browser(), at_event)
    desk.context.set_offline(True)
    type_by_hand(desk, "suharto")
    expect(desk.locator(".desk-search")).to_contain_text("The server cannot be asked.")
    expect(desk.get_by_role("combobox")).to_have_value("suharto")

    desk.context.set_offline(False)
    expect(desk.get_by_role("option").first).to_contain_text("Suharto")


def test_nothing_overflows(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    desk = open_desk(start_browser(), at_event)
    names = at_event.rows("SELECT full_name FROM attendees ORDER BY length(full_name) DESC LIMIT 1")
    for width, height in ((1920, 1080), (1280, 800), (390, 844)):
        desk.set_viewport_size({"width": width, "height": height})
        desk.keyboard.press("Escape")
        desk.keyboard.press("Escape")
        type_by_hand(desk, str(names[0][0]).split()[0])
        desk.get_by_role("option").first.wait_for()
        until(lambda: _overflow(desk) == 0, f"the list fits in {width}")
        desk.keyboard.press("ArrowDown")
        desk.keyboard.press("Enter")
        desk.locator(".card-name").wait_for()
        until(lambda: _overflow(desk) == 0, f"the card fits in {width}")


def _overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
