"""Kiosks whose server dies: they open, admit and keep; when it is back it hears of everything, once, as it happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from at_event import AtEvent
from factories import make_event, put_attendee, put_station
from kiosks_alone import Device, Trust, cut_off, kept, pair, scan_all
from lossy_line import LossyLine
from playwright.sync_api import Page, Playwright, expect
from server import Server, lasting_port, start
from waiting import eventually

from turnout.domain.model import Attendee, StationMode

KIOSKS = ("north", "south", "west")
IN_COMMON = 10
OWN = 40
PEOPLE = IN_COMMON + 3 * OWN
CLOSE_S = 5.0  # what was sent over a lossy line is under way that long, and is recorded as read so much later

pytestmark = pytest.mark.timeout(900)


@dataclass
class Venue:
    """The event's server on one fixed port, that can be killed and started again; and tickets that nobody has used."""

    path: Path
    trust: Trust
    server: Server
    tickets: list[tuple[str, str]]
    moments: dict[str, list[int]] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return int(self.server.url.rpartition(":")[2])

    @property
    def event(self) -> AtEvent:
        return AtEvent(self.server.url, self.path, self.server.command)

    def come_back(self) -> None:
        self.server = start(self.path, "--port", str(self.port), *self.trust.options)

    def codes_of(self, kiosk: int) -> list[str]:
        """Fifty tickets for a kiosk: ten that every kiosk has, and its own."""
        own = self.tickets[IN_COMMON + OWN * kiosk : IN_COMMON + OWN * (kiosk + 1)]
        return [code for code, _name in [*self.tickets[:IN_COMMON], *own]]

    def scans(self) -> list[tuple[str, str, str, str]]:
        """Every scan of the tickets: its id, kind, ticket and moment."""
        rows = self.event.rows(
            """
            SELECT l.fact_id, l.kind, t.code, l.occurred_at FROM log l
            JOIN tickets t ON t.id = json_extract(l.data, '$.ticket_id')
            WHERE l.kind IN ('scan.admitted', 'scan.refused') ORDER BY l.seq
            """
        )
        return [(str(a), str(b), str(c), str(d)) for a, b, c, d in rows]


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    return Trust.made_in(tmp_path_factory.mktemp("trust"))


@pytest.fixture
def venue(tmp_path: Path, trust: Trust) -> Iterator[Venue]:
    path = tmp_path / "congress.db"
    event = make_event(path)
    people = [Attendee(f"a{number}", f"Žanete {number} Kalniņa-Bērziņa") for number in range(PEOPLE)]
    tickets = [(put_attendee(event, person).ticket.code, person.full_name) for person in people]
    for name in KIOSKS:
        put_station(event, name, mode=StationMode.ENTRANCE)
    event.file.close()
    made = Venue(path, trust, start(path, "--port", str(lasting_port()), *trust.options), tickets)
    yield made
    if made.server.process.poll() is None:
        made.server.stop()


@pytest.fixture
def devices(venue: Venue, tmp_path: Path, playwright: Playwright) -> list[Device]:
    return tablets(venue, tmp_path, playwright, venue.port)


@pytest.fixture
def lossy_line(venue: Venue) -> Iterator[LossyLine]:
    line = LossyLine(venue.port)
    yield line
    line.close()


def tablets(venue: Venue, folder: Path, playwright: Playwright, port: int) -> list[Device]:
    url = f"https://localhost:{port}"
    return [Device(name, folder / f"tablet-{name}", venue.trust, playwright, url) for name in KIOSKS]


def set_up(devices: list[Device], venue: Venue) -> None:
    for device in devices:
        with device.browser() as page:
            pair(page, venue.event.pairing_code(device.name.capitalize()))


def waiting(page: Page) -> int:
    return len(kept(page, "outbox"))


def note(venue: Venue, codes: list[str], moments: list[int]) -> None:
    for code, moment in zip(codes, moments, strict=True):
        venue.moments.setdefault(code, []).append(moment)


def deliver(devices: list[Device]) -> None:
    for device in devices:
        with device.browser() as page:
            page.locator(".start").wait_for()
            assert eventually(lambda page=page: waiting(page) == 0, 120), f"{waiting(page)} scans of {device.name} wait"


def judge(venue: Venue) -> None:
    """Every scan has one outcome, at its own time; every ticket in common is a conflict."""
    scans = venue.scans()
    assert len({scan_id for scan_id, *_rest in scans}) == len(scans) == len(KIOSKS) * (IN_COMMON + OWN)
    assert {kind for _id, kind, *_rest in scans} == {"scan.admitted"}
    recorded: dict[str, list[float]] = {}
    for _scan_id, _kind, code, at in scans:
        recorded.setdefault(code, []).append(datetime.fromisoformat(at).timestamp())
    for code, moments in venue.moments.items():
        gaps = [abs(at - read / 1000) for at, read in zip(sorted(recorded[code]), sorted(moments), strict=True)]
        assert max(gaps) < CLOSE_S, f"{code} was recorded {max(gaps):.1f} s from when it was read"
    shown = venue.event.command.get("/topics/conflicts")["data"]["conflicts"]
    assert len(shown) == IN_COMMON
    assert {one["kind"] for one in shown} == {"same_ticket_twice"}


def assert_nothing_is_readable(devices: list[Device], venue: Venue) -> None:
    for device in devices:
        assert device.holds(device.name.capitalize()) != [], "the search would find what is there"
        for code, name in venue.tickets:
            assert device.holds(code) == [], f"a code lies on {device.name}"
            assert device.holds(name) == [], f"a name lies on {device.name}"


def go_on(devices: list[Device], venue: Venue) -> None:
    """Half of the tickets, the page loaded anew, the other half."""
    for number, device in enumerate(devices):
        codes = venue.codes_of(number)
        with device.browser() as page:
            cut_off(page)
            note(venue, codes[:25], scan_all(page, codes[:25]))
            page.reload()
            cut_off(page)
            note(venue, codes[25:], scan_all(page, codes[25:]))
            expect(page.locator(".result-go")).to_contain_text("Your badge prints at the desk")
            assert waiting(page) == len(codes)


def test_three_kiosks_go_on_and_nothing_is_lost(venue: Venue, devices: list[Device]) -> None:
    set_up(devices, venue)
    venue.server.kill()
    go_on(devices, venue)
    assert_nothing_is_readable(devices, venue)
    venue.come_back()
    deliver(devices)
    judge(venue)


def test_the_browser_killed_in_between_loses_nothing(venue: Venue, devices: list[Device]) -> None:
    set_up(devices, venue)
    venue.server.kill()
    for number, device in enumerate(devices):
        codes = venue.codes_of(number)
        for part in (codes[:25], codes[25:]):
            with device.browser() as page:
                cut_off(page)
                note(venue, part, scan_all(page, part))
                device.kill_browser()
    assert_nothing_is_readable(devices, venue)
    venue.come_back()
    deliver(devices)
    judge(venue)


def test_over_a_line_that_is_slow_and_loses_things(
    venue: Venue, lossy_line: LossyLine, tmp_path: Path, playwright: Playwright
) -> None:
    devices = tablets(venue, tmp_path, playwright, lossy_line.port)
    set_up(devices, venue)
    lossy_line.spoil(delay_s=0.1, loss=0.15)  # a hundred milliseconds each way
    venue.server.kill()
    go_on(devices, venue)
    venue.come_back()
    deliver(devices)
    judge(venue)
    assert lossy_line.broken > 0
