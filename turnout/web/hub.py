"""How the writer's native thread and gevent's hub meet.

The thread and its queue are the ones from before `monkey.patch_all()`, so that an SD card's fsync never
stops the hub; the answers of a whole group come back with one `async_().send()`, the only call of
gevent's that another thread may make.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import gevent
from gevent import monkey
from gevent.event import AsyncResult, Event


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


class GatheringInbox:
    """Commands on their way to the writer's thread, handed over when the hub has nothing else to do.

    Were each put at once, hub and writer would fight for the interpreter lock over every statement; gathered,
    requests are read in a row, then written in a row. A quiet hub hands over at once; a busy one after
    `ENOUGH` commands or `LATEST_S` seconds. To be put into on the hub's thread only.
    """

    ENOUGH = 64
    LATEST_S = 0.01

    def __init__(self) -> None:
        self._waiting: list[Any] = []
        self._queue: SimpleQueue[Any] = monkey.get_original("queue", "SimpleQueue")()
        self._loop = gevent.get_hub().loop
        self._idle = self._loop.idle()
        self._late = self._loop.timer(0)
        self.get = self._queue.get
        self.get_nowait = self._queue.get_nowait

    def put(self, item: Any) -> None:
        self._waiting.append(item)
        if len(self._waiting) >= self.ENOUGH:
            self._hand_over()
        elif len(self._waiting) == 1:
            self._idle.start(self._hand_over)
            self._late = self._loop.timer(self.LATEST_S)
            self._late.start(self._hand_over)

    def _hand_over(self) -> None:
        self._idle.stop()
        self._late.stop()
        waiting, self._waiting = self._waiting, []
        for item in waiting:
            self._queue.put(item)


class HubThreads:
    """The writer's `Threads` for a server on gevent. Make it on the hub's own thread."""

    def __init__(self) -> None:
        self._done: deque[Callable[[], None]] = deque()
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(self._run_answers)

    def inbox(self) -> GatheringInbox:
        return GatheringInbox()

    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        finished = Event()

        def run() -> None:
            target()
            self.deliver(finished.set)

        monkey.get_original("_thread", "start_new_thread")(run, ())
        return lambda: _wait(finished)

    def reply(self) -> HubReply:
        return HubReply()

    def deliver(self, answers: Callable[[], None], /) -> None:
        self._done.append(answers)
        self._wake.send()

    def _run_answers(self) -> None:
        while self._done:
            self._done.popleft()()


def _wait(finished: Event) -> None:
    finished.wait()
