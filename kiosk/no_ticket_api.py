"""Checking in at a kiosk without a ticket: a name and a proof, sent together."""

from __future__ import annotations

import time
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import AwareDatetime, Field

from turnout.domain.errors import NotFound
from turnout.domain.model import Role
from turnout.domain.proof import Proof
from turnout.services import proving
from turnout.services.proving import Claim
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House

_TAG = Tag(name="stations")
_NO_SOONER_S = 1.0
"""Seconds after which somebody hears that nothing was proved: the search takes longer for a name that is there."""

MAX_TYPED = 400
"""Characters of a name or a proof: who sends more is answered that it is too long, whatever it is."""

Typed = Annotated[str, Field(min_length=1, max_length=MAX_TYPED)]


class ClaimBody(Body):
    """Who somebody says they are. Times are the device's own clock; `scan_id` is made before the first try."""

    scan_id: Id
    name: Typed
    kind: Proof
    proof: Typed
    occurred_at: AwareDatetime
    sent_at: AwareDatetime | None = None
    station_seq: Annotated[int, Field(ge=0)] = 0
    client_version: Annotated[str, Field(max_length=40)] = ""


def add_api(house: House) -> None:
    """Add the endpoint of people without their ticket."""
    api = APIBlueprint("no_ticket", __name__, url_prefix="/api/v1/station", abp_tags=[_TAG])

    @api.post("/check-in")
    @roles(Role.STATION)
    def check_in(body: ClaimBody) -> dict[str, Any]:
        """Check in who proves who they are, as a scan; 404 `not_proved`, one and the same, for all else."""
        began = time.monotonic()
        claim = Claim(**body.model_dump(exclude={"client_version"}))
        answer = proving.check_in(house.event, claim, caller(), house.now(), house.chance)
        if answer is None:
            house.stopping.wait(max(0.0, began + _NO_SOONER_S - time.monotonic()))
            raise NotFound("Nobody could be checked in with this.", "Go to the desk.", code="not_proved")
        return outcomes.rendered(answer, names_refused=False)

    house.app.register_api(api)
