"""Where stations send their scans: as they happen, or what they did while they were cut off."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask_openapi3 import APIBlueprint, Tag
from pydantic import AwareDatetime, Base64UrlBytes, BeforeValidator, Field, model_validator

from kiosk.api import own_station
from turnout.domain.model import Direction, Role, StationMode
from turnout.domain.roster import ID_BYTES
from turnout.services import replay
from turnout.services.replay import Judged, Presented
from turnout.services.scanning import Scan
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import MAX_CODE, Body, Id
from turnout.web.house import House
from turnout.web.json_provider import straight_from_json

_TAG = Tag(name="stations", description="For paired devices, by their cookie or bearer token.")


def _padded(text: Any) -> Any:
    """base64url as browsers write it has no padding, and pydantic wants it."""
    return text + "=" * (-len(text) % 4) if isinstance(text, str) else text


_Bytes = Annotated[Base64UrlBytes, BeforeValidator(_padded)]


class OfflineBody(Body):
    """What the station did by itself, why (of a referral), by which roster, and whether it had set its clock."""

    outcome: Literal["admitted", "referred"]
    reason: Annotated[str, Field(max_length=40)] = ""
    roster_seq: Annotated[int, Field(ge=0)] = 0
    clock: Literal["synced", "unknown"] = "synced"


class BadgePrintedBody(Body):
    """The badge that the station's own printer made meanwhile."""

    job_id: Id


class StationScanBody(Body):
    """One attempt. Times are the device's own clock; `scan_id` is made before the first try.

    The code is told in one of three ways: as it was read, by its id on the roster, or sealed to the server. `place_id`
    is the door that it was shown at: the station may stand at another by now.
    """

    scan_id: Id
    code: Annotated[str, Field(min_length=1, max_length=MAX_CODE)] | None = None
    lookup: Annotated[_Bytes, Field(min_length=ID_BYTES, max_length=ID_BYTES)] | None = None
    sealed_code: Annotated[_Bytes, Field(min_length=1, max_length=4 * MAX_CODE)] | None = None
    place_id: Id | None = None
    occurred_at: AwareDatetime
    sent_at: AwareDatetime | None = None
    boot_id: Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")] = ""
    station_seq: Annotated[int, Field(ge=0)] = 0
    direction: Direction = Direction.IN
    offline: OfflineBody | None = None
    badge_printed: BadgePrintedBody | None = None
    client_version: Annotated[str, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _told_in_one_way(self) -> StationScanBody:
        if [self.code, self.lookup, self.sealed_code].count(None) != 2:
            raise ValueError("tell one of code, lookup, sealed_code")
        return self


def add_api(house: House) -> None:
    """Add the endpoint of scans."""
    api = APIBlueprint("scans", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event

    @api.post("/scans")
    @roles(Role.STATION)
    @straight_from_json(StationScanBody)
    def scan(body: StationScanBody) -> dict[str, Any]:
        """Decide and record a scan. The same `scan_id` again gets the same outcome, reason and times.

        With `offline` the station has decided by itself: that is recorded as it happened.
        """
        presented = Presented(body.code or "", body.lookup or b"", body.sealed_code or b"")
        station = own_station()
        attempt = _attempt(body, body.place_id or station.place_id)
        answer = replay.take(event, attempt, presented, _judged(body), caller(), house.now(), house.chance)
        return outcomes.rendered(answer, names_refused=False, at_pickup=station.mode is StationMode.PICKUP)

    house.app.register_api(api)


def _attempt(body: StationScanBody, place_id: str) -> Scan:
    return Scan(
        body.scan_id,
        "",
        place_id,
        body.occurred_at,
        body.sent_at,
        body.direction,
        body.station_seq,
        boot_id=body.boot_id,
        has_clock=body.offline is None or body.offline.clock == "synced",
    )


def _judged(body: StationScanBody) -> Judged | None:
    if body.offline is None:
        return None
    job_id = "" if body.badge_printed is None else body.badge_printed.job_id
    return Judged(body.offline.outcome == "admitted", body.offline.reason, job_id)
