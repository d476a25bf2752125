"""Checking in without a ticket: a name and a proof come together, and the answer is yes, or one same no."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from turnout.domain.errors import Conflict, NotAllowed, TooManyTries
from turnout.domain.facts import AttendeeProofCodeMade, AttendeeProved, StationProofFailed
from turnout.domain.model import Offer, Station
from turnout.domain.proof import Proof, is_start_of, slips, without_invisible
from turnout.domain.tickets import base32, forgiven
from turnout.services import desk, scanning
from turnout.services.chance import Chance, hash_of
from turnout.services.event import Caller, Event
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import attendees, log, proofs, search
from turnout.store.log import Origin
from turnout.store.search import Found
from turnout.store.writer import Transaction

CODE_LIVES = timedelta(minutes=10)
CODE_LENGTH = 6
"""Characters of a code from staff: thirty bits, for ten minutes, behind a limit of tries."""

WINDOW = timedelta(minutes=10)
"""How long a try that failed counts."""

TRIES_OF_A_PERSON = 5
"""After so many tries that failed, an address proves nothing more: a code from staff still does."""

TRIES_AT_A_STATION = 12
"""Tries that may fail at one kiosk; people who type take half a minute each."""

NAMESAKES = 50
"""How many people of one name are looked at, and counted against."""

_RANDOM_BYTES = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody at a kiosk says they are, and what proves it. Times are the device's clock.

    `scan_id` is made before the first try, as a scan's is.
    """

    scan_id: str
    name: str
    kind: Proof
    proof: str
    occurred_at: datetime
    sent_at: datetime | None = None
    station_seq: int = 0

    @property
    def proved_id(self) -> str:
        """The id of the fact that it was proved."""
        return f"{self.scan_id}-proved"


@dataclass(frozen=True, slots=True)
class ProofCode:
    """A code that proves once who somebody is. It is told once, to who made it."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class _Named:
    """Who may be meant: those of the name, and of them whose address was begun, the likeliest first."""

    namesakes: tuple[str, ...]
    proven: tuple[str, ...]


def make_code(event: Event, attendee_id: str, by: Caller, now: datetime, chance: Chance) -> ProofCode:
    """A code with which somebody checks in at a kiosk without their ticket, once; it takes the place of any before.

    Raises NotFound for nobody on the list, Conflict for somebody without a ticket.
    """
    made = ProofCode(base32(chance.random_bytes(_RANDOM_BYTES))[:CODE_LENGTH], now + CODE_LIVES)
    fact_id = chance.new_id()

    def put(tx: Transaction) -> ProofCode:
        desk.own_code(tx.connection, attendee_id)
        proofs.put_code(tx.connection, hash_of(made.code), attendee_id, now, made.expires_at)
        log.append(tx, AttendeeProofCodeMade(attendee_id), Origin.at(now, by.actor), fact_id)
        return made

    return event.write(put)


def check_in(event: Event, claim: Claim, by: Caller, now: datetime, chance: Chance) -> ScanAnswer | None:
    """Check in who proves who they are, as a scan of their ticket would; None when nothing was proved.

    None tells nothing else: neither whether there is anybody of that name, nor whether too much was tried. The same
    claim again gets the same answer. Raises TooManyTries, or NotAllowed where this is not offered.
    """
    station = _station(by)
    if log.find(event.reader, claim.proved_id) is None:
        _refuse_too_many(event.reader, station, now)
    named = _named(event.reader, claim)
    attempt = Scan(claim.scan_id, "", station.place_id, claim.occurred_at, claim.sent_at, station_seq=claim.station_seq)
    origin = scanning.origin_of(attempt, by, now)

    def decide(tx: Transaction) -> ScanAnswer | None:
        attendee_id = _answered_before(tx, claim, station)
        if attendee_id is None:
            _refuse_too_many(tx.connection, station, now)  # again: many may have asked at once
            attendee_id = _proven(tx, claim, named, now)
            if attendee_id is None:
                fact = StationProofFailed(station.id, claim.kind, list(named.namesakes))
                log.append(tx, fact, origin, chance.new_id())
                return None
            log.append(tx, AttendeeProved(attendee_id, claim.kind), origin, claim.proved_id)
        code = desk.own_code(tx.connection, attendee_id)
        return scanning.scan_in(tx, replace(attempt, code=code, cause=claim.proved_id), by, origin, chance)

    return event.write(decide)


def _station(by: Caller) -> Station:
    if by.station is None or Offer.NO_TICKET not in by.station.offers:
        raise NotAllowed("Nobody checks in without a ticket here.", "Go to the desk.", code="not_offered")
    return by.station


def _refuse_too_many(connection: sqlite3.Connection, station: Station, now: datetime) -> None:
    failures = proofs.failures_at(connection, station.id, now - WINDOW)
    if len(failures) >= TRIES_AT_A_STATION:
        minutes = int((failures[-TRIES_AT_A_STATION] + WINDOW - now) / timedelta(minutes=1)) + 1
        raise TooManyTries("Too much was tried here.", f"Go to the desk, or try again in {minutes} minutes.")


def _answered_before(tx: Transaction, claim: Claim, station: Station) -> str | None:
    """Who proved who they are with this very claim, of which the answer may have been lost. Raises Conflict."""
    known = log.find(tx.connection, claim.proved_id)
    if known is None:
        return None
    attendee = attendees.find(tx.connection, known.fact.subject)
    is_same = attendee is not None and slips(claim.name, attendee) is not None and known.station_id == station.id
    if not is_same:
        raise Conflict("This id was used by somebody else.", "Try again.", code="scan_id_reused")
    return known.fact.subject


def _proven(tx: Transaction, claim: Claim, named: _Named, now: datetime) -> str | None:
    """Whom the proof proves, read in the transaction of the check-in: a code must not serve two kiosks."""
    if claim.kind is Proof.CODE:
        return _proven_by_code(tx, claim, now)
    free = (one for one in named.proven if proofs.failures_of(tx.connection, one, now - WINDOW) < TRIES_OF_A_PERSON)
    return next(free, None)


def _proven_by_code(tx: Transaction, claim: Claim, now: datetime) -> str | None:
    code_hash = hash_of(forgiven(without_invisible(claim.proof)))
    attendee_id = proofs.attendee_of_code(tx.connection, code_hash, now)
    attendee = None if attendee_id is None else attendees.find(tx.connection, attendee_id)
    if attendee is None or slips(claim.name, attendee) is None:
        return None
    proofs.use_code_up(tx.connection, code_hash)
    return attendee.id


def _named(connection: sqlite3.Connection, claim: Claim) -> _Named:
    """Looks by name, and by address too: a slip in a short name is forgiven to who types their address."""
    name = without_invisible(claim.name)
    of_name = _of_name(connection, claim.name, name)
    if claim.kind is not Proof.EMAIL:
        return _Named(tuple(found.attendee.id for found in of_name), ())
    address = without_invisible(claim.proof)
    of_address = _of_name(connection, claim.name, f"{name} {address}") + _of_name(connection, claim.name, address)
    known = {found.attendee.id: found for found in of_name + of_address}
    proven = [found for found in known.values() if is_start_of(claim.proof, found.attendee.email)]
    likeliest = sorted(proven, key=lambda found: _likelihood(claim.name, found))
    return _Named(tuple(list(known)[:NAMESAKES]), tuple(found.attendee.id for found in likeliest))


def _of_name(connection: sqlite3.Connection, name: str, looked_for: str) -> list[Found]:
    found = search.search(connection, looked_for, NAMESAKES)
    return [one for one in found if slips(name, one.attendee) is not None]


def _likelihood(name: str, found: Found) -> tuple[bool, bool, bool, str]:
    """For an address that several share: who is called just so comes first, then who is expected, then who is out."""
    attendee = found.attendee
    return slips(name, attendee) != 0, attendee.is_cancelled, found.arrived_at is not None, attendee.id
