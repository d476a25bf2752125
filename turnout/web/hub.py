"""How the writer's native thread and gevent's hub meet.

The thread and its queue are the ones from before `monkey.patch_all()`, so that an SD card's fsync never
stops the hub; the answers of a whole group come back with one `async_().send()`, the only call of
gevent's that another thread may make. A writer that breaks ends the server: one that takes no more writes must not
look alive, and whoever watches over it starts it again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

import gevent
from gevent import monkey
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool

from turnout.store.writer import MAX_GROUP

T = TypeVar("T")


class HubReply:
    """Where a greenlet waits for its answer; others run meanwhile."""

    __slots__ = ("_answer",)

    def __init__(self) -> None:
        self._answer: AsyncResult[Any] = AsyncResult()

    def set_result(self, value: Any, /) -> None:
        self._answer.set(value)

    def set_exception(self, problem: BaseException, /) -> None:
        self._answer.set_exception(problem)

    def result(self) -> Any:
        return self._answer.get()


class TurnTakingInbox:
    """Commands on their way to the writer's thread, in groups: the hub and the writer take turns.

    Were they to run side by side, they would fight for the interpreter lock over every statement, which costs
    a third of both. So commands are gathered until the hub has nothing else to do (at most `LATEST_S`), and
    while the writer decides a group the hub stands still (at most `PATIENCE_S`, for a command that takes
    long). Only the COMMIT runs beside the hub; what comes in meanwhile is the next group.

    All but `take` and `decided` are for the hub's thread.
    """

    LATEST_S = 0.01
    PATIENCE_S = 0.02

    def __init__(self) -> None:
        self._waiting: list[Any] = []
        self._is_writing = False
        self._groups: SimpleQueue[list[Any]] = monkey.get_original("queue", "SimpleQueue")()
        self._undecided = monkey.get_original("_thread", "allocate_lock")()
        self._loop = gevent.get_hub().loop
        self._idle = self._loop.idle()
        self._late = self._loop.timer(0)
        self.take = self._groups.get

    def put(self, item: Any) -> None:
        self._waiting.append(item)
        if len(self._waiting) == 1 and not self._is_writing:
            self._gather()

    def decided(self) -> None:
        """The writer's word that only the COMMIT is left."""
        self._undecided.release()

    def written(self) -> None:
        """The writer has nothing in hand: it may have what has gathered meanwhile."""
        self._is_writing = False
        if self._waiting:
            self._gather()

    def _gather(self) -> None:
        self._idle.start(self._hand_over)
        self._late = self._loop.timer(self.LATEST_S)
        self._late.start(self._hand_over)

    def _hand_over(self) -> None:
        self._idle.stop()
        self._late.stop()
        group, self._waiting = self._waiting[:MAX_GROUP], self._waiting[MAX_GROUP:]
        self._is_writing = True
        self._undecided.acquire(blocking=False)
        self._groups.put(group)
        self._undecided.acquire(timeout=self.PATIENCE_S)


class HubThreads:
    """The writer's `Threads` for a server on gevent. Make it on the hub's own thread, one for each writer.

    What callers compute at length is computed one after the other: a password's hash takes 64 MB and every core.
    """

    def __init__(self) -> None:
        self._one_thread = ThreadPool(1)
        self._inbox = TurnTakingInbox()
        self._done: deque[Callable[[], None]] = deque()
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(self._run_answers)

    def inbox(self) -> TurnTakingInbox:
        return self._inbox

    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        finished, hub = Event(), gevent.get_hub()

        def run() -> None:
            try:
                target()
            except BaseException as problem:  # noqa: BLE001 - whatever it is, it belongs to the main greenlet
                self.deliver(partial(hub.handle_system_error, type(problem), problem))
            self.deliver(finished.set)

        monkey.get_original("_thread", "start_new_thread")(run, ())
        return lambda: _wait(finished)

    def reply(self) -> HubReply:
        return HubReply()

    def decided(self) -> None:
        self._inbox.decided()

    def deliver(self, answers: Callable[[], None], /) -> None:
        self._done.append(answers)
        self._wake.send()

    def to_thread(self, function: Callable[..., T], /, *args: Any) -> T:
        return self._one_thread.apply(function, args)

    def _run_answers(self) -> None:
        while self._done:
            self._done.popleft()()
            self._inbox.written()


def _wait(finished: Event) -> None:
    finished.wait()
