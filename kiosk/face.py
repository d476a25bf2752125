"""What the kiosk adds to the house."""

from __future__ import annotations

from kiosk import (
    api,
    badge_checks_api,
    help_api,
    no_ticket_api,
    roster_api,
    scanner_sheet_api,
    scans_api,
    staff_api,
    walk_in_api,
    words_api,
)
from kiosk.views import add_views
from turnout.web.house import House


def face(house: House) -> None:
    """Add the kiosk to the house."""
    add_views(house)
    api.add_api(house)
    badge_checks_api.add_api(house)
    words_api.add_api(house)
    help_api.add_api(house)
    no_ticket_api.add_api(house)
    walk_in_api.add_api(house)
    roster_api.add_api(house)
    scans_api.add_api(house)
    staff_api.add_api(house)
    scanner_sheet_api.add_api(house)
