"""The endpoints of a page that imports files: a file comes in, is recognised, checked, imported."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import unquote

from flask import Response, send_file
from flask_openapi3 import APIBlueprint, RawModel, Tag
from pydantic import Field

from turnout.domain.errors import BadInput, NotFound
from turnout.domain.model import Role
from turnout.services.importing import Choices
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House
from turnout.web.import_files import MAX_BYTES, ImportFiles

NAME_HEADER = "X-File-Name"
_TAG = Tag(name="import files")


class FileContent(RawModel):
    """The file itself, whatever it is: the body is read as it comes."""

    mimetypes = ["application/octet-stream"]  # noqa: RUF012 - as flask-openapi3 declares it


class FilePath(Body):
    file_id: Id


class CheckBody(Body):
    """Which column holds which field (headers by field), and who wins."""

    columns: dict[str, Annotated[str, Field(max_length=500)]]
    file_wins: bool = False
    cancel_missing: bool = False


class RunBody(Body):
    """`confirmed` says that people may be cancelled though the file has less than half of them."""

    confirmed: bool = False


def add_import_files(house: House) -> None:
    """Add the endpoints of files that are imported on a page."""
    api = APIBlueprint("import_files", __name__, url_prefix="/api/v1/import-files", abp_tags=[_TAG])
    files = ImportFiles(house)

    @api.post("")
    @roles(Role.COORDINATOR)
    def receive(raw: FileContent) -> dict[str, Any]:
        """Take a file in: the body is the file, `X-File-Name` its name, percent-encoded. At most 200 MB."""
        name = unquote(raw.headers.get(NAME_HEADER, ""))[:255]
        if not name:
            raise BadInput(f"{NAME_HEADER} names no file.", "Send the file's name, percent-encoded.")
        raw.max_content_length = MAX_BYTES
        return files.receive(name, raw.stream, raw.content_length or 0).told()

    @api.get("/<file_id>")
    @roles(Role.COORDINATOR)
    def read(path: FilePath) -> dict[str, Any]:
        """Where the import of a file stands."""
        return files.get(path.file_id).told()

    @api.post("/<file_id>/check")
    @roles(Role.COORDINATOR)
    def check(path: FilePath, body: CheckBody) -> dict[str, Any]:
        """Begin a dry run."""
        return files.check(path.file_id, body.columns, Choices(body.file_wins, body.cancel_missing)).told()

    @api.post("/<file_id>/run")
    @roles(Role.COORDINATOR)
    def run(path: FilePath, body: RunBody) -> dict[str, Any]:
        """Begin the import that was checked; a schedule is imported at once."""
        return files.run(path.file_id, caller(), is_confirmed=body.confirmed).told()

    @api.get("/<file_id>/report")
    @roles(Role.COORDINATOR)
    def report(path: FilePath) -> Response:
        """All that the last check tells, line by line, as CSV."""
        file = files.get(path.file_id)
        if not file.report.is_file():
            raise NotFound("This file has not been checked.", "Check it first.", code="not_checked")
        return send_file(file.report, "text/csv", as_attachment=True, download_name="import-report.csv")

    @api.delete("/<file_id>")
    @roles(Role.COORDINATOR)
    def remove(path: FilePath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Cancel the import of a file, and forget it."""
        files.remove(path.file_id)
        return {}

    house.app.register_api(api)
