"""Where stations fetch what they keep for when they are cut off: the roster, and the badge layouts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import Annotated, Any

import gevent
from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from kiosk.api import own_station
from turnout.domain.model import Role
from turnout.services import badges_beside, rosters
from turnout.web.auth import roles
from turnout.web.bodies import Body
from turnout.web.house import House

_TAG = Tag(name="stations", description="For paired devices, by their cookie or bearer token.")
_LONGEST_S = 60.0  # a station that reads slower would keep the event file's journal growing


class RosterQuery(Body):
    """`after` is the `seq` of what the station has; 0 asks for the whole roster."""

    after: Annotated[int, Field(ge=0)] = 0


def add_api(house: House) -> None:
    """Add the endpoint of the roster."""
    api = APIBlueprint("roster", __name__, url_prefix="/api/v1", abp_tags=[_TAG])

    @api.get("/station/roster")
    @roles(Role.STATION)
    def roster(query: RosterQuery) -> Response:
        """The sealed roster for this station's door, whole or what has changed: a line of JSON, then bytes.

        docs/offline.md has the format. One that ends early is to be thrown away.
        """
        pieces = rosters.tell(house.event, own_station(), query.after, house.now())
        response = Response(_in_turns(pieces), mimetype="application/octet-stream")
        response.headers["Cache-Control"] = "no-store"
        return response

    @api.get("/station/layouts")
    @roles(Role.STATION)
    def badge_layouts() -> dict[str, Any]:
        """The badge layouts in use, for a kiosk that prints beside itself while it is cut off."""
        own_station()
        found = badges_beside.in_use(house.event.reader)
        images = {
            name: {file: b64encode(data).decode() for file, data in of.items()} for name, of in found.images.items()
        }
        layouts = {name: {"layout": toml, "images": images[name]} for name, toml in found.texts.items()}
        return {"layouts": layouts, "chosen": found.chosen, "usual": found.usual}

    house.app.register_api(api)


def _in_turns(pieces: Generator[bytes, None, None]) -> Iterator[bytes]:
    """The pieces, each after other requests had their turn; cut off when it takes too long."""
    with closing(pieces), gevent.Timeout(_LONGEST_S, False):  # type: ignore[arg-type]  # the stubs know no False
        for piece in pieces:
            yield piece
            gevent.sleep(0)
