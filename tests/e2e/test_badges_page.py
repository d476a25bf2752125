"""Badge layouts on their page: a text beside what it draws, a mistake at its line, versions, categories, a phone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from at_event import AtEvent
from playwright.sync_api import Browser, Locator, Page, expect
from test_accessible import violations
from waiting import until

from badges.layout import bundled

DRAWN_MS = 20_000  # by a process that lets everything else go first


def open_badges(browser: Browser, at_event: AtEvent, width: int = 1280, height: int = 900) -> Page:
    """The page as the coordinator comes to it: from the board's list of pages."""
    page = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB").new_page()
    page.goto(at_event.sign_in_link())
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Badge layouts").click()
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Until the preview is of the text that stands there."""
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_have_attribute("aria-busy", "false", timeout=DRAWN_MS)
    expect(preview.get_by_role("img").first).to_be_visible(timeout=DRAWN_MS)


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text of the layout")


def stage(page: Page) -> Locator:
    return page.locator(".layout-stage")


def saved(at_event: AtEvent, name: str) -> tuple[str, int]:
    toml, version = at_event.rows("SELECT toml, version FROM layouts WHERE name = ?", name)[0]
    return str(toml), int(str(version))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(stage(page)).to_have_text("Saved", timeout=DRAWN_MS)


def test_a_mistake_is_shown_at_its_line_and_the_badges_stay(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_badges(start_browser(), at_event)
    shown = page.locator(".shown-badge")
    assert shown.count() >= 5
    expect(page.get_by_text("Longest name")).to_be_visible()
    assert violations(page) == []

    toml = text_of(page).input_value()
    text_of(page).fill(toml.replace('align = "start"', 'algin = "start"', 1))
    line = 1 + toml[: toml.index('align = "start"')].count("\n")
    told = page.locator(".layout-mistake")
    expect(told).to_contain_text("algin is not a key: write align", timeout=DRAWN_MS)
    expect(page.locator(".layout-numbers .is-wrong")).to_have_text(str(line))
    expect(page.get_by_text("As it was before the mistake")).to_be_visible()
    assert shown.count() >= 5
    assert violations(page) == []

    page.get_by_role("button", name=f"Line {line}:").click()
    expect(text_of(page)).to_be_focused()
    page.keyboard.type('align = "center"')
    expect(told).to_have_count(0, timeout=DRAWN_MS)
    save(page)
    assert saved(at_event, "default") == (toml.replace('align = "start"', 'align = "center"', 1), 2)
    assert text_of(page).get_attribute("aria-invalid") == "false"


def test_a_layout_with_a_mistake_is_not_saved_and_the_text_stays(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_badges(start_browser(), at_event)
    before = saved(at_event, "default")
    text_of(page).fill("[label]\nname = 1")
    page.get_by_role("button", name="Save", exact=True).click()
    told = page.get_by_role("alert").filter(has_text="Line 2: ")
    expect(told).to_contain_text("Nothing was saved", timeout=DRAWN_MS)
    expect(stage(page)).to_have_text("Not saved")
    expect(text_of(page)).to_have_value("[label]\nname = 1")
    assert saved(at_event, "default") == before


def test_what_was_typed_is_there_after_a_reload(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_badges(start_browser(), at_event)
    toml = text_of(page).input_value()
    text_of(page).fill(toml + "# ours\n")
    expect(stage(page)).to_have_text("Not saved yet")
    page.reload()
    expect(text_of(page)).to_have_value(toml + "# ours\n")
    expect(page.get_by_text("This is what you typed before")).to_be_visible()
    assert saved(at_event, "default") == (toml, 1)

    page.get_by_role("button", name="Back to what is saved").click()
    expect(text_of(page)).to_have_value(toml)
    expect(stage(page)).to_have_text("Saved")
    page.get_by_role("button", name="Undo").click()
    expect(text_of(page)).to_have_value(toml + "# ours\n")


def test_the_text_is_kept_and_saved_when_the_server_is_back(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_badges(start_browser(), at_event)
    page.context.set_offline(True)
    text_of(page).press("Control+End")
    page.keyboard.type("# ours")
    page.keyboard.press("Control+s")
    expect(stage(page)).to_have_text("Kept, no server")
    page.context.set_offline(False)
    save(page)
    assert saved(at_event, "default")[0].endswith("# ours")


def test_two_coordinators_at_one_layout_are_told_and_choose(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    browser = start_browser()
    one, other = open_badges(browser, at_event), open_badges(browser, at_event)
    toml = text_of(one).input_value()
    text_of(one).fill(toml + "# one\n")
    text_of(other).fill(toml + "# other\n")
    save(one)
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("alert").filter(has_text="Somebody else has saved another text")).to_be_visible(
        timeout=DRAWN_MS
    )
    expect(text_of(other)).to_have_value(toml + "# other\n")
    assert saved(at_event, "default") == (toml + "# one\n", 2)
    assert violations(other) == []

    other.get_by_role("button", name="Save mine").click()
    expect(stage(other)).to_have_text("Saved", timeout=DRAWN_MS)
    assert saved(at_event, "default") == (toml + "# other\n", 3)


def test_one_goes_back_to_a_former_version(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_badges(start_browser(), at_event)
    toml = text_of(page).input_value()
    page.get_by_role("button", name="Sticker, 62 x 29 mm").click()
    expect(text_of(page)).to_have_value(bundled("sticker-62x29"))
    save(page)
    page.get_by_role("button", name="Take version 1").click()
    expect(text_of(page)).to_have_value(toml)
    save(page)
    assert saved(at_event, "default") == (toml, 3)
    versions = page.get_by_role("region", name="Versions").get_by_role("listitem")
    expect(versions).to_have_count(3)
    expect(versions.first).to_contain_text("in use")


def test_a_layout_is_made_given_to_a_category_and_removed(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_badges(start_browser(), at_event)
    page.get_by_role("button", name="New layout").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Its name").fill("For the press")
    dialog.get_by_label("Begin with").select_option(label="Sticker, 62 x 29 mm")
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Use small letters", timeout=DRAWN_MS)
    assert violations(page) == []
    dialog.get_by_label("Its name").fill("press")
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog).to_have_count(0, timeout=DRAWN_MS)
    expect(text_of(page)).to_have_value(bundled("sticker-62x29"))

    assigned = page.get_by_role("region", name="Which category has which layout").get_by_label("Press", exact=True)
    assigned.select_option("press")
    mine = page.locator(".layout-item").filter(has=page.locator("strong", has_text="press"))
    expect(mine).to_contain_text("Press")
    assert at_event.rows("SELECT layout FROM categories WHERE id = 'press'") == [("press",)]
    assigned.select_option("default")
    expect(mine).to_contain_text("no category uses it")
    page.get_by_role("button", name="Remove the layout press").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(mine).to_have_count(0)
    assert at_event.rows("SELECT count(*) FROM layouts WHERE name = 'press'") == [(0,)]


def test_any_name_is_tried_in_any_category(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_badges(start_browser(), at_event)
    page.get_by_label("Try a name").fill("Žaneta Šķēle")
    expect(page.get_by_role("img", name="Badge of Žaneta Šķēle")).to_be_visible(timeout=DRAWN_MS)
    expect(page.locator(".shown-badge")).to_have_count(1)
    page.get_by_label("As a badge of").select_option(label="Speaker")
    expect(page.get_by_role("img", name="Badge of Žaneta Šķēle, Speaker")).to_be_visible(timeout=DRAWN_MS)
    page.get_by_label("Try a name").fill("")
    expect(page.locator(".shown-badge").nth(4)).to_be_visible(timeout=DRAWN_MS)


def test_the_text_is_written_by_keyboard_alone(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_badges(start_browser(), at_event)
    toml = text_of(page).input_value()
    text_of(page).press("Control+End")
    page.keyboard.type("  # a")
    page.keyboard.press("Enter")
    page.keyboard.type("# b")
    page.keyboard.press("Control+s")
    expect(stage(page)).to_have_text("Saved", timeout=DRAWN_MS)
    assert saved(at_event, "default")[0] == f"{toml}  # a\n  # b"
    page.keyboard.press("Tab")
    expect(text_of(page)).not_to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)])
def test_on_a_phone_the_badges_stand_above_the_text(
    at_event: AtEvent, start_browser: Callable[..., Browser], width: int, height: int
) -> None:
    page = open_badges(start_browser(), at_event, width, height)
    preview, text = page.locator(".badge-preview").bounding_box(), page.locator(".layout-editor").bounding_box()
    assert preview is not None
    assert text is not None
    assert preview["y"] + preview["height"] <= text["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_numbers_stand_beside_their_lines(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    """To the last line: text and numbers that drift apart by a pixel a line name another line at the end."""
    page = open_badges(start_browser(), at_event)
    heights = page.evaluate(
        """() => {
            const text = document.querySelector('.layout-text');
            const numbers = document.querySelector('.layout-numbers');
            return [text.scrollHeight, text.clientHeight, numbers.scrollHeight, text.value.split('\\n').length,
                numbers.childElementCount];
        }"""
    )
    scrolled, seen, numbers, lines, counted = heights
    assert (scrolled, counted) == (seen, lines)
    assert abs(numbers - seen) <= 20  # the bar to scroll sideways stands below the text


def test_only_a_coordinator_gets_in(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = start_browser().new_page()
    page.goto(at_event.sign_in_link("staff"))
    page.wait_for_url("**/rooms")
    page.goto(f"{at_event.url}/badges")
    expect(page.get_by_text("The layouts of the badges belong to the coordinator.")).to_be_visible()


def test_a_badge_that_comes_out_is_counted_with_its_version(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = open_badges(start_browser(), at_event)
    text_of(page).press("Control+End")
    page.keyboard.type("# second\n")
    save(page)
    visitor = at_event.rows("SELECT id FROM attendees WHERE category = 'visitor' AND NOT is_cancelled LIMIT 1")[0][0]
    at_event.command.post(f"/attendees/{visitor}/badge", {"kind": "misprint"})
    sent = "SELECT data FROM log WHERE kind = 'badge.sending'"
    until(lambda: at_event.rows(sent) != [], "the badge is sent")
    told = json.loads(str(at_event.rows(sent)[0][0]))
    assert (told["layout"], told["layout_version"]) == ("default", 2)
    page.reload()
    newest = page.get_by_role("region", name="Versions").get_by_role("listitem").first
    expect(newest).to_contain_text("1 badge")
