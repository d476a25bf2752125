"""Setting up categories of attendees."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint
from pydantic import Field

from dashboard.setup_document_api import TAG
from dashboard.setup_places_api import Text, VersionQuery
from turnout.domain.model import Role
from turnout.services import category_setup
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, CategoryId
from turnout.web.house import House


class CategoryPath(Body):
    category_id: CategoryId


class NewCategoryBody(Body):
    label: Text


class CategoryBody(VersionQuery):
    """What of a category is to change."""

    label: Text = ""
    is_passing: bool = False
    layout: Text = ""
    gets: Annotated[tuple[Text, ...], Field(max_length=20)] = ()


def add_api(house: House) -> None:
    """Add the endpoints of categories."""
    api = APIBlueprint("setup_categories", __name__, url_prefix="/api/v1/setup/categories", abp_tags=[TAG])
    event = house.event

    @api.post("")
    @roles(Role.COORDINATOR)
    def add_category(body: NewCategoryBody) -> dict[str, Any]:
        """Add a category; its id is what a list calls it already, else made from the label."""
        return category_setup.add(event, body.label, caller(), house.now(), house.chance)

    @api.put("/<path:category_id>")
    @roles(Role.COORDINATOR)
    def change_category(path: CategoryPath, body: CategoryBody) -> dict[str, Any]:
        """Change a category: label, whether its people only pass through, layout of its badge, what else they get."""
        changes = body.model_dump(exclude_unset=True, exclude={"version"})
        return category_setup.change(
            event, path.category_id, body.version, changes, caller(), house.now(), house.chance
        )

    @api.delete("/<path:category_id>")
    @roles(Role.COORDINATOR)
    def remove_category(path: CategoryPath, query: VersionQuery) -> dict[str, Any]:
        """Take away a category that nobody is of; 409 `in_use` says what holds it."""
        category_setup.remove(event, path.category_id, query.version, caller(), house.now(), house.chance)
        return {}

    house.app.register_api(api)
