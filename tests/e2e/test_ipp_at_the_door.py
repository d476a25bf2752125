"""The same main job with a real IPP printer: the badge that comes back is the badge, pixel for pixel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import zxingcpp
from at_event import serve
from browsing import open_kiosk, scan_by_wedge
from ipp_printer import EmulatedPrinter, dns_sd, ipp_printer
from PIL import ImageChops
from playwright.sync_api import Browser, expect
from pwg_reader import read_pages

from badges import layout, render

__all__ = ["dns_sd", "ipp_printer"]  # fixtures


def test_the_badge_comes_out_of_an_ipp_printer(
    demo: Path, tmp_path: Path, ipp_printer: EmulatedPrinter, start_browser: Callable[..., Browser]
) -> None:
    with serve(demo, tmp_path, ipp_uri=ipp_printer.uri) as at_event:
        holder = at_event.holder_not_here()
        kiosk = open_kiosk(start_browser(), at_event)

        scan_by_wedge(kiosk, holder.ticket)

        expect(kiosk.locator(".badge-line")).to_contain_text("Take your badge", timeout=30_000)
        (paper,) = ipp_printer.papers()
        (page,) = read_pages(paper)
        came_out = page.image.convert("L")
        row = at_event.rows("SELECT company, pronouns, language FROM attendees WHERE full_name = ?", holder.name)[0]
        fields = {
            "name": holder.name,
            "company": str(row[0]),
            "pronouns": str(row[1]),
            "category": "Visitor",
            "event": "Harbour Congress",
            "language": str(row[2]),
        }
        drawn = render.render(layout.parse(layout.bundled("visitor-62x100")), fields, holder.badge, 300).image
        assert ImageChops.difference(came_out, drawn.convert("L")).getbbox() is None
        assert zxingcpp.read_barcode(came_out).text == holder.badge
