"""Lists on paper, typed back in line by line."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any, Self

from flask_openapi3 import APIBlueprint, Tag
from pydantic import AfterValidator, Field, model_validator

from dashboard.attendees_api import DESK
from dashboard.door_api import OverrideBody
from turnout.domain.model import Direction
from turnout.services import typed_in
from turnout.services.typed_in import TickedLine
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import MAX_CODE, Body, Id
from turnout.web.house import House

_TAG = Tag(name="paper")


def _without_offset(typed: time) -> time:
    if typed.tzinfo is not None:
        raise ValueError("a time on paper has no offset: write it as 09:15")
    return typed


class LineBody(Body):
    """A ticked line: an attendee, or a ticket's code. `day` is an event day, `time` the time on the event's clocks.

    `scan_id` is made before the first try; an override is another attempt, with an id of its own.
    """

    scan_id: Id
    attendee_id: Id | None = None
    code: Annotated[str, Field(min_length=1, max_length=MAX_CODE)] | None = None
    day: date
    time: Annotated[time, AfterValidator(_without_offset), Field(description="such as 09:15")]
    direction: Direction = Direction.IN
    override: OverrideBody | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.attendee_id is None) == (self.code is None):
            raise ValueError("a line has an attendee_id or a code")
        return self


def add_api(house: House) -> None:
    """Add the endpoints of lists on paper."""
    api = APIBlueprint("paper", __name__, url_prefix="/api/v1/paper", abp_tags=[_TAG])
    event = house.event

    @api.get("/days")
    @roles(*DESK)
    def days() -> dict[str, Any]:
        """The event days that a list may be of: those that have begun, the newest first."""
        return {"days": typed_in.days(event, house.now())}

    @api.post("/lines")
    @roles(*DESK)
    def type_in(body: LineBody) -> dict[str, Any]:
        """Record a ticked line as of its time; answered as a scan is. The same `scan_id` again changes nothing."""
        line = TickedLine(
            body.scan_id,
            body.day,
            body.time,
            body.attendee_id or "",
            body.code or "",
            body.direction,
            "" if body.override is None else body.override.reason,
        )
        return outcomes.rendered(typed_in.type_in(event, line, caller(), house.now(), house.chance), names_refused=True)

    house.app.register_api(api)
