"""The kiosk's page and its built files."""

from __future__ import annotations

from flask import Response

from turnout.domain.model import Role
from turnout.web.auth import roles
from turnout.web.built_files import BuiltFiles
from turnout.web.house import House
from turnout.web.pages import page


def add_views(house: House) -> None:
    """Add `/kiosk` with its service worker, and `/kiosk/stories` with every screen that it has."""
    views = BuiltFiles("kiosk", __name__, static_folder="static", static_url_path="/kiosk/static")

    @views.get("/kiosk")
    @roles(Role.NOBODY)
    def kiosk() -> str:
        return page(views, "kiosk", "Check-in")

    @views.get("/kiosk/stories")
    @roles(Role.NOBODY)
    def stories() -> str:
        """Invented people only: nothing of the event is shown."""
        return page(views, "stories", "Every screen of the kiosk")

    @views.get("/kiosk/service-worker.js")
    @roles(Role.NOBODY)
    def service_worker() -> Response:
        """Lets the kiosk open with the server dead. By its address it could look after `/kiosk/` only, not `/kiosk`."""
        response = views.send_static_file("service-worker.js")
        response.headers["Service-Worker-Allowed"] = "/kiosk"
        return response

    house.app.register_blueprint(views)
