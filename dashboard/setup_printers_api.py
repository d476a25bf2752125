"""Setting up printers."""

from __future__ import annotations

from typing import Annotated, Any

from flask_openapi3 import APIBlueprint
from pydantic import Field

from dashboard.setup_document_api import TAG
from dashboard.setup_places_api import Text, VersionQuery
from turnout.domain.model import Role
from turnout.services import printer_setup
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House

Options = Annotated[dict[Annotated[str, Field(max_length=60)], Text], Field(max_length=20)]


class PrinterPath(Body):
    printer_id: Id


class NewPrinterBody(Body):
    """Options are texts as typed; those that are numbers are read as such where the driver wants one."""

    name: Text
    kind: Text
    options: Options
    printer_group: Text = ""


class PrinterBody(VersionQuery):
    """What of a printer is to change; `options` are all of them."""

    name: Text = ""
    kind: Text = ""
    options: Options = Field(default_factory=dict)
    printer_group: Text = ""


def add_api(house: House) -> None:
    """Add the endpoints of printers."""
    api = APIBlueprint("setup_printers", __name__, url_prefix="/api/v1/setup/printers", abp_tags=[TAG])
    event = house.event

    @api.post("")
    @roles(Role.COORDINATOR)
    def add_printer(body: NewPrinterBody) -> dict[str, Any]:
        """Add a printer; 422 `bad_option` has the words of its driver."""
        return printer_setup.add(
            event, body.name, body.kind, body.options, body.printer_group, caller(), house.now(), house.chance
        )

    @api.put("/<printer_id>")
    @roles(Role.COORDINATOR)
    def change_printer(path: PrinterPath, body: PrinterBody) -> dict[str, Any]:
        """Change a printer: name, kind, options, the group of stations that it prints for."""
        changes = body.model_dump(exclude_unset=True, exclude={"version"})
        return printer_setup.change(event, path.printer_id, body.version, changes, caller(), house.now(), house.chance)

    @api.delete("/<printer_id>")
    @roles(Role.COORDINATOR)
    def remove_printer(path: PrinterPath, query: VersionQuery) -> dict[str, Any]:
        """Take away a printer at which no badge waits."""
        printer_setup.remove(event, path.printer_id, query.version, caller(), house.now(), house.chance)
        return {}

    house.app.register_api(api)
