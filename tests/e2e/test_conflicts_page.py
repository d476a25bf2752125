"""What kiosks did while they were cut off is looked into on the board, one answer a tap."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from at_event import AtEvent, Holder
from browsing import open_dashboard
from clients import Client
from playwright.sync_api import Browser, Locator, Page, expect
from test_accessible import violations

from turnout.store.times import to_text
from turnout.web.house import system_clock

KIOSKS = ("Entrance A", "Entrance B")


def kiosk(at_event: AtEvent, name: str) -> Client:
    client = Client(at_event.url)
    client.pair(at_event.pairing_code(name))
    return client


def let_in(client: Client, holder: Holder, seconds_ago: int) -> None:
    """Tell that a kiosk let somebody in while it was cut off."""
    now = system_clock()
    body = {
        "scan_id": str(uuid4()),
        "code": holder.ticket,
        "occurred_at": to_text(now - timedelta(seconds=seconds_ago)),
        "sent_at": to_text(now),
        "boot_id": "boot-1",
        "offline": {"outcome": "admitted", "roster_seq": 1, "clock": "synced"},
    }
    assert client.api("/scans", body)["outcome"] == "admitted"


def use_twice(at_event: AtEvent) -> tuple[Holder, Holder]:
    """Two people whose tickets were each used at two kiosks."""
    clients = [kiosk(at_event, name) for name in KIOSKS]
    holders = []
    for _ in range(2):
        holder = at_event.holder_not_here()
        for number, client in enumerate(clients):
            let_in(client, holder, 2 - number)  # minutes ago it may have been the day before the event
        holders.append(holder)
    return holders[0], holders[1]


def line(page: Page, name: str) -> Locator:
    return page.locator(".conflict", has_text=name)


def test_tickets_used_twice_are_answered_and_one_answer_is_taken_back(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    echo, two = use_twice(at_event)
    board = open_dashboard(start_browser(), at_event)
    matter = board.locator(".matter", has_text="Scans to look into")
    expect(matter).to_contain_text("2 scans")
    matter.get_by_role("button", name="Look into it").click()
    dialog = board.get_by_role("dialog")
    expect(dialog.locator(".conflict")).to_have_count(2)
    expect(line(board, echo.name)).to_contain_text(re.compile(r"Entrance A.*Entrance B", re.S))
    assert violations(board) == []

    line(board, echo.name).get_by_role("button", name="Same person, scanned twice").click()
    expect(line(board, echo.name)).to_contain_text("Take the answer back")
    line(board, two.name).get_by_role("button", name="Two people, one ticket").click()
    expect(line(board, two.name)).to_contain_text("Take the answer back")
    line(board, echo.name).get_by_role("button", name="Take the answer back").click()
    expect(line(board, echo.name).get_by_role("button", name="Same person, scanned twice")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()

    expect(matter).to_contain_text("1 scan")
    expect(board.locator(".matter", has_text="One ticket, two people")).to_be_visible()
