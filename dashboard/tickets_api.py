"""Replacing a ticket that is lost or was passed on, and codes for who has left theirs at home."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from turnout.domain.model import Role
from turnout.services import proving, ticketing
from turnout.store.times import to_text
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="tickets")


class HolderPath(Body):
    attendee_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of tickets."""
    api = APIBlueprint("tickets", __name__, url_prefix="/api/v1/attendees", abp_tags=[_TAG])
    event = house.event

    @api.post("/<attendee_id>/ticket")
    @roles(Role.COORDINATOR, Role.SUPERVISOR, Role.DESK)
    def replace(path: HolderPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Replace a ticket: the old code admits nobody any more; answers the new one."""
        new = ticketing.replace(event, path.attendee_id, caller(), house.now(), house.chance)
        return {"ticket_id": new.id, "code": new.code}

    @api.post("/<attendee_id>/kiosk-code")
    @roles(Role.COORDINATOR, Role.SUPERVISOR, Role.DESK)
    def kiosk_code(path: HolderPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """A code with which somebody checks in once at a kiosk, without their ticket, in the next ten minutes."""
        made = proving.make_code(event, path.attendee_id, caller(), house.now(), house.chance)
        return {"code": made.code, "expires_at": to_text(made.expires_at)}

    house.app.register_api(api)
