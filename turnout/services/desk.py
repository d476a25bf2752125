"""The desk: what it does with one person whom it has found, without their ticket in hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import AttendeeNoted
from turnout.domain.model import VENUE, CodeKind, Direction
from turnout.services import scanning, stations
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scanning import Scan, ScanAnswer
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
        _own_code(event, attendee_id),
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


def _own_code(event: Event, attendee_id: str) -> str:
    """The code of somebody's ticket; of a revoked one where there is no other, for the rules to refuse."""
    attendees.get(event.reader, attendee_id)
    codes = [code for code in attendees.tickets_of(event.reader, attendee_id) if code.kind is CodeKind.TICKET]
    if not codes:
        raise Conflict("This person has no ticket.", "Register them as a walk-in.", code="no_ticket")
    return min(codes, key=lambda code: code.is_revoked).code
