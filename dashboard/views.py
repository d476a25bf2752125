"""Pages for people: the board, the rooms, the desk, set-up, signing in."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug import Response

from turnout.domain.model import Role
from turnout.web.auth import roles
from turnout.web.house import House
from turnout.web.pages import page

PAGES = {
    "/dashboard": ("board", "Dashboard"),
    "/rooms": ("rooms", "Rooms"),
    "/desk": ("desk", "Desk"),
    "/printers": ("printers", "Printers"),
    "/stations": ("stations", "Stations"),
    "/drawer": ("drawer", "Drawer"),
    "/paper": ("paper", "Lists on paper"),
    "/setup": ("setup", "Set-up"),
    "/badges": ("badges", "Badges"),
    "/import": ("import", "Import"),
    "/pin": ("pin", "Kiosk PIN"),
    "/sign-in": ("sign-in", "Sign in"),
}
"""Built pages. Each is the same for everybody; what it shows comes from endpoints that ask who is there."""


def add_views(house: House) -> None:
    """Add the pages, and lead `/` to the dashboard."""
    views = Blueprint("dashboard", __name__, static_folder="static", static_url_path="/dashboard/static")

    @views.get("/")
    @roles(Role.NOBODY)
    def start() -> Response:
        return redirect("/dashboard")

    for address, (name, title) in PAGES.items():

        @roles(Role.NOBODY)
        def show(name: str = name, title: str = title) -> str:
            return page(views, name, title)

        views.add_url_rule(address, name.replace("-", "_"), show)

    house.app.register_blueprint(views)
