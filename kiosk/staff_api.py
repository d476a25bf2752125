"""Staff at a kiosk, by number and PIN: every call names the token that coming in answered, and is for certain roles."""

from __future__ import annotations

from typing import Annotated, Any

from flask import request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from kiosk.api import own_station
from turnout.domain.errors import NotAllowed
from turnout.domain.model import Role
from turnout.services import cards, kiosk_desk, kiosk_staff, printing, registration, snapshots
from turnout.services.event import Caller
from turnout.web import outcomes
from turnout.web.auth import roles
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House

_TAG = Tag(name="staff at a kiosk", description="With the cookie of the station, and what coming in answered.")
STAFF_HEADER = "X-Staff-Token"
_DESK = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.DESK})
ABILITIES: dict[str, frozenset[Role]] = {
    "override": kiosk_staff.MAY_HAVE_PIN,  # the place's own rule says who may set which refusal aside
    "undo": kiosk_staff.MAY_HAVE_PIN,
    "out_of_order": kiosk_staff.MAY_HAVE_PIN,
    "reprint": _DESK,
    "look_up": _DESK,
    "equip": _DESK,
}
"""What is done at a kiosk, and by whom: as each role may on its own pages."""


class ComeInBody(Body):
    """A number and a PIN, typed in one."""

    code: Annotated[str, Field(max_length=20)]


class OverrideLastBody(Body):
    """`scan_id` is made before the first try; the other is the refusal that is set aside."""

    scan_id: Id
    refused_scan_id: Id
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class UndoLastBody(Body):
    scan_id: Id
    undo_id: Id


class ReprintBody(Body):
    """`lost` makes a new badge code and revokes the old; `misprint` keeps it."""

    attendee_id: Id
    kind: Annotated[str, Field(pattern="^(lost|misprint)$")]


class LookUpBody(Body):
    q: Annotated[str, Field(max_length=registration.MAX_FIELD)]


class CheckInByHandBody(Body):
    attendee_id: Id
    scan_id: Id


class OutOfOrderBody(Body):
    version: int
    out_of_order: bool


class EquipBody(Body):
    """What of the kiosk is to change, and the version that was seen. The first language is its own."""

    version: int
    printer_id: Annotated[str, Field(max_length=60)] = ""
    languages: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=40)] = ()


def add_api(house: House) -> None:
    """Add the endpoints of staff at a kiosk."""
    api = APIBlueprint("kiosk_staff", __name__, url_prefix="/api/v1/station/staff", abp_tags=[_TAG])
    _add_coming_and_going(api, house)
    _add_last_scan(api, house)
    _add_looking_up(api, house)
    _add_equipment(api, house)
    house.app.register_api(api)


def _present(house: House, ability: str) -> Caller:
    """Who of the staff is at this kiosk. Raises Conflict, or NotAllowed for a role that may not do this."""
    token = request.headers.get(STAFF_HEADER, "")
    who = kiosk_staff.at_kiosk(house.event, own_station(), token, house.now())
    if who.role not in ABILITIES[ability]:
        raise NotAllowed(f"This is not for the role {who.role}.", "Ask the desk or the coordinator.")
    return who


def _add_coming_and_going(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("")
    @roles(Role.STATION)
    def come_in(body: ComeInBody) -> dict[str, Any]:
        """Sign in at this kiosk with number and PIN, until three minutes without a call; 429 after five wrong ones."""
        visit = kiosk_staff.come_in(event, own_station(), body.code, house.now(), house.chance)
        role = visit.account.role
        return {
            "token": visit.token,
            "account": {"name": visit.account.name, "role": role},
            "may": sorted(ability for ability, allowed in ABILITIES.items() if role in allowed),
        }

    @api.post("/leave")
    @roles(Role.STATION)
    def leave(body: Empty) -> dict[str, Any]:  # noqa: ARG001 - there to be checked
        """Sign out at this kiosk."""
        kiosk_staff.leave(event, _present(house, "undo"), house.now(), house.chance)
        return {}


def _add_last_scan(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.get("/last")
    @roles(Role.STATION)
    def last() -> dict[str, Any]:
        """The last scan at this kiosk, with the name, and whether it was taken back."""
        found = kiosk_desk.last_scan(event, _present(house, "undo"))
        if found is None:
            return {"last": None}
        answer, is_undone = found
        return {"last": {**outcomes.rendered(answer, names_refused=True), "undone": is_undone}}

    @api.post("/override")
    @roles(Role.STATION)
    def override(body: OverrideLastBody) -> dict[str, Any]:
        """Set the last refusal aside, with a reason, and check the person in."""
        by, now, chance = _present(house, "override"), house.now(), house.chance
        answer = kiosk_desk.override(event, body.scan_id, body.refused_scan_id, body.reason, by, now, chance)
        return outcomes.rendered(answer, names_refused=True)

    @api.post("/undo")
    @roles(Role.STATION)
    def undo(body: UndoLastBody) -> dict[str, Any]:
        """Take back an admission at this kiosk; a badge that still waits is voided."""
        return {"seq": kiosk_desk.undo(event, body.scan_id, body.undo_id, _present(house, "undo"), house.now())}

    @api.post("/reprint")
    @roles(Role.STATION)
    def reprint(body: ReprintBody) -> dict[str, Any]:
        """Print somebody's badge again, where this kiosk's badges come out."""
        by = _present(house, "reprint")
        job = printing.reprint(event, body.attendee_id, body.kind, by, house.now(), house.chance)
        return {"badge": snapshots.job_summary(job)}


def _add_looking_up(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("/search")
    @roles(Role.STATION)
    def search(body: LookUpBody) -> dict[str, Any]:
        """The first eight people that a desk would find by these words."""
        _present(house, "look_up")
        found = registration.find(event, body.q, 8)
        return {"attendees": [_line(cards.line(one)) for one in found]}

    @api.post("/check-in")
    @roles(Role.STATION)
    def check_in(body: CheckInByHandBody) -> dict[str, Any]:
        """Check somebody in here as if they had scanned their ticket."""
        by = _present(house, "look_up")
        answer = kiosk_desk.check_in(event, body.attendee_id, body.scan_id, by, house.now(), house.chance)
        return outcomes.rendered(answer, names_refused=True)


def _add_equipment(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.get("/equipment")
    @roles(Role.STATION)
    def equipment() -> dict[str, Any]:
        """What this kiosk is to be, and the printers of its group."""
        return kiosk_desk.equipment(event, _present(house, "out_of_order"))

    @api.post("/equipment")
    @roles(Role.STATION)
    def equip(body: EquipBody) -> dict[str, Any]:
        """Choose this kiosk's printer among those of its group, and its languages; it follows by itself."""
        changes = body.model_dump(exclude_unset=True, exclude={"version"})
        by = _present(house, "equip")
        return kiosk_desk.equip(event, body.version, changes, by, house.now(), house.chance)

    @api.post("/out-of-order")
    @roles(Role.STATION)
    def put_out_of_order(body: OutOfOrderBody) -> dict[str, Any]:
        """Put this kiosk out of order, or back into order."""
        by = _present(house, "out_of_order")
        changes = {"out_of_order": body.out_of_order}
        return kiosk_desk.equip(event, body.version, changes, by, house.now(), house.chance)


def _line(person: dict[str, Any]) -> dict[str, Any]:
    """What tells people of one name apart at a door; the rest stays at the desk."""
    return {key: person[key] for key in ("id", "name", "company", "category", "inside", "is_paid", "is_cancelled")}
