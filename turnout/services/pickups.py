"""Badges that were printed in advance and lie in boxes: where, and whether they were handed out or are missing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from turnout.domain import tickets
from turnout.domain.badge_jobs import JobState, may_follow
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import BadgeHandedOut, BadgeMissing, BadgePutBack, BadgesPlaced, BadgeVoided
from turnout.domain.model import RowProblem
from turnout.formats.badge_places import PlaceRow
from turnout.services import printing
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import attendees, log, preprinted, printers, scans, settings
from turnout.store.badge_jobs import Job
from turnout.store.log import Origin
from turnout.store.preprinted import Pickup, PickupState, Placing
from turnout.store.writer import Transaction

_BOX = re.compile(r"[\w .#/-]{0,20}")
MAX_NUMBER = 1_000_000


class Became(StrEnum):
    """What the desk did with a badge in a box."""

    HANDED_OUT = "handed_out"
    MISSING = "missing"
    PUT_BACK = "put_back"


_FACTS = {Became.HANDED_OUT: BadgeHandedOut, Became.MISSING: BadgeMissing, Became.PUT_BACK: BadgePutBack}
_ALREADY = {
    Became.HANDED_OUT: PickupState.HANDED_OUT,
    Became.MISSING: PickupState.MISSING,
    Became.PUT_BACK: PickupState.READY,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Where the badge is now, and the one that is printed instead of a missing one."""

    pickup: Pickup
    job: Job | None


def place(event: Event, placing_id: str, placings: Sequence[Placing], by: Caller, now: datetime) -> int:
    """Note where badges lie that somebody else printed; answers how many. The same `placing_id` again changes nothing.

    Raises BadInput for a box or number that cannot be, NotFound for somebody who is on no list.
    """
    for placing in placings:
        if not _BOX.fullmatch(placing.box) or not 1 <= placing.number <= MAX_NUMBER:
            raise BadInput(
                f"Box {placing.box!r}, number {placing.number} is no place for a badge.",
                f"A box has at most 20 letters and digits, a number is 1 to {MAX_NUMBER:,}.",
                code="no_box",
            )

    def put(tx: Transaction) -> int:
        if log.find(tx.connection, placing_id) is None:
            for placing in placings:
                attendees.get(tx.connection, placing.attendee_id)
            note_places(tx, dict.fromkeys(placings, ""), Origin.at(now, by.actor), placing_id)
        return len(placings)

    return event.write(put)


def resolve(
    connection: sqlite3.Connection, rows: Iterable[PlaceRow | RowProblem]
) -> tuple[list[Placing], list[RowProblem]]:
    """The rows of a file with the people they are of; a problem for each of nobody, or that takes another's place."""
    ids = preprinted.attendee_ids(connection)
    placings: dict[str, Placing] = {}
    taken: set[tuple[str, int]] = set()
    problems: list[RowProblem] = []
    for row in rows:
        if isinstance(row, RowProblem):
            problems.append(row)
            continue
        holder = scans.holder_of_code(connection, tickets.read(row.code).code) if row.code else None
        attendee_id = ids.get(row.id) if holder is None else holder.attendee.id
        if attendee_id is None:
            problems.append(RowProblem(row.line, "Nobody on the list has this code or id.", "Import the list first."))
        elif attendee_id in placings or (row.box, row.number) in taken:
            problems.append(RowProblem(row.line, "Two rows are of one person or of one place.", "Keep one of them."))
        else:
            taken.add((row.box, row.number))
            placings[attendee_id] = Placing(attendee_id, row.box, row.number)
    return list(placings.values()), problems


def note_places(tx: Transaction, jobs: Mapping[Placing, str], origin: Origin, fact_id: str, run_id: str = "") -> None:
    """Put badges into the register, each with the job that prints it, or none."""
    stated = log.append(tx, BadgesPlaced(len(jobs), run_id), origin, fact_id)
    for placing, job_id in jobs.items():
        preprinted.put(tx.connection, placing, job_id, stated.seq)


def settle(event: Event, attendee_id: str, became: Became, by: Caller, now: datetime, chance: Chance) -> Settled:
    """Record that a badge was handed out, is missing, or was put back; a missing one is printed anew, with a new code.

    Raises NotFound for an unknown attendee, Conflict for one who has no badge in a box.
    """
    group = printers.only_group(event.reader) if by.station is None else by.station.printer_group
    return event.write(lambda tx: _settle(tx, attendee_id, became, group, Origin.at(now, by.actor), chance))


def withdraw(tx: Transaction, pickup: Pickup | None, origin: Origin, cause: str) -> bool:
    """Void the badge in advance of somebody who came before it was printed; False where there is none to void."""
    if pickup is None or pickup.job_state is None or not may_follow(pickup.job_state, JobState.VOIDED):
        return False
    log.append(tx, BadgeVoided(pickup.job_id, "came before it was printed"), origin, f"{pickup.job_id}-voided", cause)
    return True


def _settle(tx: Transaction, attendee_id: str, became: Became, group: str, origin: Origin, chance: Chance) -> Settled:
    attendees.get(tx.connection, attendee_id)
    pickup = _in_a_box(tx, attendee_id)
    if pickup.state is _ALREADY[became]:
        return Settled(pickup, None)
    rehearsal = settings.opened_at(tx.connection) is None
    fact_id = f"{attendee_id}-{became}-{log.last_seq(tx.connection) + 1}"
    log.append(tx, _FACTS[became](attendee_id, rehearsal), origin, fact_id)
    job = None
    if became is Became.MISSING:
        job = printing.reissue(
            tx,
            attendee_id,
            group,
            origin,
            chance,
            why="missing",
            cause=fact_id,
            is_lost=True,
            rehearsal=rehearsal,
        )
    return Settled(_in_a_box(tx, attendee_id), job)


def _in_a_box(tx: Transaction, attendee_id: str) -> Pickup:
    pickup = preprinted.find(tx.connection, attendee_id)
    if pickup is None or pickup.state in (PickupState.UNPRINTED, PickupState.REPLACED):
        raise Conflict("No badge of theirs lies in a box.", "Print one.", code="no_pickup")
    return pickup
