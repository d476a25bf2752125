"""Making an event: its settings, places, checklist, categories, layouts, printers; opening it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from turnout.domain.facts import EventCreated, EventOpened
from turnout.domain.model import PRESETS, VENUE, Place, PlaceKind
from turnout.domain.readiness import DEFAULT_ITEMS
from turnout.domain.tickets import base32
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import layouts, log, places, printers, readiness, settings
from turnout.store.log import Origin
from turnout.store.printers import Printer
from turnout.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class Category:
    """A sort of attendee: what the badge says, whether they only pass through, the layout they get."""

    id: str
    label: str
    is_passing: bool = False
    layout: str = "default"


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


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What must be known to make an event. `days` are ISO dates; `layouts` are TOML by name."""

    name: str
    time_zone: str
    days: Sequence[str]
    layouts: Mapping[str, str]
    venue_capacity: int | None = None
    preset: str = "congress"
    accent: str = "#0b5fa5"
    languages: Sequence[str] = ("en", "pl", "lv")
    printers: Sequence[Printer] = field(default=())


def create(event: Event, new: NewEvent, now: datetime, chance: Chance) -> None:
    """Fill an empty event file with what every event has. It begins as a rehearsal."""
    values = {
        "name": new.name,
        "time_zone": new.time_zone,
        "day_boundary": "04:00",
        "days": list(new.days),
        "accent": new.accent,
        "languages": list(new.languages),
        "tag": base32(chance.random_bytes(5))[:2],
        "key": chance.random_bytes(32).hex(),
    }
    venue = Place(VENUE, new.name, PlaceKind.VENUE, new.venue_capacity, PRESETS[new.preset])

    def fill(tx: Transaction) -> None:
        for name, value in values.items():
            settings.put(tx.connection, name, value)
        places.put_place(tx.connection, venue, 0)
        readiness.put_checklist(tx.connection, DEFAULT_ITEMS)
        for category in CATEGORIES:
            layouts.put_category(tx.connection, category.id, category.label, category.is_passing, category.layout)
        for name, toml in new.layouts.items():
            layouts.put(tx.connection, name, toml)
        for printer in new.printers:
            printers.put(tx.connection, printer)
        log.append(tx, EventCreated(), Origin.at(now, "setup"), chance.new_id())

    event.write(fill)


def open_event(event: Event, by: Caller, now: datetime, chance: Chance) -> None:
    """End the rehearsal: from here on scans count. Doing it twice changes nothing."""

    def open_it(tx: Transaction) -> None:
        if settings.opened_at(tx.connection) is None:
            log.append(tx, EventOpened(), Origin.at(now, by.actor), chance.new_id())

    event.write(open_it)
