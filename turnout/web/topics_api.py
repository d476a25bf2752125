"""Topics by plain HTTP: the safety net of a screen whose socket stays away."""

from __future__ import annotations

from typing import Annotated, Any

from flask import request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.errors import NotAllowed, NotSignedIn
from turnout.domain.model import Role
from turnout.services import looks, snapshots
from turnout.web.auth import PERSON_COOKIE, STATION_COOKIE, caller, everybody, person_of, roles
from turnout.web.bodies import Body
from turnout.web.house import House
from turnout.web.topics import may_follow


class TopicPath(Body):
    topic: Annotated[str, Field(max_length=80)]


def add_topics(house: House) -> None:
    """Add `GET /api/v1/topics/<topic>`."""
    api = APIBlueprint("topics", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="topics")])

    @api.get("/topics/<topic>")
    @roles(*(role for role in Role if role is not Role.NOBODY))
    def read_topic(path: TopicPath) -> dict[str, Any]:
        """The snapshot that a socket's subscription to this topic would send."""
        station, person = request.cookies.get(STATION_COOKIE, ""), request.cookies.get(PERSON_COOKIE, "")
        callers = [caller(), *everybody(house.event, station, person, house.now())]
        if not may_follow(path.topic, callers):
            if person and person_of(house.event, person, house.now()) is None:
                raise NotSignedIn("You are not signed in.", "Sign in, then try again.")
            raise NotAllowed("This topic is not for you.", "Ask the coordinator.")
        message = snapshots.build(house.event, path.topic, house.now()).message()
        looks.note_following(house.event, [path.topic], callers, house.now())
        return message

    house.app.register_api(api)
