"""Tables derived from the log: brought up to each fact in the fact's own transaction, or refolded whole.

A projection reads the log's facts and other projections, never a register: refolding gives the same rows
whatever was corrected or erased since. People, rooms, badge jobs, printers and calls for help each have a module.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from turnout.domain import facts
from turnout.domain.facts import Fact, Stated
from turnout.store.projections import conflicts, jobs, people, printers, rooms
from turnout.store.projections import help as help_calls

_Handler = Callable[[sqlite3.Connection, Stated, Any], None]
_HANDLERS: dict[type[Fact], _Handler] = {
    facts.EventOpened: people.open_event,
    facts.ScanAdmitted: people.admit,
    facts.ScanUndone: people.undo,
    facts.ScanConflicted: conflicts.conflict,
    facts.ScanUnusable: conflicts.keep_unusable,
    facts.ConflictDissolved: conflicts.dissolve,
    facts.ConflictResolved: conflicts.resolve,
    facts.ConflictReopened: conflicts.reopen,
    facts.PlaceEmptied: people.empty_place,
    facts.SessionEnded: rooms.end_session,
    facts.RoomItemSet: rooms.set_item,
    facts.RoomSignedOff: rooms.sign_off,
    facts.RoomReopened: rooms.reopen,
    facts.BadgeQueued: jobs.queue,
    facts.BadgeSending: jobs.change,
    facts.BadgePrinting: jobs.change,
    facts.BadgePrinted: jobs.change,
    facts.BadgeUnknown: jobs.change,
    facts.BadgeFailed: jobs.change,
    facts.BadgeReturned: jobs.change,
    facts.BadgeVoided: jobs.change,
    facts.BadgeMoved: jobs.move,
    facts.BadgeConfirmed: jobs.change,
    facts.BadgeRetried: jobs.change,
    facts.BadgeReleased: jobs.change,
    facts.BadgeRunStarted: jobs.start_run,
    facts.BadgeRunQueued: jobs.count_run,
    facts.BadgeRunStopped: jobs.stop_or_continue_run,
    facts.BadgeRunContinued: jobs.stop_or_continue_run,
    facts.PrinterTested: jobs.queue_test,
    facts.PrinterPaused: printers.pause_or_resume,
    facts.PrinterResumed: printers.pause_or_resume,
    facts.PrinterLoaded: printers.load_or_count,
    facts.PrinterCounted: printers.load_or_count,
    facts.HelpCalled: help_calls.call,
    facts.HelpAnswered: help_calls.answer,
    facts.HelpClosed: help_calls.close,
}


def apply(connection: sqlite3.Connection, stated: Stated) -> None:
    """Bring the projections up to one more fact. Kinds that nothing is derived from are passed over."""
    handler = _HANDLERS.get(type(stated.fact))
    if handler is not None:
        handler(connection, stated, stated.fact)
