"""The desk: what it does with one person whom it has found, without their ticket in hand."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from turnout.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from turnout.domain.facts import AttendeeNoted, AttendeeNoteWithdrawn
from turnout.domain.model import VENUE, CodeKind, Direction
from turnout.services import scanning, stations
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import attendees, log, notes
from turnout.store.log import Origin
from turnout.store.writer import Transaction

MAX_NOTE = 2000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a desk wants of the venue's door. `scan_id` is made before the first try, as a scan's is."""

    scan_id: str
    direction: Direction = Direction.IN
    override_reason: str = ""


def check_in(event: Event, attendee_id: str, intent: Intent, by: Caller, now: datetime, chance: Chance) -> ScanAnswer:
    """Check somebody into the venue, or out of it, as if their ticket had been scanned: every rule applies.

    Raises NotFound for an unknown attendee, Conflict for one without a ticket, and what `scanning.scan` raises.
    """
    attempt = Scan(
        intent.scan_id,
        own_code(event.reader, attendee_id),
        VENUE,
        now,
        now,
        intent.direction,
        override_reason=intent.override_reason,
    )
    return scan(event, attempt, by, now, chance)


def scan(event: Event, attempt: Scan, by: Caller, now: datetime, chance: Chance) -> ScanAnswer:
    """Decide and record a scan at a signed-in person's desk. Raises what `scanning.scan` raises."""
    at_desk = replace(by, station=stations.desk(event, now, chance))
    return scanning.scan(event, attempt, at_desk, now, chance)


def note(event: Event, attendee_id: str, text: str, by: Caller, now: datetime, chance: Chance) -> str:
    """Leave a note about somebody for colleagues; answers its id. Raises NotFound, BadInput."""
    clean = text.strip()
    if not clean or len(clean) > MAX_NOTE:
        raise BadInput(f"A note has 1 to {MAX_NOTE} characters.", "Write it shorter, or leave it.", code="no_note")
    note_id = chance.new_id()

    def leave(tx: Transaction) -> str:
        attendees.get(tx.connection, attendee_id)
        notes.add(tx.connection, note_id, attendee_id, notes.DESK, clean, by.actor, now)
        log.append(tx, AttendeeNoted(attendee_id, note_id), Origin.at(now, by.actor), f"{note_id}-noted")
        return note_id

    return event.write(leave)


def withdraw_note(event: Event, attendee_id: str, note_id: str, by: Caller, now: datetime) -> None:
    """Take one's own note back; its words are gone. Doing it twice changes nothing. Raises NotFound, NotAllowed."""
    fact_id = f"{note_id}-withdrawn"

    def withdraw(tx: Transaction) -> None:
        if log.find(tx.connection, fact_id) is not None:
            return
        left = notes.find(tx.connection, note_id, attendee_id, notes.DESK)
        if left is None:
            raise NotFound("There is no such note.", "Look at the card again.", code="no_note")
        if left.by != by.actor:
            raise NotAllowed("Somebody else wrote this note.", "Write another that says what is true now.")
        notes.remove(tx.connection, note_id)
        log.append(tx, AttendeeNoteWithdrawn(attendee_id, note_id), Origin.at(now, by.actor), fact_id)

    event.write(withdraw)


def own_code(connection: sqlite3.Connection, attendee_id: str) -> str:
    """The code of somebody's ticket; of a revoked one where there is no other, for the rules to refuse.

    Raises NotFound, or Conflict for somebody without a ticket.
    """
    attendees.get(connection, attendee_id)
    codes = [code for code in attendees.tickets_of(connection, attendee_id) if code.kind is CodeKind.TICKET]
    if not codes:
        raise Conflict("This person has no ticket.", "Register them as a walk-in.", code="no_ticket")
    return min(codes, key=lambda code: code.is_revoked).code
