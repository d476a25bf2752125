"""Previews of badge layouts, each drawn by a process of its own that is ended when it takes too long."""

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

    While somebody writes, the next process is ready before it is asked: to start one takes longer than to draw.
    """

    def __init__(self, house: House) -> None:
        self._event_file = str(house.event.file.path.absolute())
        self._turns = BoundedSemaphore(_AT_ONCE)
        self._ready: Any = None

    def draw(self, wanted: Wanted) -> dict[str, Any]:
        """The preview that `services.layout_preview.preview` tells; a layout that wants too much is a problem.

        Raises Conflict `busy`.
        """
        task = to_json({"event_file": self._event_file, "wanted": asdict(wanted)}) + b"\n"
        with self._turns:
            process, self._ready = self._ready or _previewer(), None
            told, code = _worked(process, task)
            self._make_ready()
        if code in _WANTS_TOO_MUCH:
            return failed(_TOO_MUCH)
        if code:
            raise RuntimeError(f"the process that draws previews ended with {code}")
        found: dict[str, Any] = from_json(told)
        return found

    def _make_ready(self) -> None:
        if self._ready is None:
            self._ready = _previewer()
            gevent.spawn_later(READY_S, self._let_go, self._ready)

    def _let_go(self, process: Any) -> None:
        """End a process that nobody needed: without a task it ends by itself."""
        if self._ready is process:
            self._ready = None
            process.communicate()


def _previewer() -> Any:
    command = [sys.executable, "-m", "turnout.previewer"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _worked(process: Any, task: bytes) -> tuple[bytes, int]:
    """What a process told of the task, and its exit code. Raises Conflict when the machine does not get to it."""
    with process:
        try:
            told, _ = process.communicate(task, timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Conflict("This machine is too busy to draw it.", "Try again in a moment.", code="busy") from None
    return told, process.returncode
