"""Tending printers: pausing and resuming them, saying what was loaded, moving what waits to another of the group.

What a person says twice changes nothing the second time, so that a page may ask again until it is answered.
"""

from __future__ import annotations

from datetime import datetime

from turnout.domain.errors import BadInput, NotFound
from turnout.domain.facts import (
    BadgeMoved,
    Fact,
    PrinterCounted,
    PrinterLoaded,
    PrinterPaused,
    PrinterResumed,
)
from turnout.services.event import Caller, Event
from turnout.store import log, printers, tending
from turnout.store.log import Origin
from turnout.store.printers import Printer
from turnout.store.writer import Transaction

_CHUNK = 25
"""Jobs moved in one command, so that a long queue holds up no scan."""


def pause(event: Event, printer_id: str, by: Caller, now: datetime) -> None:
    """Hand a printer no more badges, test badges apart; the one in hand comes out. Raises NotFound."""
    _switch(event, printer_id, PrinterPaused(printer_id), by, now)


def resume(event: Event, printer_id: str, by: Caller, now: datetime) -> None:
    """Hand a paused printer badges again. Raises NotFound."""
    _switch(event, printer_id, PrinterResumed(printer_id), by, now)


def load(event: Event, printer_id: str, labels: int, by: Caller, now: datetime) -> None:
    """Note that somebody put labels in: so many it has now. They are counted down by the badges that come out.

    Raises NotFound.
    """

    def put(tx: Transaction) -> None:
        known(tx, printer_id)
        if tending.labels_left(tx.connection, printer_id) != labels:
            _append(tx, PrinterLoaded(printer_id, labels), Origin.at(now, by.actor))

    event.write(put)


def note_counted(event: Event, printer_id: str, labels: int | None, by: Caller, now: datetime) -> None:
    """Note how many labels a printer itself says that it has left, None where it does not say.

    It corrects what was reckoned once, when it is new: an empty printer goes on saying so until its cover is closed,
    and somebody may have said by then how many were loaded. That it has none is no news where nobody has said how many
    it had.
    """
    if printers.labels_told(event.reader, printer_id) == labels:
        return

    def put(tx: Transaction) -> None:
        printers.put_labels_told(tx.connection, printer_id, labels)
        if labels is not None and labels != (tending.labels_left(tx.connection, printer_id) or 0):
            _append(tx, PrinterCounted(printer_id, labels), Origin.at(now, by.actor))

    event.write(put)


def move(event: Event, printer_id: str, to_printer_id: str, by: Caller, now: datetime) -> int:
    """Let what waits at a printer wait at another of its group; answers how many badges moved.

    Only those that no spooler has in hand: of these certainly nothing came out. A bulk print stays where it is. Raises
    NotFound, BadInput for a printer of another group.
    """
    moved = 0
    while count := event.write(lambda tx: _move(tx, printer_id, to_printer_id, Origin.at(now, by.actor))):
        moved += count
    return moved


def known(tx: Transaction, printer_id: str) -> Printer:
    """The printer with this id. Raises NotFound."""
    printer = printers.find(tx.connection, printer_id)
    if printer is None:
        raise NotFound("There is no such printer.", "Load the page again.", code="no_printer")
    return printer


def _switch(event: Event, printer_id: str, fact: PrinterPaused | PrinterResumed, by: Caller, now: datetime) -> None:
    is_pausing = isinstance(fact, PrinterPaused)

    def put(tx: Transaction) -> None:
        known(tx, printer_id)
        if tending.is_paused(tx.connection, printer_id) != is_pausing:
            _append(tx, fact, Origin.at(now, by.actor))

    event.write(put)


def _move(tx: Transaction, printer_id: str, to_printer_id: str, origin: Origin) -> int:
    if known(tx, printer_id).group != known(tx, to_printer_id).group or printer_id == to_printer_id:
        raise BadInput(
            "Badges move to another printer of the same group only.", "Choose one of the group.", code="not_in_group"
        )
    job_ids = tending.movable(tx.connection, printer_id, _CHUNK)
    for job_id in job_ids:
        _append(tx, BadgeMoved(job_id, printer_id, to_printer_id, "staff"), origin)
    return len(job_ids)


def _append(tx: Transaction, fact: Fact, origin: Origin) -> None:
    log.append(tx, fact, origin, log.next_id(tx.connection, f"{fact.subject}-{fact.KIND.partition('.')[2]}"))
