"""Stations: adding, pairing, hearing from them, revoking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from turnout.domain.errors import BadInput, NotFound
from turnout.domain.facts import (
    Fact,
    PrinterChanged,
    StationAdded,
    StationCameBack,
    StationFellSilent,
    StationPaired,
    StationRevoked,
)
from turnout.domain.model import VENUE, Offer, Station, StationMode
from turnout.domain.tickets import base32, forgiven
from turnout.services.chance import Chance, hash_of, new_token
from turnout.services.event import Caller, Event
from turnout.store import log, places, printers, settings, stations
from turnout.store.log import Origin
from turnout.store.writer import Transaction

PAIRING_CODE_LIVES = timedelta(minutes=30)
HEARTBEAT = timedelta(seconds=10)
SILENT_AFTER = 3 * HEARTBEAT
PRINTER_SILENT_AFTER = timedelta(seconds=15)
DESK_ID = "signed-in-desk"
PAPER_ID = "typed-from-paper"
_PAIRING_BYTES = 5  # eight characters, forty bits: enough for half an hour behind a limit of tries
_OFFERING = frozenset({StationMode.ENTRANCE, StationMode.DESK, StationMode.PICKUP})


@dataclass(frozen=True, slots=True)
class PairingCode:
    station_id: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Paired:
    """A device that has just been paired; the token is told once."""

    station: Station
    token: str


def add(
    event: Event,
    name: str,
    mode: StationMode,
    place_id: str,
    printer_group: str,
    by: Caller,
    now: datetime,
    chance: Chance,
    *,
    printer_id: str = "",
) -> PairingCode:
    """Set up a station and a code that pairs a device with it.

    With a printer of its own it is of that printer's group. Without a printer group it gets the event's, where there
    is just one: a kiosk is there to print. Raises BadInput, or NotFound for a place or printer there is not.
    """
    clean = " ".join(name.split())[:60]
    if not clean:
        raise BadInput("A station needs a name.", "Name it after where it stands.", code="no_name")

    def make(tx: Transaction) -> PairingCode:
        if places.find_place(tx.connection, place_id) is None:
            raise NotFound("There is no such place.", "Choose one of the event's places.", code="no_place")
        languages = settings.read(tx.connection).languages
        own = printers.find(tx.connection, printer_id) if printer_id else None
        if printer_id and own is None:
            raise NotFound("There is no such printer.", "Choose one of the event's printers.", code="no_printer")
        group = printer_group or printers.only_group(tx.connection) if own is None else own.group
        offers = tuple(Offer) if mode in _OFFERING else ()
        station = Station(
            chance.new_id(), clean, mode, place_id, group, languages, printer_id=printer_id, offers=offers
        )
        stations.add(tx.connection, station)
        _state(tx, StationAdded(station.id, mode, place_id), by.actor, now, chance)
        return _pairing_code(tx, station.id, now, chance)

    return event.write(make)


def pairing_code(event: Event, station_id: str, now: datetime, chance: Chance) -> PairingCode:
    """A new code for a station, for instance after its tablet was replaced."""

    def make(tx: Transaction) -> PairingCode:
        _found(tx, station_id)
        return _pairing_code(tx, station_id, now, chance)

    return event.write(make)


def pair(event: Event, code: str, now: datetime, chance: Chance) -> Paired:
    """Turn a pairing code into a station's token, once. Raises NotFound for a code that is not good."""

    def take(tx: Transaction) -> Paired:
        station_id = stations.take_pairing_code(tx.connection, hash_of(forgiven(code)), now)
        if station_id is None:
            raise NotFound(
                "This pairing code is not known, or too old.",
                "Ask for a new one: dashboard, Stations, Pair a kiosk.",
                code="pairing_code_unknown",
            )
        token = new_token(chance)
        stations.pair(tx.connection, station_id, hash_of(token))
        _state(tx, StationPaired(station_id), station_id, now, chance)
        return Paired(_found(tx, station_id), token)

    return event.write(take)


def spooler(event: Event, now: datetime, chance: Chance) -> Paired:
    """The server's own spooler, with a new token; set up on first use."""

    def make(tx: Transaction) -> Paired:
        station_id = "spooler"
        if stations.find(tx.connection, station_id) is None:
            place_id = places.places(tx.connection)[0].id
            stations.add(tx.connection, Station(station_id, "Spooler", StationMode.SPOOLER, place_id))
            _state(tx, StationAdded(station_id, StationMode.SPOOLER, place_id), "server", now, chance)
        token = new_token(chance)
        stations.pair(tx.connection, station_id, hash_of(token))
        _state(tx, StationPaired(station_id), "server", now, chance)
        return Paired(_found(tx, station_id), token)

    return event.write(make)


def phone(event: Event, by: Caller, place_id: str, now: datetime, chance: Chance) -> Station:
    """The station that a signed-in person's phone is at a place; set up the first time they scan there."""
    known = stations.of_account(event.reader, by.actor, place_id)
    if known is not None:
        return known

    def make(tx: Transaction) -> Station:
        station = stations.of_account(tx.connection, by.actor, place_id)
        if station is not None:
            return station
        place = places.find_place(tx.connection, place_id)
        if place is None:
            raise NotFound("There is no such place.", "Choose one of the event's places.", code="no_place")
        station = Station(chance.new_id(), f"Phone at {place.name}", StationMode.PHONE, place_id)
        stations.add(tx.connection, station, account_id=by.actor)
        _state(tx, StationAdded(station.id, StationMode.PHONE, place_id), by.actor, now, chance)
        return station

    return event.write(make)


def desk(event: Event, now: datetime, chance: Chance) -> Station:
    """The station that signed-in desks are together, on the only printer group; set up at the first check-in."""
    station = _unlisted(event, DESK_ID, "Desk", StationMode.DESK, now, chance)
    return replace(station, mode=StationMode.DESK, printer_group=printers.only_group(event.reader))


def paper(event: Event, now: datetime, chance: Chance) -> Station:
    """The station that the lists on paper are together: it prints nothing; set up when the first line is typed in."""
    return _unlisted(event, PAPER_ID, "Paper list", StationMode.PHONE, now, chance)


def _unlisted(event: Event, station_id: str, name: str, mode: StationMode, now: datetime, chance: Chance) -> Station:
    """A station that is no device. It is kept as phones are, so that no screen lists it as waiting to be paired."""

    def make(tx: Transaction) -> Station:
        found = stations.find(tx.connection, station_id)
        if found is not None:
            return found
        station = Station(station_id, name, StationMode.PHONE, VENUE)
        stations.add(tx.connection, station)
        _state(tx, StationAdded(station.id, mode, VENUE), "server", now, chance)
        return station

    return stations.find(event.reader, station_id) or event.write(make)


def revoke(event: Event, station_id: str, by: Caller, now: datetime, chance: Chance) -> None:
    """Make a station's token worthless; doing it twice changes nothing."""

    def take_back(tx: Transaction) -> None:
        if not _found(tx, station_id).is_revoked:
            stations.revoke(tx.connection, station_id)
            _state(tx, StationRevoked(station_id), by.actor, now, chance)

    event.write(take_back)


def heartbeat(event: Event, station: Station, sent_at: datetime, queued: int, now: datetime, chance: Chance) -> int:
    """Note that a station lives; answers its clock's skew in milliseconds (server minus device)."""
    skew_ms = round((now - sent_at).total_seconds() * 1000)

    def see(tx: Transaction) -> None:
        if stations.see(tx.connection, station.id, now, skew_ms, queued):
            _state(tx, StationCameBack(station.id), station.id, now, chance)

    event.write(see)
    event.live.mark(("stations",))
    return skew_ms


def note_silence(event: Event, now: datetime, chance: Chance) -> None:
    """Stations and printers not heard of in time are silent from now on."""

    def note(tx: Transaction) -> None:
        for station_id in stations.fall_silent(tx.connection, now - SILENT_AFTER):
            _state(tx, StationFellSilent(station_id), "clock", now, chance)
        for printer_id in printers.fall_silent(tx.connection, now - PRINTER_SILENT_AFTER):
            _state(tx, PrinterChanged(printer_id, "silent"), "clock", now, chance)

    event.write(note)


def _pairing_code(tx: Transaction, station_id: str, now: datetime, chance: Chance) -> PairingCode:
    code = base32(chance.random_bytes(_PAIRING_BYTES))
    expires_at = now + PAIRING_CODE_LIVES
    stations.put_pairing_code(tx.connection, hash_of(code), station_id, expires_at)
    return PairingCode(station_id, code, expires_at)


def _found(tx: Transaction, station_id: str) -> Station:
    station = stations.find(tx.connection, station_id)
    if station is None:
        raise NotFound("There is no such station.", "Load the page again.", code="no_station")
    return station


def _state(tx: Transaction, fact: Fact, actor: str, now: datetime, chance: Chance) -> None:
    log.append(tx, fact, Origin.at(now, actor), chance.new_id())
