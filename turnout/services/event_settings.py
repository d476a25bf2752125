"""Changing the event's settings, one at a time: read forgivingly, checked, recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from turnout.domain import badge_check, walk_in
from turnout.domain import event_details as details
from turnout.domain.admission import Reason
from turnout.domain.badge_check import BadgeCheck
from turnout.domain.contrast import ENOUGH, readability
from turnout.domain.errors import BadInput, NotFound
from turnout.domain.facts import SettingsChanged
from turnout.domain.model import Offer, Station
from turnout.domain.walk_in import WalkInForm
from turnout.services import place_setup, setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale, refuse_unknown_categories
from turnout.services.time_zones import known_time_zones
from turnout.store import log, settings, stations
from turnout.store.log import Origin
from turnout.store.writer import Transaction

MAX_STEP = 200
"""Characters of a next step: it stands large on a kiosk."""

_WALK_IN = TypeAdapter(WalkInForm)
_BADGE_CHECK = TypeAdapter(BadgeCheck)
_STEPS: TypeAdapter[dict[Reason, dict[str, str]]] = TypeAdapter(dict[Reason, dict[str, str]])


@dataclass(frozen=True, slots=True)
class Warned:
    """What is worth knowing of a value that was taken all the same."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A setting as it stands now."""

    value: Any
    version: int
    warnings: tuple[Warned, ...]


def change(event: Event, name: str, typed: object, version: int, by: Caller, now: datetime, chance: Chance) -> Saved:
    """Set one setting; `version` is the one that the caller saw. The value that stands there already changes nothing.

    A venue that is called as the event, as it is from the start, is renamed with it.

    Raises NotFound for a setting that there is not, BadInput, pydantic's ValidationError for one of another shape, or
    Conflict, with the newer value, when somebody else was quicker.
    """
    read = _READERS.get(name)
    if read is None:
        raise NotFound("There is no such setting.", "Load the page again.", code="no_setting")
    value = read(typed)
    if name == "purge_on" and value is not None:
        _refuse_early_purge(event.reader, value, now)

    def put(tx: Transaction) -> Data:
        current = setup_document.setting(tx.connection, name)
        if current["value"] == value:
            return current
        refuse_stale(current, version)
        if name == "walk_in":
            refuse_unknown_categories(tx.connection, [category["id"] for category in value["open_categories"]])
        new = settings.put(tx.connection, name, value)
        if name == "languages":
            stations.put_languages(tx.connection, current["value"], value)
        origin = Origin.at(now, by.actor)
        stated = log.append(tx, SettingsChanged(name, new), origin, chance.new_id())
        if name == "name":
            place_setup.rename_venue(tx, current["value"], value, origin, chance.new_id(), stated.fact_id)
        return setup_document.setting(tx.connection, name)

    saved = event.write(put)
    return Saved(saved["value"], saved["version"], tuple(_warnings(event.reader, name, saved["value"], now)))


def walk_in_form(connection: sqlite3.Connection) -> WalkInForm:
    """What a desk asks a walk-in for."""
    value = settings.read_one(connection, "walk_in").value
    return walk_in.USUAL if value is None else _WALK_IN.validate_python(value)


def offers(connection: sqlite3.Connection, station: Station) -> tuple[Offer, ...]:
    """What people may do at a kiosk: what was chosen for it, and of this what the event has at all."""
    if Offer.WALK_IN not in station.offers or walk_in_form(connection).is_at_kiosks:
        return station.offers
    return tuple(offer for offer in station.offers if offer is not Offer.WALK_IN)


def purge_day(connection: sqlite3.Connection) -> date | None:
    """The day after which people's data is to be erased; None while nobody has said."""
    value = settings.read_one(connection, "purge_on").value
    return None if value is None else date.fromisoformat(value)


def _text(typed: object) -> str:
    if not isinstance(typed, str):
        raise BadInput("This is no text.", "Write it as a text.")
    return typed


def _listed(typed: object) -> str:
    """A list of texts as one text with commas, as somebody would type it."""
    return ", ".join(_text(one) for one in typed) if isinstance(typed, list) else _text(typed)


def _walk_in(typed: object) -> Any:
    form = walk_in.checked(_WALK_IN.validate_python(typed))
    return _WALK_IN.dump_python(form, mode="json")


def _badge_check(typed: object) -> Any:
    check = badge_check.checked(_BADGE_CHECK.validate_python(typed))
    return _BADGE_CHECK.dump_python(check, mode="json")


def _steps(typed: object) -> Any:
    steps = {
        str(reason): walk_in.texts_by_language(texts, MAX_STEP)
        for reason, texts in _STEPS.validate_python(typed).items()
    }
    return {reason: texts for reason, texts in steps.items() if texts}


def _purge_on(typed: object) -> str | None:
    if typed is None or typed == "":
        return None
    days = details.dates_of(_text(typed))
    if len(days) > 1:
        raise BadInput("These are several days.", "Write the one after which everything personal is erased.")
    return days[0].isoformat()


_READERS: dict[str, Callable[[object], Any]] = {
    "name": lambda typed: details.name_of(_text(typed)),
    "time_zone": lambda typed: details.time_zone_of(_text(typed), known_time_zones()),
    "days": lambda typed: [day.isoformat() for day in details.dates_of(_listed(typed))],
    "day_boundary": lambda typed: details.day_boundary_of(_text(typed)).isoformat("minutes"),
    "accent": lambda typed: details.accent_of(_text(typed)),
    "languages": lambda typed: list(details.languages_of(_listed(typed))),
    "walk_in": _walk_in,
    "badge_check": _badge_check,
    "refusal_steps": _steps,
    "purge_on": _purge_on,
}


def _refuse_early_purge(connection: sqlite3.Connection, day: str, now: datetime) -> None:
    config = settings.read(connection)
    if day <= config.days[-1]:
        raise BadInput("On this day the event is not over.", f"Choose one after {config.days[-1]}.", code="too_early")
    if day < config.day_of(now):
        raise BadInput("This day is over.", "Choose one from today on.", code="day_over")


def _warnings(connection: sqlite3.Connection, name: str, value: Any, now: datetime) -> list[Warned]:
    if name == "accent" and (found := readability(value)) < ENOUGH:
        return [
            Warned(
                "accent_mended",
                f"Text on this colour is hard to read: {found:.1f} to 1, where {ENOUGH:.0f} to 1 is needed.",
                "Screens show its nearest shade that can be read; a darker or a lighter one they show as it is.",
            )
        ]
    if name == "days":
        return _warnings_of_days(connection, value[-1], now)
    return []


def _warnings_of_days(connection: sqlite3.Connection, last: str, now: datetime) -> list[Warned]:
    found = []
    if last < settings.read(connection).day_of(now):
        found.append(
            Warned("days_over", "All of these days are over.", "Tickets for certain days admit nobody: look at them.")
        )
    purge_on = purge_day(connection)
    if purge_on is not None and purge_on.isoformat() <= last:
        found.append(
            Warned("purge_too_early", f"People's data is due to be erased on {purge_on}, before the end.", "Move it.")
        )
    return found
