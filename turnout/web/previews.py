"""Previews of badges, drawn by processes of their own: one that takes too long is ended."""

from __future__ import annotations

import signal
import sys
from dataclasses import asdict
from typing import Any

import gevent
from gevent import subprocess
from gevent.lock import BoundedSemaphore
from pydantic_core import from_json, to_json

from turnout.domain.errors import Conflict
from turnout.services.layout_preview import TOO_MUCH, Wanted, failed
from turnout.web.house import House

PATIENCE_S = 20.0
READY_S = 120.0
_AT_ONCE = 2
_WANTS_TOO_MUCH = frozenset({-signal.SIGXCPU, -signal.SIGKILL, TOO_MUCH})
_TOO_MUCH = "it takes too long to draw, or too much memory: take elements out, or make the label smaller"


class Previews:
    """Draws them, a few at once: however many are asked for, the doors keep the processor.

    A process that has drawn waits for the next task: to start one takes ten times as long as to draw.
    """

    def __init__(self, house: House) -> None:
        self._event_file = str(house.event.file.path.absolute())
        self._turns = BoundedSemaphore(_AT_ONCE)
        self._ready: list[Any] = []

    def make_ready(self) -> None:
        """Somebody will ask soon: start a process that nobody has to wait for then."""
        if not self._ready:
            self._keep(_previewer())

    def draw(self, wanted: Wanted) -> dict[str, Any]:
        """The preview that `services.layout_preview.preview` tells; a layout that wants too much is a problem.

        Raises Conflict `busy`.
        """
        task = to_json({"event_file": self._event_file, "wanted": asdict(wanted)}) + b"\n"
        with self._turns:
            process = self._ready.pop() if self._ready else _previewer()
            told = _worked(process, task)
        if not told:
            code = process.wait()
            if code in _WANTS_TOO_MUCH:
                return failed(_TOO_MUCH)
            raise RuntimeError(f"the process that draws previews ended with {code}")
        self._keep(process)
        found: dict[str, Any] = from_json(told)
        return found

    def _keep(self, process: Any) -> None:
        self._ready.append(process)
        gevent.spawn_later(READY_S, self._let_go, process)

    def _let_go(self, process: Any) -> None:
        """End a process that nobody needed: without a task it ends by itself."""
        if process in self._ready:
            self._ready.remove(process)
            process.communicate()


def _previewer() -> Any:
    command = [sys.executable, "-m", "turnout.previewer"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _worked(process: Any, task: bytes) -> bytes:
    """What a process told of the task; nothing where it ended. Raises Conflict when the machine does not get to it."""
    try:
        with gevent.Timeout(PATIENCE_S):
            return _asked(process, task)
    except gevent.Timeout:
        process.kill()
        process.wait()
        raise Conflict("This machine is too busy to draw it.", "Try again in a moment.", code="busy") from None


def _asked(process: Any, task: bytes) -> bytes:
    try:
        process.stdin.write(task)
        process.stdin.flush()
    except BrokenPipeError:  # it ended while it waited
        return b""
    told: bytes = process.stdout.readline()
    return told
