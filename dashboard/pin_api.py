"""One's own PIN for kiosks."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import Role
from turnout.services import kiosk_staff as staff
from turnout.store import kiosk_staff
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty
from turnout.web.house import House

_TAG = Tag(name="people")
_STAFF = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF)


class PinBody(Body):
    """Four to eight digits."""

    pin: Annotated[str, Field(max_length=20)]


class PinOfBody(PinBody):
    name: Annotated[str, Field(min_length=1, max_length=60)]


def add_api(house: House) -> None:
    """Add the endpoints of PINs."""
    api = APIBlueprint("pins", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event

    @api.get("/me/pin")
    @roles(*_STAFF)
    def read() -> dict[str, Any]:
        """The number that I type at a kiosk before my PIN; null while I have none."""
        return {"number": kiosk_staff.number_of(event.reader, caller().actor)}

    @api.put("/me/pin")
    @roles(*_STAFF)
    def put(body: PinBody) -> dict[str, Any]:
        """Choose my PIN for kiosks."""
        return {"number": staff.set_pin(event, caller().actor, body.pin, house.now(), house.chance)}

    @api.delete("/me/pin")
    @roles(*_STAFF)
    def remove(body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Have no PIN any more."""
        staff.remove_pin(event, caller().actor, house.now(), house.chance)
        return {"number": None}

    @api.post("/accounts/pin")
    @roles(Role.COORDINATOR)
    def put_of(body: PinOfBody) -> dict[str, Any]:
        """Give the account of this name a PIN for kiosks."""
        return {"number": staff.set_pin_of(event, body.name, body.pin, house.now(), house.chance)}

    house.app.register_api(api)
