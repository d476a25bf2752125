"""Imports: staging a comparison unseen, and publishing it.

The comparing and the staging go on in the importing process, chunk by chunk. `publish` is one short write, after
which the new people are seen; what changes of those who were on the list before follows, chunk by chunk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import AttendeesImported, Stated
from turnout.domain.model import RowProblem
from turnout.domain.roster import is_sealable
from turnout.services import settling
from turnout.services.chance import Chance
from turnout.services.comparing import Added, Changed, Missing, Step, Unchanged
from turnout.services.event import Caller, Event
from turnout.store import attendees, batches, log
from turnout.store.batches import Staged
from turnout.store.log import Origin
from turnout.store.writer import Transaction

CHUNK = 120
"""Rows a chunk: one write of some 15 ms, so that the door does not notice."""


@dataclass(slots=True)
class Plan:
    """What an import does, counted as its steps go by. `problems` say which rows were refused.

    `found` and `missing` count people of earlier lists who are expected: in the file, and not in it; `come` those of
    the missing who have come. `kept` and `overruled` count values that were corrected on site, `unsealable` new codes
    that are too short to seal a name with: a kiosk that is cut off greets nobody by such a one.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    kept: int = 0
    overruled: int = 0
    found: int = 0
    missing: int = 0
    come: int = 0
    unidentified: int = 0
    doubtful: int = 0
    unsealable: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def is_of_use(self) -> bool:
        """Whether any row could be taken. A file without one is not worth a fact."""
        return self.rows > self.refused

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.unchanged + self.refused

    @property
    def has_few(self) -> bool:
        """Whether less than half of the people of earlier lists are in the file: perhaps it is another list."""
        return self.missing > self.found


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose for an import: whether the file wins, and whether who is missing is cancelled."""

    file_wins: bool = False
    cancel_missing: bool = False


DEFAULT = Choices()


class Register(Protocol):
    """Where an import goes: straight into an event file, or through a running server."""

    def begin(self) -> int: ...
    def stage(self, batch: int, added: list[Added], staged: list[Staged]) -> None: ...
    def publish(self, batch: int, plan: Plan, choices: Choices) -> int: ...
    def discard(self, batch: int) -> None: ...


def count(steps: Iterable[Step], plan: Plan) -> Iterator[Step]:
    """Count the steps in the plan as they go by."""
    for step in steps:
        match step:
            case Added():
                plan.added += 1
                plan.unidentified += not step.is_identified
                plan.unsealable += not is_sealable(step.tickets[0].code)
            case Changed():
                plan.changed += 1
                plan.kept += len(step.kept)
                plan.overruled += len(step.overrules)
                plan.found += step.known.is_expected
                plan.unsealable += step.code != "" and not is_sealable(step.code)
            case Unchanged():
                plan.unchanged += 1
                plan.kept += len(step.kept)
                plan.found += step.known.is_expected
            case Missing():
                plan.missing += 1
                plan.come += step.known.has_come
            case RowProblem():
                plan.refused += 1
                plan.doubtful += not (step.source_id or step.code)
                plan.problems.append(step)
        yield step


def run(
    steps: Iterable[Step],
    register: Register,
    on_chunk: Callable[[Plan], None] = lambda _plan: None,
    choices: Choices = DEFAULT,
    *,
    is_confirmed: bool = False,
) -> Plan:
    """Stage all steps in chunks, then publish. A failure discards what was staged; nothing is seen of it.

    Raises Conflict where people would be cancelled in doubt: a file that has less than half of them must be
    confirmed, and rows that nobody can tell whose they are leave it open who is missing.
    """
    plan = Plan()
    batch = register.begin()
    try:
        stage(steps, register, batch, plan, on_chunk, choices)
        refuse_to_cancel_in_doubt(plan, choices, is_confirmed=is_confirmed)
        if plan.is_of_use:
            register.publish(batch, plan, choices)
        else:
            register.discard(batch)
    except BaseException:
        register.discard(batch)
        raise
    return plan


def rehearse(
    steps: Iterable[Step],
    on_chunk: Callable[[Plan], None] = lambda _plan: None,
    choices: Choices = DEFAULT,
    *,
    is_confirmed: bool = False,
) -> Plan:
    """Count what an import would do; writes nothing. Raises Conflict as `run` does."""
    plan = Plan()
    counted = count(steps, plan)
    while list(islice(counted, CHUNK)):
        on_chunk(plan)
    refuse_to_cancel_in_doubt(plan, choices, is_confirmed=is_confirmed)
    return plan


def stage(
    steps: Iterable[Step],
    register: Register,
    batch: int,
    plan: Plan,
    on_chunk: Callable[[Plan], None],
    choices: Choices,
) -> None:
    """Stage all steps in chunks, counting them in the plan."""
    to_do = (step for step in count(steps, plan) if _is_staged(step, choices))
    while chunk := list(islice(to_do, CHUNK)):
        added = [step for step in chunk if isinstance(step, Added)]
        register.stage(batch, added, [step.staged() for step in chunk if isinstance(step, Changed | Missing)])
        on_chunk(plan)


def refuse_to_cancel_in_doubt(plan: Plan, choices: Choices, *, is_confirmed: bool) -> None:
    """Raises Conflict where people were to be cancelled, and it is not sure enough who is missing."""
    if not choices.cancel_missing:
        return
    if plan.missing and plan.doubtful:
        raise Conflict(
            f"{plan.doubtful:,} refused rows have neither an id nor a ticket code: they may be about some of the "
            f"{plan.missing:,} people who seem to be missing.",
            "Correct or delete these rows, or import without cancelling anybody.",
            code="missing_in_doubt",
        )
    if plan.has_few and not is_confirmed:
        raise Conflict(
            f"Only {plan.found:,} of the {plan.found + plan.missing:,} people of earlier lists are in this file.",
            "If they are all to be cancelled, confirm it; if this is another list, import it without cancelling.",
            code="few_people",
        )


class DirectRegister:
    """An import into an event file that this process holds, and what the server does for a remote one."""

    def __init__(self, event: Event, by: Caller, now: datetime, chance: Chance) -> None:
        self._event = event
        self._by = by
        self._now = now
        self._chance = chance

    def begin(self) -> int:
        """A new batch. What a killed import left staged is forgotten: its rows would stand in this one's way."""
        settling.settle_leftovers(self._event)
        return self._event.write(lambda tx: batches.begin(tx.connection, self._now))

    def stage(self, batch: int, added: list[Added], staged: list[Staged]) -> None:
        def put(tx: Transaction) -> None:
            _must_be_open(tx, batch)
            attendees.add_many(tx.connection, [step.attendee for step in added], batch)
            attendees.add_tickets(tx.connection, [ticket for step in added for ticket in step.tickets])
            batches.stage(tx.connection, batch, staged)

        try:
            self._event.write(put)
        except sqlite3.IntegrityError as problem:
            raise Conflict(
                "Somebody with an id or a code of this file came onto the list while it was read.",
                "Start the import again: it compares with the list as it is now.",
                code="list_changed",
            ) from problem

    def publish(self, batch: int, plan: Plan, choices: Choices = DEFAULT) -> int:
        stated = show(self._event, batch, plan, choices, self._by, self._now, self._chance.new_id())
        settling.settle(self._event, batch, stated)
        return stated.seq

    def discard(self, batch: int) -> None:
        """Forget what was staged. A published batch stays: who lost the answer to publishing asks for this."""
        self._event.write(lambda tx: settling.forget(tx, batch))


def show(event: Event, batch: int, plan: Plan, choices: Choices, by: Caller, now: datetime, fact_id: str) -> Stated:
    """Publish a batch: one short write. Raises NotFound when it is over, or was discarded."""
    counts = (plan.added, plan.changed, plan.unchanged, plan.refused, plan.kept, plan.missing)
    fact = AttendeesImported(batch, *counts, choices.file_wins, choices.cancel_missing)

    def publish(tx: Transaction) -> Stated:
        _must_be_open(tx, batch)
        stated = log.append(tx, fact, Origin.at(now, by.actor), fact_id)
        batches.publish(tx.connection, batch, stated.seq)
        return stated

    return event.write(publish)


def _must_be_open(tx: Transaction, batch: int) -> None:
    if not batches.is_unpublished(tx.connection, batch):
        raise NotFound("This import is over, or was discarded.", "Start it again.", code="no_batch")


def _is_staged(step: Step, choices: Choices) -> bool:
    if isinstance(step, Missing):
        return choices.cancel_missing and not step.known.has_come
    return isinstance(step, Added | Changed)
