"""Is the event ready to open?"""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import gevent
from flask_openapi3 import APIBlueprint

from dashboard.setup_document_api import TAG
from turnout.domain.model import Role
from turnout.services import opening
from turnout.web.auth import roles
from turnout.web.house import House


def add_api(house: House) -> None:
    """Add the endpoint of the checklist before opening."""
    api = APIBlueprint("setup_readiness", __name__, url_prefix="/api/v1/setup", abp_tags=[TAG])

    @api.get("/readiness")
    @roles(Role.COORDINATOR)
    def read_readiness() -> dict[str, Any]:
        """What stands, what deserves a look, and what is missing; it never keeps anybody from opening."""
        items = opening.readiness(house.event, house.now(), time.monotonic, lambda: gevent.sleep(0))
        return {"items": [asdict(item) for item in items]}

    house.app.register_api(api)
