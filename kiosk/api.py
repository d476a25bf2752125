"""What stations speak to: pairing, their desired state, heartbeats."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AwareDatetime, Field

from turnout.domain.errors import NotAllowed
from turnout.domain.model import Role, Station, StationMode
from turnout.services import snapshots, stations
from turnout.store import log
from turnout.store.times import to_text
from turnout.web.auth import STATION_COOKIE, caller, csrf_token, roles, set_cookie, was_revoked
from turnout.web.bodies import Body, Empty
from turnout.web.house import House
from turnout.web.limits import Tries

_TAG = Tag(name="stations", description="For paired devices, by their cookie or bearer token.")
PAIRING_TRIES = 10  # a minute and address


class PairBody(Body):
    """The code that the dashboard shows, as somebody typed it."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    client_version: Annotated[str, Field(max_length=40)] = ""


class HeartbeatBody(Body):
    """The device's clock as it sends this, and how many scans wait in its outbox."""

    sent_at: AwareDatetime
    queued: Annotated[int, Field(ge=0)] = 0
    client_version: Annotated[str, Field(max_length=40)] = ""


def add_api(house: House) -> None:
    """Add the endpoints of stations."""
    api = APIBlueprint("stations", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event
    tries = Tries(PAIRING_TRIES, house.now)

    def document(station: Station, token: str) -> dict[str, Any]:
        return {
            **snapshots.station_document(event.reader, station),
            "csrf": csrf_token(event, token),
            "server_time": to_text(house.now()),
            "seq": log.last_seq(event.reader),
        }

    @api.post("/stations/pair")
    @roles(Role.NOBODY)
    def pair(body: PairBody) -> Response:
        """Turn a pairing code into a station, once. The token goes into a cookie that no script reads."""
        with tries.guess(request.remote_addr or ""):
            paired = stations.pair(event, body.code, house.now(), house.chance)
        response = jsonify(document(paired.station, paired.token))
        set_cookie(response, STATION_COOKIE, paired.token, secure=house.is_secure)
        return response

    @api.post("/stations/leave")
    @roles(Role.NOBODY)
    def leave(body: Empty) -> Response:  # noqa: ARG001 - there to be checked
        """Take the cookie back from a device that was revoked and has wiped itself; from any other nothing is taken."""
        response = jsonify({})
        if was_revoked(event, request.cookies.get(STATION_COOKIE, "")):
            response.delete_cookie(STATION_COOKIE, path="/")
        return response

    @api.get("/station")
    @roles(Role.STATION)
    def station() -> dict[str, Any]:
        """What this station is to be, and the event it serves."""
        return document(own_station(), request.cookies.get(STATION_COOKIE, ""))

    @api.post("/station/heartbeat")
    @roles(Role.STATION)
    def heartbeat(body: HeartbeatBody) -> dict[str, Any]:
        """Say that this station lives; answers the server's time and the measured skew."""
        now = house.now()
        skew_ms = stations.heartbeat(event, own_station(), body.sent_at, body.queued, now, house.chance)
        return {"server_time": to_text(now), "skew_ms": skew_ms}

    house.app.register_api(api)


def own_station() -> Station:
    """The station that makes this request. Raises NotAllowed for a spooler, which prints and never scans."""
    station = caller().station
    if station is None or station.mode is StationMode.SPOOLER:
        raise NotAllowed("Only a paired kiosk or door may do this.", "Pair it with a code from the dashboard.")
    return station
