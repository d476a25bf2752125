"""The dashboard: pages for people who work at the event, and the endpoints they use.

Coordinator's board, staff's rooms, sign-in. Parse, call one service, render. Knows nothing of the kiosk.
`face` is found by the entry point group `turnout.faces`.
"""

from __future__ import annotations

from dashboard import (
    attendees_api,
    conflicts_api,
    desk_api,
    door_api,
    drawer_api,
    groups_api,
    help_api,
    layouts_api,
    paper_api,
    people_api,
    pin_api,
    printers_api,
    printing_api,
    rooms_api,
    setup_api,
    setup_categories_api,
    setup_document_api,
    setup_logo_api,
    setup_places_api,
    setup_printers_api,
    setup_readiness_api,
    setup_settings_api,
    stations_api,
    tickets_api,
)
from dashboard.views import add_views
from turnout.web.house import House


def face(house: House) -> None:
    """Add the dashboard to the house."""
    add_views(house)
    for module in (
        people_api,
        pin_api,
        rooms_api,
        help_api,
        door_api,
        conflicts_api,
        attendees_api,
        desk_api,
        groups_api,
        printing_api,
        printers_api,
        drawer_api,
        paper_api,
        tickets_api,
        layouts_api,
        setup_api,
        stations_api,
        setup_document_api,
        setup_settings_api,
        setup_logo_api,
        setup_places_api,
        setup_categories_api,
        setup_printers_api,
        setup_readiness_api,
    ):
        module.add_api(house)


__all__ = ["face"]
