"""Payments at the desk: who paid, how and how much, and what lies in the drawer at the end of a shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from turnout.domain.days import day_bounds
from turnout.domain.errors import Conflict
from turnout.domain.event_details import known_day
from turnout.domain.facts import AttendeePaid, AttendeePaymentUndone, Stated
from turnout.domain.model import Attendee
from turnout.domain.payment import Method, amount_of
from turnout.formats.tables import Column, Table
from turnout.services import registration
from turnout.services.event import Caller, Event
from turnout.store import attendees, log, payments, settings
from turnout.store.log import Origin
from turnout.store.payments import Takings
from turnout.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class Drawer:
    """What was taken on an event day, by who took it and how."""

    day: date
    zone: ZoneInfo
    rows: list[Takings]

    @property
    def sums(self) -> list[tuple[Method, int, int]]:
        """How many payments and how many cents came in each way, of the ways that there were."""
        of_method = {method: [row for row in self.rows if row.method == method] for method in Method}
        return [
            (method, sum(row.count for row in rows), sum(row.cents for row in rows))
            for method, rows in of_method.items()
            if rows
        ]

    def table(self) -> Table:
        """The rows for a spreadsheet, which makes its own sums."""
        headers = ("Day", "By", "Paid by", "Payments", "Amount", f"First ({self.zone})", f"Last ({self.zone})")
        columns = tuple(Column(header, 18) for header in headers)
        day = self.day.isoformat()
        rows = (
            (day, row.account_name, row.method, row.count, amount_of(row.cents), row.first_at, row.last_at)
            for row in self.rows
        )
        return Table("Drawer", columns, rows, self.zone)


def pay(
    event: Event, attendee_id: str, method: Method, cents: int | None, version: int, by: Caller, now: datetime
) -> int:
    """Mark somebody as paid, once; answers their new version. `cents` is None where no amount was said.

    In the rehearsal it is in no drawer, and forgotten when the event opens. Raises NotFound, or Conflict when they
    have paid already or cancelled, or somebody else changed them meanwhile.
    """

    def mark(tx: Transaction) -> int:
        attendee = registration.seen(tx, attendee_id, version)
        if attendee.is_cancelled:
            raise Conflict(
                "This registration was cancelled.",
                "Take the cancellation back first, then the money.",
                code="cancelled",
            )
        if attendee.is_paid:
            raise Conflict("This person has paid already.", "Take no money.", code="already_paid")
        new = attendees.mark_paid(tx.connection, attendee)
        fact = AttendeePaid(attendee_id, new, method, cents, settings.opened_at(tx.connection) is None)
        log.append(tx, fact, Origin.at(now, by.actor), f"{attendee_id}-v{new}")
        return new

    return event.write(mark)


def undo(event: Event, attendee_id: str, version: int, by: Caller, now: datetime) -> int:
    """Take a payment back on the day it was made; answers the attendee's new version.

    Raises NotFound, or Conflict when somebody changed them meanwhile, or nothing was paid at a desk today.
    """

    def take_back(tx: Transaction) -> int:
        attendee = registration.seen(tx, attendee_id, version)
        payment = payments.standing(tx.connection, attendee_id)
        if payment is None:
            raise Conflict(
                "No payment was taken at a desk.", "The list says whether they have paid.", code="no_payment"
            )
        config = settings.read(tx.connection)
        if config.day_of(payment.occurred_at) != config.day_of(now):
            raise Conflict(
                "This was paid on another day, whose drawer has been counted.",
                "Give the money back by hand, and leave a note.",
                code="drawer_counted",
            )
        return _take_back(tx, attendee, payment, Origin.at(now, by.actor))

    return event.write(take_back)


def forget_rehearsed(tx: Transaction, origin: Origin, cause: str) -> None:
    """Take back what was paid in the rehearsal: else people whose payment was only tried would come in for it."""
    for attendee_id in payments.rehearsed(tx.connection):
        payment = payments.standing(tx.connection, attendee_id)
        if payment is not None:
            _take_back(tx, attendees.get(tx.connection, attendee_id), payment, origin, cause)


def drawer(event: Event, day: date | None, now: datetime) -> Drawer:
    """What each person took on an event day, today unless said, by how it was paid.

    Raises BadInput for a day of a year that no event is in.
    """
    config = settings.read(event.reader)
    meant = known_day(day) if day else date.fromisoformat(config.day_of(now))
    begin, end = day_bounds(meant, config.zone, config.day_boundary)
    return Drawer(meant, config.zone, payments.takings(event.reader, begin, end))


def _take_back(tx: Transaction, attendee: Attendee, payment: Stated, origin: Origin, cause: str = "") -> int:
    """Of who took their place since, too: they were taken over as paid, and would come in for nothing."""
    new = attendees.mark_unpaid(tx.connection, attendee)
    fact = AttendeePaymentUndone(attendee.id, new, payment.fact_id)
    log.append(tx, fact, origin, f"{attendee.id}-v{new}", cause or payment.fact_id)
    successor = attendees.find(tx.connection, registration.successor_of(tx, attendee.id))
    if successor is not None and successor.is_paid:
        _take_back(tx, successor, payment, origin, cause)
    return new
