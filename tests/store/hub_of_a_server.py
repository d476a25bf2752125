"""A server's hub with fifty callers behind a slow command: run as a process, prints what it saw as JSON.

Usage: python hub_of_a_server.py NEW_EVENT_FILE
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - nothing may be imported before patching, as in the server's entry module
import sqlite3  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from time import perf_counter  # noqa: E402

import gevent  # noqa: E402
from writers import break_a_promise  # noqa: E402

from turnout.domain.errors import Conflict  # noqa: E402
from turnout.domain.facts import EventCreated, Stated  # noqa: E402
from turnout.store import database, log  # noqa: E402
from turnout.store.event_file import EventFile  # noqa: E402
from turnout.store.log import Origin  # noqa: E402
from turnout.store.times import from_text  # noqa: E402
from turnout.store.writer import Transaction  # noqa: E402
from turnout.web.hub import HubThreads  # noqa: E402

CALLERS = 50
SLOW_S = 3.0  # far longer than a busy machine lets a hub wait
ORIGIN = Origin.at(from_text("2026-05-01T09:00:00.000Z"))
sleep_for_real = monkey.get_original("time", "sleep")
thread_for_real = monkey.get_original("_thread", "get_ident")


class CountingThreads(HubThreads):
    """A server's threads, which also count the groups answered."""

    groups = 0

    def deliver(self, answers: Callable[[], None], /) -> None:
        self.groups += 1
        super().deliver(answers)


class Watch:
    """Measures the longest time that the hub let nobody run, in seconds."""

    longest = 0.0

    def run(self) -> None:
        last = perf_counter()
        while True:
            gevent.sleep(0.001)
            now = perf_counter()
            self.longest, last = max(self.longest, now - last), now


class SlowCommand:
    """What an SD card does to the writer: its thread stands still."""

    has_begun = False

    def __call__(self, tx: Transaction) -> int:
        self.has_begun = True
        sleep_for_real(SLOW_S)
        return int(thread_for_real())


def refuse(_tx: Transaction) -> None:
    raise Conflict("no", code="said_no")


def main(path: Path) -> None:
    database.create(path)
    threads = CountingThreads()
    file = EventFile(path, threads, before_migration=print)
    watch = Watch()
    gevent.spawn(watch.run)
    gevent.sleep(0.05)
    command = SlowCommand()
    slow = gevent.spawn(lambda: file.writer.write(command)[0])
    while not command.has_begun:
        gevent.sleep(0.01)
    answered_on: set[int] = set()

    def call(number: int) -> int:
        stated: Stated = file.writer.write(lambda tx: log.append(tx, EventCreated(), ORIGIN, f"fact-{number}"))[0]
        answered_on.add(thread_for_real())
        return stated.seq

    def be_refused() -> str:
        try:
            file.writer.write(refuse)
        except Conflict as problem:
            return problem.code
        return "nothing"

    def be_disappointed() -> str:
        try:
            file.writer.write(break_a_promise)
        except sqlite3.IntegrityError as problem:
            return str(problem)
        return "nothing"

    callers = [gevent.spawn(call, number) for number in range(CALLERS)]
    refused = gevent.spawn(be_refused)
    slow.join(timeout=20)
    longest = watch.longest
    gevent.joinall(callers, timeout=20)
    refused.join(timeout=20)
    groups = threads.groups
    disappointed = [gevent.spawn(be_disappointed).get(timeout=20) for _ in range(2)]
    afterwards = gevent.spawn(call, CALLERS).get(timeout=20)
    file.close()
    print(
        json.dumps(
            {
                "groups": groups,
                "seqs": [caller.value for caller in callers],
                "refused_with": refused.value,
                "disappointed_with": disappointed,
                "seq_afterwards": afterwards,
                "answered_on_the_hubs_thread": answered_on == {thread_for_real()},
                "written_on_a_thread_of_its_own": slow.value != thread_for_real(),
                "longest_gap_s": longest,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
