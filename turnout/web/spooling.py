"""The HTTP protocol between the server and the spoolers: printers, claims, reports."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Annotated, Any, Literal

from flask import Response, make_response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AwareDatetime, Field

from turnout.domain.badge_jobs import JobState
from turnout.domain.model import Role
from turnout.services import printing, spoolers, tending, trial_badges
from turnout.services.event import Event
from turnout.store.printers import Printer
from turnout.store.times import to_text
from turnout.web.auth import caller_still, require_spooler, roles
from turnout.web.bodies import Body, Id
from turnout.web.house import House

_TAG = Tag(name="print jobs", description="For spoolers, with the token of a station of mode spooler.")
_LOOK_EVERY = 0.1  # seconds between looks while a claim waits: one indexed read each
MAX_WAIT = 25


class JobPath(Body):
    job_id: Id


class PrinterPath(Body):
    printer_id: Id


class ServeBody(Body):
    """Names or ids of the printers that a spooler is there for."""

    printers: Annotated[list[Annotated[str, Field(min_length=1, max_length=60)]], Field(min_length=1, max_length=20)]


class ClaimBody(Body):
    """Which printer is free, and how many seconds to wait for a job."""

    printer_id: Id
    wait_s: Annotated[float, Field(ge=0, le=MAX_WAIT)] = 10
    spooler: Annotated[str, Field(max_length=60)] = "spooler"


class ReportBody(Body):
    """What became of a job. The same `report_id` may be sent again and again; `spooler` as in the claim."""

    report_id: Id
    state: JobState
    reason: Annotated[str, Field(max_length=500)] = ""
    occurred_at: AwareDatetime
    spooler: Annotated[str, Field(max_length=60)] = ""


class StatusBody(Body):
    """What the driver read from the printer itself; `message` is plain words, `labels_left` where it counts them."""

    state: Literal["ready", "busy", "fault", "silent"]
    message: Annotated[str, Field(max_length=500)] = ""
    labels_left: Annotated[int, Field(ge=0)] | None = None
    at: AwareDatetime


def add_spooling(house: House) -> None:
    """Add the endpoints that spoolers use."""
    api = APIBlueprint("spooling", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    _add_printers(api, house)
    _add_jobs(api, house)
    house.app.register_api(api)


def _add_printers(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.get("/printers")
    @roles(Role.STATION)
    def list_printers() -> dict[str, Any]:
        """The printers that this spooler is to serve, as they are set up."""
        return _listed(spoolers.listed(event, require_spooler().actor))

    @api.post("/printers/serve")
    @roles(Role.STATION)
    def serve(body: ServeBody) -> dict[str, Any]:
        """Serve these printers, by name or id, alone, and no others; to be said again every ten seconds."""
        who = require_spooler()
        return _listed(spoolers.serve(event, body.printers, who, house.now(), house.chance))

    @api.post("/printers/<printer_id>/status")
    @roles(Role.STATION)
    def status(path: PrinterPath, body: StatusBody) -> dict[str, Any]:
        """Record what a printer says of itself."""
        who = require_spooler()
        printing.note_printer(event, path.printer_id, body.state, body.message, who, house.now())
        tending.note_counted(event, path.printer_id, body.labels_left, who, house.now())
        return {}


def _add_jobs(api: APIBlueprint, house: House) -> None:
    event = house.event
    newest_claim: dict[str, object] = {}

    @api.post("/jobs/claim")
    @roles(Role.STATION)
    def claim(body: ClaimBody) -> Response | dict[str, Any]:
        """The oldest waiting job of a printer, or 204 when none came in time."""
        require_spooler()
        looks = int(body.wait_s / _LOOK_EVERY)
        mine = newest_claim[body.printer_id] = object()
        for look in range(looks + 1):
            if newest_claim[body.printer_id] is not mine:
                break  # its spooler asked anew: nobody may be left to read this answer
            spoolers.require_served(event, body.printer_id, caller_still(house).actor)
            work = _claim(event, body, house.now())
            if work is not None:
                return {"job": _work(work)}
            if look == looks or house.stopping.wait(_LOOK_EVERY):
                break
        return make_response("", 204)

    @api.post("/jobs/<job_id>/state")
    @roles(Role.STATION)
    def report(path: JobPath, body: ReportBody) -> dict[str, Any]:
        """Record what became of a claimed job. Nothing goes to the printer before `sending` was answered with 200."""
        who = require_spooler()
        state = printing.report(
            event,
            path.job_id,
            body.report_id,
            body.state,
            body.reason,
            who,
            body.occurred_at,
            house.now(),
            spooler=body.spooler,
        )
        return {"state": state}


def _claim(event: Event, body: ClaimBody, now: datetime) -> printing.Work | None:
    test = trial_badges.claim(event, body.printer_id, body.spooler, now)
    return test or printing.claim(event, body.printer_id, body.spooler, now)


def _listed(found: list[Printer]) -> dict[str, Any]:
    return {"printers": [{"id": p.id, "name": p.name, "kind": p.kind, "options": p.options} for p in found]}


def _work(work: printing.Work) -> dict[str, Any]:
    return {
        "id": work.job.id,
        "lease_until": to_text(work.lease_until),
        "printer_id": work.job.printer_id,
        "layout": work.layout,
        "fields": work.fields,
        "images": {name: b64encode(data).decode("ascii") for name, data in work.images.items()},
        "code": work.code,
        "rehearsal": work.job.is_rehearsal,
    }
