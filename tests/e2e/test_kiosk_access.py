"""The kiosk for whoever does not see, hear, reach or hurry as others do: keys alone, a voice, large text, low controls.

axe looks at every story in each language, and in each mode in two of them: which goes round, since all would be five
thousand screens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from at_event import AtEvent
from browsing import lift_time_limit, open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, Page, expect
from test_accessible import AXE, RULES
from test_kiosk_languages import LANGUAGES, SCREENS, STORIES, WHAT_DOES_NOT_FIT, open_stories
from waiting import until

UPRIGHT = SCREENS[2]
MODES = ("", "highContrast", "largeText+lowReach", "largeText+highContrast+lowReach+unlimitedTime+spoken")

_WHAT_AXE_FINDS = """
async ([shown, rules]) => {
    const found = [];
    for (const hash of shown) {
        location.hash = hash;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
        for (const one of violations)
            for (const node of one.nodes) found.push(`${hash} ${one.id}: ${node.target}`);
    }
    return found;
}
"""

# The kiosk's own name is the staff's way in.
_WHAT_IS_OUT_OF_REACH = """
async stories => {
    const found = [];
    for (const story of stories) {
        location.hash = `${story}/en/lowReach`;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        for (const control of document.querySelectorAll("#app :is(button, a[href]):not(.station-name)")) {
            const box = control.getBoundingClientRect();
            const isThere = box.height > 0 && !control.closest("[inert]");
            if (isThere && box.top < innerHeight / 2 - 1)
                found.push(`${story}: ${control.textContent || control.ariaLabel} at ${Math.round(box.top)}`);
        }
    }
    return found;
}
"""

# A voice that keeps what it says. `getVoices` answers as Chromium with one voice on the device does.
_VOICE = """
window.said = [];
class Utterance { constructor(text) { this.text = text; } }
const voice = { lang: "en-GB", name: "A voice", localService: true };
const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => [voice], cancel: () => {}, speak: one => window.said.push([one.text, one.volume]),
});
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
"""


def in_focus(page: Page) -> str:
    """What has the focus: a control by its words or name, a screen by its first class."""
    return str(
        page.evaluate(
            """() => {
                const { activeElement: it } = document;
                if (!it.matches("button")) return `.${it.className.split(" ")[0]}`;
                return it.querySelector(".access-name")?.textContent ||
                    it.textContent || it.querySelector("[aria-label]").ariaLabel;
            }"""
        )
    )


def axe_finds(page: Page, shown: list[str]) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_WHAT_AXE_FINDS, [shown, RULES])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_screen(
    stories_url: str, start_browser: Callable[..., Browser], language: str
) -> None:
    page = open_stories(start_browser, stories_url, SCREENS[0])
    turn = LANGUAGES.index(language)
    shown = [
        f"{story}/{language}/{MODES[(place + turn) % len(MODES)]}" for place, story in enumerate(page.evaluate(STORIES))
    ]
    assert axe_finds(page, shown) == []


@pytest.mark.parametrize("screen", [SCREENS[0], UPRIGHT], ids=["7 inch", "stand"])
def test_large_text_fits(
    stories_url: str,
    start_browser: Callable[..., Browser],
    screen: Any,
) -> None:
    page = open_stories(start_browser, stories_url, screen)
    stories = [one for one in page.evaluate(STORIES) if not one.startswith("staff")]
    assert page.evaluate(WHAT_DOES_NOT_FIT, [["en", "uk"], stories, "largeText"]) == []


def test_with_low_reach_every_control_stands_in_the_lower_half_of_a_stand(
    stories_url: str,
    start_browser: Callable[..., Browser],
) -> None:
    page = open_stories(start_browser, stories_url, UPRIGHT)
    stories = [one for one in page.evaluate(STORIES) if not one.startswith("staff")]
    assert page.evaluate(_WHAT_IS_OUT_OF_REACH, stories) == []
    assert page.evaluate(WHAT_DOES_NOT_FIT, [["en"], stories, "lowReach"]) == []


def test_keys_alone_reach_everything(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_kiosk(start_browser(), at_event, knows_roster=False)
    page.keyboard.press("ArrowDown")
    first = in_focus(page)
    page.keyboard.press("ArrowUp")
    until(lambda: in_focus(page) == "Accessibility", "the corner is the first control")

    page.keyboard.press("Enter")
    until(lambda: in_focus(page) == "Read aloud", "the panel takes the focus")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(":root[data-text=large]")).to_be_attached()
    page.keyboard.press("Tab")
    assert in_focus(page) == "High contrast"
    page.keyboard.press("Escape")
    until(lambda: in_focus(page) == "Accessibility", "the focus comes back to the corner")

    scan_by_wedge(page, "SOMETHING-ELSE")
    until(lambda: in_focus(page) == ".result", "the focus moves into the answer")
    expect(page.locator(":root[data-text=large]")).to_be_attached()
    for _ in range(10):
        if in_focus(page) == "Start again":
            break
        page.keyboard.press("Tab")
    assert in_focus(page) == "Start again"
    page.keyboard.press("Enter")
    until(lambda: in_focus(page) == first, "the focus is where it was on the start")
    expect(page.locator(":root[data-text=large]")).to_be_attached()


def test_what_is_shown_is_spoken(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_kiosk(start_browser(), at_event, knows_roster=False)
    page.add_init_script(_VOICE)
    page.reload()
    page.locator(".start").wait_for()
    said: Callable[[], list[tuple[str, float]]] = lambda: [(text, volume) for text, volume in page.evaluate("said")]  # noqa: E731
    words: Callable[[], list[str]] = lambda: [text for text, _ in said()]  # noqa: E731
    page.get_by_role("button", name="Accessibility").click()
    page.wait_for_timeout(400)
    assert said() == []

    page.get_by_role("switch", name="Read aloud").click()
    until(lambda: "Read aloud, chosen" in words(), "the panel is read")
    assert "Arrow keys lead on, Enter chooses." in words()
    page.get_by_role("button", name="Louder").click()
    until(lambda: ("Volume 4 of 5", 0.8) in said(), "the volume is said, louder")
    page.keyboard.press("Escape")
    until(lambda: "Show your ticket" in words(), "the start is read")

    scan_by_wedge(page, "SOMETHING-ELSE")
    until(lambda: "This ticket is not on our list." in words(), "the answer is read")
    assert "H1" in " ".join(words())
    page.get_by_role("button", name="Start again").focus()
    until(lambda: words()[-1] == "Start again, button", "what has the focus is said")


def test_a_kiosk_without_a_voice_says_so(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    page = open_kiosk(start_browser(), at_event)
    page.get_by_role("button", name="Accessibility").click()
    page.get_by_role("switch", name="Read aloud").click()
    expect(page.locator(".access-voice")).to_have_text("This kiosk has no voice for this language.")


def test_nothing_leaves_a_screen_that_waits(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    holder = at_event.holder_not_here()
    page = open_kiosk(start_browser(), at_event)
    lift_time_limit(page)
    scan_by_wedge(page, holder.ticket)
    welcome = page.locator(".result-go")
    expect(welcome).to_contain_text(holder.greeting)
    expect(page.get_by_role("timer")).to_have_count(0)
    welcome.get_by_role("button", name="Start again").click()
    expect(page.locator(".result")).to_have_count(0)
    expect(page.locator(":root[data-text=large]")).not_to_be_attached()
    assert holder.greeting not in page.locator("#app").inner_text()
