"""What a way through screens costs a person who has never seen them: waiting, reading, typing and pointing.

Nobody is measured. What stands in the window where somebody does something is taken to be read, each text once, at 200
words a minute; keys are pressed at three a second, and a click costs a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

WORDS_A_SECOND = 200 / 60
KEYS_A_SECOND = 3
CLICK_S = 1
PATIENCE_MS = 30_000
_IN_SIGHT = """() => {
    const texts = [], range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        range.selectNode(walker.currentNode);
        const { width, top, bottom } = range.getBoundingClientRect();
        const isShown = walker.currentNode.parentElement.checkVisibility({ visibilityProperty: true });
        if (isShown && width > 1 && bottom > 0 && top < innerHeight) texts.push(walker.currentNode.textContent);
    }
    return texts;
}"""


@dataclass
class Screen:
    """One screen: how long it let wait, the words on it that were new, and what was done there."""

    name: str
    loaded_s: float
    words: int = 0
    keys: int = 0
    clicks: int = 0

    @property
    def busy_s(self) -> float:
        """Reading, typing and pointing, without the waiting."""
        return self.words / WORDS_A_SECOND + self.keys / KEYS_A_SECOND + self.clicks * CLICK_S

    @property
    def seconds(self) -> float:
        return self.loaded_s + self.busy_s


class Newcomer:
    """Somebody at a terminal and several browsers. What they do belongs to the screen that they saw last."""

    def __init__(self) -> None:
        self.screens: list[Screen] = []
        self._known: set[str] = set()
        self._since = time.monotonic()

    @property
    def seconds(self) -> float:
        return sum(screen.seconds for screen in self.screens)

    @property
    def busy_s(self) -> float:
        return sum(screen.busy_s for screen in self.screens)

    def see(self, name: str, shown: Locator) -> None:
        """Wait until a screen is there, since what was done last, and read what is in the window."""
        expect(shown.first).to_be_visible(timeout=PATIENCE_MS)
        self.meet(name)
        self._look(shown.page)

    def meet(self, name: str) -> None:
        self.screens.append(Screen(name, time.monotonic() - self._since))

    def read(self, texts: Iterable[str]) -> None:
        """Read the texts that are new; signs and single letters are no words."""
        new = {" ".join(text.split()) for text in texts} - self._known
        self._known |= new
        self.screens[-1].words += sum(len(word) > 1 for text in new for word in text.split())

    def press(self, keys: int) -> None:
        """Press as many keys; what comes of them is waited for from now on."""
        self.screens[-1].keys += keys
        self._since = time.monotonic()

    def point(self, clicks: int = 1) -> None:
        """Click as often, or do as much with a scanner; what comes of it is waited for from now on."""
        self.screens[-1].clicks += clicks
        self._since = time.monotonic()

    def click(self, target: Locator) -> None:
        self._go_to(target)
        self.point()
        target.click(timeout=PATIENCE_MS)

    def type(self, text: str, field: Locator, end: str = "Enter") -> None:
        """Go to a field, type into it in place of what stands there, and leave it with a key."""
        self._go_to(field)
        self.point()
        field.fill(text)
        self.press(len(text) + 1)
        field.press(end)

    def choose(self, label: str, choices: Locator) -> None:
        """Open a list of choices, read it, and take one."""
        self._go_to(choices)
        self.read(choices.locator("option").all_inner_texts())
        self.point(2)
        choices.select_option(label=label)

    def report(self) -> str:
        """A table of every screen, and the sum."""
        lines = [f"{'screen':<28}{'loaded s':>9}{'words':>7}{'keys':>6}{'clicks':>8}{'in all s':>10}"]
        lines += [
            f"{one.name:<28}{one.loaded_s:>9.1f}{one.words:>7}{one.keys:>6}{one.clicks:>8}{one.seconds:>10.0f}"
            for one in self.screens
        ]
        minutes, seconds = divmod(round(self.seconds), 60)
        return "\n".join([*lines, f"{'in all':<28}{f'{minutes} min {seconds:02} s':>40}"])

    def _go_to(self, target: Locator) -> None:
        target.scroll_into_view_if_needed(timeout=PATIENCE_MS)
        self._look(target.page)

    def _look(self, page: Page) -> None:
        self.read(page.evaluate(_IN_SIGHT))
