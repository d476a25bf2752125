"""Setting up places and their entry rules."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from flask_openapi3 import APIBlueprint
from pydantic import AwareDatetime, Field

from dashboard.setup_document_api import TAG
from turnout.domain.model import Accepts, Entries, PlaceKind, Role
from turnout.services import place_setup
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, CategoryId, Id
from turnout.web.house import House

Text = Annotated[str, Field(max_length=500)]
Capacity = int | Annotated[str, Field(max_length=40)] | None
Overriding = Literal[Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF]


class PlacePath(Body):
    place_id: Id


class VersionQuery(Body):
    """The version that the caller saw."""

    version: int


class NewPlaceBody(Body):
    name: Text
    kind: Literal["room", "zone"] = "room"
    capacity: Capacity = None


class PolicyBody(Body):
    """Keys of an entry rule; those left out stay as they are."""

    entries: Entries = Entries.UNLIMITED
    times: Annotated[int, Field(ge=1, le=1000)] = 1
    accepts: Accepts = Accepts.BOTH
    categories: frozenset[CategoryId] = frozenset()
    booking_needed: bool = False
    count_is_exact: bool = False
    capacity_is_hard: bool = False
    waits_for_readiness: bool = False
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    tolerance_s: Annotated[int, Field(ge=0, le=24 * 3600)] = 0
    override_roles: frozenset[Overriding] = frozenset()


class PlaceBody(VersionQuery):
    """What of a place is to change; a preset sets the whole entry rule, `policy` some of its keys."""

    name: Text = ""
    capacity: Capacity = None
    position: Annotated[int, Field(ge=1, le=10_000)] = 1
    preset: Text = ""
    policy: PolicyBody = PolicyBody()


def add_api(house: House) -> None:
    """Add the endpoints of places."""
    api = APIBlueprint("setup_places", __name__, url_prefix="/api/v1/setup/places", abp_tags=[TAG])
    event = house.event

    @api.post("")
    @roles(Role.COORDINATOR)
    def add_place(body: NewPlaceBody) -> dict[str, Any]:
        """Add a room or a zone, open to everybody on the list."""
        kind, capacity = PlaceKind(body.kind), _typed(body.capacity)
        return place_setup.add(event, body.name, kind, capacity, caller(), house.now(), house.chance)

    @api.put("/<place_id>")
    @roles(Role.COORDINATOR)
    def change_place(path: PlacePath, body: PlaceBody) -> dict[str, Any]:
        """Change a place: name, capacity, position from 1, preset, keys of its entry rule."""
        changes = _changes(body)
        return place_setup.change(event, path.place_id, body.version, changes, caller(), house.now(), house.chance)

    @api.delete("/<place_id>")
    @roles(Role.COORDINATOR)
    def remove_place(path: PlacePath, query: VersionQuery) -> dict[str, Any]:
        """Take away a place without sessions, stations or scans; 409 `in_use` says what holds it."""
        place_setup.remove(event, path.place_id, query.version, caller(), house.now(), house.chance)
        return {}

    house.app.register_api(api)


def _changes(body: PlaceBody) -> dict[str, Any]:
    changes = body.model_dump(exclude_unset=True, exclude={"version"})
    if "capacity" in changes:
        changes["capacity"] = _typed(body.capacity)
    if "policy" in changes:
        changes["policy"] = {name: _in_utc(value) for name, value in changes["policy"].items()}
    return changes


def _typed(capacity: int | str | None) -> str:
    return "" if capacity is None else str(capacity)


def _in_utc(value: object) -> object:
    """A moment as the event file has it, to the millisecond: else it would differ from itself after it was read."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC).replace(microsecond=value.microsecond // 1000 * 1000)
