"""A kiosk's call for help."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from kiosk.api import own_station
from turnout.domain.model import Role
from turnout.services import help as help_service
from turnout.services import help_shown
from turnout.web.auth import roles
from turnout.web.bodies import Empty
from turnout.web.house import House

_TAG = Tag(name="stations")


def add_api(house: House) -> None:
    """Add the endpoint that calls staff."""
    api = APIBlueprint("station help", __name__, url_prefix="/api/v1", abp_tags=[_TAG])

    @api.post("/station/help")
    @roles(Role.STATION)
    def call(body: Empty) -> dict[str, Any]:  # noqa: ARG001 - the body is there to be checked
        """Call staff to this kiosk; while a call is open, again changes nothing. Answers the call, and who comes."""
        made = help_service.call(house.event, own_station(), house.now(), house.chance)
        return {"help": help_shown.call_document(made)}

    house.app.register_api(api)
