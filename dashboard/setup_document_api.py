"""All that an organiser has set up, in one document."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from badges.printers import kinds
from turnout.domain.model import Role
from turnout.services import setup_document
from turnout.web.auth import roles
from turnout.web.house import House

TAG = Tag(name="set-up")


def add_api(house: House) -> None:
    """Add the document of set-up."""
    api = APIBlueprint("setup_document", __name__, url_prefix="/api/v1/setup", abp_tags=[TAG])

    @api.get("")
    @roles(Role.COORDINATOR)
    def read_setup() -> dict[str, Any]:
        """All that is set up: settings, places with entry rules, categories, printers, with their versions."""
        return setup_document.document(house.event, list(kinds()))

    house.app.register_api(api)
