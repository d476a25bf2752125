"""Badges to be explained after a day: those that came out more than once, and people inside who have none."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.domain.badge_jobs import JobState
from turnout.store.attendees import PUBLISHED
from turnout.store.times import from_text


@dataclass(frozen=True, slots=True)
class Repeat:
    """One badge of somebody who has several, or one that was printed again after nobody knew what became of it.

    `by` is the person, else the station, that asked for it.
    """

    attendee_id: str
    full_name: str
    at: datetime
    why: str
    by: str
    printer_name: str
    state: JobState


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody inside for whom no badge came out on site; `state` and `problem` are of the last one asked for."""

    attendee_id: str
    full_name: str
    place_name: str
    state: JobState | None
    problem: str


_REPEATS = """
    WITH came_out AS (
        SELECT * FROM badge_jobs WHERE state IN ('printed', 'unknown') AND NOT rehearsal AND attendee_id <> ''
    ), asked AS (
        SELECT j.attendee_id, j.printer_id, j.state, j.why, j.queued_seq AS seq FROM came_out j
        WHERE j.attendee_id IN (SELECT attendee_id FROM came_out GROUP BY attendee_id HAVING count(*) > 1)
        UNION ALL
        SELECT j.attendee_id, j.printer_id, j.state, 'retried', l.seq FROM came_out j
        JOIN log l ON l.subject = j.id AND l.kind = 'badge.retried'
        WHERE EXISTS (SELECT 1 FROM log u WHERE u.subject = j.id AND u.kind = 'badge.unknown' AND u.seq < l.seq)
    )
    SELECT b.attendee_id, coalesce(a.full_name, ''), l.occurred_at, b.why,
        coalesce(c.name, s.name, l.actor), coalesce(p.name, ''), b.state
    FROM asked b JOIN log l ON l.seq = b.seq
    LEFT JOIN attendees a ON a.id = b.attendee_id
    LEFT JOIN accounts c ON c.id = l.actor
    LEFT JOIN stations s ON s.id = l.station_id
    LEFT JOIN printers p ON p.id = b.printer_id
    ORDER BY a.search, b.attendee_id, b.seq
"""


def repeats(connection: sqlite3.Connection) -> list[Repeat]:
    """Every badge of those who have more than one that came out, or may have; rehearsals and failures are none."""
    return [
        Repeat(row[0], row[1], from_text(row[2]), row[3], row[4], row[5], JobState(row[6]))
        for row in connection.execute(_REPEATS)
    ]


def inside_without_badge(connection: sqlite3.Connection) -> list[Inside]:
    """People inside for whom nothing came out while they waited; badges printed in advance are not looked at."""
    last: dict[str, tuple[JobState | None, str]] = {}
    for attendee_id, state, problem in connection.execute(
        "SELECT attendee_id, state, problem FROM badge_jobs WHERE NOT rehearsal AND run_id = '' ORDER BY queued_seq"
    ):
        if last.get(attendee_id, (None, ""))[0] is not JobState.PRINTED:
            last[attendee_id] = (JobState(state), problem)
    rows = connection.execute(
        f"""
        SELECT a.id, a.full_name, coalesce(p.name, '') FROM presence i
        JOIN attendees a ON a.id = i.attendee_id {PUBLISHED} LEFT JOIN places p ON p.id = i.place_id
        WHERE i.place_id <> '' ORDER BY a.search, a.id
        """
    )
    known = (Inside(row[0], row[1], row[2], *last.get(row[0], (None, ""))) for row in rows)
    return [one for one in known if one.state is not JobState.PRINTED]


def in_boxes(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Id and name of everybody for whom a badge was put into a box, in the order of their names."""
    rows = connection.execute(
        f"""
        SELECT a.id, a.full_name FROM preprinted p JOIN attendees a ON a.id = p.attendee_id {PUBLISHED}
        WHERE NOT a.is_cancelled ORDER BY a.search, a.id
        """
    )
    return [(row[0], row[1]) for row in rows]
