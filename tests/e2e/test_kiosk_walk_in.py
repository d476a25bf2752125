"""New here at the kiosk, by touch: a name with its letters, a text to agree to, a ticket, a badge with the name."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from at_event import AtEvent
from browsing import open_kiosk
from clients import Client
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from test_organisers_words import set_up
from waiting import until

from badges import layout, render

CONDUCT = "I treat everybody here with respect. " * 50
FORM: dict[str, Any] = {
    "fields": [{"id": "email", "is_needed": True}, {"id": "company", "is_needed": False}],
    "consents": [
        {"id": "conduct", "is_needed": True, "texts": {"en": CONDUCT, "lv": "Es ievēroju kodeksu."}},
        {"id": "photo", "is_needed": False, "texts": {"en": "I may be in pictures."}},
    ],
    "is_at_kiosks": True,
}
BEGIN = {"en": "I am new here", "lv": "Esmu šeit pirmoreiz", "ar": "تسجيل جديد"}
SPACE = {"en": "Space", "lv": "Atstarpe", "ar": "مسافة"}
ON = {"en": "Go on", "lv": "Tālāk", "ar": "متابعة"}
ANSWERS_MS = 20_000


@pytest.fixture
def coordinator(at_event: AtEvent) -> Client:
    """The organiser, who asks for an address and two consents."""
    client = Client(at_event.url)
    client.sign_in_once(at_event.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    set_up(client, "walk_in", FORM)
    return client


def touch_kiosk(browser: Browser, at_event: AtEvent, width: int = 800, height: int = 480) -> Page:
    """A kiosk without keys or mouse, as small as they come."""
    return open_kiosk(browser, at_event, viewport={"width": width, "height": height}, has_touch=True)


def key(page: Page, name: str) -> Locator:
    """The key that types this letter, as small or as capital as it stands there now."""
    return page.locator(".keyboard").get_by_role("button", name=re.compile(f"^{re.escape(name)}$", re.IGNORECASE))


def tap(page: Page, text: str, language: str = "en") -> None:
    for letter in text:
        key(page, SPACE[language] if letter == " " else letter).tap()


def go_on(page: Page, language: str = "en") -> None:
    page.get_by_role("button", name=ON[language], exact=True).tap()


def agree(page: Page, does: bool = True) -> None:
    page.get_by_role("button", name="I agree" if does else "I do not agree", exact=True).tap()


def fill_in(page: Page, name: str, email: str) -> None:
    """All of FORM, up to the last look."""
    page.get_by_role("button", name=BEGIN["en"]).tap()
    tap(page, name)
    go_on(page)
    tap(page, email)
    go_on(page)
    go_on(page)
    agree(page)
    agree(page)


def scan_into_focus(page: Page, code: str) -> None:
    """Type a code as a scanner does, into the field that has the focus; each key writes unless the page prevents it.

    In the page, with the scanner's own pace: keys sent one by one from here come too slowly on a busy machine.
    """
    page.evaluate(
        """code => {
            const began = performance.now();
            for (const [place, key] of [...code, "Enter"].entries()) {
                const down = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
                Object.defineProperty(down, "timeStamp", { value: began + place });
                const isTyped = document.activeElement.dispatchEvent(down);
                if (isTyped && key.length === 1) document.execCommand("insertText", false, key);
            }
        }""",
        code,
    )


def ticket_shown(page: Page) -> str:
    """What a phone's camera reads off the screen."""
    page.locator(".new-ticket .qr").wait_for()
    with Image.open(io.BytesIO(page.screenshot())) as seen:
        return str(zxingcpp.read_barcode(seen).text)


def badge_of(at_event: AtEvent, name: str) -> Image.Image:
    """The badge as it should look that was printed for somebody new, drawn here from the register."""
    sql = (
        "SELECT b.code FROM attendees a JOIN tickets b ON b.attendee_id = a.id AND b.kind = 'badge' WHERE full_name = ?"
    )
    ((code,),) = at_event.rows(sql, name)
    fields = {"name": name, "category": "Visitor", "event": "Harbour Congress"}
    return render.render(layout.parse(layout.bundled("visitor-62x100")), fields, str(code), 300).image


def printed(at_event: AtEvent) -> list[Image.Image]:
    return [Image.open(path) for path in sorted(at_event.badges.glob("*.png"))]


def test_somebody_new_types_their_name_agrees_photographs_the_ticket_and_takes_the_badge(
    at_event: AtEvent, coordinator: Client, start_browser: Callable[..., Browser]
) -> None:
    kiosk = touch_kiosk(start_browser(), at_event)
    kiosk.get_by_role("button", name=BEGIN["en"]).tap()
    tap(kiosk, "an")
    key(kiosk, "More letters").tap()  # for whoever cannot hold a key
    key(kiosk, "a").tap()
    kiosk.locator(".key-alternates").get_by_role("button", name="ą").tap()
    tap(kiosk, " be")
    key(kiosk, "s").hover()
    kiosk.mouse.down()
    kiosk.locator(".key-alternates").wait_for()
    kiosk.mouse.up()
    kiosk.locator(".key-alternates").get_by_role("button", name="š", exact=True).tap()
    name = kiosk.get_by_label("Your name")
    expect(name).to_have_value("Aną Beš")
    go_on(kiosk)

    tap(kiosk, "ana")
    go_on(kiosk)
    expect(kiosk.locator(".entry-problem")).to_contain_text("the whole address")
    tap(kiosk, "@mail")
    key(kiosk, ".com").tap()
    expect(kiosk.locator(".entry-problem")).to_have_count(0)
    go_on(kiosk)
    go_on(kiosk)

    conduct = kiosk.locator(".consent-text")
    expect(conduct).to_have_text(CONDUCT.strip())
    assert conduct.evaluate("sheet => sheet.scrollHeight > sheet.clientHeight")
    conduct.evaluate("sheet => sheet.scrollTo(0, sheet.scrollHeight)")
    agree(kiosk, does=False)
    expect(kiosk.get_by_role("alert")).to_contain_text("Please talk to the desk.")
    agree(kiosk)
    agree(kiosk, does=False)

    expect(kiosk.locator(".last-look")).to_contain_text("ana@mail.com")
    kiosk.get_by_role("button", name="Register", exact=True).tap()
    expect(kiosk.locator(".new-ticket")).to_contain_text("You are registered, Aną Beš.", timeout=ANSWERS_MS)
    code = ticket_shown(kiosk)
    ((attendee_id, full_name),) = at_event.rows(
        "SELECT a.id, a.full_name FROM tickets t JOIN attendees a ON a.id = t.attendee_id WHERE t.code = ?", code
    )
    assert full_name == "Aną Beš"
    assert at_event.rows("SELECT consent_id FROM consents WHERE attendee_id = ?", attendee_id) == [("conduct",)]

    go_on(kiosk)
    expect(kiosk.locator(".result-go h1")).to_contain_text("Aną Beš")
    expect(kiosk.locator(".badge-line")).to_contain_text("Take your badge", timeout=ANSWERS_MS)
    (badge,) = printed(at_event)
    assert badge.convert("L").tobytes() == badge_of(at_event, "Aną Beš").convert("L").tobytes()


def test_each_language_has_its_letters_and_its_direction(
    at_event: AtEvent, coordinator: Client, start_browser: Callable[..., Browser]
) -> None:
    set_up(coordinator, "languages", ["en", "lv", "ar"])
    kiosk = touch_kiosk(start_browser(), at_event)
    for language, own, name in (("lv", "Latviešu", "ēriks šķēle"), ("ar", "العربية", "نور الهدى")):
        kiosk.get_by_role("button", name=own).tap()
        kiosk.get_by_role("button", name=BEGIN[language]).tap()
        tap(kiosk, name, language)
        field = kiosk.locator(".entry input")
        expect(field).to_have_value(name.title() if language == "lv" else name)
        expect(kiosk.locator(".task")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        kiosk.locator(".task-back").tap()


def test_who_owes_is_sent_to_the_desk_with_a_code_that_finds_them(
    at_event: AtEvent, coordinator: Client, start_browser: Callable[..., Browser]
) -> None:
    categories = [{"id": "visitor", "price": "25.50"}]
    set_up(coordinator, "walk_in", {**FORM, "open_categories": categories, "currency": "EUR"})
    kiosk = touch_kiosk(start_browser(), at_event, 1280, 800)
    fill_in(kiosk, "ada", "ada@mail.com")
    expect(kiosk.locator(".task-foot")).to_contain_text("To pay at the desk: €25.50")
    kiosk.get_by_role("button", name="Register", exact=True).tap()
    expect(kiosk.locator(".new-ticket-due")).to_contain_text("Please pay €25.50 at the desk.", timeout=ANSWERS_MS)
    code = kiosk.locator(".new-ticket-due strong").inner_text()
    (found,) = coordinator.api("/attendees/search", {"q": code})["attendees"]
    assert (found["name"], found["is_paid"]) == ("Ada", False)
    go_on(kiosk)
    expect(kiosk.locator(".start")).not_to_have_attribute("inert", "")
    assert printed(at_event) == []


@pytest.mark.parametrize(
    ("typed", "kept"), [("\u202eAnna\u202c\u200b Berg", "Anna Berg"), ("<script>alert(1)</script>",) * 2]
)
def test_what_is_pasted_is_taken_as_it_is_seen(
    at_event: AtEvent, coordinator: Client, start_browser: Callable[..., Browser], typed: str, kept: str
) -> None:
    set_up(coordinator, "walk_in", {"fields": [], "consents": [], "is_at_kiosks": True})
    kiosk = open_kiosk(start_browser(), at_event)
    said: list[str] = []
    kiosk.on("dialog", lambda dialog: said.append(dialog.message))
    kiosk.get_by_role("button", name=BEGIN["en"]).click()
    field = kiosk.get_by_label("Your name")
    field.fill("\U0001f642" * 3)
    expect(kiosk.locator(".entry-problem")).to_contain_text("A badge cannot print pictures.")
    field.fill("x" * 300)
    expect(kiosk.locator(".entry-problem")).to_contain_text("At most 200 letters")
    field.fill(typed)
    kiosk.keyboard.press("Enter")
    kiosk.get_by_role("button", name="Register", exact=True).click()
    expect(kiosk.locator(".new-ticket")).to_contain_text(f"You are registered, {kept}.", timeout=ANSWERS_MS)
    assert at_event.rows("SELECT count(*) FROM attendees WHERE full_name = ?", kept) == [(1,)]
    assert said == []


def test_a_scan_never_fills_the_field_and_the_next_attendee_finds_nothing(
    at_event: AtEvent, coordinator: Client, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event)
    kiosk.get_by_role("button", name=BEGIN["en"]).click()
    kiosk.get_by_label("Your name").fill("Somebody Else")
    scan_into_focus(kiosk, holder.ticket)
    expect(kiosk.locator(".result-go h1")).to_contain_text(holder.greeting, timeout=ANSWERS_MS)
    until(lambda: kiosk.locator(".result-go").count() == 0, "the start screen is back")
    kiosk.get_by_role("button", name=BEGIN["en"]).click()
    expect(kiosk.get_by_label("Your name")).to_have_value("")


def test_the_kiosk_follows_the_organisers_switch(
    at_event: AtEvent, coordinator: Client, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    begin = kiosk.get_by_role("button", name=BEGIN["en"])
    expect(begin).to_be_visible()
    set_up(coordinator, "walk_in", {**FORM, "is_at_kiosks": False})
    expect(begin).to_have_count(0)
