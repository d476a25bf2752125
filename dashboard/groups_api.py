"""People who come together: who they are, checking them in at once, and taking that back."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from dashboard.attendees_api import DESK, Text
from dashboard.door_api import UndoBody
from turnout.services import cards, groups, snapshots
from turnout.services.groups import Companion, Member, Result
from turnout.store.search import Shared
from turnout.web import outcomes
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House

_TAG = Tag(name="groups")


class SharedBody(Body):
    """Who shares what with whom."""

    attendee_id: Id
    shared: Shared


class WordsBody(Body):
    q: Text


class NamedBody(Body):
    """Who is kept together; `group_id` is made before the first try."""

    group_id: Id
    name: Text
    attendee_ids: Annotated[list[Id], Field(max_length=cards.MOST_OTHERS)]


class MemberBody(Body):
    """`scan_id` is made before the first try, as a scan's is."""

    attendee_id: Id
    scan_id: Id


class GroupBody(Body):
    """The ticked ones, in the order in which they are shown; `group_id` is made before the first try."""

    group_id: Id
    members: Annotated[list[MemberBody], Field(min_length=1, max_length=groups.MOST)]


class GroupPath(Body):
    group_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of groups."""
    api = APIBlueprint("groups", __name__, url_prefix="/api/v1/groups", abp_tags=[_TAG])
    event = house.event

    @api.post("")
    @roles(*DESK)
    def keep(body: NamedBody) -> dict[str, Any]:
        """Keep people together under a name; nobody in it is a group that is gone."""
        return {"count": groups.keep(event, body.group_id, body.name, body.attendee_ids, caller(), house.now())}

    @api.get("/<group_id>")
    @roles(*DESK)
    def named(path: GroupPath) -> dict[str, Any]:
        """Everybody of a group that was named."""
        name, people = groups.named(event, path.group_id)
        return {"value": name, "people": [_companion(one) for one in people]}

    @api.post("/of-attendee")
    @roles(*DESK)
    def of_attendee(body: SharedBody) -> dict[str, Any]:
        """Everybody of somebody's order or company, themselves too."""
        value, people = groups.of_attendee(event, body.attendee_id, body.shared)
        return {"value": value, "people": [_companion(one) for one in people]}

    @api.post("/by-words")
    @roles(*DESK)
    def by_words(body: WordsBody) -> dict[str, Any]:
        """Everybody whom the search finds by these words."""
        return {"value": body.q, "people": [_companion(one) for one in groups.by_words(event, body.q)]}

    @api.post("/check-in")
    @roles(*DESK)
    def check_in(body: GroupBody) -> dict[str, Any]:
        """Check several people in at once, each by every rule; one outcome a person, in the order sent."""
        members = [Member(one.attendee_id, one.scan_id) for one in body.members]
        results = groups.check_in(event, body.group_id, members, caller(), house.now(), house.chance)
        return {"results": [_result(one) for one in results]}

    @api.post("/<group_id>/undo")
    @roles(*DESK)
    def undo(path: GroupPath, body: UndoBody) -> dict[str, Any]:
        """Take back the admissions of a group; badges that still wait are voided."""
        return {"undone": groups.undo(event, path.group_id, body.undo_id, caller(), house.now())}

    house.app.register_api(api)


def _companion(one: Companion) -> dict[str, Any]:
    return {
        **cards.line(one.found),
        "badge": None if one.job is None else snapshots.job_summary(one.job),
        "pickup": cards.pickup(one.pickup),
    }


def _result(one: Result) -> dict[str, Any]:
    problem = one.problem
    return {
        "attendee_id": one.attendee_id,
        "scan": None if one.answer is None else outcomes.rendered(one.answer, names_refused=True),
        "problem": problem and {"code": problem.code, "message": problem.message, "remedy": problem.remedy},
    }
