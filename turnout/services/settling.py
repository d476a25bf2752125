"""After an import is published: what it says of people who were on the list before, in writes as short as its staging.

A server that stops in the middle goes on at its next start.
"""

from __future__ import annotations

from turnout.domain import tickets
from turnout.domain.facts import AttendeeCancelled, AttendeeOverruled, Stated, TicketIssued, TicketRevoked
from turnout.domain.model import Attendee, CodeKind, Ticket
from turnout.services import registration
from turnout.services.event import Event
from turnout.services.live import EVERY_ATTENDEE, SHOWING_NAMES
from turnout.store import attendees, batches, log, scans
from turnout.store.batches import Staged
from turnout.store.log import Origin
from turnout.store.writer import Transaction

CHUNK = 50
"""People a write: each costs some 0.4 ms, most of it for the index of names; so the door does not notice."""


def settle_leftovers(event: Event) -> int:
    """Forget what cut-off imports left staged, and end what published ones left undone; answers how many there were."""
    forgotten = 0
    for batch in batches.unpublished(event.reader):
        forgotten += event.write(lambda tx, batch=batch: forget(tx, batch))  # type: ignore[misc]
    undone = batches.unfinished(event.reader)
    for batch, seq in undone:
        settle(event, batch, next(log.read(event.reader, after=seq - 1)))
    return forgotten + len(undone)


def settle(event: Event, batch: int, imported: Stated) -> None:
    """Do what a published import says of people on the list, in writes as short as those of the staging."""
    while event.write(lambda tx: _settle_some(tx, batch, imported)):
        pass
    event.live.mark((*SHOWING_NAMES, EVERY_ATTENDEE))  # most of what has changed by now is in no fact of its own


def forget(tx: Transaction, batch: int) -> bool:
    """Discard a batch, unless it was published since it was read: then its people are on the list, and it stays."""
    is_leftover = batches.is_unpublished(tx.connection, batch)
    if is_leftover:
        batches.discard(tx.connection, batch)
    return is_leftover


def _settle_some(tx: Transaction, batch: int, imported: Stated) -> int:
    steps = batches.take(tx.connection, batch, CHUNK)
    origin = Origin.at(imported.occurred_at, imported.actor)
    for step in steps:
        attendee = attendees.find(tx.connection, step.attendee_id)
        if attendee is None:
            continue  # erased meanwhile
        if step.is_missing:
            _cancel(tx, attendee, origin, imported.fact_id)
        else:
            _change(tx, attendee, step, origin, imported.fact_id)
    return len(steps)


def _cancel(tx: Transaction, attendee: Attendee, origin: Origin, cause: str) -> None:
    """Cancel somebody who is missing, unless they came through a door meanwhile. The next list may bring them back."""
    if attendee.is_cancelled or scans.has_come(tx.connection, attendee.id):
        return
    version, _ = attendees.bring_up(tx.connection, attendee, {"is_cancelled": 1})
    if version != attendee.version:
        _tell_cancelled(tx, attendee.id, version, origin, cause)


def _tell_cancelled(tx: Transaction, attendee_id: str, version: int, origin: Origin, cause: str) -> None:
    fact_id = f"{attendee_id}-v{version}-cancelled"
    log.append(tx, AttendeeCancelled(attendee_id, version), origin, fact_id, cause)
    registration.void_waiting_badges(tx, attendee_id, "cancelled", origin, fact_id)


def _change(tx: Transaction, attendee: Attendee, step: Staged, origin: Origin, cause: str) -> None:
    """What was corrected since the comparison stays: nobody has chosen that the file wins over that."""
    overrules = step.overrules if step.version == attendee.version else ()
    changes = dict(step.changes)
    if "source_id" in changes and attendees.is_taken(tx.connection, source_id=changes["source_id"]):
        del changes["source_id"]  # by another import meanwhile; raising would stop this one at every start
    version, overruled = attendees.bring_up(tx.connection, attendee, changes, overrules)
    if overruled:
        fact = AttendeeOverruled(attendee.id, version, overruled)
        log.append(tx, fact, origin, f"{attendee.id}-v{version}", cause)
    was_expected = not attendee.is_cancelled
    if was_expected and changes.get("is_cancelled") and attendees.get(tx.connection, attendee.id).is_cancelled:
        _tell_cancelled(tx, attendee.id, version, origin, cause)
    if step.code and not attendees.is_taken(tx.connection, code=step.code):
        _exchange_code(tx, Ticket(step.ticket_id, step.code, CodeKind.TICKET, attendee.id), origin, cause)


def _exchange_code(tx: Transaction, new: Ticket, origin: Origin, cause: str) -> None:
    """The other system gave out a new code: its old one may be in somebody else's hands. Codes of ours stay."""
    for old in attendees.tickets_of(tx.connection, new.attendee_id):
        if old.kind is CodeKind.TICKET and not old.is_revoked and not tickets.read(old.code).is_ours:
            attendees.revoke_ticket(tx.connection, old.id)
            log.append(
                tx, TicketRevoked(new.attendee_id, old.id, "ticket replaced"), origin, f"{old.id}-revoked", cause
            )
    attendees.add_tickets(tx.connection, [new])
    log.append(tx, TicketIssued(new.attendee_id, new.id), origin, f"{new.id}-issued", cause)
