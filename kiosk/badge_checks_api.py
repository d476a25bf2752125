"""The look at one's badge before it prints: for the station that made the scan, by the scan's id."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from kiosk.api import own_station
from turnout.domain.model import Role
from turnout.services import badge_checks
from turnout.services.event import Caller
from turnout.services.layout_preview import Wanted
from turnout.services.registration import MAX_FIELD
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House
from turnout.web.previews import Previews

_TAG = Tag(name="stations")
_Word = Annotated[str, Field(max_length=4 * MAX_FIELD)]  # longer ones are refused where the field can be named


class CheckPath(Body):
    scan_id: Id


class WordsBody(Body):
    """What is to stand on the badge, by the fields that the organiser lets people correct."""

    fields: dict[str, _Word]


class CorrectionBody(WordsBody):
    """`version` is the one that was corrected."""

    version: Annotated[int, Field(ge=0)]


def add_api(house: House) -> None:
    """Add the endpoints of held badges."""
    api = APIBlueprint("badge_checks", __name__, url_prefix="/api/v1/station/badges/<scan_id>", abp_tags=[_TAG])
    event, previews = house.event, Previews(house)

    @api.post("/hold")
    @roles(Role.STATION)
    def hold(path: CheckPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - the body is there to be checked
        """Somebody corrects the badge that their scan asked for: it waits for another minute. Answers their fields."""
        found = badge_checks.hold(event, path.scan_id, _kiosk(), house.now())
        previews.make_ready()
        return {"version": found.version, "fields": found.fields}

    @api.post("/preview")
    @roles(Role.STATION)
    def preview(path: CheckPath, body: WordsBody) -> dict[str, Any]:
        """The badge drawn with these words, as PNG in base64; its code admits nobody. Nothing of it is kept."""
        wanted = badge_checks.drawing(event, path.scan_id, body.fields, _kiosk(), house.now())
        drawn = previews.draw(Wanted(wanted.toml, attendees=(wanted.attendee_id,), corrected=wanted.fields))
        badge = next(iter(drawn["badges"]), None)
        return {
            "picture": None if badge is None else badge["picture"],
            "is_whole": badge is not None and not badge["losses"],
        }

    @api.post("/release")
    @roles(Role.STATION)
    def release(path: CheckPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - the body is there to be checked
        """The badge is right: print it. Said again, or too late, it changes nothing. Answers the job's state."""
        return {"state": badge_checks.release(event, path.scan_id, _kiosk(), house.now())}

    @api.post("/correct")
    @roles(Role.STATION)
    def correct(path: CheckPath, body: CorrectionBody) -> dict[str, Any]:
        """Correct what stands on the badge, and print it; the ticket stays valid. Answers how they are greeted now."""
        attendee = badge_checks.correct(event, path.scan_id, body.fields, body.version, _kiosk(), house.now())
        return {"greeting": attendee.given_name or attendee.full_name, "name": attendee.full_name}

    house.app.register_api(api)


def _kiosk() -> Caller:
    own_station()
    return caller()
