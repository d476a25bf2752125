"""What stations are to be: name, place, mode, languages, printer, what they offer, out of order.

Desired state: a device follows its own topic, and finds it there also when it was away as it changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from turnout.domain import event_details as details
from turnout.domain.errors import BadInput, NotFound
from turnout.domain.facts import StationSetUp
from turnout.domain.model import Offer, Station, StationMode
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale
from turnout.store import log, places, printers, settings, stations
from turnout.store.log import Origin
from turnout.store.writer import Transaction

MAX_NAME = 60
AT_DOORS = frozenset({StationMode.ENTRANCE, StationMode.DOOR, StationMode.DESK, StationMode.PICKUP})
"""What a paired device may be. A spooler stays what it is, and a phone is its account's."""


def choices(event: Event) -> Data:
    """The places where a station may stand, and the languages that the event speaks."""
    return {
        "places": [{"id": place.id, "name": place.name, "kind": place.kind} for place in places.places(event.reader)],
        "languages": list(settings.read(event.reader).languages),
    }


def change(
    event: Event, station_id: str, version: int, changes: Mapping[str, Any], by: Caller, now: datetime, chance: Chance
) -> Data:
    """Change what `changes` names: name, place_id, mode, languages, printer_group, printer_id, offers, out_of_order.

    A printer of its own decides the group. What stands there already changes nothing. Raises BadInput, NotFound, or
    Conflict with the newer station.
    """

    def put(tx: Transaction) -> Data:
        station = _found(tx.connection, station_id)
        wanted = _checked(tx.connection, station, _changed(station, changes))
        if wanted == station:
            return station_data(station)
        refuse_stale(station_data(station), version)
        stations.change(tx.connection, wanted)
        made = _found(tx.connection, station_id)
        fact = StationSetUp(made.id, made.version, made.mode, made.place_id, made.is_out_of_order)
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())
        return station_data(made)

    return event.write(put)


def station_data(station: Station) -> Data:
    """What a station is to be, as a form shows it."""
    return {
        "id": station.id,
        "name": station.name,
        "mode": station.mode,
        "place_id": station.place_id,
        "languages": list(station.languages),
        "printer_group": station.printer_group,
        "printer_id": station.printer_id,
        "offers": list(station.offers),
        "out_of_order": station.is_out_of_order,
        "version": station.version,
    }


def _found(connection: sqlite3.Connection, station_id: str) -> Station:
    """Raises NotFound for what is no device of its own as well."""
    station = stations.find(connection, station_id)
    if station is None or station.mode not in AT_DOORS:
        raise NotFound("There is no such station.", "Load the page again.", code="no_station")
    return station


def _changed(station: Station, changes: Mapping[str, Any]) -> Station:
    offers = frozenset(changes.get("offers", station.offers))
    return replace(
        station,
        name=details.name_of(changes.get("name", station.name), "station", MAX_NAME),
        mode=StationMode(changes.get("mode", station.mode)),
        place_id=changes.get("place_id", station.place_id),
        languages=_languages(changes.get("languages", station.languages)),
        printer_group=changes.get("printer_group", station.printer_group),
        printer_id=changes.get("printer_id", station.printer_id),
        offers=tuple(offer for offer in Offer if offer in offers),
        is_out_of_order=changes.get("out_of_order", station.is_out_of_order),
    )


def _languages(typed: tuple[str, ...]) -> tuple[str, ...]:
    return details.languages_of(", ".join(typed))


def _checked(connection: sqlite3.Connection, former: Station, station: Station) -> Station:
    """Raises BadInput, or NotFound for a place, a printer or a group of printers there is not."""
    if station.mode not in AT_DOORS:
        raise BadInput("A kiosk cannot become that.", f"Choose one of {', '.join(sorted(AT_DOORS))}.")
    if places.find_place(connection, station.place_id) is None:
        raise NotFound("There is no such place.", "Choose one of the event's places.", code="no_place")
    if (station.printer_id, station.printer_group) == (former.printer_id, former.printer_group):
        return station  # its printer may have been taken away: that must not hold up its new name
    return replace(station, printer_group=_group(connection, station))


def _group(connection: sqlite3.Connection, station: Station) -> str:
    """That of its own printer, where it has one; an empty one is a station that prints nothing."""
    every = printers.every(connection)
    if station.printer_id:
        own = next((printer for printer in every if printer.id == station.printer_id), None)
        if own is None:
            raise NotFound("There is no such printer.", "Choose one of the event's printers.", code="no_printer")
        return own.group
    if station.printer_group and station.printer_group not in {printer.group for printer in every}:
        raise NotFound("There is no such group of printers.", "Choose one of the event's.", code="no_printer_group")
    return station.printer_group
