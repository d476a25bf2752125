"""Draws every screen of the kiosk on contact sheets, to be looked at; nothing of it is kept here.

python -m docs.kiosk_sheets FOLDER [--language en]... [--size 800x480]... [--mode largeText]
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from docs.screenshots import demo_served, start_browser

LANGUAGES = ["en", "lv", "ar"]
SIZES = ["800x480", "1080x1920"]
THUMB_HEIGHT = 400
A_SHEET = {True: (3, 5), False: (6, 2)}
"""Columns and rows, of screens that lie and that stand."""
_NAMES = "[...new Set([...document.querySelectorAll('.stories a')].map(link => link.hash.split('/')[0].slice(1)))]"


def main() -> None:
    """Draw the sheets that were asked for; a language at a size takes about half a minute."""
    parser = argparse.ArgumentParser("docs.kiosk_sheets")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", action="append")
    parser.add_argument("--size", action="append")
    parser.add_argument("--mode", default="")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with demo_served(people=30) as at_event, sync_playwright() as playwright:
        browser = start_browser(playwright)
        for size in options.size or SIZES:
            width, height = (int(number) for number in size.split("x"))
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{at_event.url}/kiosk/stories")
            page.locator(".stories a").first.wait_for()
            for language in options.language or LANGUAGES:
                draw(page, options.folder, f"{size}-{language}", language, options.mode)
        browser.close()


def draw(page: Page, folder: Path, name: str, language: str, mode: str) -> None:
    """All stories in one language, as many sheets as it takes."""
    stories: list[str] = page.evaluate(_NAMES)
    thumbs = [(story, screen(page, f"{story}/{language}/{mode}")) for story in stories]
    columns, rows = A_SHEET[thumbs[0][1].width > thumbs[0][1].height]
    for number, at in enumerate(range(0, len(thumbs), columns * rows), 1):
        sheet_of(thumbs[at : at + columns * rows], columns).save(folder / f"{name}-{number:02}.png")


def screen(page: Page, story: str) -> Image.Image:
    page.evaluate("hash => { location.hash = hash; }", story)
    page.wait_for_timeout(350)  # after which nothing moves any more
    image = Image.open(io.BytesIO(page.screenshot()))
    return image.resize((round(image.width * THUMB_HEIGHT / image.height), THUMB_HEIGHT), Image.Resampling.LANCZOS)


def sheet_of(thumbs: list[tuple[str, Image.Image]], columns: int) -> Image.Image:
    """Screens side by side, each under its story's name."""
    width, label = thumbs[0][1].width, 18
    rows = -(-len(thumbs) // columns)
    sheet = Image.new("RGB", (columns * (width + 8), rows * (THUMB_HEIGHT + label + 8)), "white")
    pen = ImageDraw.Draw(sheet)
    for at, (story, image) in enumerate(thumbs):
        x, y = at % columns * (width + 8), at // columns * (THUMB_HEIGHT + label + 8)
        pen.text((x + 2, y + 2), story, fill="black")
        sheet.paste(image, (x, y + label))
    return sheet


if __name__ == "__main__":
    main()
