"""Without a ticket at the kiosk: found by a name that is typed as one can, greeted, and otherwise one same no."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from at_event import AtEvent
from browsing import open_kiosk
from playwright.sync_api import Browser, Dialog, Page, expect
from test_main_job import printed_badges

from turnout.services.proving import TRIES_AT_A_STATION, TRIES_OF_A_PERSON

NAME = "Žaneta Ozoliņa-Kārkliņa"
EMAIL = "zaneta.ozolina@example.org"
NO = "We could not check you in with this."


@pytest.fixture
def zaneta(at_event: AtEvent) -> str:
    """The id of somebody on the list who has not come."""
    answer = at_event.command.post("/attendees", {"full_name": NAME, "given_name": "Žaneta", "email": EMAIL})
    return str(answer["attendee"]["id"])


def tap(page: Page, text: str) -> None:
    """Type on the keyboard of the screen."""
    for character in text:
        name = re.compile(f"^{'Space' if character == ' ' else re.escape(character)}$", re.IGNORECASE)
        page.locator(".keyboard").get_by_role("button", name=name).click()


def claim(page: Page, name: str, proof: str) -> None:
    """Answer both questions, from the first one on."""
    page.get_by_label("Your given name and family name").fill(name)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The e-mail address").fill(proof)
    page.get_by_role("button", name="Check in").click()


def begin(page: Page) -> None:
    page.get_by_role("button", name="I have no ticket with me").click()


def fail_again(page: Page, times: int) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Try again").click()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Check in").click()
        expect(page.locator(".task")).to_contain_text(NO)


def test_a_name_with_a_slip_and_without_its_accents_is_greeted_and_gets_a_badge(
    at_event: AtEvent, zaneta: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    kiosk.set_viewport_size({"width": 800, "height": 480})
    begin(kiosk)
    tap(kiosk, "karklina zanetta")
    expect(kiosk.get_by_label("Your given name and family name")).to_have_value("Karklina Zanetta")
    kiosk.get_by_role("button", name="Go on").click()
    tap(kiosk, "zaneta.ozolina@")
    kiosk.get_by_role("button", name="Check in").click()

    expect(kiosk.locator(".result-go h1")).to_contain_text("Žaneta")
    expect(kiosk.locator(".badge-line")).to_contain_text("Take your badge")
    badge = at_event.rows("SELECT code FROM tickets WHERE attendee_id = ? AND kind = 'badge'", zaneta)
    assert [(code,) for code in printed_badges(at_event)] == badge


def test_a_wrong_proof_has_a_next_step_and_a_code_from_the_desk_leads_in(
    at_event: AtEvent, zaneta: str, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    kiosk = open_kiosk(browser, at_event)
    begin(kiosk)
    claim(kiosk, NAME, "somebody.else@")
    expect(kiosk.locator(".task")).to_contain_text(NO)
    kiosk.locator(".task").get_by_role("button", name="Help").click()
    expect(kiosk.locator(".task")).to_contain_text("The staff have been called.")
    kiosk.get_by_role("button", name="Back", exact=True).click()  # left alone it would go by itself

    at_event.command.post("/accounts", {"name": "Desk A", "role": "desk"})
    desk = browser.new_context(locale="en-GB").new_page()
    desk.goto(at_event.sign_in_link("desk"))
    desk.get_by_role("combobox").fill(NAME)
    desk.keyboard.press("Enter")
    expect(desk.locator(".card-name")).to_have_text(NAME)
    desk.get_by_role("button", name="Code for a kiosk").click()
    desk.get_by_role("dialog").get_by_role("button", name="Code for a kiosk").click()
    code = desk.locator(".kiosk-code").inner_text()

    begin(kiosk)
    expect(kiosk.get_by_label("Your given name and family name")).to_have_value("")
    kiosk.get_by_label("Your given name and family name").fill(NAME)
    kiosk.get_by_role("button", name="Go on").click()
    kiosk.get_by_role("button", name="I have a code").click()
    kiosk.get_by_label("The code you got from the staff").fill(code.lower())
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator(".result-go h1")).to_contain_text("Žaneta")


def test_after_too_many_tries_only_staff_help_in_the_same_words(
    at_event: AtEvent, zaneta: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    begin(kiosk)
    claim(kiosk, NAME, "guess@")
    expect(kiosk.locator(".task")).to_contain_text(NO)
    fail_again(kiosk, TRIES_OF_A_PERSON - 1)
    wrong = kiosk.locator(".task").inner_html()
    kiosk.get_by_role("button", name="Try again").click()
    claim(kiosk, NAME, EMAIL)
    expect(kiosk.locator(".task")).to_contain_text(NO)
    assert kiosk.locator(".task").inner_html() == wrong

    fail_again(kiosk, TRIES_AT_A_STATION - TRIES_OF_A_PERSON - 1)
    kiosk.get_by_role("button", name="Try again").click()
    claim(kiosk, "Nobody Anywhere", "nobody@")
    expect(kiosk.locator(".task")).to_contain_text("Too much was tried at this kiosk just now.")
    expect(kiosk.get_by_role("button", name="Try again")).to_have_count(0)
    tried = "SELECT count(*) FROM log WHERE kind = 'station.proof_failed'"
    assert at_event.rows(tried) == [(TRIES_AT_A_STATION,)]


PASTED = (
    ("\u202eatenaZ\u202c \u200bOzoliņa", "\u200bzaneta@\u2060\u2060"),
    ("Ž" * 300, "z" * 200 + "@"),
    ("<script>document.title = 'taken'</script>", "<img src=x onerror=alert(1)>@"),
    ("Zaneta\r\nOzolina\n' OR 1=1 --", 'zaneta"@\n*'),
)


def test_whatever_is_pasted_is_a_name_that_is_not_proved_and_leaves_nothing(
    at_event: AtEvent, zaneta: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    kiosk.on("dialog", dismiss)
    for name, proof in PASTED:
        begin(kiosk)
        claim(kiosk, name, proof)
        expect(kiosk.locator(".task")).to_contain_text(NO)
        kiosk.get_by_role("button", name="Back", exact=True).click()
        expect(kiosk.locator(".task")).to_have_count(0)
        left = kiosk.evaluate("document.documentElement.outerHTML + JSON.stringify({...localStorage})")
        assert [typed for typed in (name, proof) if typed in left] == []
    assert (kiosk.title(), dialogs) == ("Check-in", [])
    assert at_event.rows("SELECT count(*) FROM log WHERE kind = 'station.proof_failed'") == [(len(PASTED),)]


def test_a_name_without_a_letter_costs_no_try(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    begin(kiosk)
    kiosk.get_by_label("Your given name and family name").fill("🙂" * 40)
    kiosk.get_by_role("button", name="Go on").click()
    expect(kiosk.locator(".entry-problem")).to_have_text("Please type your name, in letters.")
