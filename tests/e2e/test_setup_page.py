"""Setting an event up on its page: each field saves itself, two coordinators are told, and the event is opened."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from at_event import AtEvent, serve
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from test_accessible import violations
from waiting import until

from turnout import cli

SIZES = ((1920, 1080), (1280, 800), (390, 844))
LONG = "International Conference on Oceanographic Instrumentation and Underwater Acoustics of the North"
ARABIC = "مؤتمر الموانئ الدولي"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[AtEvent]:
    """An event that somebody has just made, being served."""
    path = tmp_path / "made.db"
    options = ["--name", "Congress", "--dates", "2027-05-31", "--time-zone", "Europe/Riga", "--room", "Great Hall: 200"]
    made = CliRunner().invoke(cli.main, ["new", str(path), "--yes", *options])
    assert made.exit_code == 0, made.output
    with serve(path, tmp_path) as served:
        yield served


def open_setup(browser: Browser, at_event: AtEvent) -> Page:
    """The page as the coordinator comes to it: from the board."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB").new_page()
    page.goto(at_event.sign_in_link())
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Set-up").click()
    expect(page.get_by_role("heading", name="Set-up")).to_be_visible()
    return page


def field(page: Page | Locator, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def mark_of(box: Locator) -> Locator:
    """What stands beside a field: saving, saved or not saved."""
    return box.locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]").locator(".save-mark")


def fill_and_save(box: Locator, text: str) -> None:
    box.fill(text)
    box.press("Enter")
    expect(mark_of(box)).to_have_text("Saved")


def open_card(page: Page, name: str) -> Locator:
    """A place's card, unfolded with its fine print."""
    card = page.locator(".set-card").filter(has=page.locator(".set-name", has_text=re.compile(f"^{name}$")))
    card.locator(".set-head").press("Enter")
    card.locator(".fine-head").press("Enter")
    return card


def setting(at_event: AtEvent, name: str) -> object:
    return json.loads(str(at_event.rows("SELECT value FROM settings WHERE name = ?", name)[0][0]))


def policy(at_event: AtEvent, place: str) -> dict[str, object]:
    return dict(json.loads(str(at_event.rows("SELECT policy FROM places WHERE name = ?", place)[0][0])))


def test_the_name_is_saved_on_leaving_the_field_and_taken_back(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_setup(start_browser(), fresh)
    name = field(page, "Name of the event")
    name.fill("Winter Meeting")
    name.press("Tab")
    expect(mark_of(name)).to_have_text("Saved")
    expect(page.locator(".top-event")).to_have_text("Winter Meeting")
    assert setting(fresh, "name") == "Winter Meeting"

    page.get_by_role("button", name="Undo").click()
    expect(name).to_have_value("Congress")
    until(lambda: setting(fresh, "name") == "Congress", "the name is taken back")


def test_what_cannot_be_taken_says_why_and_stays_in_the_field(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_setup(start_browser(), fresh)
    zone = field(page, "Time zone")
    zone.fill("Europe/Rigga")
    zone.press("Enter")
    expect(mark_of(zone)).to_have_text("Not saved")
    expect(page.get_by_role("alert").filter(has_text="Did you mean Europe/Riga?")).to_be_visible()
    expect(zone).to_have_value("Europe/Rigga")
    assert violations(page) == []

    zone.press("Escape")
    expect(zone).to_have_value("Europe/Riga")


def test_a_room_gets_its_capacity_its_rule_and_its_opening_time(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_setup(start_browser(), fresh)
    card = open_card(page, "Great Hall")

    fill_and_save(field(card, "Capacity"), "1 250")
    expect(field(card, "Capacity")).to_have_value("1250")
    card.get_by_role("radio", name="Workshop").check()
    expect(card.locator(".set-more")).to_have_text("1,250 people · Workshop")
    card.get_by_role("checkbox", name="A booking is needed").uncheck()
    expect(card.locator(".set-more")).to_have_text("1,250 people · Workshop, changed: booking")

    fill_and_save(field(card, "Opens"), "2027-05-31T08:30")
    fill_and_save(field(card, "Minutes of grace"), "15")
    saved = policy(fresh, "Great Hall")
    assert (saved["opens_at"], saved["tolerance_s"]) == ("2027-05-31T05:30:00.000Z", 900)
    assert (saved.get("booking_needed", False), saved.get("waits_for_readiness")) == (False, True)

    field(card, "Closes").fill("2027-05-31T07:00")
    field(card, "Closes").press("Enter")
    expect(mark_of(field(card, "Closes"))).to_have_text("Not saved")
    assert violations(page) == []


def test_a_room_and_a_category_are_added_moved_and_removed(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_setup(start_browser(), fresh)
    field(page, "Add a room").fill("Attic")
    page.keyboard.press("Enter")
    attic = open_card(page, "Attic")
    attic.get_by_role("button", name="Move up").click()
    expect(page.locator("#places .set-name")).to_have_text(["Congress", "Attic", "Great Hall"])
    attic.get_by_role("button", name="Remove Attic").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator("#places .set-name")).to_have_text(["Congress", "Great Hall"])

    field(page, "Add a category").fill("Zuschauer")
    page.keyboard.press("Enter")
    labels = section(page, "Categories").get_by_label("Category, as it stands on the badge")
    expect(labels.last).to_have_value("Zuschauer")
    fill_and_save(labels.last, "Zuschauer und Gäste")
    section(page, "Categories").get_by_role("checkbox", name="Passing").last.check()
    until(
        lambda: fresh.rows("SELECT is_passing FROM categories WHERE label = 'Zuschauer und Gäste'") == [(1,)],
        "the category is passing",
    )


def test_two_coordinators_at_one_field_are_told_and_choose(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    one, other = open_setup(browser, fresh), open_setup(browser, fresh)
    name = field(other, "Name of the event")
    name.fill("Winter Meeting")

    fill_and_save(field(one, "Name of the event"), "Summer School")
    name.press("Enter")
    told = other.get_by_role("alert").filter(has_text="Somebody else has saved: Summer School")
    expect(told).to_be_visible()
    expect(name).to_have_value("Winter Meeting")
    assert setting(fresh, "name") == "Summer School"
    assert violations(other) == []

    other.get_by_role("button", name="Save mine").click()
    expect(mark_of(name)).to_have_text("Saved")
    assert setting(fresh, "name") == "Winter Meeting"


def test_two_coordinators_at_two_fields_of_one_place_do_not_meet(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    one, other = open_setup(browser, fresh), open_setup(browser, fresh)
    capacity = field(open_card(other, "Great Hall"), "Capacity")
    capacity.fill("90")
    field(open_card(one, "Great Hall"), "Name").fill("Aula")
    one.keyboard.press("Enter")
    until(lambda: fresh.rows("SELECT 1 FROM places WHERE name = 'Aula'") != [], "the name is saved")
    capacity.press("Enter")
    rooms = "SELECT name, capacity FROM places WHERE kind = 'room'"
    until(lambda: fresh.rows(rooms) == [("Aula", 90)], "both are saved")


def test_what_was_typed_is_kept_and_sent_when_the_server_is_back(
    fresh: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_setup(start_browser(), fresh)
    page.context.set_offline(True)
    name = field(page, "Name of the event")
    name.fill("Winter Meeting")
    name.press("Enter")
    expect(mark_of(name)).to_have_text("Kept, no server")
    expect(page.locator(".stale-line")).to_contain_text("The server cannot be reached.")
    page.context.set_offline(False)
    expect(mark_of(name)).to_have_text("Saved")
    assert setting(fresh, "name") == "Winter Meeting"


def test_the_walk_in_form_and_a_refusal_in_own_words(fresh: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_setup(start_browser(), fresh)
    company = section(page, "Walk-in form").get_by_role("group", name="Company")
    company.get_by_role("radio", name="Needed").check()
    expect(company.locator(".save-mark")).to_have_text("Saved")
    field(page, "Add a consent, in English").fill("Photos are taken.")
    page.keyboard.press("Enter")
    fill_and_save(field(page, "Text in English"), "Photos are taken here.")

    unpaid = page.locator(".set-card").filter(has=page.locator(".set-name", has_text="Not paid"))
    unpaid.locator(".set-head").press("Enter")
    fill_and_save(field(unpaid, "Next step in English"), "Pay at counter 4.")
    expect(unpaid.locator(".set-more")).to_contain_text("own words: English")

    form = setting(fresh, "walk_in")
    assert isinstance(form, dict)
    assert {"id": "company", "is_needed": True} in form["fields"]
    assert form["consents"] == [{"id": "consent-1", "texts": {"en": "Photos are taken here."}, "is_needed": True}]
    assert setting(fresh, "refusal_steps") == {"unpaid": {"en": "Pay at counter 4."}}


def test_a_logo_is_chosen_shown_and_removed(
    fresh: AtEvent, tmp_path: Path, start_browser: Callable[..., Browser]
) -> None:
    page = open_setup(start_browser(), fresh)
    chooser = page.locator("input[type=file]")
    chooser.set_input_files(FilePayload(name="logo.png", mimeType="image/png", buffer=b"no picture"))
    expect(section(page, "Look").get_by_role("alert").filter(has_text=re.compile(r"\S"))).to_be_visible()

    chooser.set_input_files(FilePayload(name="logo.png", mimeType="image/png", buffer=_picture()))
    picture = page.get_by_role("img", name="The logo as it is now")
    expect(picture).to_be_visible()
    until(lambda: picture.evaluate("image => image.naturalWidth") == 300, "the logo is drawn")
    section(page, "Look").get_by_role("button", name="Remove").click()
    expect(picture).to_have_count(0)


def test_the_event_is_opened(fresh: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_setup(start_browser(), fresh)
    ready = section(page, "Ready to open?")
    expect(ready.locator(".ready-line").first).to_contain_text("Nobody is on the list")
    assert violations(page) == []

    ready.get_by_role("button", name="Open the event").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("A rehearsal cannot be started again.")
    assert violations(page) == []
    dialog.get_by_role("button", name="Open the event").click()
    expect(ready).to_contain_text("The event is open since")
    assert fresh.rows("SELECT count(*) FROM log WHERE kind = 'event.opened'") == [(1,)]


def test_others_are_sent_to_the_coordinator(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    at_event.command.post("/accounts", {"name": "Mara", "role": "desk"})
    page = start_browser().new_context(locale="en-GB").new_page()
    page.goto(at_event.sign_in_link("desk"))
    page.wait_for_url("**/desk")
    page.goto(f"{at_event.url}/setup")
    expect(page.locator("main")).to_contain_text("This page is for the coordinator.")


def test_it_fits_every_size_with_long_and_arabic_names(fresh: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_setup(start_browser(), fresh)
    fill_and_save(field(page, "Name of the event"), LONG)
    for name in (LONG, ARABIC):
        field(page, "Add a room").fill(name)
        page.keyboard.press("Enter")
        expect(page.locator("#places .set-name").last).to_have_text(name)
    page.locator("#places .set-head").last.press("Enter")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        until(lambda: _overflow(page) == 0, f"it fits in {width}")
        assert violations(page) == []


def _overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 120), "#17456b").save(buffer, "PNG")
    return buffer.getvalue()
