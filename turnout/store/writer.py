"""The one writer: takes every command that waits, commits them as a group, and only then answers.

A command is a function of a `Transaction`; it may be run more than once, so it takes its times and ids as
arguments. A group is one `BEGIN IMMEDIATE ... COMMIT`, one fsync. Where a command raises, the group is rolled back
and run again with a savepoint for each command, so that one that raises undoes only itself: savepoints from the
start would have SQLite copy every page that changes, for the rare command that raises.

Nobody calls `with connection`, `commit()` or `executescript()` on this connection: each would commit the
group in its middle. A full disk inside a savepoint rolls back the *whole* transaction, and so does a
COMMIT that fails: then the commands of the group run again one by one, each in a transaction of its own.

A writer that cannot go on (its own ROLLBACK fails, say) tells those who wait, and ends its thread with the problem.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from turnout.domain.errors import StoreFull
from turnout.domain.facts import Stated

T = TypeVar("T")
MAX_GROUP = 256  # bounds how long the first of a group waits for the last


class Transaction:
    """What a command works with: the connection, and the facts it has stated so far."""

    __slots__ = ("connection", "execute", "facts")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.execute = connection.execute
        self.facts: list[Stated] = []


Command = Callable[[Transaction], T]


class Reply(Protocol):
    """Where a caller waits for its answer."""

    def set_result(self, value: Any, /) -> None: ...
    def set_exception(self, problem: BaseException, /) -> None: ...
    def result(self) -> Any: ...


class Inbox(Protocol):
    """What the callers put their commands into, and the writer's thread takes them from."""

    def put(self, item: Any, /) -> None: ...
    def take(self) -> list[Any]:
        """Everything that waits, in its order: at least one item, at most MAX_GROUP."""


class Threads(Protocol):
    """How the writer's thread is started and how its callers wait; a server on gevent brings its own.

    `to_thread` is for what a caller computes at length.
    """

    def inbox(self) -> Inbox: ...
    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        """Start `target` on a native thread; the answer joins it."""

    def reply(self) -> Reply: ...
    def decided(self) -> None:
        """The group's commands have run, only its COMMIT is left: the disk's time, not the interpreter's.

        Called at most once a group.
        """

    def deliver(self, answers: Callable[[], None], /) -> None:
        """Run `answers` where the callers wait; called once a group."""

    def to_thread(self, function: Callable[..., T], /, *args: Any) -> T:
        """What `function` answers or raises; whoever else is served goes on meanwhile. It does not touch the file."""


class NativeInbox:
    """A plain queue; what has come in while the writer was busy is the next group."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Any] = SimpleQueue()

    def put(self, item: Any, /) -> None:
        self._queue.put(item)

    def take(self) -> list[Any]:
        group = [self._queue.get()]
        try:
            while len(group) < MAX_GROUP:
                group.append(self._queue.get_nowait())
        except Empty:
            pass
        return group


class NativeThreads:
    """Plain threads, for the command line, tests, and anything without gevent."""

    def inbox(self) -> Inbox:
        return NativeInbox()

    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        thread = threading.Thread(target=target, name="writer", daemon=True)
        thread.start()
        return thread.join

    def reply(self) -> Reply:
        return Future()

    def decided(self) -> None:
        """Nobody waits for it: callers run beside the writer anyway."""

    def deliver(self, answers: Callable[[], None], /) -> None:
        answers()

    def to_thread(self, function: Callable[..., T], /, *args: Any) -> T:
        """Each caller has a thread already."""
        return function(*args)


class _CommandRaised(Exception):
    """A command of a group without savepoints raised: what it wrote can only be undone with the whole group."""


class _GroupLost(Exception):
    """The transaction is gone, and with it every command of the group."""


class Writer:
    """Owns the writing connection and the thread that uses it."""

    def __init__(self, connection: sqlite3.Connection, threads: Threads) -> None:
        self._connection = connection
        self._threads = threads
        self._inbox = threads.inbox()
        self._join = threads.start(self._run)

    def write(self, command: Command[T]) -> tuple[T, list[Stated]]:
        """Run a command durably; its answer and the facts it stated, once they are on disk.

        Raises whatever the command raised, and StoreFull when the disk is full; then nothing was written.
        """
        reply = self._threads.reply()
        self._inbox.put((command, reply))
        answer: tuple[T, list[Stated]] = reply.result()
        return answer

    def close(self) -> None:
        """Finish what waits, then close. What is submitted afterwards may never be answered."""
        self._inbox.put(None)
        self._join()
        self._connection.close()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            taken = self._inbox.take()
            group = [item for item in taken if item is not None]
            stopping = len(group) < len(taken)
            if group:
                commands, replies = [command for command, _ in group], [reply for _, reply in group]
                try:
                    outcomes = self._commit(commands)
                except BaseException as problem:
                    self._threads.deliver(partial(_answer, replies, [problem] * len(replies)))
                    raise
                self._threads.deliver(partial(_answer, replies, outcomes))

    def _commit(self, commands: list[Command[Any]]) -> list[Any]:
        """The outcome of each command: what it answered and stated, or what it raised, which undoes that one alone."""
        try:
            try:
                return self._commit_as_one(commands, self._run_bare)
            except _CommandRaised:
                return self._commit_as_one(commands, self._run_in_savepoint)
        except _GroupLost:
            return [self._commit_alone(command) for command in commands]

    def _commit_as_one(self, commands: list[Command[Any]], run: Callable[[Command[Any]], Any]) -> list[Any]:
        execute = self._connection.execute
        try:
            execute("BEGIN IMMEDIATE")
            outcomes = [run(command) for command in commands]
            self._threads.decided()
            execute("COMMIT")
        except _CommandRaised:
            self._roll_back()
            raise
        except (sqlite3.Error, _GroupLost) as problem:
            self._roll_back()
            raise _GroupLost from problem
        return outcomes

    def _run_bare(self, command: Command[Any]) -> Any:
        """What the command comes to, if it raises nothing. Raises _CommandRaised if it does."""
        transaction = Transaction(self._connection)
        try:
            return command(transaction), transaction.facts
        except Exception as problem:
            raise _CommandRaised from problem

    def _run_in_savepoint(self, command: Command[Any]) -> Any:
        transaction = Transaction(self._connection)
        execute = self._connection.execute
        execute("SAVEPOINT command")
        try:
            answer = command(transaction)
        except Exception as problem:
            if not self._connection.in_transaction:  # SQLITE_FULL, SQLITE_IOERR: SQLite gave up the whole group
                raise _GroupLost from problem
            execute("ROLLBACK TO command")
            execute("RELEASE command")
            return _explained(problem)
        execute("RELEASE command")
        return answer, transaction.facts

    def _commit_alone(self, command: Command[Any]) -> Any:
        transaction = Transaction(self._connection)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            answer = command(transaction)
            self._connection.execute("COMMIT")
        except Exception as problem:  # noqa: BLE001 - as above
            self._roll_back()
            return _explained(problem)
        return answer, transaction.facts

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _answer(replies: list[Reply], outcomes: list[Any]) -> None:
    for reply, outcome in zip(replies, outcomes, strict=True):
        if isinstance(outcome, BaseException):
            reply.set_exception(outcome)
        else:
            reply.set_result(outcome)


def _explained(problem: Exception) -> Exception:
    """A full disk in words that say what to do; everything else as it is."""
    if isinstance(problem, sqlite3.Error) and getattr(problem, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return StoreFull(
            "The disk is full: this was not written.",
            "Free some space on the server's disk, then try again. Everything acknowledged before is safe.",
        )
    return problem
