"""Conflicts of scans, and what somebody found out about each."""

from __future__ import annotations

import sqlite3

from turnout.domain.conflicts import ConflictKind, Verdict
from turnout.domain.facts import (
    ConflictDissolved,
    ConflictReopened,
    ConflictResolved,
    ScanConflicted,
    ScanUnusable,
    Stated,
)
from turnout.store.projections import people
from turnout.store.times import to_text

_INSERT = """
    INSERT INTO conflicts (scan_id, kind, attendee_id, place_id, station_id, at, reason, other_scan_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


def conflict(connection: sqlite3.Connection, stated: Stated, fact: ScanConflicted) -> None:
    connection.execute(
        _INSERT,
        (
            fact.scan_id,
            fact.kind,
            fact.attendee_id,
            fact.place_id,
            stated.station_id,
            to_text(stated.occurred_at),
            fact.reason,
            fact.other_scan_id,
        ),
    )


def keep_unusable(connection: sqlite3.Connection, stated: Stated, fact: ScanUnusable) -> None:
    connection.execute(
        _INSERT,
        (
            fact.scan_id,
            ConflictKind.UNUSABLE,
            "",
            fact.place_id,
            fact.about_station_id,
            to_text(stated.occurred_at),
            fact.why,
            "",
        ),
    )


def dissolve(connection: sqlite3.Connection, stated: Stated, fact: ConflictDissolved) -> None:
    connection.execute(
        "DELETE FROM conflicts WHERE scan_id = ? AND kind = ?", (fact.scan_id, ConflictKind.SAME_TICKET_TWICE)
    )
    people.refold(connection, fact.attendee_id, stated.seq)


def resolve(connection: sqlite3.Connection, stated: Stated, fact: ConflictResolved) -> None:
    """A verdict on a ticket that was used twice says nothing of what else may be wrong with the same scan."""
    is_twice = "=" if fact.verdict != Verdict.NOTED else "<>"
    connection.executemany(
        f"UPDATE conflicts SET verdict = ?, resolved_by = ?, resolved_at = ? WHERE scan_id = ? AND kind {is_twice} ?",
        [
            (fact.verdict, stated.actor, to_text(stated.occurred_at), scan_id, ConflictKind.SAME_TICKET_TWICE)
            for scan_id in fact.scan_ids
        ],
    )
    if fact.attendee_id:
        people.refold(connection, fact.attendee_id, stated.seq)


def reopen(connection: sqlite3.Connection, stated: Stated, fact: ConflictReopened) -> None:
    connection.executemany(
        "UPDATE conflicts SET verdict = '', resolved_by = '', resolved_at = NULL WHERE scan_id = ?",
        [(scan_id,) for scan_id in fact.scan_ids],
    )
    if fact.attendee_id:
        people.refold(connection, fact.attendee_id, stated.seq)
