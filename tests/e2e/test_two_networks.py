"""A kiosk and its server on two machines with a cable between them, on plain http: what loopback cannot show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from at_event import serve
from browsing import open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, expect
from two_networks import SERVER_ADDRESS, AtEventThere, two_machines

PORT = 8080  # nobody else listens on a machine of our own
PATIENCE_MS = 60_000


def test_on_plain_http_there_is_no_camera_a_scanner_works_and_a_cut_is_survived(
    demo: Path, tmp_path: Path, start_browser: Callable[..., Browser]
) -> None:
    with (
        two_machines() as (server, stand),
        serve(demo, tmp_path, "--host", SERVER_ADDRESS, "--port", str(PORT), enter=server.enter) as there,
    ):
        at_event = AtEventThere(f"http://{SERVER_ADDRESS}:{PORT}", there.path, there.command, server)
        kiosk = open_kiosk(start_browser(program=stand.program("chromium", tmp_path / "chromium")), at_event)
        camera = kiosk.get_by_role("status").filter(has_text="No camera at this address")
        expect(camera).to_contain_text("Open this page by its https address.")
        expect(camera).to_contain_text("The hand scanner works meanwhile.")
        note = kiosk.locator(".server-note")
        expect(note).to_contain_text("needs the server to check tickets")

        holder = at_event.holder_not_here()
        scan_by_wedge(kiosk, holder.ticket)
        expect(kiosk.locator(".result-go h1")).to_contain_text(holder.greeting, timeout=PATIENCE_MS)
        kiosk.locator(".start:not([inert])").wait_for(timeout=PATIENCE_MS)

        server.run("ip", "link", "set", "cable", "down")
        expect(note).to_contain_text("The server is out of reach.", timeout=PATIENCE_MS)
        server.run("ip", "link", "set", "cable", "up")
        expect(note).not_to_contain_text("out of reach", timeout=PATIENCE_MS)
        other = at_event.holder_not_here()
        scan_by_wedge(kiosk, other.ticket)
        expect(kiosk.locator(".result-go h1")).to_contain_text(other.greeting, timeout=PATIENCE_MS)
