"""The endpoint by which a command that exports tells the running server so."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.model import Role
from turnout.services import exporting
from turnout.services.exporting import Export
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body
from turnout.web.house import House

_TAG = Tag(name="exports")


class ExportBody(Body):
    """What is being exported; `has_codes` says whether the ticket codes are in it."""

    export: Export
    rows: Annotated[int, Field(ge=0)]
    has_codes: bool = False


def add_exporting(house: House) -> None:
    """Add the endpoint of exports."""
    api = APIBlueprint("exports", __name__, url_prefix="/api/v1/exports", abp_tags=[_TAG])

    @api.post("")
    @roles(Role.COORDINATOR)
    def record(body: ExportBody) -> dict[str, Any]:
        """Record that personal data is being taken out: list, scans, log, tickets, or lists to print."""
        fact_id = house.chance.new_id()
        return {
            "seq": exporting.record(house.event, body.export, body.rows, body.has_codes, caller(), house.now(), fact_id)
        }

    house.app.register_api(api)
