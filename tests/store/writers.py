"""Writers that a test can hold back, to decide what becomes one group; and what they commit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from factories import NOW

from turnout.domain.facts import EventCreated, Stated
from turnout.store import database, log
from turnout.store.log import Origin
from turnout.store.writer import Command, NativeInbox, NativeThreads, Transaction, Writer

PATIENCE = 20.0  # seconds until a test that hangs fails instead


class _NoticingInbox(NativeInbox):
    """An inbox that tells when something was put into it."""

    def __init__(self, arrived: threading.Semaphore) -> None:
        super().__init__()
        self._arrived = arrived

    def put(self, item: Any, /) -> None:
        super().put(item)
        self._arrived.release()


class HeldThreads(NativeThreads):
    """Native threads whose writer begins only at `go`. Counts the groups that were answered."""

    def __init__(self) -> None:
        self.groups = 0
        self._arrived = threading.Semaphore(0)
        self._gate = threading.Event()

    def inbox(self) -> NativeInbox:
        return _NoticingInbox(self._arrived)

    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self._gate.wait()
            target()

        return super().start(run)

    def deliver(self, answers: Callable[[], None], /) -> None:
        self.groups += 1
        super().deliver(answers)

    def go(self) -> None:
        self._gate.set()

    def wait_for_arrival(self) -> None:
        assert self._arrived.acquire(timeout=PATIENCE), "the command never came to the writer"


class HeldWriter:
    """A writer on a file, held until `write_together`; `commits` counts what it commits or tries to."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            database.create(path)
        self.connection = database.open_writable(path, before_migration=_never)
        self.commits = 0
        self.connection.set_trace_callback(self._trace)
        self.threads = HeldThreads()
        self.writer = Writer(self.connection, self.threads)

    def write_together(self, commands: Sequence[Command[Any]]) -> list[Any]:
        """The commands' outcomes, in their order: an answer with its facts, or what was raised."""
        with ThreadPoolExecutor(len(commands)) as pool:
            futures = []
            for command in commands:
                futures.append(pool.submit(self.writer.write, command))
                self.threads.wait_for_arrival()  # so that the order of the group is this one
            self.threads.go()
            return [future.exception(PATIENCE) or future.result() for future in futures]

    def close(self) -> None:
        self.threads.go()
        self.writer.close()

    def _trace(self, statement: str) -> None:
        self.commits += statement == "COMMIT"


def state(fact_id: str) -> Command[Stated]:
    """A command that states one small fact."""

    def command(tx: Transaction) -> Stated:
        return log.append(tx, EventCreated(), Origin.at(NOW), fact_id)

    return command


def _never(path: Path) -> None:
    raise AssertionError(f"{path} was made by this version: nothing is to be migrated")


def break_a_promise(tx: Transaction) -> None:
    """A command that only the COMMIT refuses: it refers to a row that is not there, and checks are deferred."""
    state("promised")(tx)
    tx.execute("PRAGMA defer_foreign_keys=ON")
    tx.execute("INSERT INTO account_rooms VALUES ('nobody', 'nowhere')")
