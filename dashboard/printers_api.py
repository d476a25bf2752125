"""Tending printers, deciding about single badge jobs, and the report on badges."""

from __future__ import annotations

import io
from typing import Annotated, Any

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from dashboard.attendees_api import DESK
from turnout.domain.model import Role
from turnout.formats.tables import Table, write_csv
from turnout.services import badge_report, badges_by_hand, snapshots, tending, trial_badges
from turnout.services.badge_report import Missing
from turnout.store.badge_report import Repeat
from turnout.store.times import to_text
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="printers")
_LEADERS = (Role.COORDINATOR, Role.SUPERVISOR)
MOST_LABELS = 100_000


class PrinterPath(Body):
    printer_id: Id


class JobPath(Body):
    job_id: Id


class LabelsBody(Body):
    """How many labels the printer has now."""

    labels: Annotated[int, Field(ge=0, le=MOST_LABELS)]


class TrialBody(Body):
    """`job_id` is made before the first try."""

    job_id: Id


class MoveBody(Body):
    """Another printer of the same group."""

    to_printer_id: Id


class CameOutBody(Body):
    """What somebody saw who went and looked."""

    came_out: bool


class ReprintBody(Body):
    """`reprint_id` is made before the first try."""

    reprint_id: Id


def add_api(house: House) -> None:
    """Add the endpoints of printers, of badge jobs, and of the report on badges."""
    api = APIBlueprint("printers", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    _add_printers(api, house)
    _add_jobs(api, house)
    _add_report(api, house)
    house.app.register_api(api)


def _add_printers(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("/printers/<printer_id>/pause")
    @roles(*DESK)
    def pause(path: PrinterPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Hand a printer no more badges, test badges apart."""
        tending.pause(event, path.printer_id, caller(), house.now())
        return {}

    @api.post("/printers/<printer_id>/resume")
    @roles(*DESK)
    def resume(path: PrinterPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Hand a paused printer badges again."""
        tending.resume(event, path.printer_id, caller(), house.now())
        return {}

    @api.post("/printers/<printer_id>/labels")
    @roles(*DESK)
    def load(path: PrinterPath, body: LabelsBody) -> dict[str, Any]:
        """Say how many labels a printer has now; each badge that comes out counts one down."""
        tending.load(event, path.printer_id, body.labels, caller(), house.now())
        return {}

    @api.post("/printers/<printer_id>/test")
    @roles(*DESK)
    def test(path: PrinterPath, body: TrialBody) -> dict[str, Any]:
        """Print a badge that says TEST, of nobody."""
        return snapshots.job_summary(trial_badges.ask(event, path.printer_id, body.job_id, caller(), house.now()))

    @api.post("/printers/<printer_id>/move")
    @roles(*DESK)
    def move(path: PrinterPath, body: MoveBody) -> dict[str, Any]:
        """Let what waits at a printer, and no spooler has in hand, wait at another of its group."""
        return {"moved": tending.move(event, path.printer_id, body.to_printer_id, caller(), house.now())}


def _add_jobs(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("/jobs/<job_id>/came-out")
    @roles(*DESK)
    def came_out(path: JobPath, body: CameOutBody) -> dict[str, Any]:
        """Say whether a badge came out that nobody knew of; one that did not waits in the queue again."""
        decide = badges_by_hand.came_out if body.came_out else badges_by_hand.retry
        return {"state": decide(event, path.job_id, caller(), house.now())}

    @api.post("/jobs/<job_id>/void")
    @roles(*DESK)
    def void(path: JobPath, body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Call a badge off that nobody wants any more, before it is printed."""
        return {"state": badges_by_hand.void(event, path.job_id, caller(), house.now())}

    @api.post("/jobs/<job_id>/reprint")
    @roles(*DESK)
    def reprint(path: JobPath, body: ReprintBody) -> dict[str, Any]:
        """Print a badge again that came out badly, with the same code, on the same printer."""
        now = house.now()
        job = badges_by_hand.reprint(event, path.job_id, body.reprint_id, caller(), now, house.chance)
        return snapshots.job_summary(job)


def _add_report(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.get("/badges/report")
    @roles(*_LEADERS)
    def report() -> dict[str, Any]:
        """Badges printed more than once: who, by whom, why; and people inside without one, or who never took it."""
        return {
            "repeated": [_repeat(one) for one in badge_report.repeated(event)],
            "missing": [_missing(one) for one in badge_report.missing(event)],
        }

    @api.get("/badges/repeated.csv")
    @roles(*_LEADERS)
    def repeated_csv() -> Response:
        """The first of the two as CSV; that it was taken out is a fact."""
        return _csv(badge_report.repeated_table(event, caller(), house.now(), house.chance), "badges-repeated")

    @api.get("/badges/missing.csv")
    @roles(*_LEADERS)
    def missing_csv() -> Response:
        """The second of the two as CSV; that it was taken out is a fact."""
        return _csv(badge_report.missing_table(event, caller(), house.now(), house.chance), "badges-missing")


def _csv(table: Table, name: str) -> Response:
    file = io.BytesIO()
    write_csv(file, table)
    response = Response(file.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _repeat(one: Repeat) -> dict[str, Any]:
    return {
        "attendee": {"id": one.attendee_id, "name": one.full_name},
        "at": to_text(one.at),
        "why": one.why,
        "by": one.by,
        "printer": one.printer_name,
        "state": one.state,
    }


def _missing(one: Missing) -> dict[str, Any]:
    return {
        "attendee": {"id": one.attendee_id, "name": one.full_name},
        "place": one.place_name,
        "why": one.why,
        "detail": one.detail,
    }
