"""The endpoints that a command's import goes through while the server runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import gevent
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field, TypeAdapter

from turnout.domain.model import Role, Schedule
from turnout.services import importing, recognising, settling
from turnout.services import schedule as schedules
from turnout.services.comparing import Added
from turnout.services.importing import Choices, DirectRegister, Plan
from turnout.store.batches import Staged
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty
from turnout.web.house import House
from turnout.web.json_provider import straight_from_json

SETTLED_WITHIN_S = 30.0
"""How long a command waits for the changes of people on the list: of very many they go on after the answer."""

_TAG = Tag(name="imports")
_COUNT = Annotated[int, Field(ge=0)]


class BatchPath(Body):
    batch: int


class RowsBody(Body):
    """A chunk of rows, compared already by the importing process."""

    added: list[Added]
    staged: list[Staged]


class PublishBody(Body):
    """What the import came to, for the log."""

    added: _COUNT
    changed: _COUNT
    unchanged: _COUNT
    refused: _COUNT
    kept: _COUNT = 0
    missing: _COUNT = 0
    file_wins: bool = False
    cancel_missing: bool = False

    @property
    def plan(self) -> Plan:
        return Plan(self.added, self.changed, self.unchanged, self.refused, kept=self.kept, missing=self.missing)

    @property
    def choices(self) -> Choices:
        return Choices(self.file_wins, self.cancel_missing)


class RecognitionBody(Body):
    """Headers by the field that their columns hold, for lists with the same header row."""

    headers_key: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    columns: dict[str, Annotated[str, Field(max_length=500)]]


class ScheduleBody(Body):
    schedule: dict[str, Any]


_SCHEDULE = TypeAdapter(Schedule)


def add_importing(house: House) -> None:
    """Add the endpoints of imports."""
    api = APIBlueprint("imports", __name__, url_prefix="/api/v1/imports", abp_tags=[_TAG])

    def register() -> DirectRegister:
        return DirectRegister(house.event, caller(), house.now(), house.chance)

    @api.post("")
    @roles(Role.COORDINATOR)
    def begin(body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Begin an import: rows staged under this batch are seen by nobody."""
        return {"batch": register().begin()}

    @api.post("/<int:batch>/rows")
    @roles(Role.COORDINATOR)
    @straight_from_json(RowsBody, BatchPath)
    def stage(path: BatchPath, body: RowsBody) -> dict[str, Any]:
        """Stage a chunk."""
        register().stage(path.batch, body.added, body.staged)
        return {}

    @api.post("/<int:batch>/publish")
    @roles(Role.COORDINATOR)
    def publish(path: BatchPath, body: PublishBody) -> dict[str, Any]:
        """Show the staged rows, all at once."""
        now, fact_id = house.now(), house.chance.new_id()
        stated = importing.show(house.event, path.batch, body.plan, body.choices, caller(), now, fact_id)
        settled = gevent.spawn(settling.settle, house.event, path.batch, stated)
        settled.join(SETTLED_WITHIN_S)
        if settled.exception is not None:  # what is left is done at the next import, or the next start
            raise settled.exception
        return {"seq": stated.seq}

    @api.post("/<int:batch>/discard")
    @roles(Role.COORDINATOR)
    def discard(path: BatchPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Forget a batch."""
        register().discard(path.batch)
        return {}

    @api.post("/recognitions")
    @roles(Role.COORDINATOR)
    def remember(body: RecognitionBody) -> dict[str, Any]:
        """Remember how lists with these headers are read."""
        version = recognising.remember(house.event, body.headers_key, body.columns, caller(), house.now(), house.chance)
        return {"version": version}

    @api.post("/schedule")
    @roles(Role.COORDINATOR)
    def schedule(body: ScheduleBody) -> dict[str, Any]:
        """Publish rooms and sessions."""
        wanted = _SCHEDULE.validate_python(body.schedule)
        fact = schedules.publish(house.event, wanted, caller(), house.now(), house.chance)
        return asdict(fact)

    house.app.register_api(api)
