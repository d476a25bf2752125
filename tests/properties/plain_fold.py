"""The log folded in plain Python, in the order in which things happened: what the projections must say.

Written from the functions of the domain only. The store folds fact by fact as they become known, with
SQL; here everything is known and sorted first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from turnout.domain.badge_jobs import JobState
from turnout.domain.conflicts import Verdict
from turnout.domain.days import bucket
from turnout.domain.facts import (
    BadgeConfirmed,
    BadgeFailed,
    BadgeMoved,
    BadgePrinted,
    BadgePrinting,
    BadgeQueued,
    BadgeReleased,
    BadgeRetried,
    BadgeReturned,
    BadgeSending,
    BadgeUnknown,
    BadgeVoided,
    ConflictDissolved,
    ConflictReopened,
    ConflictResolved,
    EventOpened,
    Fact,
    HelpAnswered,
    HelpCalled,
    HelpClosed,
    PlaceEmptied,
    PrinterCounted,
    PrinterLoaded,
    PrinterPaused,
    PrinterResumed,
    PrinterTested,
    RoomItemSet,
    RoomReopened,
    RoomSignedOff,
    ScanAdmitted,
    ScanUndone,
    Stated,
)
from turnout.domain.model import VENUE, Direction
from turnout.domain.presence import NEVER_MOVED, Emptied, Move, Presence, empty, step
from turnout.domain.readiness import NOTHING_DONE, Mark, Readiness, reopen, set_item, sign_off


@dataclass(frozen=True, slots=True)
class Entry:
    """One attendee's entries into one place on one event day."""

    times: int = 0
    first_at: datetime | None = None
    first_fact_id: str = ""
    last_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Printing:
    """How far a badge is, at which printer, and how many labels it is; that stands in no projection."""

    state: JobState
    printer_id: str
    labels: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Tended:
    """What people did to a printer."""

    is_paused: bool = False
    labels_left: int | None = None


@dataclass(slots=True)
class Folded:
    """What follows from a log."""

    presence: dict[str, Presence] = field(default_factory=dict)
    readiness: dict[tuple[str, str], Readiness] = field(default_factory=dict)
    entries: dict[tuple[str, str, str], Entry] = field(default_factory=dict)
    jobs: dict[str, Printing] = field(default_factory=dict)
    printers: dict[str, Tended] = field(default_factory=dict)
    calls: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Open calls for help by id: the station, and who is coming."""

    @property
    def headcounts(self) -> dict[str, int]:
        """People in each place that has any; whoever is in a room is in the venue too."""
        inside = [presence.place_id for presence in self.presence.values() if presence.is_inside]
        rooms = Counter(place_id for place_id in inside if place_id != VENUE)
        return {**rooms, **({VENUE: len(inside)} if inside else {})}

    @property
    def arrivals(self) -> dict[datetime, int]:
        return dict(Counter(bucket(p.arrived_at) for p in self.presence.values() if p.arrived_at is not None))


def fold(log: Iterable[Stated]) -> Folded:
    """Everything that follows from a log, whatever the order in which it became known."""
    facts = list(log)
    opening = next((stated for stated in facts if isinstance(stated.fact, EventOpened)), None)
    undone = {stated.fact.scan_id for stated in facts if isinstance(stated.fact, ScanUndone)}
    echoes = _echoes(facts)
    folded = Folded()
    for stated in sorted(facts, key=lambda stated: (stated.occurred_at, stated.seq)):
        match stated.fact:
            case ScanAdmitted() as scan if (
                _counts(stated, opening) and stated.fact_id not in undone and not scan.passing
            ):
                _move(folded, stated, scan, is_echo=stated.fact_id in echoes)
            case PlaceEmptied(place_id):
                emptied = Emptied(stated.occurred_at, stated.seq)
                folded.presence = {who: empty(p, place_id, emptied) for who, p in folded.presence.items()}
    for stated in facts:
        _prepare(folded, stated)
        _print(folded, stated.fact)
        _tend(folded, stated.fact)
        _help(folded, stated)
    return folded


def _counts(stated: Stated, opening: Stated | None) -> bool:
    """A scan of the rehearsal never counts, however late it became known; times tell nothing of a clock set back."""
    if opening is None or stated.seq < opening.seq:
        return False
    return not stated.occurred_at < opening.occurred_at <= stated.recorded_at


def _echoes(facts: Iterable[Stated]) -> set[str]:
    """The scans that somebody took for one person scanned twice: they move them, and are no entry."""
    echoes: set[str] = set()
    for stated in facts:
        match stated.fact:
            case ConflictResolved(_, scan_ids, Verdict.SAME_PERSON):
                echoes.update(scan_ids)
            case ConflictReopened(_, scan_ids):
                echoes.difference_update(scan_ids)
            case ConflictDissolved(_, scan_id):
                echoes.discard(scan_id)
    return echoes


def _move(folded: Folded, stated: Stated, scan: ScanAdmitted, *, is_echo: bool) -> None:
    move = Move(stated.seq, scan.place_id, Direction(scan.direction), stated.occurred_at)
    before = folded.presence.get(scan.attendee_id, NEVER_MOVED)
    folded.presence[scan.attendee_id] = step(before, move, None, None)
    if is_echo:
        return
    key = (scan.attendee_id, scan.place_id, scan.day)
    entry = folded.entries.get(key, Entry())
    if move.direction is Direction.OUT:
        folded.entries[key] = Entry(entry.times, entry.first_at, entry.first_fact_id, entry.last_at, move.occurred_at)
    else:
        first = (entry.first_at, entry.first_fact_id) if entry.times else (move.occurred_at, stated.fact_id)
        folded.entries[key] = Entry(entry.times + 1, *first, move.occurred_at, entry.left_at)


def _prepare(folded: Folded, stated: Stated) -> None:
    """Readiness goes by the log's order: the last word wins."""
    mark = Mark(stated.actor, stated.occurred_at, stated.seq)
    match stated.fact:
        case RoomItemSet(place_id, session_id, item_id, done):
            known = folded.readiness.get((place_id, session_id), NOTHING_DONE)
            folded.readiness[place_id, session_id] = set_item(known, item_id, done, mark)
        case RoomSignedOff(place_id, session_id):
            known = folded.readiness.get((place_id, session_id), NOTHING_DONE)
            folded.readiness[place_id, session_id] = sign_off(known, mark)
        case RoomReopened(place_id, session_id):
            folded.readiness[place_id, session_id] = reopen(folded.readiness[place_id, session_id])


_STATES: dict[type[Fact], JobState] = {
    BadgeSending: JobState.SENDING,
    BadgePrinting: JobState.PRINTING,
    BadgePrinted: JobState.PRINTED,
    BadgeConfirmed: JobState.PRINTED,
    BadgeUnknown: JobState.UNKNOWN,
    BadgeFailed: JobState.FAILED,
    BadgeReturned: JobState.QUEUED,
    BadgeRetried: JobState.QUEUED,
    BadgeReleased: JobState.QUEUED,
    BadgeVoided: JobState.VOIDED,
}


def _print(folded: Folded, fact: Fact) -> None:
    """A label is gone once it may be: with the printer's word, or with the lack of it."""
    match fact:
        case BadgeQueued() | PrinterTested():
            is_held = isinstance(fact, BadgeQueued) and fact.held
            folded.jobs[fact.job_id] = Printing(JobState.HELD if is_held else JobState.QUEUED, fact.printer_id)
        case BadgeMoved(job_id, _, to_printer_id):
            folded.jobs[job_id] = replace(folded.jobs[job_id], printer_id=to_printer_id)
        case _ if type(fact) in _STATES:
            before = folded.jobs[fact.subject]
            tended = folded.printers.get(before.printer_id, Tended())
            is_news = isinstance(fact, BadgePrinted | BadgeUnknown) and before.state is not JobState.UNKNOWN
            if is_news and tended.labels_left:
                folded.printers[before.printer_id] = replace(
                    tended, labels_left=max(0, tended.labels_left - before.labels)
                )
            labels = fact.labels if isinstance(fact, BadgeSending) else before.labels
            folded.jobs[fact.subject] = replace(before, state=_STATES[type(fact)], labels=labels)


def _tend(folded: Folded, fact: Fact) -> None:
    tended = folded.printers.get(fact.subject, Tended())
    match fact:
        case PrinterPaused() | PrinterResumed():
            folded.printers[fact.subject] = replace(tended, is_paused=isinstance(fact, PrinterPaused))
        case PrinterLoaded(_, labels) | PrinterCounted(_, labels):
            folded.printers[fact.subject] = replace(tended, labels_left=labels)


def _help(folded: Folded, stated: Stated) -> None:
    match stated.fact:
        case HelpCalled(station_id):
            folded.calls[stated.fact_id] = (station_id, "")
        case HelpAnswered(station_id, call_id):
            folded.calls[call_id] = (station_id, stated.actor)
        case HelpClosed(_, call_id):
            del folded.calls[call_id]
