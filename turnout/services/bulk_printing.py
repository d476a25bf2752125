"""Badges printed before the event, in an order, behind those that people wait for.

The order is worked out by the process that asks, from a connection of its own; the server gets a chunk at a time, so
that no scan waits for it. A job's id is made of run and attendee: the same chunk again makes no second badge.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from turnout.domain import boxes
from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import BadgeRunContinued, BadgeRunQueued, BadgeRunStarted, BadgeRunStopped
from turnout.domain.folding import fold
from turnout.services import pickups, printing
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import attendees, badge_jobs, badge_runs, layouts, log, preprinted, printers
from turnout.store.badge_runs import Run
from turnout.store.log import Origin
from turnout.store.preprinted import Candidate, Placing
from turnout.store.times import to_text
from turnout.store.writer import Transaction

CHUNK = 25
"""Badges queued in one command: some ten milliseconds in which no scan is decided."""

WHY = "in_advance"


class Sort(StrEnum):
    """In which order badges come out."""

    NAME = "name"
    COMPANY = "company"
    CATEGORY = "category"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which badges, in which order, and how they are put into boxes. No categories are all of them."""

    sort: Sort = Sort.NAME
    boxes: str = boxes.LETTERS
    categories: tuple[str, ...] = ()
    unprinted_only: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `queued` wait, `in_hand` are with the printer; what is not queued yet is in none."""

    run: Run
    printer_name: str
    printed: int
    queued: int
    in_hand: int
    failed: int
    unknown: int
    voided: int

    @property
    def is_done(self) -> bool:
        return self.printed + self.failed + self.unknown + self.voided >= self.run.total


def left_of(connection: sqlite3.Connection, run_id: str) -> list[Placing]:
    """What of a run is not queued yet, in its order. Raises NotFound."""
    run = _run(connection, run_id)
    wanted = Wanted(Sort(run.sort), run.boxes, run.categories, run.unprinted_only)
    members = badge_runs.members(connection, run_id)
    people = [one for one in in_order(connection, wanted) if one.attendee_id not in members]
    return placed(connection, people, wanted)


def in_order(connection: sqlite3.Connection, wanted: Wanted) -> list[Candidate]:
    """Whose badges are to be printed, in their order. Raises BadInput for a category or boxes there are not."""
    boxes.checked(wanted.boxes)
    everybody = preprinted.candidates(connection)
    known = sorted({*dict(layouts.categories(connection)), *(one.category for one in everybody)})
    if unknown := sorted(set(wanted.categories) - set(known)):
        raise BadInput(f"There is no category {unknown[0]}.", f"Categories are {', '.join(known)}.", code="no_category")
    left_out = preprinted.with_a_badge(connection) if wanted.unprinted_only else set()
    people = [
        one
        for one in everybody
        if one.attendee_id not in left_out and (not wanted.categories or one.category in wanted.categories)
    ]
    return sorted(people, key=partial(_key, wanted.sort))


def placed(connection: sqlite3.Connection, people: Iterable[Candidate], wanted: Wanted) -> list[Placing]:
    """A box and number for each, counted on from what lies in the boxes already."""
    shelf = boxes.Boxes(wanted.boxes, preprinted.highest_numbers(connection))
    return [Placing(one.attendee_id, *shelf.place(_box(wanted.sort, one))) for one in people]


def chunks(placings: Sequence[Placing]) -> list[Sequence[Placing]]:
    """As many at once as the server takes."""
    return [placings[at : at + CHUNK] for at in range(0, len(placings), CHUNK)]


def start(
    event: Event, run_id: str, printer_id: str, wanted: Wanted, total: int, by: Caller, now: datetime
) -> Progress:
    """Begin a run; the same `run_id` again begins nothing. An empty `printer_id` is the only printer's.

    Raises NotFound for a printer that is not set up, BadInput where it is not clear which one.
    """
    boxes.checked(wanted.boxes)
    printer_id = printer_id or _only_printer(event.reader)
    if not printers.name_of(event.reader, printer_id):
        raise NotFound("There is no such printer.", "Look at the board, which lists them.", code="no_printer")
    categories = list(wanted.categories)
    fact = BadgeRunStarted(run_id, printer_id, wanted.sort, wanted.boxes, categories, wanted.unprinted_only, total)

    def begin(tx: Transaction) -> None:
        if badge_runs.find(tx.connection, run_id) is None:
            log.append(tx, fact, Origin.at(now, by.actor), f"{run_id}-started")

    event.write(begin)
    return progress(event, run_id)


def queue(event: Event, run_id: str, placings: Sequence[Placing], by: Caller, now: datetime, chance: Chance) -> int:
    """Queue badges of a run, and note where they will lie; who has one in this run gets no second. Answers how many.

    Raises NotFound for an unknown run, Conflict for one that was stopped.
    """
    return event.write(lambda tx: _queue(tx, run_id, placings, Origin.at(now, by.actor), chance))


def close(event: Event, run_id: str, by: Caller, now: datetime) -> Progress:
    """Say that all of a run is queued: it is done when these badges are. Raises NotFound.

    Who cancelled since the run was begun got none; who was added before it was continued got one.
    """

    def count(tx: Transaction) -> None:
        total = len(badge_runs.members(tx.connection, run_id))
        if _run(tx.connection, run_id).total != total:
            _append(tx, BadgeRunQueued(run_id, total), Origin.at(now, by.actor))

    event.write(count)
    return progress(event, run_id)


def stop(event: Event, run_id: str, by: Caller, now: datetime) -> Progress:
    """Hand no more of a run's badges to its printer. Raises NotFound."""
    return _switch(event, run_id, BadgeRunStopped(run_id), by, now)


def go_on(event: Event, run_id: str, by: Caller, now: datetime) -> Progress:
    """Let a stopped run go on where it stopped. Raises NotFound."""
    return _switch(event, run_id, BadgeRunContinued(run_id), by, now)


def progress(event: Event, run_id: str) -> Progress:
    """How far a run is. Raises NotFound."""
    return _progress(event.reader, _run(event.reader, run_id))


def every(event: Event) -> list[Progress]:
    """How far each run is, the newest first."""
    return [_progress(event.reader, run) for run in badge_runs.every(event.reader)]


def summary(progress: Progress) -> dict[str, Any]:
    """How far a run is, as screens and commands get it."""
    run = progress.run
    return {
        "id": run.id,
        "printer": {"id": run.printer_id, "name": progress.printer_name},
        "sort": run.sort,
        "boxes": run.boxes,
        "categories": list(run.categories),
        "unprinted_only": run.unprinted_only,
        "started_at": to_text(run.started_at),
        "is_stopped": run.is_stopped,
        "is_done": progress.is_done,
        "total": run.total,
        "printed": progress.printed,
        "queued": progress.queued,
        "in_hand": progress.in_hand,
        "failed": progress.failed,
        "unknown": progress.unknown,
        "voided": progress.voided,
    }


def _queue(tx: Transaction, run_id: str, placings: Sequence[Placing], origin: Origin, chance: Chance) -> int:
    run = _run(tx.connection, run_id)
    if run.is_stopped:
        raise Conflict("This run was stopped.", "Continue it, then queue the rest.", code="run_stopped")
    queued = {
        placing: job_id for placing in placings if (job_id := _queue_one(tx, run, placing.attendee_id, origin, chance))
    }
    if queued:
        pickups.note_places(tx, queued, origin, f"{next(iter(queued.values()))}-placed", run_id)
    return len(queued)


def _queue_one(tx: Transaction, run: Run, attendee_id: str, origin: Origin, chance: Chance) -> str | None:
    """The new job's id; None for somebody who has one already, or has cancelled meanwhile."""
    job_id = f"{run.id}-{attendee_id}"
    attendee = attendees.find(tx.connection, attendee_id)
    if attendee is None or attendee.is_cancelled or badge_jobs.find(tx.connection, job_id) is not None:
        return None
    prospect = badge_jobs.prospect(tx.connection, attendee_id, "")
    on_printer = replace(prospect, printer=(run.printer_id, ""))
    # not of the rehearsal, though the event has not opened: this is the badge that will be worn
    printing.queue_badge(tx, attendee_id, on_printer, origin, chance, why=WHY, job_id=job_id, run_id=run.id)
    return job_id


def _switch(
    event: Event, run_id: str, fact: BadgeRunStopped | BadgeRunContinued, by: Caller, now: datetime
) -> Progress:
    is_stopping = isinstance(fact, BadgeRunStopped)

    def put(tx: Transaction) -> None:
        if _run(tx.connection, run_id).is_stopped != is_stopping:
            _append(tx, fact, Origin.at(now, by.actor))

    event.write(put)
    return progress(event, run_id)


def _append(tx: Transaction, fact: BadgeRunContinued | BadgeRunQueued | BadgeRunStopped, origin: Origin) -> None:
    log.append(tx, fact, origin, f"{fact.run_id}-{log.last_seq(tx.connection) + 1}")


def _run(connection: sqlite3.Connection, run_id: str) -> Run:
    run = badge_runs.find(connection, run_id)
    if run is None:
        raise NotFound("There is no such run.", "`turnout badges runs` lists them.", code="no_run")
    return run


def _progress(connection: sqlite3.Connection, run: Run) -> Progress:
    states = badge_runs.states(connection, run.id)
    return Progress(
        run,
        printers.name_of(connection, run.printer_id),
        printed=states.get(JobState.PRINTED, 0),
        queued=states.get(JobState.QUEUED, 0),
        in_hand=states.get(JobState.SENDING, 0) + states.get(JobState.PRINTING, 0),
        failed=states.get(JobState.FAILED, 0),
        unknown=states.get(JobState.UNKNOWN, 0),
        voided=states.get(JobState.VOIDED, 0),
    )


def _only_printer(connection: sqlite3.Connection) -> str:
    known = printers.every(connection)
    if len(known) != 1:
        ids = ", ".join(printer.id for printer in known) or "none: set one up first"
        raise BadInput(
            "It is not clear which printer.", f"Name one with --printer. There are {ids}.", code="no_printer"
        )
    return known[0].id


def _key(sort: Sort, one: Candidate) -> tuple[str, ...]:
    """By the folded words, as lists on paper are: the same order in every language and on every machine."""
    first = {
        Sort.NAME: "",
        Sort.COMPANY: fold(one.company),
        Sort.CATEGORY: fold(one.category_label),
        Sort.ORDER: fold(one.order_code),
    }[sort]
    return first, fold(one.name), one.attendee_id


def _box(sort: Sort, one: Candidate) -> str:
    """The box that a badge belongs to by the letter; a category's badges stand in a box of their own."""
    if sort is Sort.CATEGORY:
        return one.category_label
    return boxes.initial({Sort.NAME: one.name, Sort.COMPANY: one.company, Sort.ORDER: one.order_code}[sort])
