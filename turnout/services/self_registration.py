"""New here: somebody registers themselves at a kiosk, gets a ticket, and comes in where the rules let them.

Whether somebody of the same name and address is on the list already changes nothing of what the kiosk hears, or a
form would tell anybody who is coming: they are registered, and a note tells the desk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from turnout.domain import typed_fields
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import AttendeeNoted
from turnout.domain.folding import fold
from turnout.domain.model import Attendee, CodeKind, Offer
from turnout.domain.tickets import base32
from turnout.domain.walk_in import WalkInForm, refuse_missing
from turnout.services import event_settings, registration, scanning
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import attendees, log, notes, search, settings
from turnout.store.log import Origin
from turnout.store.writer import Transaction

TWIN = "Registered at a kiosk. Somebody with this name and e-mail address was on the list already."
"""The note that a desk finds on the card of whoever may be registered twice."""

_ID_BYTES = 10
_ORDER_BYTES = 5
_ORDER_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody filled in. `walk_in_id` is made by the page before the first try."""

    walk_in_id: str
    fields: Mapping[str, str]
    consents: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class SelfRegistered:
    """Somebody new with their ticket's code. `scan` is None for who must pay first: `due_cents`, at the desk."""

    attendee: Attendee
    code: str
    due_cents: int
    currency: str
    scan: ScanAnswer | None


def form(event: Event, by: Caller) -> WalkInForm:
    """What a kiosk asks for. Raises Conflict where people do not register themselves."""
    return _offered(event.reader, by)


def register(event: Event, wanted: Wanted, by: Caller, now: datetime, chance: Chance) -> SelfRegistered:
    """Register who filled in a kiosk's form, and let them in as their new ticket would.

    The same `walk_in_id` again gets the same answer. Raises Conflict where it is not offered, or BadInput.
    """
    attendee_id = _id_of(by.station_id, wanted.walk_in_id)
    origin = Origin(now, now, by.actor, by.station_id)
    return event.write(lambda tx: _register(tx, attendee_id, wanted, by, origin, chance))


def _register(
    tx: Transaction, attendee_id: str, wanted: Wanted, by: Caller, origin: Origin, chance: Chance
) -> SelfRegistered:
    if log.find(tx.connection, _cause(attendee_id)) is not None:
        return _let_in(tx, attendees.get(tx.connection, attendee_id), by, origin, chance)
    asked = _offered(tx.connection, by)
    new = _newcomer(tx.connection, attendee_id, asked, wanted, chance)
    is_twin = _is_on_the_list(tx.connection, new.attendee)
    registration.enter(tx, new, asked, wanted.consents, origin)
    if is_twin:
        _tell_the_desk(tx, attendee_id, origin)
    return _let_in(tx, new.attendee, by, origin, chance)


def _offered(connection: sqlite3.Connection, by: Caller) -> WalkInForm:
    if by.station is None or Offer.WALK_IN not in event_settings.offers(connection, by.station):
        raise Conflict("Nobody registers themselves at this kiosk.", "Go to the desk.", code="not_offered")
    return event_settings.walk_in_form(connection)


def _newcomer(
    connection: sqlite3.Connection, attendee_id: str, asked: WalkInForm, wanted: Wanted, chance: Chance
) -> Registered:
    """Somebody new as the form describes them. Raises BadInput."""
    needed = {"full_name": True, **{field.id: field.is_needed for field in asked.asked_at_kiosks}}
    if unknown := sorted(set(wanted.fields) - set(needed) - {"category"}):
        raise BadInput(f"This form does not ask for {unknown[0]}.", "Load the page again.", code="not_asked")
    clean: dict[str, Any] = {field: typed_fields.tidied(typed) for field, typed in wanted.fields.items()}
    for field, is_needed in needed.items():
        typed_fields.refuse_unfit(field, clean.get(field, ""), is_needed=is_needed)
    refuse_missing(replace(asked, fields=()), clean, wanted.consents)
    category = asked.open_category(clean.pop("category", ""))
    order_code = base32(chance.random_bytes(_ORDER_BYTES))[:_ORDER_LENGTH] if category.cents else ""
    attendee = Attendee(
        id=attendee_id, category=category.id, order_code=order_code, is_paid=category.cents == 0, **clean
    )
    return registration.with_codes(attendee, settings.read(connection).tag, chance)


def _let_in(tx: Transaction, attendee: Attendee, by: Caller, origin: Origin, chance: Chance) -> SelfRegistered:
    """Scan the new ticket, as its owner would next; not of who owes: they are not refused, only sent to the desk."""
    codes = attendees.tickets_of(tx.connection, attendee.id)
    code = next(code.code for code in codes if code.kind is CodeKind.TICKET)
    if by.station is None or not attendee.is_paid:
        asked = event_settings.walk_in_form(tx.connection)
        return SelfRegistered(attendee, code, asked.price_of(attendee.category), asked.currency, None)
    at = origin.occurred_at
    attempt = Scan(f"{attendee.id}-walked-in", code, by.station.place_id, at, at, cause=_cause(attendee.id))
    return SelfRegistered(attendee, code, 0, "", scanning.scan_in(tx, attempt, by, origin, chance))


def _is_on_the_list(connection: sqlite3.Connection, new: Attendee) -> bool:
    """Whether somebody has this name and address; looked up for all who gave one, so that no answer comes sooner."""
    if not new.email:
        return False
    same = (fold(new.full_name), new.email.casefold())
    return any(
        (fold(found.attendee.full_name), found.attendee.email.casefold()) == same
        for found in search.having(connection, f"{new.email} {new.full_name}")
    )


def _tell_the_desk(tx: Transaction, attendee_id: str, origin: Origin) -> None:
    note_id = f"{attendee_id}-twin"
    notes.add(tx.connection, note_id, attendee_id, notes.DESK, TWIN, origin.actor, origin.recorded_at)
    log.append(tx, AttendeeNoted(attendee_id, note_id), origin, f"{note_id}-noted", _cause(attendee_id))


def _cause(attendee_id: str) -> str:
    return registration.registered_id(attendee_id)


def _id_of(station_id: str, walk_in_id: str) -> str:
    """The id of who was registered by this try: the same for a retry, and nobody's whom another station can name."""
    return base32(blake2b(f"{station_id}/{walk_in_id}".encode(), digest_size=_ID_BYTES).digest()).lower()
