"""Payments at the desks, as the log has them: without those taken back, and without those of a rehearsal."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.facts import AttendeePaid, AttendeePaymentUndone, Stated
from turnout.store import log
from turnout.store.times import from_text, to_text

_NOT_UNDONE = """NOT EXISTS (
    SELECT 1 FROM log u
    WHERE u.subject = l.subject AND u.kind = 'attendee.payment_undone' AND u.data ->> 'payment_id' = l.fact_id
)"""


@dataclass(frozen=True, slots=True)
class Takings:
    """What one person took in one way: how many payments, and their cents where an amount was said."""

    actor: str
    account_name: str
    method: str
    count: int
    cents: int
    first_at: datetime
    last_at: datetime


def takings(connection: sqlite3.Connection, begin: datetime, end: datetime) -> list[Takings]:
    """Payments between two moments, by who took them and how; an account that is gone is called by its id."""
    rows = connection.execute(
        f"""
        SELECT l.actor, coalesce(a.name, l.actor), l.data ->> 'method', count(*), sum(coalesce(l.data ->> 'cents', 0)),
            min(l.occurred_at), max(l.occurred_at)
        FROM log l LEFT JOIN accounts a ON a.id = l.actor
        WHERE l.kind = 'attendee.paid' AND l.occurred_at >= ? AND l.occurred_at < ?
            AND NOT coalesce(l.data ->> 'rehearsal', 0) AND {_NOT_UNDONE}
        GROUP BY 1, 3 ORDER BY 2, 1, 3
        """,
        (to_text(begin), to_text(end)),
    )
    return [Takings(row[0], row[1], row[2], row[3], row[4], from_text(row[5]), from_text(row[6])) for row in rows]


def standing(connection: sqlite3.Connection, attendee_id: str) -> Stated | None:
    """Somebody's payment at a desk that has not been taken back."""
    payment = None
    for stated in log.read(connection, subject=attendee_id):
        if isinstance(stated.fact, AttendeePaid):
            payment = stated
        elif isinstance(stated.fact, AttendeePaymentUndone):
            payment = None
    return payment


def rehearsed(connection: sqlite3.Connection) -> list[str]:
    """Ids of the attendees who paid in the rehearsal, in its order."""
    rows = connection.execute(
        f"""
        SELECT l.subject FROM log l
        WHERE l.kind = 'attendee.paid' AND l.data ->> 'rehearsal' AND {_NOT_UNDONE} ORDER BY l.occurred_at, l.seq
        """
    )
    return [row[0] for row in rows]
