"""The kiosk's page and its built files."""

from __future__ import annotations

from flask import Blueprint

from turnout.domain.model import Role
from turnout.web.auth import roles
from turnout.web.house import House
from turnout.web.pages import page


def add_views(house: House) -> None:
    """Add `/kiosk`, and `/kiosk/stories` with every screen that it has."""
    views = Blueprint("kiosk", __name__, static_folder="static", static_url_path="/kiosk/static")

    @views.get("/kiosk")
    @roles(Role.NOBODY)
    def kiosk() -> str:
        return page(views, "kiosk", "Check-in")

    @views.get("/kiosk/stories")
    @roles(Role.NOBODY)
    def stories() -> str:
        """Invented people only: nothing of the event is shown."""
        return page(views, "stories", "Every screen of the kiosk")

    house.app.register_blueprint(views)
