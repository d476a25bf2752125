"""What a desk does with one person: check in or out, let somebody take their place, take money, leave a note."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from dashboard.attendees_api import DESK, AttendeePath, Text
from dashboard.door_api import OverrideBody
from turnout.domain.model import VENUE, Direction
from turnout.domain.payment import Method, amount_of, cents_of
from turnout.services import cards, desk, payments, registration
from turnout.services.scanning import Scan
from turnout.store.times import to_text
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id, ScanBody
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


class PayBody(Body):
    """`amount` as it is typed, such as 12.50."""

    version: int
    method: Method
    amount: Annotated[str, Field(max_length=12)] | None = None


class NoteBody(Body):
    text: Annotated[str, Field(max_length=2 * desk.MAX_NOTE)]


class DrawerQuery(Body):
    """An event day; today unless said."""

    day: date | None = None


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

    @api.post("/attendees/<attendee_id>/pay")
    @roles(*DESK)
    def pay(path: AttendeePath, body: PayBody) -> dict[str, Any]:
        """Mark somebody as paid."""
        cents = None if body.amount is None else cents_of(body.amount)
        version = payments.pay(event, path.attendee_id, body.method, cents, body.version, caller(), house.now())
        return {"version": version}

    @api.post("/attendees/<attendee_id>/notes")
    @roles(*DESK)
    def note(path: AttendeePath, body: NoteBody) -> dict[str, Any]:
        """Leave a note about somebody for colleagues."""
        now = house.now()
        return {"id": desk.note(event, path.attendee_id, body.text, caller(), now, house.chance), "at": to_text(now)}

    @api.get("/desk/drawer")
    @roles(*DESK)
    def drawer(query: DrawerQuery) -> dict[str, Any]:
        """What each person took on a day, by how it was paid: the end of a shift."""
        rows = payments.drawer(event, query.day, house.now())
        return {
            "rows": [
                {"account": row.account_name, "method": row.method, "count": row.count, "amount": amount_of(row.cents)}
                for row in rows
            ]
        }

    house.app.register_api(api)
