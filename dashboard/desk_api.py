"""What a desk does with one person: check in or out, let somebody take their place, leave a note."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from dashboard.attendees_api import DESK, AttendeePath, Text
from dashboard.door_api import OverrideBody
from turnout.domain.model import VENUE, Direction
from turnout.services import cards, desk, event_settings, registration
from turnout.services.scanning import Scan
from turnout.store import layouts
from turnout.store.times import to_text
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id, ScanBody
from turnout.web.house import House

_TAG = Tag(name="desk")


class CheckInBody(Body):
    """`scan_id` is made before the first try; an override is another attempt, with an id of its own."""

    scan_id: Id
    direction: Direction = Direction.IN
    override: OverrideBody | None = None


class SubstituteBody(Body):
    """Who comes instead; `version` is the one of the old attendee that the caller saw."""

    version: int
    full_name: Text
    given_name: Text | None = None
    company: Text | None = None
    email: Text | None = None


class NoteBody(Body):
    text: Annotated[str, Field(max_length=2 * desk.MAX_NOTE)]


class NotePath(Body):
    attendee_id: Id
    note_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of the desk."""
    api = APIBlueprint("desk", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event

    @api.post("/attendees/<attendee_id>/check-in")
    @roles(*DESK)
    def check_in(path: AttendeePath, body: CheckInBody) -> dict[str, Any]:
        """Check somebody in or out without their ticket; answered as a scan at a door is."""
        reason = "" if body.override is None else body.override.reason
        intent = desk.Intent(body.scan_id, body.direction, reason)
        answer = desk.check_in(event, path.attendee_id, intent, caller(), house.now(), house.chance)
        return outcomes.rendered(answer, names_refused=True)

    @api.post("/desk/scans")
    @roles(*DESK)
    def scan(body: ScanBody) -> dict[str, Any]:
        """Decide and record a scan at the desk; a first admission asks for a badge, as at an entrance."""
        attempt = Scan(body.scan_id, body.code, VENUE, body.occurred_at, body.sent_at, body.direction, body.station_seq)
        return outcomes.rendered(desk.scan(event, attempt, caller(), house.now(), house.chance), names_refused=True)

    @api.post("/attendees/<attendee_id>/substitute")
    @roles(*DESK)
    def substitute(path: AttendeePath, body: SubstituteBody) -> dict[str, Any]:
        """Let somebody else take a person's place; the old codes admit nobody."""
        fields = body.model_dump(exclude_none=True, exclude={"version"})
        now, chance = house.now(), house.chance
        new = registration.substitute(event, path.attendee_id, fields, body.version, caller(), now, chance)
        return {"attendee": cards.person(event.reader, new.id)}

    @api.post("/attendees/<attendee_id>/notes")
    @roles(*DESK)
    def note(path: AttendeePath, body: NoteBody) -> dict[str, Any]:
        """Leave a note about somebody for colleagues."""
        now = house.now()
        return {"id": desk.note(event, path.attendee_id, body.text, caller(), now, house.chance), "at": to_text(now)}

    @api.post("/attendees/<attendee_id>/notes/<note_id>/withdraw")
    @roles(*DESK)
    def withdraw_note(path: NotePath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Take one's own note back; its words are gone."""
        desk.withdraw_note(event, path.attendee_id, path.note_id, caller(), house.now())
        return {}

    @api.get("/desk/walk-in")
    @roles(*DESK)
    def walk_in_form() -> dict[str, Any]:
        """What the organiser asks a walk-in for beside the name, and the consents with their texts."""
        return asdict(event_settings.walk_in_form(event.reader))

    @api.get("/desk/categories")
    @roles(*DESK)
    def categories() -> dict[str, Any]:
        """The categories that the event has."""
        return {"categories": [{"id": name, "label": label} for name, label in layouts.categories(event.reader)]}

    house.app.register_api(api)
