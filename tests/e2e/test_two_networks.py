"""A kiosk and its server on two machines with a cable between them, on plain http: what loopback cannot show."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agents import Agent
from at_event import AtEvent, serve
from browsing import open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, expect
from two_machines import KIOSK_ADDRESS, SERVER_ADDRESS, Machine, two_machines
from waiting import until

PORT = 8080  # nobody else listens on a machine of our own
PATIENCE_MS = 60_000
_ASK = """
import sys
from turnout.remote import Remote
url, token, path = sys.argv[1:]
print(Remote(url, token).post(path, {})["pairing_code"])
"""


@dataclass(frozen=True)
class AtEventThere(AtEvent):
    """An event that only its own machine can reach over loopback, as commands do."""

    machine: Machine

    def pairing_code(self, station_name: str) -> str:
        (station_id,) = self.rows("SELECT id FROM stations WHERE name = ?", station_name)[0]
        ask = (sys.executable, "-c", _ASK, self.command.url, self.command.token)
        return self.machine.output(*ask, f"/stations/{station_id}/pairing-code")


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


_STATUS = """
import sys, urllib.error, urllib.request
try:
    print(urllib.request.urlopen(sys.argv[1], timeout=10).status)
except urllib.error.HTTPError as problem:
    print(problem.code)
"""


def test_a_kiosk_that_starts_before_its_network_finds_the_server(demo: Path, tmp_path: Path) -> None:
    with (
        two_machines() as (server, stand),
        serve(demo, tmp_path, "--host", SERVER_ADDRESS, "--port", str(PORT), enter=server.enter),
    ):
        stand.run("ip", "address", "flush", "dev", "cable")
        agent = Agent(tmp_path / "agent", (), stand.enter)
        status: Callable[[], str] = lambda: stand.output(sys.executable, "-c", _STATUS, f"{agent.browser.base}/healthz")  # noqa: E731
        try:
            assert status() == "502"
            stand.run("ip", "address", "add", f"{KIOSK_ADDRESS}/24", "dev", "cable")
            until(lambda: status() == "200", "the server is found once there is a network")
        finally:
            assert agent.stop() == 0
