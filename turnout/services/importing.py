"""Imports: comparing a file's rows with the list, staging them unseen, publishing them at once.

The comparing and the staging go on in the importing process, chunk by chunk; only `publish` is seen, and
it is one short write. Identity is by source id, else by ticket code, never by name. Values corrected on
site win over the file's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from turnout.domain import tickets
from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import AttendeesImported
from turnout.domain.folding import fold
from turnout.domain.model import (
    Attendee,
    AttendeeRow,
    CodeKind,
    RowProblem,
    Ticket,
)
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.registration import new_code
from turnout.store import attendees, batches, log
from turnout.store.batches import Known
from turnout.store.log import Origin
from turnout.store.writer import Transaction

CHUNK = 200
"""Rows a chunk: one write of some 25 ms, so that the door does not notice."""

_COMPARED = ("full_name", "given_name", "company", "email", "category", "language", "pronouns", "order_code")


@dataclass(frozen=True, slots=True)
class Added:
    """A row that is on no list yet, with the codes it gets: the ticket's, and the badge's."""

    attendee: Attendee
    tickets: tuple[Ticket, Ticket]


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody on the list of whom the file says something new; columns of the register by name."""

    attendee_id: str
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unchanged:
    attendee_id: str


Step = Added | Changed | Unchanged | RowProblem


@dataclass(slots=True)
class Plan:
    """What an import does, counted as its steps go by. `problems` say which rows were refused."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def is_of_use(self) -> bool:
        """Whether any row could be taken. A file without one is not worth a fact."""
        return self.added + self.changed + self.unchanged > 0


class Register(Protocol):
    """Where an import goes: straight into an event file, or through a running server."""

    def begin(self) -> int: ...
    def stage(self, batch: int, added: list[Added], changed: list[Changed]) -> None: ...
    def publish(self, batch: int, plan: Plan) -> int: ...
    def discard(self, batch: int) -> None: ...


class Comparison:
    """Compares rows with the people on the list, and with the rows that came before."""

    def __init__(
        self,
        by_source: Mapping[str, Known],
        by_code: Mapping[str, Known],
        tag: str,
        chance: Chance,
        categories: Mapping[str, str] | None = None,
    ) -> None:
        """`categories` are ids by their folded labels: a file says "Speaker", or "speaker"."""
        self._category = lru_cache(lambda word: (categories or {}).get(fold(word), word))
        self._by_source = by_source
        self._by_code = by_code
        self._seen: dict[tuple[str, str], int] = {}
        self._tag = tag
        self._chance = chance

    def steps(self, rows: Iterable[AttendeeRow | RowProblem]) -> Iterator[Step]:
        """What each row comes to, in the file's order."""
        for row in rows:
            yield row if isinstance(row, RowProblem) else self._step(row)

    def _step(self, row: AttendeeRow) -> Step:
        if (category := self._category(row.category)) != row.category:
            row = replace(row, category=category)
        code = tickets.read(row.code).code if row.code else ""
        for sort, value in (("source", row.source_id), ("code", code)):
            if value and (earlier := self._seen.setdefault((sort, value), row.line)) != row.line:
                return RowProblem(row.line, f"The same {sort} stands in line {earlier} too.", "Remove one of the two.")
        by_code = self._by_code.get(code) if code else None
        known = self._by_source.get(row.source_id) if row.source_id else by_code
        if by_code is not None and (known is None or known.id != by_code.id):
            return RowProblem(
                row.line,
                "This ticket code belongs to somebody else on the list.",
                "Correct the code, or revoke theirs.",
            )
        if known is None:
            return self._added(row, code)
        changes = _differences(row, known)
        return Changed(known.id, changes) if changes else Unchanged(known.id)

    def _added(self, row: AttendeeRow, code: str) -> Added:
        attendee = Attendee(
            id=self._chance.new_id(),
            full_name=row.full_name,
            given_name=row.given_name,
            company=row.company,
            email=row.email,
            category=row.category or "visitor",
            language=row.language,
            pronouns=row.pronouns,
            order_code=row.order_code,
            source_id=row.source_id,
            is_paid=row.is_paid,
            is_cancelled=row.is_cancelled,
            valid_days=row.valid_days,
        )
        ticket = new_code(CodeKind.TICKET, attendee.id, self._tag, self._chance, code)
        return Added(attendee, (ticket, new_code(CodeKind.BADGE, attendee.id, self._tag, self._chance)))


def count(steps: Iterable[Step], plan: Plan) -> Iterator[Added | Changed]:
    """Pass on what must be staged, and count everything in the plan."""
    for step in steps:
        match step:
            case Added():
                plan.added += 1
                yield step
            case Changed():
                plan.changed += 1
                yield step
            case Unchanged():
                plan.unchanged += 1
            case RowProblem():
                plan.refused += 1
                plan.problems.append(step)


def run(steps: Iterable[Step], register: Register, on_chunk: Any = lambda _plan: None) -> Plan:
    """Stage all steps in chunks, then publish. A failure discards what was staged; nothing is seen of it."""
    plan = Plan()
    batch = register.begin()
    try:
        chunk: list[Added | Changed] = []
        for step in count(steps, plan):
            chunk.append(step)
            if len(chunk) == CHUNK:
                _stage(register, batch, chunk)
                chunk = []
                on_chunk(plan)
        _stage(register, batch, chunk)
        if plan.is_of_use:
            register.publish(batch, plan)
        else:
            register.discard(batch)
    except BaseException:
        register.discard(batch)
        raise
    return plan


class DirectRegister:
    """An import into an event file that this process holds, and what the server does for a remote one."""

    def __init__(self, event: Event, by: Caller, now: datetime, chance: Chance) -> None:
        self._event = event
        self._by = by
        self._now = now
        self._chance = chance

    def begin(self) -> int:
        """A new batch. What a killed import left staged is forgotten: its rows would stand in this one's way."""
        discard_leftovers(self._event)
        return self._event.write(lambda tx: batches.begin(tx.connection, self._now))

    def stage(self, batch: int, added: list[Added], changed: list[Changed]) -> None:
        def put(tx: Transaction) -> None:
            _must_be_open(tx, batch)
            attendees.add_many(tx.connection, [step.attendee for step in added], batch)
            attendees.add_tickets(tx.connection, [ticket for step in added for ticket in step.tickets])
            batches.stage_changes(tx.connection, batch, {step.attendee_id: step.changes for step in changed})

        try:
            self._event.write(put)
        except sqlite3.IntegrityError as problem:
            raise Conflict(
                "Somebody with an id or a code of this file came onto the list while it was read.",
                "Start the import again: it compares with the list as it is now.",
                code="list_changed",
            ) from problem

    def publish(self, batch: int, plan: Plan) -> int:
        fact = AttendeesImported(batch, plan.added, plan.changed, plan.unchanged, plan.refused)
        fact_id = self._chance.new_id()

        def show(tx: Transaction) -> int:
            _must_be_open(tx, batch)
            stated = log.append(tx, fact, Origin.at(self._now, self._by.actor), fact_id)
            batches.publish(tx.connection, batch, stated.seq)
            return stated.seq

        return self._event.write(show)

    def discard(self, batch: int) -> None:
        """Forget what was staged. A published batch stays: who lost the answer to publishing asks for this."""

        def forget(tx: Transaction) -> None:
            if batches.is_unpublished(tx.connection, batch):
                batches.discard(tx.connection, batch)

        self._event.write(forget)


def discard_leftovers(event: Event) -> int:
    """Forget what cut-off imports left staged; answers how many there were."""
    leftovers = batches.unpublished(event.reader)
    for batch in leftovers:
        event.write(lambda tx, batch=batch: batches.discard(tx.connection, batch))  # type: ignore[misc]
    return len(leftovers)


def _stage(register: Register, batch: int, chunk: list[Added | Changed]) -> None:
    if chunk:
        added = [step for step in chunk if isinstance(step, Added)]
        register.stage(batch, added, [step for step in chunk if isinstance(step, Changed)])


def _differences(row: AttendeeRow, known: Known) -> dict[str, Any]:
    """What the file says anew. An empty field says nothing; a corrected one is not touched."""
    wanted: dict[str, Any] = {name: getattr(row, name) for name in _COMPARED if getattr(row, name)}
    wanted["is_paid"] = int(row.is_paid)
    wanted["is_cancelled"] = int(row.is_cancelled)
    if row.valid_days:
        wanted["valid_days"] = json.dumps(row.valid_days)
    return {
        name: value for name, value in wanted.items() if name not in known.corrected and known.fields[name] != value
    }


def _must_be_open(tx: Transaction, batch: int) -> None:
    if not batches.is_unpublished(tx.connection, batch):
        raise NotFound("This import is over, or was discarded.", "Start it again.", code="no_batch")
