"""Calls for help from kiosks, for whoever can walk over."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from turnout.domain.model import Role
from turnout.services import help as help_service
from turnout.services import snapshots
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="help")
_STAFF = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF)


class CallPath(Body):
    call_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of calls for help; each answers the open calls as they are then."""
    api = APIBlueprint("help", __name__, url_prefix="/api/v1/help", abp_tags=[_TAG])
    event = house.event

    def calls() -> dict[str, Any]:
        return snapshots.build(event, "help", house.now()).message()

    @api.post("/<call_id>/answer")
    @roles(*_STAFF)
    def answer(path: CallPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Say that I am coming; the kiosk shows my name. 409 `somebody_comes` when a colleague was quicker."""
        help_service.answer(event, path.call_id, caller(), house.now(), house.chance)
        return calls()

    @api.post("/<call_id>/close")
    @roles(*_STAFF)
    def close(path: CallPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Say that it is done."""
        help_service.close(event, path.call_id, caller(), house.now(), house.chance)
        return calls()

    house.app.register_api(api)
