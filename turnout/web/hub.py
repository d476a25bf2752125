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


class HubThreads:
    """The writer's `Threads` for a server on gevent. Make it on the hub's own thread."""

    def __init__(self) -> None:
        self._done: deque[Callable[[], None]] = deque()
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(self._run_answers)

    def inbox(self) -> SimpleQueue[Any]:
        queue: SimpleQueue[Any] = monkey.get_original("queue", "SimpleQueue")()
        return queue

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
