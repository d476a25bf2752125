"""What the coordinator sets up while the event runs: stations, the end of the rehearsal, and clearing it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import VENUE, Role, StationMode
from turnout.services import rehearsal, setup, stations
from turnout.services.stations import PairingCode
from turnout.store.times import to_text
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House
from turnout.web.qr_rows import rows_of

_TAG = Tag(name="set-up")
_LEADERS = (Role.COORDINATOR, Role.SUPERVISOR)


class StationBody(Body):
    """A station to be; its printer group may be empty, and it need not have a printer of its own."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    place_id: Id = VENUE
    mode: Literal["entrance", "door", "desk", "pickup", "spooler"] = "entrance"
    printer_group: Annotated[str, Field(max_length=60)] = ""
    printer_id: Annotated[str, Field(max_length=60)] = ""


class StationPath(Body):
    station_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of set-up."""
    api = APIBlueprint("setup", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event

    @api.post("/stations")
    @roles(*_LEADERS)
    def add_station(body: StationBody) -> dict[str, Any]:
        """Set up a station; answers the code that pairs a device with it."""
        code = stations.add(
            event,
            body.name,
            StationMode(body.mode),
            body.place_id,
            body.printer_group,
            caller(),
            house.now(),
            house.chance,
            printer_id=body.printer_id,
        )
        return _pairing(code)

    @api.post("/stations/<station_id>/pairing-code")
    @roles(*_LEADERS)
    def pairing_code(path: StationPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """A new pairing code for a station."""
        return _pairing(stations.pairing_code(event, path.station_id, house.now(), house.chance))

    @api.post("/stations/<station_id>/revoke")
    @roles(*_LEADERS)
    def revoke(path: StationPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Make a station's token worthless."""
        stations.revoke(event, path.station_id, caller(), house.now(), house.chance)
        return {}

    @api.post("/event/open")
    @roles(Role.COORDINATOR)
    def open_event(body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """End the rehearsal: from here on scans count."""
        setup.open_event(event, caller(), house.now(), house.chance)
        return {"opened": True}

    @api.post("/rehearsal/clear")
    @roles(Role.COORDINATOR)
    def clear_rehearsal(body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Take what was rehearsed off every list; the log keeps it."""
        return {"voided_badges": rehearsal.clear(event, caller(), house.now(), house.chance)}

    house.app.register_api(api)


def _pairing(code: PairingCode) -> dict[str, Any]:
    """The code to type; and as an address that pairs whatever opens it, and that a kiosk's camera reads.

    It stands in the fragment, which no server is told and no log sees.
    """
    address = f"{request.host_url}kiosk#pair={code.code}"
    return {
        "station_id": code.station_id,
        "pairing_code": code.code,
        "address": address,
        "qr": rows_of(address),
        "expires_at": to_text(code.expires_at),
    }
