"""Readiness of rooms, for staff."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import Role
from turnout.services import rooms, snapshots
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House

_TAG = Tag(name="rooms")
_STAFF = (Role.COORDINATOR, Role.SUPERVISOR, Role.STAFF)


class RoomPath(Body):
    place_id: Id


class ItemPath(Body):
    place_id: Id
    item_id: Id


class SessionBody(Body):
    """The session that the sender saw; without it, what comes next in the room is meant."""

    session_id: Id | None = None


class ItemBody(SessionBody):
    done: bool


class ReopenBody(SessionBody):
    """Why, for colleagues; it is kept in a register, never in the log."""

    reason: Annotated[str, Field(max_length=500)] = ""


def add_api(house: House) -> None:
    """Add the endpoints of readiness; each answers the room as it is then."""
    api = APIBlueprint("rooms", __name__, url_prefix="/api/v1/rooms", abp_tags=[_TAG])
    event = house.event

    def room(place_id: str) -> dict[str, Any]:
        return snapshots.build(event, f"place:{place_id}", house.now()).message()

    @api.post("/<place_id>/items/<item_id>")
    @roles(*_STAFF)
    def set_item(path: ItemPath, body: ItemBody) -> dict[str, Any]:
        """Tick or untick an item of the checklist."""
        rooms.set_item(
            event, path.place_id, path.item_id, body.done, caller(), house.now(), house.chance, body.session_id
        )
        return room(path.place_id)

    @api.post("/<place_id>/sign-off")
    @roles(*_STAFF)
    def sign_off(path: RoomPath, body: SessionBody) -> dict[str, Any]:
        """Declare the room ready for a session."""
        rooms.sign_off(event, path.place_id, caller(), house.now(), house.chance, body.session_id)
        return room(path.place_id)

    @api.post("/<place_id>/reopen")
    @roles(*_STAFF)
    def reopen(path: RoomPath, body: ReopenBody) -> dict[str, Any]:
        """Take a sign-off back."""
        rooms.reopen(event, path.place_id, body.reason, caller(), house.now(), house.chance, body.session_id)
        return room(path.place_id)

    house.app.register_api(api)
