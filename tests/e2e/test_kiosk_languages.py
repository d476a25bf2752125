"""The kiosk in each of its languages: everything fits, every letter has a shape, and Arabic runs from the right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from clients import Client
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from test_organisers_words import set_up

LANGUAGES = ("ar", "de", "en", "es", "fr", "lv", "pl", "uk")
SCREENS: list[ViewportSize] = [
    {"width": 800, "height": 480},
    {"width": 1280, "height": 800},
    {"width": 1080, "height": 1920},
]

STORIES = "[...new Set([...document.querySelectorAll('.stories a')].map(link => link.hash.split('/')[0].slice(1)))]"

# A line of text as tall as its letters, not as its font's tallest mark: within every box around it, and over no other.
# With large text a box may scroll: what is in it is only held against itself.
WHAT_DOES_NOT_FIT = """
async ([languages, stories, modes = ""]) => {
    const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const isLaidOut = element => !["inline", "contents"].includes(getComputedStyle(element).display);
    const isWithin = (inner, outer) =>
        inner.left >= outer.left - 1 && inner.right <= outer.right + 1 &&
        inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    const isOver = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
    const lettersOf = (node, rect) => {
        const half = parseFloat(getComputedStyle(node.parentElement).fontSize) * 0.42;
        const middle = (rect.top + rect.bottom) / 2;
        return { left: rect.left, right: rect.right, top: middle - half, bottom: middle + half };
    };
    const isForReadersOnly = element => element !== null &&
        (getComputedStyle(element).clipPath === "inset(50%)" || isForReadersOnly(element.parentElement));
    const scrollerOf = element => {
        if (modes === "" || element === null) return null;
        const mayScroll = getComputedStyle(element).overflowY === "auto";
        const isTooTall = element.scrollHeight > element.clientHeight + 1;
        return mayScroll && isTooTall ? element : scrollerOf(element.parentElement);
    };
    const lines = () => {
        const found = [];
        const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            // what lies below a result is not seen; the names of event and sessions are the organiser's, and cut;
            // a consent scrolls
            const isLeftOut = node.parentElement.closest("[inert], .event-name, .door-sessions dd, .consent-text");
            if (!node.data.trim() || isLeftOut || isForReadersOnly(node.parentElement)) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const rect of range.getClientRects())
                found.push({
                    node, text: node.data, box: lettersOf(node, rect), scroller: scrollerOf(node.parentElement),
                });
        }
        return found;
    };
    const troubles = () => {
        const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
        const seen = lines();
        const found = seen.filter(line => line.scroller === null && !isWithin(line.box, screen))
            .map(line => `off the screen: ${line.text}`);
        for (const { node, text, box, scroller } of seen)
            for (let around = node.parentElement; around !== scroller && around.id !== "app";
                around = around.parentElement)
                if (isLaidOut(around) && !isWithin(box, around.getBoundingClientRect()))
                    found.push(`out of ${around.className || around.tagName}: ${text}`);
        const icons = [...document.querySelectorAll("#app svg:not(.frame)")].filter(icon => !icon.closest("[inert]"))
            .map(icon => ({ text: "an icon", box: icon.getBoundingClientRect(), scroller: scrollerOf(icon) }));
        [...seen, ...icons].forEach((one, at, all) => all.slice(at + 1)
            .filter(other => one.scroller === other.scroller && isOver(one.box, other.box))
            .forEach(other => found.push(`${one.text} over ${other.text}`)));
        return found;
    };
    const complaints = [];
    for (const language of languages)
        for (const story of stories) {
            location.hash = `${story}/${language}/${modes}`;
            await drawn();
            await document.fonts.ready;
            await drawn();
            for (const trouble of troubles()) complaints.push(`${language} ${story}: ${trouble}`);
        }
    return complaints;
}
"""


# Letters of no range that a loaded font was served for: they would come from the device, or be boxes.
_LETTERS_WITHOUT_A_FONT = """async () => {
    await document.fonts.ready;
    const ranges = [...document.fonts].filter(font => font.status === "loaded")
        .flatMap(font => font.unicodeRange.split(","))
        .map(range => range.trim().slice(2).split("-").map(end => parseInt(end, 16)));
    const isServed = letter => ranges.some(([first, last = first]) => first <= letter && letter <= last);
    return [...new Set(document.getElementById("app").textContent)].filter(one => !isServed(one.codePointAt(0)));
}"""

_TOO_LARGE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".choice { font-size: 40px !important; white-space: nowrap; width: 60px; flex: none; }");
    document.adoptedStyleSheets = [sheet];
}"""


def open_stories(start_browser: Callable[..., Browser], url: str, screen: ViewportSize) -> Page:
    """The page of stories in a browser that draws as fast as it can: thousands of screens are looked at."""
    browser = start_browser("--disable-gpu-vsync", "--disable-frame-rate-limit")
    page = browser.new_context(viewport=screen, locale="en-GB").new_page()
    page.goto(url)
    page.locator(".stories a").first.wait_for()
    return page


def show(page: Page, story: str, language: str) -> None:
    page.evaluate("hash => { location.hash = hash; }", f"{story}/{language}")
    page.locator(f":root[data-story={story}][lang={language}]").wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => null)")


def x_of(part: Locator) -> float:
    """How far from the left the middle of a part of the page stands, in pixels."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen['width']}x{screen['height']}")
def test_every_text_fits_its_box(stories_url: str, start_browser: Callable[..., Browser], screen: ViewportSize) -> None:
    page = open_stories(start_browser, stories_url, screen)
    stories = page.evaluate(STORIES)
    assert len(stories) > 40
    assert page.evaluate(WHAT_DOES_NOT_FIT, [LANGUAGES, stories]) == []


def test_what_does_not_fit_is_found(stories_url: str, start_browser: Callable[..., Browser]) -> None:
    page = open_stories(start_browser, stories_url, SCREENS[0])
    page.evaluate(_TOO_LARGE)
    found = page.evaluate(WHAT_DOES_NOT_FIT, [["uk"], ["start"]])
    assert "uk start: out of choice: Українська" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_drawn_with_a_font_that_the_server_gives(
    stories_url: str, start_browser: Callable[..., Browser], language: str
) -> None:
    page = open_stories(start_browser, stories_url, SCREENS[1])
    for story in ("start", "camera-insecure", "welcome-back", "badge-take", "refused-already_in"):
        show(page, story, language)
        assert (story, page.evaluate(_LETTERS_WITHOUT_A_FONT)) == (story, [])


def test_a_kiosk_of_eight_languages_is_read_from_the_right_in_arabic(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    coordinator = Client(at_event.url)
    coordinator.sign_in_once(at_event.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    set_up(coordinator, "languages", ["en", *(one for one in LANGUAGES if one != "en")])
    kiosk = open_kiosk(start_browser(), at_event, knows_roster=False)
    kiosk.set_viewport_size({"width": 800, "height": 480})
    matter = kiosk.locator(".start-matter")
    assert x_of(matter) < 400
    kiosk.get_by_role("button", name="العربية").click()
    expect(kiosk.locator("html")).to_have_attribute("dir", "rtl")
    assert x_of(matter) > 400
    expect(kiosk.locator(".languages .choice")).to_have_count(len(LANGUAGES))

    scan_by_wedge(kiosk, "https://example.org/not-a-ticket")
    refused = kiosk.locator(".result-look")
    expect(refused).to_contain_text("هذه التذكرة ليست في قائمتنا.")
    assert x_of(refused.locator("svg").first) > 400
    expect(refused.locator(".short-code strong")).to_have_text("H1")
