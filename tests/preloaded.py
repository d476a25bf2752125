"""Servers that begin at once: a process that has imported everything becomes the server, for each one asked for.

Nine tenths of a start are imports, and the tests start some fifty servers. What is forked is the server's own
`main`, in a process of its own, with signals, files and exit code like any other.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any


class Forked:
    """A server's process, with the face of `subprocess.Popen` as far as tests use it."""

    def __init__(self, parent: Preloaded, pid: int) -> None:
        self.pid = pid
        self._parent = parent
        self._handle = os.pidfd_open(pid)
        self._code: int | None = None

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float) -> int:
        """Its exit code. Raises TimeoutExpired while it runs on."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"server {self.pid}", timeout)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _look(self, timeout: float) -> int | None:
        if self._code is None and select.select([self._handle], [], [], timeout)[0]:
            self._code = self._parent.code_of(self.pid)
            os.close(self._handle)
        return self._code


class Preloaded:
    """The process that has everything imported, and waits to be asked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._end)

    def start(self, arguments: list[str], log: Path) -> Forked:
        """Become a server with these arguments, whose output goes to the end of `log`."""
        return Forked(self, self._ask(arguments=arguments, log=str(log)))

    def code_of(self, pid: int) -> int:
        """The exit code of a server that has ended."""
        return self._ask(ended=pid)

    def _ask(self, **question: Any) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def _end(self) -> None:
        self._process.communicate()  # its input ends, and so does it


@cache
def preloaded() -> Preloaded:
    """One for all tests of this process."""
    return Preloaded()


def _become_server(arguments: list[str], log: str) -> None:
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    sys.argv = ["turnout.server", *arguments]
    process.main()


def _serve_tests() -> None:
    running: set[int] = set()
    for line in sys.stdin:
        question = json.loads(line)
        if "ended" in question:
            answer = os.waitstatus_to_exitcode(os.waitpid(question["ended"], 0)[1])
            running.discard(question["ended"])
        else:
            answer = monkey.get_original("os", "fork")()  # gevent's own would leave this process a hub
            if answer == 0:
                _become_server(**question)
            running.add(answer)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for pid in running:  # of tests that failed half-way
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()
    from turnout.server import process

    _serve_tests()
