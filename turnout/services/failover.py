"""Badges that wait at a printer in trouble go to another of its group: nobody waits at a dead printer.

Only those move that no spooler has in hand: of these certainly nothing came out. Once moved they stay, since the
person has been told where to go. A bulk print stays at its printer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from turnout.domain.facts import BadgeMoved
from turnout.services.event import Event
from turnout.store import failover, log, tending
from turnout.store.failover import Trouble
from turnout.store.log import Origin
from turnout.store.writer import Transaction

MOVE_AFTER = timedelta(seconds=8)
"""A cover that is opened and closed moves nothing."""

_CHUNK = 25
"""Jobs moved in one command, so that a long queue holds up no scan."""


def move_on(event: Event, now: datetime) -> int:
    """Move what waits at printers that have been in trouble for too long; answers how many badges moved."""
    moved = 0
    for trouble in failover.in_trouble(event.reader, now - MOVE_AFTER):
        while failover.refuge(event.reader, trouble) is not None:
            count = event.write(lambda tx, trouble=trouble: _move_some(tx, trouble, now))  # type: ignore[misc]
            moved += count
            if count < _CHUNK:
                break
    return moved


def _move_some(tx: Transaction, trouble: Trouble, now: datetime) -> int:
    job_ids = tending.movable(tx.connection, trouble.printer_id, _CHUNK)
    for count, job_id in enumerate(job_ids):
        to_printer_id = failover.refuge(tx.connection, trouble)
        if to_printer_id is None:
            return count
        fact = BadgeMoved(job_id, trouble.printer_id, to_printer_id, trouble.state)
        log.append(tx, fact, Origin.at(now, "clock"), log.next_id(tx.connection, f"{job_id}-moved"))
    return len(job_ids)
