"""The organiser's logo: a coordinator sets it, everybody sees it."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, request
from flask_openapi3 import APIBlueprint, RawModel
from pydantic import Field

from dashboard.setup_document_api import TAG
from turnout.domain.errors import BadInput, NotFound
from turnout.domain.model import Role
from turnout.formats import pictures
from turnout.services import logo
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body
from turnout.web.house import House

_KEPT_S = 365 * 24 * 3600  # the address has the version in it


class LogoPicture(RawModel):
    """The picture itself."""

    mimetypes = ["image/png", "image/jpeg", "image/webp"]  # noqa: RUF012 - as flask-openapi3 declares it


class LogoQuery(Body):
    """The version, so that a browser that has it need not ask again."""

    v: Annotated[str, Field(max_length=20)] = ""


def add_api(house: House) -> None:
    """Add the endpoints of the logo."""
    api = APIBlueprint("setup_logo", __name__, url_prefix="/api/v1", abp_tags=[TAG])
    event = house.event

    @api.put("/setup/logo")
    @roles(Role.COORDINATOR)
    def put_logo(raw: LogoPicture) -> dict[str, Any]:
        """Set the logo: the body is a PNG, JPEG or WebP, `If-Match` the version that the caller saw."""
        raw.max_content_length = pictures.MAX_BYTES
        version, content = _version(), raw.get_data(cache=False)
        # elsewhere: unpacking 40 million pixels would hold up every door for a second
        picture = event.to_thread(pictures.drawn_anew, content)
        return logo.put(event, picture, version, caller(), house.now(), house.chance)

    @api.delete("/setup/logo")
    @roles(Role.COORDINATOR)
    def remove_logo() -> dict[str, Any]:
        """Take the logo away; `If-Match` is the version that the caller saw."""
        return logo.put(event, None, _version(), caller(), house.now(), house.chance)

    @api.get("/event/logo")
    @roles(Role.NOBODY)
    def read_logo(query: LogoQuery) -> Response:
        """The logo as PNG; 404 `no_logo` when there is none."""
        png, version = logo.read(event)
        if png is None:
            raise NotFound("This event has no logo.", "Set one up: dashboard, Set up, Look.", code="no_logo")
        response = Response(png, mimetype="image/png")
        response.set_etag(str(version))
        if query.v == str(version):
            response.cache_control.max_age = _KEPT_S
            response.cache_control.public = True
        else:  # kept under the address of another version, or of none, it would be shown after the next change
            response.cache_control.no_cache = True
        response.make_conditional(request)
        return response

    house.app.register_api(api)


def _version() -> int:
    """The version that `If-Match` names, in quotes or not. Raises BadInput."""
    text = request.headers.get("If-Match", "").strip().strip('"')
    if not (text.isdecimal() and len(text) <= 9):
        raise BadInput("If-Match names no version.", "Send the version that set-up shows; 0 for a first logo.")
    return int(text)
