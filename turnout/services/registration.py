"""The list of attendees on site: walk-ins, corrections, cancellations, substitutes, and finding people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from turnout.domain import tickets
from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import (
    AttendeeAmended,
    AttendeeCancelled,
    AttendeeConsented,
    AttendeeRegistered,
    AttendeeReinstated,
    AttendeeSubstituted,
    BadgeVoided,
    TicketRevoked,
)
from turnout.domain.model import Attendee, CodeKind, Ticket
from turnout.domain.typed_fields import MAX_TYPED, tidied
from turnout.domain.walk_in import WalkInForm, refuse_missing
from turnout.services import cards, event_settings
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import attendees, badge_jobs, log, scans, search, settings
from turnout.store import consents as store_consents
from turnout.store.attendees import AMENDABLE
from turnout.store.log import Origin
from turnout.store.search import Found
from turnout.store.writer import Transaction

MAX_FIELD = MAX_TYPED
"""Characters that a name or any other field may have."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A new attendee, the ticket that admits them, and the code that their badge will carry."""

    attendee: Attendee
    ticket: Ticket
    badge: Ticket


def new_code(kind: CodeKind, attendee_id: str, tag: str, chance: Chance, code: str = "") -> Ticket:
    """A ticket or badge code of ours for an attendee; `code` is one that another system sent out already."""
    return Ticket(
        chance.new_id(), code or tickets.make(kind, tag, chance.random_bytes(tickets.SECRET_BYTES)), kind, attendee_id
    )


def walk_in(
    event: Event,
    fields: Mapping[str, str],
    by: Caller,
    now: datetime,
    chance: Chance,
    consents: Collection[str] = (),
) -> Registered:
    """Register somebody who was on no list. `fields` has names of AMENDABLE; a full name is a must.

    `consents` are the ids of what they agreed to. Raises BadInput where the organiser's form asks for more.
    """
    clean = _clean(fields)
    if not clean.get("full_name"):
        raise BadInput("A name is needed.", "Type the name as it should stand on the badge.", code="no_name")
    attendee = Attendee(id=chance.new_id(), **clean)
    new = with_codes(attendee, settings.read(event.reader).tag, chance)

    def register(tx: Transaction) -> Registered:
        form = event_settings.walk_in_form(tx.connection)
        refuse_missing(form, clean, consents)
        enter(tx, new, form, consents, Origin.at(now, by.actor))
        return new

    return event.write(register)


def with_codes(attendee: Attendee, tag: str, chance: Chance) -> Registered:
    """Somebody new with a ticket and a badge code of ours; `tag` names the event."""
    ticket, badge = (new_code(kind, attendee.id, tag, chance) for kind in (CodeKind.TICKET, CodeKind.BADGE))
    return Registered(attendee, ticket, badge)


def enter(tx: Transaction, new: Registered, form: WalkInForm, consents: Collection[str], origin: Origin) -> None:
    """Put somebody new on the list, and of the form's consents those that they gave, in the words they read."""
    attendee_id = new.attendee.id
    attendees.add(tx.connection, new.attendee)
    attendees.add_tickets(tx.connection, [new.ticket, new.badge])
    cause = log.append(tx, AttendeeRegistered(attendee_id), origin, registered_id(attendee_id)).fact_id
    if given := {consent.id: consent.texts for consent in form.consents if consent.id in consents}:
        store_consents.put(tx.connection, attendee_id, given, origin.recorded_at)
        log.append(tx, AttendeeConsented(attendee_id, sorted(given)), origin, f"{attendee_id}-consented", cause)


def registered_id(attendee_id: str) -> str:
    """The id of the fact that somebody was registered on site."""
    return f"{attendee_id}-registered"


def amend(
    event: Event, attendee_id: str, changes: Mapping[str, str], version: int, by: Caller, now: datetime
) -> Attendee:
    """Correct fields of an attendee; the ticket stays valid, and no later import undoes it.

    `version` is the one the caller saw: Conflict tells them, with the newer values, when somebody else was quicker.
    """
    clean = cleaned(changes)

    def change(tx: Transaction) -> Attendee:
        return amend_in(tx, seen(tx, attendee_id, version), clean, Origin.at(now, by.actor))

    return event.write(change)


def amend_in(
    tx: Transaction, attendee: Attendee, changes: Mapping[str, str], origin: Origin, cause: str = ""
) -> Attendee:
    """`amend` as part of a greater command, of somebody just read, with changes that were `cleaned`."""
    differing = {name: value for name, value in changes.items() if value != getattr(attendee, name)}
    if differing:
        new = attendees.amend(tx.connection, attendee, differing)
        fact = AttendeeAmended(attendee.id, new, sorted(differing))
        log.append(tx, fact, origin, f"{attendee.id}-v{new}", cause)
    return attendees.get(tx.connection, attendee.id)


def cancel(event: Event, attendee_id: str, by: Caller, now: datetime) -> Attendee:
    """Mark somebody as not coming, and void their badges that still wait; doing it twice changes nothing."""

    def mark(tx: Transaction) -> Attendee:
        attendee = attendees.get(tx.connection, attendee_id)
        if not attendee.is_cancelled:
            new, origin = attendees.cancel(tx.connection, attendee), Origin.at(now, by.actor)
            cause = f"{attendee_id}-v{new}"
            log.append(tx, AttendeeCancelled(attendee_id, new), origin, cause)
            void_waiting_badges(tx, attendee_id, "cancelled", origin, cause)
        return attendees.get(tx.connection, attendee_id)

    return event.write(mark)


def reinstate(event: Event, attendee_id: str, version: int, by: Caller, now: datetime) -> Attendee:
    """Take a cancellation back: their codes admit them again. Who is not cancelled stays as they are.

    Raises NotFound, or Conflict when somebody changed them meanwhile, or somebody else has taken their place.
    """

    def mark(tx: Transaction) -> Attendee:
        attendee = seen(tx, attendee_id, version)
        if successor_of(tx, attendee_id):
            raise Conflict(
                "Somebody else has taken this person's place.", "Register them as a walk-in.", code="no_place_to_give"
            )
        if attendee.is_cancelled:
            new = attendees.reinstate(tx.connection, attendee)
            log.append(tx, AttendeeReinstated(attendee_id, new), Origin.at(now, by.actor), f"{attendee_id}-v{new}")
        return attendees.get(tx.connection, attendee_id)

    return event.write(mark)


def substitute(
    event: Event, attendee_id: str, fields: Mapping[str, str], version: int, by: Caller, now: datetime, chance: Chance
) -> Attendee:
    """Let somebody else take an attendee's place: category, order, what was paid, days, booked seats.

    The old attendee is cancelled and their codes are revoked. Raises BadInput for a name that is missing,
    NotFound, or Conflict when somebody changed them meanwhile, or they have no place to give or used it today.
    """
    clean = _clean(fields)
    if not clean.get("full_name"):
        raise BadInput("A name is needed.", "Type the name as it should stand on the badge.", code="no_name")
    new_id = chance.new_id()

    def take_place(tx: Transaction) -> Attendee:
        old = seen(tx, attendee_id, version)
        _refuse_place_in_use(tx, old, now)
        place = {name: getattr(old, name) for name in ("category", "order_code", "is_paid", "valid_days", "gets")}
        new = Attendee(id=new_id, **{**clean, **place})
        tag, origin = settings.read(tx.connection).tag, Origin.at(now, by.actor)
        codes = with_codes(new, tag, chance)
        attendees.add(tx.connection, new)
        attendees.add_tickets(tx.connection, [codes.ticket, codes.badge])
        attendees.hand_over_bookings(tx.connection, attendee_id, new_id)
        cause = f"{new_id}-substitutes"
        log.append(tx, AttendeeSubstituted(attendee_id, new_id), origin, cause)
        log.append(tx, AttendeeRegistered(new_id), origin, registered_id(new_id), cause)
        _withdraw(tx, old, origin, cause)
        return new

    return event.write(take_place)


def seen(tx: Transaction, attendee_id: str, version: int) -> Attendee:
    """An attendee whom the caller saw at this version. Raises NotFound, or Conflict when they changed since."""
    attendee = attendees.get(tx.connection, attendee_id)
    if attendee.version != version:
        raise Conflict(
            "Somebody else changed this person meanwhile.",
            "Look at them again, then try again.",
            code="changed_meanwhile",
            current=cards.person(tx.connection, attendee_id),
        )
    return attendee


def successor_of(tx: Transaction, attendee_id: str) -> str:
    """The id of who took an attendee's place; empty where nobody did."""
    for known in log.read(tx.connection, subject=attendee_id):
        if isinstance(known.fact, AttendeeSubstituted):
            return known.fact.successor_id
    return ""


def void_waiting_badges(tx: Transaction, attendee_id: str, why: str, origin: Origin, cause: str) -> None:
    """Call off the badges of somebody that no printer has begun: whoever claimed one is refused before sending it."""
    for job, _asked_for in badge_jobs.of_attendee(tx.connection, attendee_id):
        if job.state in (JobState.HELD, JobState.QUEUED):
            log.append(tx, BadgeVoided(job.id, why), origin, f"{job.id}-voided", cause)


def cleaned(changes: Mapping[str, str]) -> dict[str, Any]:
    """Corrections as they are kept. Raises BadInput for a field that there is not, or a name that is taken away."""
    clean = _clean(changes)
    if clean.get("full_name", "?") == "":
        raise BadInput("A name is needed.", "Type the name as it should stand on the badge.", code="no_name")
    return clean


def find(event: Event, text: str, limit: int) -> list[Found]:
    """People by the beginnings of any of their words, in any order, accents or not, one slip forgiven."""
    return search.search(event.reader, text[:MAX_FIELD], limit)


def _refuse_place_in_use(tx: Transaction, attendee: Attendee, now: datetime) -> None:
    if attendee.is_cancelled or attendee.is_blocked:
        raise Conflict(
            "This person has no place to give: it is cancelled or blocked.",
            "Register the new person as a walk-in.",
            code="no_place_to_give",
        )
    day = settings.read(tx.connection).day_of(now)
    if scans.has_come(tx.connection, attendee.id, day):
        raise Conflict(
            "This person has come in today.", "Undo their admission first, if it was a mistake.", code="already_in"
        )


def _withdraw(tx: Transaction, attendee: Attendee, origin: Origin, cause: str) -> None:
    """Cancel an attendee, and make their codes and the badges that still wait worthless."""
    version = attendees.cancel(tx.connection, attendee)
    log.append(tx, AttendeeCancelled(attendee.id, version), origin, f"{attendee.id}-v{version}", cause)
    for code in attendees.tickets_of(tx.connection, attendee.id):
        if not code.is_revoked:
            attendees.revoke_ticket(tx.connection, code.id)
            log.append(tx, TicketRevoked(attendee.id, code.id, "substituted"), origin, f"{code.id}-revoked", cause)
    void_waiting_badges(tx, attendee.id, "substituted", origin, cause)


def _clean(fields: Mapping[str, str]) -> dict[str, Any]:
    if unknown := sorted(set(fields) - set(AMENDABLE)):
        raise BadInput(f"{unknown[0]} is not a field of an attendee.", f"Fields are {', '.join(AMENDABLE)}.")
    clean = {name: tidied(value) for name, value in fields.items()}
    for name, value in clean.items():
        if len(value) > MAX_FIELD:
            raise BadInput(f"{name} has {len(value)} characters.", f"Keep it under {MAX_FIELD}.", code="too_long")
    return clean
