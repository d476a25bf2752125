"""New here: the organiser's form at a kiosk, and registering oneself with it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from kiosk.api import own_station
from turnout.domain.model import Role
from turnout.domain.walk_in import MAX_CONSENTS, WalkInForm
from turnout.services import self_registration
from turnout.services.self_registration import SelfRegistered, Wanted
from turnout.store import layouts
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House
from turnout.web.pace import Pace
from turnout.web.qr_rows import rows_of

_TAG = Tag(name="stations")
_MOST = 20
_WINDOW = timedelta(minutes=10)
"""A form takes half a minute to fill in: nobody in a queue at one kiosk is kept waiting by this."""

MAX_BODY_FIELD = 4000
"""Characters that are read of a field: who types too many is told how many there may be."""

Typed = Annotated[str, Field(max_length=MAX_BODY_FIELD)]


class SelfRegistrationBody(Body):
    """What was filled in. `walk_in_id` is made before the first try; `consents` are the ids of those given."""

    walk_in_id: Id
    fields: Annotated[dict[Id, Typed], Field(max_length=20)]
    consents: Annotated[list[Id], Field(max_length=MAX_CONSENTS)] = Field(default_factory=list)


def add_api(house: House) -> None:
    """Add the endpoints of people who register themselves."""
    api = APIBlueprint("walk_in", __name__, url_prefix="/api/v1/station", abp_tags=[_TAG])
    event = house.event
    pace = Pace(_MOST, _WINDOW, house.now)

    @api.get("/walk-in")
    @roles(Role.STATION)
    def walk_in_form() -> dict[str, Any]:
        """What this kiosk asks somebody new for; 409 `not_offered` where nobody registers themselves."""
        own_station()
        return _form(house, self_registration.form(event, caller()))

    @api.post("/walk-ins")
    @roles(Role.STATION)
    def register(body: SelfRegistrationBody) -> dict[str, Any]:
        """Register oneself, and come in; the same `walk_in_id` again gets the same answer."""
        station = own_station()
        wanted = Wanted(body.walk_in_id, body.fields, body.consents)
        with pace.keep(station.id, body.walk_in_id):
            registered = self_registration.register(event, wanted, caller(), house.now(), house.chance)
        return _answer(registered)

    house.app.register_api(api)


def _form(house: House, asked: WalkInForm) -> dict[str, Any]:
    labels = dict(layouts.categories(house.event.reader))
    return {
        "fields": [asdict(field) for field in asked.asked_at_kiosks],
        "consents": [asdict(consent) for consent in asked.consents],
        "categories": [
            {"id": one.id, "label": labels.get(one.id, one.id), "cents": one.cents} for one in asked.open_categories
        ],
        "currency": asked.currency,
    }


def _answer(registered: SelfRegistered) -> dict[str, Any]:
    attendee, scan = registered.attendee, registered.scan
    due = {"cents": registered.due_cents, "currency": registered.currency, "code": attendee.order_code}
    return {
        "greeting": attendee.given_name or attendee.full_name,
        "ticket": rows_of(registered.code),
        "due": due if scan is None else None,
        "scan": None if scan is None else outcomes.rendered(scan, names_refused=False),
    }
