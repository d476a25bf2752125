"""Payments at the desk: who paid, how and how much, and what lies in the drawer at the end of a shift."""

from __future__ import annotations

from datetime import date, datetime

from turnout.domain.days import day_bounds
from turnout.domain.errors import Conflict
from turnout.domain.facts import AttendeePaid
from turnout.domain.payment import Method
from turnout.services import registration
from turnout.services.event import Caller, Event
from turnout.store import attendees, log, payments, settings
from turnout.store.log import Origin
from turnout.store.payments import Takings
from turnout.store.writer import Transaction


def pay(
    event: Event, attendee_id: str, method: Method, cents: int | None, version: int, by: Caller, now: datetime
) -> int:
    """Mark somebody as paid, once; answers their new version. `cents` is None where no amount was said.

    Raises NotFound, or Conflict when they have paid already or somebody else changed them meanwhile.
    """

    def mark(tx: Transaction) -> int:
        attendee = registration.seen(tx, attendee_id, version)
        if attendee.is_paid:
            raise Conflict("This person has paid already.", "Take no money.", code="already_paid")
        new = attendees.mark_paid(tx.connection, attendee)
        fact = AttendeePaid(attendee_id, new, method, cents)
        log.append(tx, fact, Origin.at(now, by.actor), f"{attendee_id}-v{new}")
        return new

    return event.write(mark)


def drawer(event: Event, day: date | None, now: datetime) -> list[Takings]:
    """What each person took on an event day, today unless said, by how it was paid."""
    config = settings.read(event.reader)
    begin, end = day_bounds(day or date.fromisoformat(config.day_of(now)), config.zone, config.day_boundary)
    return payments.takings(event.reader, begin, end)
