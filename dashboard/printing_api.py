"""Badges printed in advance: runs of them, where each lies, and whether it was handed out."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from dashboard.attendees_api import DESK, AttendeePath
from turnout.domain.model import Role
from turnout.services import bulk_printing, cards, pickups, snapshots
from turnout.services.bulk_printing import Sort, Wanted
from turnout.services.pickups import Became
from turnout.store.preprinted import Placing
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="badges in advance")
_LEADERS = (Role.COORDINATOR, Role.SUPERVISOR)
_RUN_ID = Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[A-Za-z0-9]+$")]
"""Short: a job's id is made of it and of an attendee's."""


class RunBody(Body):
    """A run to begin; `total` badges follow in chunks. An empty printer is the only one there is."""

    run_id: _RUN_ID
    printer_id: Id | None = None
    sort: Sort = Sort.NAME
    boxes: Annotated[str, Field(max_length=10)] = ""
    categories: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=100)] = ()
    unprinted_only: bool = False
    total: Annotated[int, Field(ge=1)]


class RunPath(Body):
    run_id: _RUN_ID


class PlacingBody(Body):
    """Where somebody's badge lies, or will lie."""

    attendee_id: Id
    box: Annotated[str, Field(max_length=40)] = ""
    number: int


class ChunkBody(Body):
    """The next badges of a run, in their order."""

    placings: Annotated[list[PlacingBody], Field(min_length=1, max_length=bulk_printing.CHUNK)]


class PlacesBody(ChunkBody):
    """Badges that others printed; `placing_id` is made before the first try."""

    placing_id: Id


class PickupBody(Body):
    """What the desk did with a badge in a box, or found."""

    became: Became


def add_api(house: House) -> None:
    """Add the endpoints of badges in advance."""
    api = APIBlueprint("badges in advance", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    _add_runs(api, house)
    _add_boxes(api, house)
    house.app.register_api(api)


def _add_runs(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("/badge-runs")
    @roles(Role.COORDINATOR)
    def start(body: RunBody) -> dict[str, Any]:
        """Begin to print badges in advance, behind those that people wait for; once for each `run_id`."""
        wanted = Wanted(body.sort, body.boxes, body.categories, body.unprinted_only)
        now = house.now()
        return bulk_printing.summary(
            bulk_printing.start(event, body.run_id, body.printer_id or "", wanted, body.total, caller(), now)
        )

    @api.get("/badge-runs")
    @roles(*DESK)
    def list_runs() -> dict[str, Any]:
        """How far each run is, the newest first."""
        return {"runs": [bulk_printing.summary(progress) for progress in bulk_printing.every(event)]}

    @api.get("/badge-runs/<run_id>")
    @roles(*DESK)
    def read_run(path: RunPath) -> dict[str, Any]:
        """How far a run is."""
        return bulk_printing.summary(bulk_printing.progress(event, path.run_id))

    @api.post("/badge-runs/<run_id>/badges")
    @roles(Role.COORDINATOR)
    def queue(path: RunPath, body: ChunkBody) -> dict[str, Any]:
        """Queue the next badges of a run; who has one in this run gets no second."""
        placings = _placings(body)
        return {"queued": bulk_printing.queue(event, path.run_id, placings, caller(), house.now(), house.chance)}

    @api.post("/badge-runs/<run_id>/queued")
    @roles(Role.COORDINATOR)
    def close(path: RunPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Say that all of a run is queued, however many that became."""
        return bulk_printing.summary(bulk_printing.close(event, path.run_id, caller(), house.now()))

    @api.post("/badge-runs/<run_id>/stop")
    @roles(*_LEADERS)
    def stop(path: RunPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Hand no more of a run's badges to its printer."""
        return bulk_printing.summary(bulk_printing.stop(event, path.run_id, caller(), house.now()))

    @api.post("/badge-runs/<run_id>/continue")
    @roles(*_LEADERS)
    def go_on(path: RunPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Let a stopped run go on where it stopped."""
        return bulk_printing.summary(bulk_printing.go_on(event, path.run_id, caller(), house.now()))


def _add_boxes(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("/badges/places")
    @roles(Role.COORDINATOR)
    def place(body: PlacesBody) -> dict[str, Any]:
        """Note in which boxes badges lie that others printed."""
        return {"placed": pickups.place(event, body.placing_id, _placings(body), caller(), house.now())}

    @api.post("/attendees/<attendee_id>/pickup")
    @roles(*DESK)
    def settle(path: AttendeePath, body: PickupBody) -> dict[str, Any]:
        """Say that a badge in a box was handed out, is missing (another is printed), or was put back."""
        settled = pickups.settle(event, path.attendee_id, body.became, caller(), house.now(), house.chance)
        job = None if settled.job is None else snapshots.job_summary(settled.job)
        return {"pickup": cards.pickup(settled.pickup), "badge": job}


def _placings(body: ChunkBody) -> list[Placing]:
    return [Placing(one.attendee_id, one.box, one.number) for one in body.placings]
