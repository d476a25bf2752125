"""Topics by plain HTTP: the safety net of a screen whose socket stays away."""

from __future__ import annotations

from typing import Annotated, Any

from flask import request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.errors import NotAllowed
from turnout.domain.model import Role
from turnout.services import looks, snapshots
from turnout.web.auth import PERSON_COOKIE, STATION_COOKIE, caller, everybody, roles
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
        cookies = request.cookies
        also = everybody(house.event, cookies.get(STATION_COOKIE, ""), cookies.get(PERSON_COOKIE, ""), house.now())
        callers = [caller(), *also]
        if not may_follow(path.topic, callers):
            raise NotAllowed("This topic is not for you.", "Ask the coordinator.")
        message = snapshots.build(house.event, path.topic, house.now()).message()
        looks.note_following(house.event, [path.topic], callers, house.now())
        return message

    house.app.register_api(api)
