"""The kiosk's page and its built files."""

from __future__ import annotations

from flask import Blueprint

from turnout.domain.model import Role
from turnout.web.auth import roles
from turnout.web.house import House
from turnout.web.pages import page


def add_views(house: House) -> None:
    """Add `/kiosk`."""
    views = Blueprint("kiosk", __name__, static_folder="static", static_url_path="/kiosk/static")

    @views.get("/kiosk")
    @roles(Role.NOBODY)
    def kiosk() -> str:
        return page(views, "kiosk", "Check-in")

    house.app.register_blueprint(views)
