"""Conflicts of scans: what somebody found out about what a station did while it was cut off."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from turnout.domain.conflicts import Verdict
from turnout.domain.model import Role
from turnout.services import conflicts
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="conflicts")
_DESK = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK)


class ConflictPath(Body):
    scan_id: Id


class VerdictBody(Body):
    """Of a ticket that was used twice whether that was the same person or two people; of all else that it was noted."""

    verdict: Verdict


def add_api(house: House) -> None:
    """Add the endpoints of conflicts."""
    api = APIBlueprint("conflicts", __name__, url_prefix="/api/v1/conflicts", abp_tags=[_TAG])
    event = house.event

    @api.post("/<scan_id>/resolve")
    @roles(*_DESK)
    def resolve(path: ConflictPath, body: VerdictBody) -> dict[str, Any]:
        """Say what was found out about a conflict of scans; the same again changes nothing."""
        return {"seq": conflicts.resolve(event, path.scan_id, body.verdict, caller(), house.now())}

    @api.post("/<scan_id>/reopen")
    @roles(*_DESK)
    def reopen(path: ConflictPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Take back what was found out about a conflict of scans."""
        return {"seq": conflicts.reopen(event, path.scan_id, caller(), house.now())}

    house.app.register_api(api)
