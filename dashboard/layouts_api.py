"""Badge layouts: written, seen before they are saved, gone back to."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.errors import BadInput
from turnout.domain.model import Role
from turnout.services import layout_setup
from turnout.services.layout_preview import Wanted
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House
from turnout.web.previews import Previews

_TAG = Tag(name="badge layouts")
_MOST_PEOPLE = 20
Toml = Annotated[str, Field(max_length=100_000)]  # what is too long for a layout is told as its mistake


class LayoutPath(Body):
    """The service says what a name may be, in words."""

    layout: Annotated[str, Field(min_length=1, max_length=200)]


class VersionPath(LayoutPath):
    version: Annotated[int, Field(ge=1)]


class LayoutBody(Body):
    """The text, and the version that the caller saw: 0 for a new layout."""

    toml: Toml
    version: Annotated[int, Field(ge=0)]


class SeenQuery(Body):
    """The version that the caller saw."""

    version: Annotated[int, Field(ge=0)]


class PreviewBody(Body):
    """A text, and who tries it: one name, or attendees by their ids, or those with the hardest names; all of them in
    a category, or each in their own.
    """

    toml: Toml
    name: Annotated[str, Field(max_length=200)] = ""
    attendees: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)] = ()
    category: Annotated[str, Field(max_length=200)] = ""


def add_api(house: House) -> None:
    """Add the endpoints of badge layouts."""
    api = APIBlueprint("layouts", __name__, url_prefix="/api/v1/layouts", abp_tags=[_TAG])
    event, previews = house.event, Previews(house)

    @api.get("")
    @roles(Role.COORDINATOR)
    def read_layouts() -> dict[str, Any]:
        """The event's layouts, those that come along, and which category uses which."""
        return layout_setup.overview(event)

    @api.post("/preview")
    @roles(Role.COORDINATOR)
    def draw(body: PreviewBody) -> dict[str, Any]:
        """Badges drawn with a text, as PNG in base64; or what is wrong with it, and in which line."""
        return previews.draw(Wanted(**body.model_dump()))

    @api.get("/<layout>")
    @roles(Role.COORDINATOR)
    def read_layout(path: LayoutPath) -> dict[str, Any]:
        """A layout's text, and its versions: since when, by whom, how many badges were drawn with it."""
        return layout_setup.read(event, path.layout)

    @api.get("/<layout>/versions/<int:version>")
    @roles(Role.COORDINATOR)
    def read_version(path: VersionPath) -> dict[str, Any]:
        """The text that a layout had."""
        return layout_setup.text_of_version(event, path.layout, path.version)

    @api.put("/<layout>")
    @roles(Role.COORDINATOR)
    def put_layout(path: LayoutPath, body: LayoutBody) -> dict[str, Any]:
        """Save a text as a layout's newest version, or as a new layout; 422 `bad_layout` names what is wrong."""
        _refuse_unsound(previews, body.toml)
        return layout_setup.put(event, path.layout, body.toml, body.version, caller(), house.now(), house.chance)

    @api.delete("/<layout>")
    @roles(Role.COORDINATOR)
    def remove_layout(path: LayoutPath, query: SeenQuery) -> dict[str, Any]:
        """Take a layout away; 409 `in_use` says which categories use it."""
        layout_setup.remove(event, path.layout, query.version, caller(), house.now(), house.chance)
        return {}

    house.app.register_api(api)


def _refuse_unsound(previews: Previews, toml: str) -> None:
    """Raises BadInput for a text that draws no badge."""
    problem = previews.draw(Wanted(toml, name="Anna Nowak"))["problem"]
    if problem is not None:
        where = "" if problem["line"] is None else f"Line {problem['line']}: "
        raise BadInput(
            f"{where}{problem['message']}.", "Nothing was saved: correct it, and save again.", code="bad_layout"
        )
