"""Which printers are in trouble, and which of their group could print instead."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.store.times import to_text


@dataclass(frozen=True, slots=True)
class Trouble:
    """A printer at which badges wait and that has been in `state`, `fault` or `silent`, for too long."""

    printer_id: str
    group: str
    state: str


_WAITING = "j.printer_id = p.id AND j.run_id = '' AND j.state IN ('queued', 'sending', 'printing')"


def in_trouble(connection: sqlite3.Connection, since: datetime) -> list[Trouble]:
    """Printers with waiting badges that have been in a fault or silent since then.

    One that no spooler has ever looked at is in trouble from when its oldest badge began to wait.
    """
    rows = connection.execute(
        f"""
        SELECT p.id, p.printer_group, p.state,
            (SELECT min(j.changed_at) FROM badge_jobs j INDEXED BY badge_jobs_waiting WHERE {_WAITING}) AS oldest_at
        FROM printers p
        WHERE p.state IN ('fault', 'silent') AND oldest_at IS NOT NULL AND coalesce(p.changed_at, oldest_at) <= ?
        ORDER BY p.id
        """,
        (to_text(since),),
    )
    return [Trouble(*row[:3]) for row in rows]


def refuge(connection: sqlite3.Connection, trouble: Trouble) -> str | None:
    """The id of the sound printer of the same group at which the fewest badges wait; None where there is none."""
    row = connection.execute(
        f"""
        SELECT p.id FROM printers p
        WHERE p.printer_group = ? AND p.id <> ? AND p.state IN ('ready', 'busy')
            AND NOT EXISTS (SELECT 1 FROM tended_printers t WHERE t.printer_id = p.id AND t.is_paused)
        ORDER BY (SELECT count(*) FROM badge_jobs j INDEXED BY badge_jobs_waiting WHERE {_WAITING}), p.id LIMIT 1
        """,
        (trouble.group, trouble.printer_id),
    ).fetchone()
    return None if row is None else row[0]
