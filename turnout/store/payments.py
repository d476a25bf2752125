"""Payments at the desks, as the log has them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.store.times import to_text


@dataclass(frozen=True, slots=True)
class Takings:
    """What one person took in one way: how many payments, and their cents where an amount was said."""

    actor: str
    account_name: str
    method: str
    count: int
    cents: int


def takings(connection: sqlite3.Connection, begin: datetime, end: datetime) -> list[Takings]:
    """Payments between two moments, by who took them and how; an account that is gone is called by its id."""
    rows = connection.execute(
        """
        SELECT l.actor, coalesce(a.name, l.actor), l.data ->> 'method', count(*), sum(coalesce(l.data ->> 'cents', 0))
        FROM log l LEFT JOIN accounts a ON a.id = l.actor
        WHERE l.kind = 'attendee.paid' AND l.occurred_at >= ? AND l.occurred_at < ?
        GROUP BY 1, 3 ORDER BY 2, 1, 3
        """,
        (to_text(begin), to_text(end)),
    )
    return [Takings(*row) for row in rows]
