"""The page at /import in Chromium: a workbook as people have it, from choosing it to the board."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from at_event import AtEvent
from clients import Client
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect
from test_accessible import violations
from waiting import until

PATIENCE_MS = 60_000


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """Merged titles above German headers, a blank row, commas within names, a row without a name, a totals line."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Gäste 2026"
    sheet.append(["Gästeliste – vertraulich"])
    sheet.merge_cells("A1:F1")
    sheet.append(["Stand: Montag"])
    sheet.merge_cells("A2:C2")
    sheet.append([])
    sheet.append(["Name", "Vorname", "Firma", "E-Mail-Adresse", "Schild", "ID"])
    sheet.append(["Müller-Lüdenscheidt, Dr.", "Žaneta", "Acme, Söhne & Co", "z@example.org", "K-1", "n-1"])
    sheet.append([])
    sheet.append(["Łukasik", "Bożena", "", "b@example.org", "K-2", "n-2"])
    sheet.append(["", "", "Nobody Ltd", "n@example.org", "K-3", "n-3"])
    sheet.append(["Summe", "", "", "", "", 3])
    path = tmp_path / "Gästeliste.xlsx"
    book.save(path)
    return path


def open_import(browser: Browser, at_event: AtEvent) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.goto(at_event.sign_in_link())
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Import").click()
    page.get_by_text("Choose a file, or drop it here").wait_for()
    return page


def field_of(page: Page, header: str) -> str:
    return str(page.get_by_label(f"What the column {header} is taken for").input_value())


def test_a_workbook_is_recognised_corrected_checked_and_imported(
    at_event: AtEvent, start_browser: Callable[..., Browser], nasty: Path
) -> None:
    page = open_import(start_browser(), at_event)
    assert violations(page) == []
    page.locator("input[type=file]").set_input_files(nasty)

    expect(page.get_by_role("heading", name="Columns")).to_be_visible(timeout=PATIENCE_MS)
    headers = ("Name", "Vorname", "Firma", "E-Mail-Adresse", "ID")
    fields = {header: field_of(page, header) for header in headers}
    assert fields == {
        "Name": "family_name",
        "Vorname": "given_name",
        "Firma": "company",
        "E-Mail-Adresse": "email",
        "ID": "source_id",
    }
    expect(page.get_by_text("Acme, Söhne & Co")).to_be_visible()
    expect(page.get_by_text("Gäste 2026")).to_be_visible()
    page.get_by_label("What the column Schild is taken for").select_option(label="Ticket code")
    assert violations(page) == []

    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("1 row is refused")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("The row has no name.")).to_be_visible()
    expect(page.get_by_text("2 people are added")).to_be_visible()
    expect(page.get_by_text("people of earlier lists are not in this file")).to_be_visible()  # the demo's
    assert at_event.rows("SELECT count(*) FROM attendees WHERE source_id LIKE 'n-%'") == [(0,)]
    with page.expect_download() as download:
        page.get_by_text("All lines as CSV").click()
    assert "The row has no name." in Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert violations(page) == []

    page.get_by_label("What the column Firma is taken for").select_option(label="Not read")
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_hidden()  # until it is checked anew
    page.get_by_label("What the column Firma is taken for").select_option(label="Company")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Import", exact=True).click(timeout=PATIENCE_MS)
    expect(page.get_by_text("2 added, 0 changed, 0 left alone, 1 refused.")).to_be_visible(timeout=PATIENCE_MS)
    assert violations(page) == []
    found = at_event.rows(
        """
        SELECT a.full_name, a.company, t.code FROM attendees a
        JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'ticket' WHERE a.source_id LIKE 'n-%' ORDER BY a.source_id
        """
    )
    assert found == [
        ("Žaneta Müller-Lüdenscheidt, Dr.", "Acme, Söhne & Co", "K-1"),
        ("Bożena Łukasik", "", "K-2"),
    ]

    page.get_by_role("button", name="Import another file").click()
    page.locator("input[type=file]").set_input_files(nasty)
    expect(page.get_by_text("as corrected before")).to_be_visible(timeout=PATIENCE_MS)
    assert field_of(page, "Schild") == "code"


def test_a_correction_stays_unless_the_file_is_to_win(
    at_event: AtEvent, start_browser: Callable[..., Browser], tmp_path: Path
) -> None:
    first = tmp_path / "first.csv"
    first.write_text("Name,Company,ID\nAda Lovelace,Engines,c-1\nBob Bobson,Bobs,c-2\n")
    page = open_import(start_browser(), at_event)
    bring_in(page, first)
    ((ada,),) = at_event.rows("SELECT id FROM attendees WHERE source_id = 'c-1'")
    correct(at_event, str(ada), "Mills")

    page.get_by_role("button", name="Import another file").click()
    page.locator("input[type=file]").set_input_files(first)
    page.get_by_role("button", name="Check").click()
    page.get_by_text("1 value corrected on site is kept").click()
    expect(page.get_by_text("stays Mills; the file says Engines")).to_be_visible()
    page.get_by_label("Let the file win over values that were corrected on site").check()
    expect(page.get_by_text("1 value changes")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("1 value corrected on site gave way to the file’s.")).to_be_visible(timeout=PATIENCE_MS)
    assert at_event.rows("SELECT company FROM attendees WHERE source_id = 'c-1'") == [("Engines",)]


def test_a_photo_is_told_and_another_file_taken(
    at_event: AtEvent, start_browser: Callable[..., Browser], tmp_path: Path
) -> None:
    photo = tmp_path / "list.csv"
    photo.write_bytes(b"\xff\xd8\xff\xe0 not a list")
    page = open_import(start_browser(), at_event)
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.get_by_text("This file is a JPEG image, whatever its name says.")).to_be_visible(timeout=PATIENCE_MS)
    assert violations(page) == []
    page.get_by_role("button", name="Another file").click()
    expect(page.get_by_text("Choose a file, or drop it here")).to_be_visible()


def test_a_page_that_is_left_leaves_no_file_with_the_server(
    at_event: AtEvent, start_browser: Callable[..., Browser], nasty: Path
) -> None:
    kept = at_event.path.with_name("congress.db.imports")
    page = open_import(start_browser(), at_event)
    page.locator("input[type=file]").set_input_files(nasty)
    expect(page.get_by_role("heading", name="Columns")).to_be_visible(timeout=PATIENCE_MS)
    assert len(list(kept.iterdir())) == 1
    page.close()
    until(lambda: not list(kept.iterdir()), "the file was forgotten")


def bring_in(page: Page, source: Path) -> None:
    page.locator("input[type=file]").set_input_files(source)
    page.get_by_role("button", name="Check").click(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Import", exact=True).click(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Import another file")).to_be_visible(timeout=PATIENCE_MS)


def correct(at_event: AtEvent, attendee_id: str, company: str) -> None:
    """As a desk would, through the API."""
    desk = Client(at_event.url, token=at_event.command.token)
    answer = desk.send("PATCH", f"/api/v1/attendees/{attendee_id}", {"company": company, "version": 1})
    assert answer.status == 200, answer.body
