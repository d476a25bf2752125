"""Saving the event's settings, each by itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint
from pydantic import Field

from dashboard.setup_document_api import TAG
from turnout.domain.model import Role
from turnout.services import event_settings
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body
from turnout.web.house import House


class SettingPath(Body):
    name: Annotated[str, Field(max_length=40)]


class SettingBody(Body):
    """A value as it was typed, or as the document has it; `version` is the one that the caller saw."""

    value: Any
    version: int


def add_api(house: House) -> None:
    """Add the endpoint of settings."""
    api = APIBlueprint("setup_settings", __name__, url_prefix="/api/v1/setup/settings", abp_tags=[TAG])

    @api.put("/<name>")
    @roles(Role.COORDINATOR)
    def put_setting(path: SettingPath, body: SettingBody) -> dict[str, Any]:
        """Set one setting; 409 `changed_meanwhile`, with what stands there now, when somebody else was quicker."""
        saved = event_settings.change(
            house.event, path.name, body.value, body.version, caller(), house.now(), house.chance
        )
        return asdict(saved)

    house.app.register_api(api)
