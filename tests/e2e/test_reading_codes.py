"""What the kiosk must read of badly held tickets, by the page's own decoder in Chromium."""

from __future__ import annotations

from collections.abc import Callable

from at_event import AtEvent
from playwright.sync_api import Browser

from bench.reading import below_floor, read_all
from bench.spoiling import frames

TICKETS_OF_EACH = 2


def test_every_promised_ticket_is_read_and_none_is_read_wrong(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    page = start_browser().new_page()
    page.goto(f"{at_event.url}/kiosk/stories")
    readings = read_all(page, frames(TICKETS_OF_EACH, only_promised=True))
    assert len(readings) > 50
    assert below_floor(readings) == []
    assert [(one.page, one.frame.spoiling.name) for one in readings if one.page != one.beside] == []
