"""The register of badges that were printed in advance: in which box, under which number each lies.

That one was handed out, or is missing, stands in the log.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from turnout.domain.badge_jobs import JobState
from turnout.store.attendees import PUBLISHED


class PickupState(StrEnum):
    """Whether somebody's badge can be picked up."""

    UNPRINTED = "unprinted"
    READY = "ready"
    HANDED_OUT = "handed_out"
    MISSING = "missing"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a badge is put; `box` is empty where all lie in one row."""

    attendee_id: str
    box: str
    number: int


@dataclass(frozen=True, slots=True)
class Pickup:
    """A badge printed in advance. `job_id` is empty for one that no printer of ours made."""

    box: str
    number: int
    state: PickupState
    job_id: str
    job_state: JobState | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whose badge can be printed in advance; `code` is the one that it will carry."""

    attendee_id: str
    name: str
    company: str
    category: str
    category_label: str
    order_code: str
    code: str


# of one that is unknown somebody looks into the box: it is not printed a second time by itself
_MAY_LIE_THERE = frozenset({JobState.SENDING, JobState.PRINTING, JobState.PRINTED, JobState.UNKNOWN})
_SINCE = {
    "badge.handed_out": PickupState.HANDED_OUT,
    "badge.missing": PickupState.MISSING,
    "badge.put_back": PickupState.READY,
    "badge.queued": PickupState.REPLACED,
}
_FIND = """
    SELECT p.attendee_id, p.box, p.number, p.job_id, j.state AS job_state, (
        SELECT l.kind FROM log l
        WHERE l.subject = p.attendee_id AND l.seq > p.placed_seq
            AND (
                l.kind IN ('badge.handed_out', 'badge.missing', 'badge.put_back')
                OR l.kind = 'badge.queued' AND l.data ->> 'why' <> 'missing'
            )
            AND NOT (coalesce(l.data ->> 'rehearsal', 0) AND EXISTS (SELECT 1 FROM opening))
        ORDER BY l.seq DESC LIMIT 1
    ) AS since
    FROM preprinted p LEFT JOIN badge_jobs j ON j.id = p.job_id
"""


def put(connection: sqlite3.Connection, placing: Placing, job_id: str, seq: int) -> None:
    """Note where a badge lies; `seq` is the log's position: what was said of an older one counts no more."""
    connection.execute(
        "INSERT OR REPLACE INTO preprinted VALUES (?, ?, ?, ?, ?)",
        (placing.attendee_id, placing.box, placing.number, job_id, seq),
    )


def find(connection: sqlite3.Connection, attendee_id: str) -> Pickup | None:
    """Where somebody's badge lies. What was handed out in the rehearsal counts no more once it has ended."""
    row = connection.execute(f"{_FIND} WHERE p.attendee_id = ?", (attendee_id,)).fetchone()
    return None if row is None else _pickup(row)


def every(connection: sqlite3.Connection) -> dict[str, Pickup]:
    """Where all badges lie that were printed in advance, by whose they are."""
    return {row["attendee_id"]: _pickup(row) for row in connection.execute(_FIND)}


def _pickup(row: sqlite3.Row) -> Pickup:
    job_state = None if row["job_state"] is None else JobState(row["job_state"])
    state = PickupState.READY if job_state is None or job_state in _MAY_LIE_THERE else PickupState.UNPRINTED
    return Pickup(row["box"], row["number"], _SINCE.get(row["since"], state), row["job_id"], job_state)


def highest_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """The highest number in each box, so that what is added later counts on."""
    return {row[0]: row[1] for row in connection.execute("SELECT box, max(number) FROM preprinted GROUP BY box")}


def with_a_badge(connection: sqlite3.Connection) -> set[str]:
    """Ids of the people who have a badge, or one that waits to be printed; rehearsals and failures are none."""
    rows = connection.execute(
        """
        SELECT attendee_id FROM badge_jobs WHERE NOT rehearsal AND state NOT IN ('voided', 'failed')
        UNION SELECT attendee_id FROM preprinted WHERE job_id = ''
        """
    )
    return {row[0] for row in rows}


def candidates(connection: sqlite3.Connection) -> list[Candidate]:
    """Everybody who is coming and has a badge code, in the order of the list."""
    rows = connection.execute(
        f"""
        SELECT a.id, a.full_name, a.company, a.category, coalesce(c.label, a.category), a.order_code, min(t.code)
        FROM attendees a {PUBLISHED} LEFT JOIN categories c ON c.id = a.category
        JOIN tickets t ON t.attendee_id = a.id AND t.kind = 'badge' AND NOT t.is_revoked
        WHERE NOT a.is_cancelled GROUP BY a.row ORDER BY a.row
        """
    )
    return [Candidate(*row) for row in rows]


def attendee_ids(connection: sqlite3.Connection) -> dict[str, str]:
    """Everybody on the list by their own id, and by the one that the list they came with gave them."""
    rows = connection.execute(f"SELECT a.id, a.source_id FROM attendees a {PUBLISHED}").fetchall()
    return {**{row[1]: row[0] for row in rows if row[1]}, **{row[0]: row[0] for row in rows}}
