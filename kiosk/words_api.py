"""What the kiosk says by itself, for whoever sets up other words."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from flask_openapi3 import APIBlueprint, Tag

from turnout.domain.admission import SHORT_CODES
from turnout.domain.model import Role
from turnout.web.auth import roles
from turnout.web.house import House

_TAG = Tag(name="set-up")


def add_api(house: House) -> None:
    """Add the endpoint of the kiosk's own words."""
    api = APIBlueprint("kiosk_words", __name__, url_prefix="/api/v1/kiosk", abp_tags=[_TAG])

    @api.get("/next-steps")
    @roles(Role.COORDINATOR, Role.SUPERVISOR)
    def next_steps() -> dict[str, dict[str, str]]:
        """By language and reason, the kiosk's own sentence on what to do next after a refusal."""
        return _next_steps()

    house.app.register_api(api)


@cache  # read from files that are part of the program
def _next_steps() -> dict[str, dict[str, str]]:
    catalogues = [path for path in files("kiosk").joinpath("translations").iterdir() if path.name.endswith(".json")]
    words = {path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8")) for path in catalogues}
    return {
        language: {reason: catalogue[f"refused.{reason}.next"] for reason in SHORT_CODES}
        for language, catalogue in sorted(words.items())
    }
