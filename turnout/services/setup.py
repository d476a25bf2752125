"""Making an event: its settings, places, checklist, categories, layouts, printers; opening it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from typing import Any

from turnout.domain.errors import BadInput
from turnout.domain.facts import EventCreated, EventOpened
from turnout.domain.model import PRESETS, VENUE, Place, PlaceKind, Policy
from turnout.domain.readiness import DEFAULT_ITEMS
from turnout.domain.tickets import base32
from turnout.services import payments
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import layouts, log, pictures, places, printers, readiness, settings
from turnout.store.log import Origin
from turnout.store.pictures import Picture
from turnout.store.printers import Printer
from turnout.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class Category:
    """A sort of attendee: what the badge says, whether they only pass through, their layout, what else they get."""

    id: str
    label: str
    is_passing: bool = False
    layout: str = "default"
    gets: tuple[str, ...] = ()


CATEGORIES = (
    Category("visitor", "Visitor"),
    Category("speaker", "Speaker", layout="crew"),
    Category("staff", "Staff", layout="crew"),
    Category("organiser", "Organiser", layout="crew"),
    Category("press", "Press"),
    Category("sponsor", "Sponsor"),
    Category("technician", "Technician", is_passing=True, layout="crew"),
)
"""What an event starts with."""


_WORDING = ("walk_in", "badge_check", "refusal_steps")


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What must be known to make an event. `days` are ISO dates; `layouts` are TOML by name.

    `rooms` are all places but the venue, in their order; `checklist` is each item's id and label; `wording` are the
    settings that need not be there, such as the walk-in form; `former_tag` stands in the codes of the event that this
    one is made after.
    """

    name: str
    time_zone: str
    days: Sequence[str]
    layouts: Mapping[str, str]
    venue_capacity: int | None = None
    venue_policy: Policy = PRESETS["congress"]
    day_boundary: str = "04:00"
    accent: str = "#0a599b"
    languages: Sequence[str] = ("en", "pl", "lv")
    rooms: Sequence[Place] = ()
    checklist: Sequence[tuple[str, str]] = DEFAULT_ITEMS
    categories: Sequence[Category] = CATEGORIES
    printers: Sequence[Printer] = field(default=())
    wording: Mapping[str, Any] = field(default_factory=dict)
    logo: Picture | None = None
    former_tag: str = ""


def create(event: Event, new: NewEvent, now: datetime, chance: Chance) -> None:
    """Fill an empty event file with what every event has. It begins as a rehearsal."""
    values = {
        "name": new.name,
        "time_zone": new.time_zone,
        "day_boundary": new.day_boundary,
        "days": list(new.days),
        "accent": new.accent,
        "languages": list(new.languages),
        "tag": _new_tag(chance, new.former_tag),
        "key": chance.random_bytes(32).hex(),
        **new.wording,
    }
    venue = Place(VENUE, new.name, PlaceKind.VENUE, new.venue_capacity, new.venue_policy)

    def fill(tx: Transaction) -> None:
        for name, value in values.items():
            settings.put(tx.connection, name, value)
        if new.logo is not None:
            pictures.put(tx.connection, pictures.LOGO, new.logo)
        for position, place in enumerate((venue, *new.rooms)):
            places.put_place(tx.connection, place, position)
        readiness.put_checklist(tx.connection, new.checklist)
        for category in new.categories:
            layouts.put_category(tx.connection, *astuple(category))
        for name, toml in new.layouts.items():
            layouts.put(tx.connection, name, toml)
        for printer in new.printers:
            printers.put(tx.connection, printer)
        log.append(tx, EventCreated(), Origin.at(now, "setup"), chance.new_id())

    event.write(fill)


def like(connection: sqlite3.Connection, name: str, days: Sequence[str]) -> NewEvent:
    """What makes an event as the one read here was set up, under another name and on other days.

    Not taken: people, accounts, stations, sessions, the log; nor the tag and the secret key, by which the two
    events tell their codes apart. Opening times and the day of erasing are moments of the old event: left out too.
    """
    config = settings.read(connection)
    venue, *rooms = [_without_opening_times(place) for place in places.places(connection)]
    return NewEvent(
        name=name,
        time_zone=config.time_zone,
        days=days,
        layouts=layouts.every(connection),
        venue_capacity=venue.capacity,
        venue_policy=venue.policy,
        day_boundary=config.day_boundary.isoformat("minutes"),
        accent=config.accent,
        languages=config.languages,
        rooms=rooms,
        checklist=[(item.id, item.label) for item in readiness.checklist(connection)],
        categories=[Category(*row) for row in layouts.described(connection)],
        printers=printers.every(connection),
        wording={name: value for name in _WORDING if (value := settings.read_one(connection, name).value) is not None},
        logo=pictures.find(connection, pictures.LOGO),
        former_tag=config.tag,
    )


def day_count(connection: sqlite3.Connection) -> int:
    """How many days the event read here has."""
    return len(settings.read(connection).days)


def rooms_named(rooms: Sequence[tuple[str, int | None]], chance: Chance, taken: Sequence[Place] = ()) -> list[Place]:
    """Rooms by name and capacity, open to everybody on the list.

    Raises BadInput for a name that is there twice, or among those `taken`.
    """
    names = {place.name.casefold() for place in taken}
    for name, _ in rooms:
        if name.casefold() in names:
            raise BadInput(f"There are two rooms called “{name}”.", "Give each a name of its own.", code="name_taken")
        names.add(name.casefold())
    return [Place(chance.new_id(), name, PlaceKind.ROOM, capacity, PRESETS["open"]) for name, capacity in rooms]


def open_event(event: Event, by: Caller, now: datetime, chance: Chance) -> None:
    """End the rehearsal: from here on scans count, and who paid in it has not paid. Doing it twice changes nothing."""
    fact_id = chance.new_id()

    def open_it(tx: Transaction) -> None:
        if settings.opened_at(tx.connection) is None:
            origin = Origin.at(now, by.actor)
            log.append(tx, EventOpened(), origin, fact_id)
            payments.forget_rehearsed(tx, origin, fact_id)

    event.write(open_it)


def _new_tag(chance: Chance, former: str) -> str:
    """Two characters for the codes of an event: never those of the one before, whose tickets come to the door too."""
    while (tag := base32(chance.random_bytes(5))[:2]) == former:
        pass
    return tag


def _without_opening_times(place: Place) -> Place:
    return replace(place, policy=replace(place.policy, opens_at=None, closes_at=None))
