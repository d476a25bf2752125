"""All that an organiser sets up, as plain data: the whole of it, and each thing by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from turnout.domain.admission import SHORT_CODES
from turnout.domain.badge_check import AT_ONCE, CORRECTABLE
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.model import PRESETS, Policy
from turnout.domain.walk_in import FIELDS, USUAL
from turnout.services.event import Event
from turnout.services.time_zones import known_time_zones
from turnout.store import layouts, pictures, places, printers, settings
from turnout.store.places import PlaceSetUp
from turnout.store.printers import PrinterReport
from turnout.store.times import to_text, to_text_or_none

Data = dict[str, Any]
SETTINGS = (
    "name",
    "time_zone",
    "days",
    "day_boundary",
    "accent",
    "languages",
    "logo",
    "walk_in",
    "badge_check",
    "refusal_steps",
    "purge_on",
)
"""The settings that an organiser sees; the others are secrets."""

_UNSAID: Data = {"walk_in": asdict(USUAL), "badge_check": asdict(AT_ONCE), "refusal_steps": {}}


def document(event: Event, printer_kinds: Sequence[str]) -> Data:
    """Everything that is set up, all of it true at one moment."""
    with event.file.snapshot() as (connection, _seq):
        opened_at = settings.opened_at(connection)
        return {
            "event": {"opened": opened_at is not None, "opened_at": to_text_or_none(opened_at)},
            "settings": {name: setting(connection, name) for name in SETTINGS},
            "time_zones": sorted(known_time_zones()),
            "places": [place_data(known) for known in places.set_up(connection)],
            "presets": {name: policy_data(policy) for name, policy in PRESETS.items()},
            "categories": [asdict(known) for known in layouts.set_up(connection)],
            "layouts": sorted(layouts.every(connection)),
            "printers": [printer_data(known) for known in printers.reports(connection)],
            "printer_kinds": sorted(printer_kinds),
            "walk_in_fields": list(FIELDS),
            "correctable_fields": list(CORRECTABLE),
            "refusals": [{"reason": reason, "short_code": code} for reason, code in SHORT_CODES.items()],
        }


def setting(connection: sqlite3.Connection, name: str) -> Data:
    """One of SETTINGS with its version."""
    if name == pictures.LOGO:
        size, version = pictures.size_of(connection, name)
        return {"value": None if size is None else asdict(size), "version": version}
    known = settings.read_one(connection, name)
    value = _UNSAID.get(name) if known.value is None else known.value
    return {"value": value, "version": known.version}


def place(connection: sqlite3.Connection, place_id: str) -> Data:
    """Raises NotFound."""
    known = places.find_set_up(connection, place_id)
    if known is None:
        raise NotFound("There is no such place.", "Load the page again.", code="no_place")
    return place_data(known)


def category(connection: sqlite3.Connection, category_id: str) -> Data:
    """Raises NotFound."""
    known = layouts.find_category(connection, category_id)
    if known is None:
        raise NotFound("There is no such category.", "Load the page again.", code="no_category")
    return asdict(known)


def printer(connection: sqlite3.Connection, printer_id: str) -> Data:
    """Raises NotFound."""
    for known in printers.reports(connection):
        if known.printer.id == printer_id:
            return printer_data(known)
    raise NotFound("There is no such printer.", "Load the page again.", code="no_printer")


def refuse_stale(current: Data, version: int) -> None:
    """Raises Conflict, with what stands there now, when that is not the version that the caller saw."""
    if current["version"] != version:
        raise Conflict(
            "Somebody else changed this meanwhile.",
            "Look at what stands there now, then try again.",
            code="changed_meanwhile",
            current=current,
        )


def refuse_unknown_categories(connection: sqlite3.Connection, category_ids: Collection[str]) -> None:
    """Raises BadInput for an id that no category has."""
    known = {category for category, _ in layouts.categories(connection)}
    if unknown := sorted(set(category_ids) - known):
        raise BadInput(f"There is no category “{unknown[0]}”.", "Load the page again.", code="no_category")


def place_data(known: PlaceSetUp) -> Data:
    policy = known.place.policy
    return {
        "id": known.place.id,
        "name": known.place.name,
        "kind": known.place.kind,
        "capacity": known.place.capacity,
        "position": known.position,
        "version": known.version,
        "preset": next((name for name, preset in PRESETS.items() if preset == policy), None),
        "policy": policy_data(policy),
    }


def policy_data(policy: Policy) -> Data:
    """Every key of an entry rule, also those left at their default."""
    values = {field.name: getattr(policy, field.name) for field in fields(Policy)}
    return {name: _plain(value) for name, value in values.items()}


def printer_data(known: PrinterReport) -> Data:
    """Its options are texts, as a form shows them."""
    return {
        "id": known.printer.id,
        "name": known.printer.name,
        "kind": known.printer.kind,
        "options": {name: str(value) for name, value in known.printer.options.items()},
        "printer_group": known.printer.group,
        "version": known.version,
        "state": known.state,
        "message": known.message,
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return to_text(value)
    return sorted(value) if isinstance(value, frozenset) else value
