"""Stations as the coordinator wants them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import Offer, Role, StationMode
from turnout.services import station_setup
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House

_TAG = Tag(name="set-up")
_LEADERS = (Role.COORDINATOR, Role.SUPERVISOR)
Mode = Literal[StationMode.ENTRANCE, StationMode.DOOR, StationMode.DESK, StationMode.PICKUP]


class StationPath(Body):
    station_id: Id


class StationBody(Body):
    """What of a station is to change, and the version that the caller saw. The first language is its own."""

    version: int
    name: Annotated[str, Field(max_length=500)] = ""
    place_id: Id = ""
    mode: Mode = StationMode.ENTRANCE
    languages: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=40)] = ()
    printer_group: Annotated[str, Field(max_length=60)] = ""
    printer_id: Annotated[str, Field(max_length=60)] = ""
    offers: frozenset[Offer] = frozenset()
    out_of_order: bool = False


def add_api(house: House) -> None:
    """Add the endpoints of stations that are set up already."""
    api = APIBlueprint("stations_set_up", __name__, url_prefix="/api/v1/stations", abp_tags=[_TAG])
    event = house.event

    @api.get("/choices")
    @roles(*_LEADERS)
    def choices() -> dict[str, Any]:
        """Where a station may stand, and what the event speaks."""
        return station_setup.choices(event)

    @api.put("/<station_id>")
    @roles(*_LEADERS)
    def change_station(path: StationPath, body: StationBody) -> dict[str, Any]:
        """Change what a station is to be; it follows by itself. 409 `changed_meanwhile` tells the newer one."""
        changes = body.model_dump(exclude_unset=True, exclude={"version"})
        return station_setup.change(event, path.station_id, body.version, changes, caller(), house.now(), house.chance)

    house.app.register_api(api)
