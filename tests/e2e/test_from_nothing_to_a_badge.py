"""From nothing to a badge as somebody does it who has never seen this before: a spreadsheet, a scanner, an evening."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import zxingcpp
from at_event import AtEvent
from browsing import scan_by_wedge
from effort import Newcomer
from openpyxl import Workbook
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Browser, Page, expect
from terminal import Terminal, on_a_terminal

from turnout.remote import Remote
from turnout.store import lock

TURNOUT = Path(sys.executable).with_name("turnout")
ZONE = "Europe/Riga"
LIMIT_S = 10 * 60
WAITING_S = 30
"""What of the limit is left for waiting; how long screens take on a machine that runs other tests, the report tells."""
GOES_AWAY_MS = 15_000
FORMULA = '=HYPERLINK("http://example.org";"Acme")'
ANSWERS = (
    ("Name of the event: ", "Congress"),
    ("First day, or all days with commas between them", ""),
    ("How many days in a row [1]: ", "2"),
    ("Time zone [", ZONE),
    ("A day begins at [04:00]: ", ""),
    ("Languages [en, pl, lv]: ", ""),
    ("Colour [", ""),
    ("How many people the venue holds (Enter: not known): ", "500"),
    ("Entry rule [congress]: ", ""),
    ("Room (Enter: no more): ", ""),
    ("Printer: a folder", "none"),
    ("Name of the coordinator [Coordinator]: ", "Mara"),
    ("Password: ", "harbour 27"),
    ("The same again: ", "harbour 27"),
)
LIST = (
    ("Žaneta", "Ozoliņa", "Acme, Söhne & Co", "zaneta@example.org", "Referent", "Q7U2-N3K5-H8M1-C4V6", "lv", "R-1"),
    ("Łukasz", "Wiśniewski", FORMULA, "lukasz@example.org", "Visitor", "W9K1-B2N3-M4L5-P6Q7", "pl", "R-2"),
    ("محمد", "الأحمد", "شركة الموانئ", "m@example.org", "Visitor", "A1S2-D3F4-G5H6-J7K8", "en", "R-3"),
    ("小龙", "李", "@SUM(A1:A9)", "li@example.org", "Visitor", "Z1X2-C3V4-B5N6-M7Q8", "en", "R-4"),
    ("דנה", "לוי", "-2+3", "dana@example.org", "Press", "T5Y6-U7J8-K9L1-Q2W3", "en", "R-5"),
    ("Thị Minh", "Nguyễn", "", "n@example.org", "Visitor", "", "en", "R-6"),
    (),
    ("Žaneta", "Ozoliņa", "Acme", "zaneta@example.org", "Referent", "Q7U2-N3K5-H8M1-C4V6", "lv", "R-1"),
    ("", "", "Nobody GmbH", "x@example.org", "Visitor", "L1K2-J3H4-G5F6-D7S8", "de", "R-9"),
    ("Summe", "", "", "", "", "", "", 7),
)
IMPORTED = 6
CODES = "SELECT t.code FROM tickets t JOIN attendees a ON a.id = t.attendee_id"


def test_from_nothing_to_a_badge(tmp_path: Path, start_browser: Callable[..., Browser]) -> None:
    me, browser = Newcomer(), start_browser()
    make_event(me, tmp_path)
    with served(me, tmp_path) as (event, sign_in_link):
        page, kiosk = new_page(browser), new_page(browser)
        page.goto(sign_in_link)
        me.see("board", page.locator(".total-number", has_text=re.compile(r"\d")))
        set_up(me, page, event)
        bring_people(me, page, event, workbook(tmp_path / "Teilnehmer final (2).xlsx"))
        pair(me, page, kiosk)
        tried = greet(me, kiosk, event, "kiosk: rehearsed")
        clear_the_rehearsal(me, page)
        open_the_event(me, page)
        expect(kiosk.locator(".result")).to_have_count(0, timeout=GOES_AWAY_MS)  # the start screen stands below it
        badge = greet(me, kiosk, event, "kiosk: welcome")
        check_in_at_the_desk(me, page)
        go(me, page, "Board")
        for total in ("Inside now", "Arrived"):
            expect(page.locator(".total", has_text=total).locator(".total-number")).to_contain_text("2")
        me.see("board: two are in", page.locator(".feed"))

        ((code,),) = event.rows(f"{CODES} WHERE a.given_name = 'Žaneta' AND t.kind = 'badge'")
    assert [zxingcpp.read_barcode(picture).text for picture in (tried, badge)] == [code, code]
    assert (says_more(tried, badge), says_more(badge, tried)) == (True, False)
    print(f"\n{me.report()}")
    assert me.busy_s < LIMIT_S - WAITING_S, me.report()


# ---- the evening before -----------------------------------------------------------------------------------


def make_event(me: Newcomer, folder: Path) -> None:
    with on_a_terminal([TURNOUT, "new", "congress.db"], folder) as terminal:
        for question, answer in ANSWERS:
            terminal.answer(question, answer)
        assert terminal.end() == 0
    me.meet("turnout new")
    me.read(terminal.shown.splitlines())
    me.press(len("turnout new congress.db\n") + sum(len(answer) + 1 for _, answer in ANSWERS))


@contextmanager
def served(me: Newcomer, folder: Path) -> Iterator[tuple[AtEvent, str]]:
    """Serve it from the terminal until Ctrl+C; answers it with the link that signs in, as it stands there."""
    path = folder / "congress.db"
    with on_a_terminal([TURNOUT, "serve", "congress.db", "--port", "0"], folder) as terminal:
        terminal.wait_for("Ctrl+C")
        me.meet("turnout serve")
        me.read(terminal.shown.splitlines())
        me.press(len("turnout serve congress.db\n"))
        me.point()  # at the link
        holder = lock.holder(path)
        assert holder is not None
        try:
            yield AtEvent(holder.url, path, Remote.of(holder)), _link(terminal)
        finally:
            terminal.interrupt()
            assert terminal.end() == 0
    assert "Traceback" not in terminal.shown


def _link(terminal: Terminal) -> str:
    found = re.search(r"http://\S+/sign-in#once=\w+", terminal.shown)
    assert found is not None, terminal.shown
    return found[0]


def set_up(me: Newcomer, page: Page, event: AtEvent) -> None:
    go(me, page, "Set-up")
    me.see("set-up", page.locator(".ready-line"))
    me.type("Harbour Congress", page.get_by_label("Name of the event"))
    me.type("Great Hall", page.get_by_label("Add a room", exact=True))
    expect(page.locator("#places .set-name").last).to_have_text("Great Hall")
    me.type("Referent", page.get_by_label("Add a category", exact=True))
    me.click(page.locator("#places .fine-head").first)
    me.see("set-up: fine print", page.get_by_label("Opens", exact=True))
    an_hour_ago = datetime.now(UTC).astimezone(ZoneInfo(ZONE)) - timedelta(hours=1)
    me.type(f"{an_hour_ago:%Y-%m-%dT%H:%M}", page.get_by_label("Opens", exact=True).first)
    company = page.get_by_role("region", name="Walk-in form").get_by_role("group", name="Company")
    me.click(company.get_by_text("Needed"))
    expect(company.locator(".save-mark")).to_have_text("Saved")

    me.click(page.get_by_role("button", name="Add a printer"))
    dialog = page.get_by_role("dialog")
    me.see("set-up: a printer", dialog)
    me.choose("Folder of pictures", dialog.get_by_label("Kind"))
    me.type("Printer A", dialog.get_by_label("Name, as people on site say it"), "Tab")
    me.type(event.badges.name, dialog.get_by_label("Folder on the server"))
    expect(page.locator("#printers")).to_contain_text("Folder of pictures")
    expect(page.locator(".top-event")).to_have_text("Harbour Congress")


def workbook(path: Path) -> Path:
    """A list as people have it: titles over several cells, two languages, one row twice, one without a name, a sum."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Teilnehmer"
    sheet.append(["Teilnehmerliste Hafenkongress, Stand Freitag"])
    sheet.merge_cells("A1:H1")
    sheet.append(["vertraulich"])
    sheet.merge_cells("A2:C2")
    sheet.append([])
    sheet.append(["Vorname", "Nazwisko", "Firma", "E-Mail-Adresse", "Rolle vor Ort", "Kod biletu", "Sprache", "ID"])
    for row in LIST:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # texts, not formulas
    book.save(path)
    return path


def bring_people(me: Newcomer, page: Page, event: AtEvent, source: Path) -> None:
    go(me, page, "Import")
    me.see("import", page.get_by_text("Choose a file, or drop it here"))
    me.point(3)  # in the system's own dialog: choose, the file, open
    page.locator("input[type=file]").set_input_files(source)
    me.see("import: columns", page.get_by_role("heading", name="Columns"))
    me.choose("Category", page.get_by_label("What the column Rolle vor Ort is taken for"))
    me.click(page.get_by_role("button", name="Check"))
    me.see("import: dry run", page.get_by_text(f"{IMPORTED} people are added"))
    expect(page.locator(".import-findings").first).to_contain_text("2 rows are refused")
    expect(page.locator(".import-lines").first).to_contain_text(re.compile("already stands in line 5.*no name"))
    assert event.rows(CODES) == []  # nothing is written before it was seen
    me.click(page.get_by_role("button", name="Import", exact=True))
    me.see("import: done", page.get_by_text(f"{IMPORTED} added, 0 changed, 0 left alone, 2 refused."))


def pair(me: Newcomer, page: Page, kiosk: Page) -> None:
    me.click(page.get_by_role("link", name="To the board"))
    me.click(page.get_by_role("button", name="Pair a kiosk"))
    me.see("pair a kiosk", page.get_by_role("dialog"))
    me.type("Entrance A", page.get_by_label("Name, as people on site say it"))
    me.see("pair a kiosk: the code", page.locator(".pairing-code"))
    kiosk.goto(re.sub(r"/dashboard.*", "/kiosk", page.url))
    me.see("kiosk: pairing", kiosk.locator(".pairing"))
    code = page.locator(".pairing-code").inner_text().replace(" ", "")
    me.press(len(code))
    kiosk.keyboard.type(code, delay=90)  # as a hand types: a scanner's codes are quicker
    me.see("kiosk: start", kiosk.locator(".start"))
    expect(page.get_by_role("dialog")).to_contain_text("Entrance A is paired.")
    me.click(page.get_by_role("button", name="Close"))


# ---- the rehearsal ----------------------------------------------------------------------------------------


def greet(me: Newcomer, kiosk: Page, event: AtEvent, screen: str) -> Image.Image:
    """Hold a ticket of the list under the hand scanner; answers the badge that comes out of the printer."""
    known = set(event.badges.glob("*.png"))
    me.point()  # with the scanner
    scan_by_wedge(kiosk, LIST[0][5])
    me.see(screen, kiosk.locator(".result-go"))
    expect(kiosk.locator(".result-go h1")).to_contain_text("Žaneta")
    expect(kiosk.locator(".badge-take")).to_be_visible(timeout=GOES_AWAY_MS)
    (new,) = set(event.badges.glob("*.png")) - known
    with Image.open(new) as picture:
        return picture.convert("L")


def says_more(one: Image.Image, other: Image.Image) -> bool:
    """Whether the one badge has ink across it that the other has not: the word TEST."""
    added = ImageChops.subtract(ImageOps.invert(one), ImageOps.invert(other)).getbbox()
    return added is not None and max((added[2] - added[0]) / one.width, (added[3] - added[1]) / one.height) > 0.5


def clear_the_rehearsal(me: Newcomer, page: Page) -> None:
    me.see("board: rehearsal", page.locator(".feed").get_by_text("Žaneta Ozoliņa"))
    me.click(page.get_by_role("button", name="Clear the rehearsal"))
    me.see("clear the rehearsal?", page.get_by_role("dialog"))
    me.click(page.get_by_role("dialog").get_by_role("button", name="Clear the rehearsal"))
    expect(page.locator(".feed")).not_to_contain_text("Žaneta Ozoliņa")


def open_the_event(me: Newcomer, page: Page) -> None:
    me.click(page.get_by_role("link", name="Ready to open?"))
    ready = page.get_by_role("region", name="Ready to open?")
    expect(ready).to_be_in_viewport()
    me.see("ready to open?", ready.locator(".ready-line"))
    expect(ready.locator(".ready-line:not(.is-ok) .ready-what")).to_have_text(["No sessions are planned"])
    expect(ready).to_contain_text(f"{IMPORTED} attendees are on the list")
    me.click(ready.get_by_role("button", name="Open the event"))
    me.see("open?", page.get_by_role("dialog"))
    me.click(page.get_by_role("dialog").get_by_role("button", name="Open the event"))
    expect(ready).to_contain_text("The event is open since")


# ---- the doors are open -----------------------------------------------------------------------------------


def check_in_at_the_desk(me: Newcomer, page: Page) -> None:
    """Somebody with another name than they type, and without their ticket."""
    go(me, page, "Desk")
    me.see("desk", page.get_by_role("combobox"))
    me.press(len("wisneiwski"))
    page.keyboard.type("wisneiwski", delay=90)
    me.see("desk: found", page.get_by_role("option"))
    expect(page.get_by_role("option")).to_contain_text("Łukasz Wiśniewski")
    me.press(1)
    page.keyboard.press("Enter")
    me.see("desk: card", page.locator(".card-name"))
    expect(page.locator(".card-facts")).to_contain_text(FORMULA)
    me.press(1)
    page.keyboard.press("Enter")
    me.see("desk: welcome", page.locator(".outcome.is-go"))
    expect(page.locator(".outcome-badge")).to_contain_text("Take the badge", timeout=GOES_AWAY_MS)


def go(me: Newcomer, page: Page, name: str) -> None:
    """To another page, by the menu of every page."""
    me.click(page.get_by_role("button", name="Pages"))
    me.click(page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True))


def new_page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB").new_page()
