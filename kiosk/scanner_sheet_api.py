"""The sheet by which a kiosk checks its scanner and camera."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from turnout.domain.model import Role
from turnout.services import scanner_sheets
from turnout.web.auth import roles
from turnout.web.house import House


def add_api(house: House) -> None:
    """Add the sheet. Nothing of the event is on it."""
    api = APIBlueprint("scanner_sheet", __name__, url_prefix="/api/v1/kiosk", abp_tags=[Tag(name="staff at a kiosk")])

    @api.get("/scanner-sheet.pdf")
    @roles(Role.NOBODY)
    def sheet() -> Response:
        """The test code for the check of scanners, to print on A4."""
        response = Response(scanner_sheets.sheet(), mimetype="application/pdf")
        response.headers["Content-Disposition"] = 'inline; filename="turnout-test-code.pdf"'
        return response

    house.app.register_api(api)
