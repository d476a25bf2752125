"""The sheet with the test code: what is printed reads back as what the kiosk's check expects."""

from __future__ import annotations

import re
from pathlib import Path

from printed import codes, pages

from turnout.paper.scanner_sheet import TEST_CODE, draw

PAGE_SIDE = Path("kiosk/web/scanner_check/test_code.ts")


def test_the_printed_code_is_read_as_what_it_says(tmp_path: Path) -> None:
    pdf = tmp_path / "sheet.pdf"
    pdf.write_bytes(draw())
    (page,) = pages(pdf, 150)
    assert codes(page) == [TEST_CODE]


def test_it_is_the_code_that_the_kiosk_knows() -> None:
    source = (Path(__file__).parents[2] / PAGE_SIDE).read_text(encoding="utf-8")
    assert re.findall(r'TEST_CODE = "([^"]+)"', source) == [TEST_CODE]


def test_the_same_bytes_each_time() -> None:
    assert draw() == draw()
