"""Scanning people in at a door with a signed-in phone, overriding, and taking a scan back."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import Role
from turnout.services import scanning, stations
from turnout.services.scanning import Scan
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id, ScanBody
from turnout.web.house import House

_TAG = Tag(name="door")
_STAFF = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF)


class OverrideBody(Body):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class DoorScanBody(ScanBody):
    """A scan by a signed-in person, who says at which place they stand."""

    place_id: Id
    override: OverrideBody | None = None


class ScanPath(Body):
    scan_id: Id


class UndoBody(Body):
    """`undo_id` is made before the first try, as a scan's id is."""

    undo_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of the door."""
    api = APIBlueprint("door", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event

    @api.post("/door/scans")
    @roles(*_STAFF)
    def scan(body: DoorScanBody) -> dict[str, Any]:
        """Decide and record a scan at a place; `override` sets a refusal aside, with its reason."""
        now = house.now()
        station = stations.phone(event, caller(), body.place_id, now, house.chance)
        attempt = Scan(
            body.scan_id,
            body.code,
            body.place_id,
            body.occurred_at,
            body.sent_at,
            body.direction,
            body.station_seq,
            "" if body.override is None else body.override.reason,
        )
        answer = scanning.scan(event, attempt, replace(caller(), station=station), now, house.chance)
        return outcomes.rendered(answer, names_refused=True)

    @api.post("/scans/<scan_id>/undo")
    @roles(*_STAFF)
    def undo(path: ScanPath, body: UndoBody) -> dict[str, Any]:
        """Take an admission back; a badge that still waits is voided."""
        return {"seq": scanning.undo(event, path.scan_id, body.undo_id, caller(), house.now())}

    house.app.register_api(api)
