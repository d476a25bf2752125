"""A printer that dies while somebody waits: the kiosk says where their badge comes out, and there it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from at_event import serve
from browsing import lift_time_limit, open_kiosk, scan_by_wedge
from ipp_printer import EmulatedPrinter, dns_sd, ipp_printer
from PIL import Image
from playwright.sync_api import Browser, expect
from waiting import until

__all__ = ["dns_sd", "ipp_printer"]  # fixtures


def test_the_kiosk_says_at_which_desk_the_badge_prints(
    demo: Path, tmp_path: Path, ipp_printer: EmulatedPrinter, start_browser: Callable[..., Browser]
) -> None:
    with serve(demo, tmp_path, ipp_uri=ipp_printer.uri) as at_event:
        elsewhere = tmp_path / "hall-desk"
        body = {
            "name": "Hall desk",
            "kind": "folder",
            "options": {"folder": str(elsewhere)},
            "printer_group": "entrance",
        }
        at_event.command.post("/setup/printers", body)
        until(lambda: at_event.rows("SELECT DISTINCT state FROM printers") == [("ready",)], "both printers are ready")
        own, place_id = at_event.rows(
            "SELECT p.id, s.place_id FROM printers p, stations s WHERE s.name = 'Entrance A' AND p.name <> 'Hall desk'"
        )[0]
        at_event.command.post(
            "/stations", {"name": "Left", "mode": "entrance", "place_id": place_id, "printer_id": own}
        )
        holder = at_event.holder_not_here()
        kiosk = open_kiosk(start_browser(), at_event, "Left")
        lift_time_limit(kiosk)  # a printer is given up later than the screen of a welcome goes
        ipp_printer.kill()

        scan_by_wedge(kiosk, holder.ticket)

        # A printer into a folder is done in a moment: the kiosk may hear of both at once.
        told = re.compile("(Your badge prints|Take your badge) at Hall desk")
        expect(kiosk.locator(".badge-line")).to_contain_text(told, timeout=60_000)
        until(lambda: len(list(elsewhere.glob("*.png"))) == 1, "the badge came out at the hall desk")
        (paper,) = elsewhere.glob("*.png")
        assert zxingcpp.read_barcode(Image.open(paper)).text == holder.badge
        assert ipp_printer.papers() == []
