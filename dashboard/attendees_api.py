"""Finding, registering and correcting attendees. Searches are posted: a name does not belong into an address."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import Role
from turnout.domain.walk_in import MAX_CONSENTS
from turnout.services import cards, looks, printing, registration, snapshots
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="attendees")
DESK = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK)
Text = Annotated[str, Field(max_length=registration.MAX_FIELD)]


class SearchBody(Body):
    q: Text
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class AttendeePath(Body):
    attendee_id: Id


class AttendeeBody(Body):
    """Fields of an attendee; those left out stay as they are, or empty."""

    full_name: Text | None = None
    given_name: Text | None = None
    company: Text | None = None
    email: Text | None = None
    category: Text | None = None
    language: Text | None = None
    pronouns: Text | None = None


class WalkInBody(AttendeeBody):
    """`consents` are the ids of those that the person gave."""

    consents: Annotated[list[Id], Field(max_length=MAX_CONSENTS)] = Field(default_factory=list)


class AmendBody(AttendeeBody):
    """`version` is the one that the caller saw."""

    version: int


class ReinstateBody(Body):
    """`version` is the one that the caller saw."""

    version: int


class BadgeBody(Body):
    """`lost` makes a new badge code and revokes the old; `misprint` keeps it."""

    kind: Literal["lost", "misprint"]


def add_api(house: House) -> None:
    """Add the endpoints of the list of attendees."""
    api = APIBlueprint("attendees", __name__, url_prefix="/api/v1/attendees", abp_tags=[_TAG])
    event = house.event

    @api.post("/search")
    @roles(*DESK)
    def search(body: SearchBody) -> dict[str, Any]:
        """People by the beginnings of any words of their name, company, e-mail or order; one slip is forgiven."""
        return {"attendees": [cards.line(found) for found in registration.find(event, body.q, body.limit)]}

    @api.get("/<attendee_id>")
    @roles(*DESK)
    def read_card(path: AttendeePath) -> dict[str, Any]:
        """One person's card: fields, codes by their last characters, badges, history, notes."""
        card = cards.read(event, path.attendee_id)
        looks.note(event, path.attendee_id, caller(), house.now())
        return card

    @api.post("")
    @roles(*DESK)
    def walk_in(body: WalkInBody) -> dict[str, Any]:
        """Register somebody who was on no list; answers their ticket's code."""
        fields = body.model_dump(exclude_none=True, exclude={"consents"})
        registered = registration.walk_in(event, fields, caller(), house.now(), house.chance, body.consents)
        return {"attendee": cards.person(event.reader, registered.attendee.id), "code": registered.ticket.code}

    @api.patch("/<attendee_id>")
    @roles(*DESK)
    def amend(path: AttendeePath, body: AmendBody) -> dict[str, Any]:
        """Correct fields; 409 `changed_meanwhile`, with the newer values, when somebody else was quicker."""
        changes = body.model_dump(exclude_none=True, exclude={"version"})
        attendee = registration.amend(event, path.attendee_id, changes, body.version, caller(), house.now())
        return {"attendee": cards.person(event.reader, attendee.id)}

    @api.post("/<attendee_id>/cancel")
    @roles(*DESK)
    def cancel(path: AttendeePath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Mark somebody as not coming."""
        attendee = registration.cancel(event, path.attendee_id, caller(), house.now())
        return {"attendee": cards.person(event.reader, attendee.id)}

    @api.post("/<attendee_id>/reinstate")
    @roles(*DESK)
    def reinstate(path: AttendeePath, body: ReinstateBody) -> dict[str, Any]:
        """Take a cancellation back."""
        attendee = registration.reinstate(event, path.attendee_id, body.version, caller(), house.now())
        return {"attendee": cards.person(event.reader, attendee.id)}

    @api.post("/<attendee_id>/badge")
    @roles(*DESK)
    def reprint(path: AttendeePath, body: BadgeBody) -> dict[str, Any]:
        """Print a badge again."""
        job = printing.reprint(event, path.attendee_id, body.kind, caller(), house.now(), house.chance)
        return {"badge": snapshots.job_summary(job)}

    house.app.register_api(api)
