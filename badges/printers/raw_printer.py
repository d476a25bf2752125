"""What printers on a plain stream of bytes have in common: one connection at a time, and being watched."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from badges.printers import Job, NoAnswer, NotStarted, Outcome, Printed, Status, Unknown, Unreachable
from badges.printers.raw_port import RawLine, RawPort

SILENT = "does not answer"
NEVER_HAD_IT = "the printer never said that it had the badge"
_ASK_EVERY_S = 0.1
_BEGINS_WITHIN_S = 5.0


class RawPrinter(ABC):
    """Options are the driver's; `_seen` is how the printer was when it was last heard."""

    def __init__(self, port: RawPort, patience_s: float) -> None:
        self._port = port
        self._patience_s = patience_s
        self._in_use = threading.Lock()
        self._seen = Status("silent", SILENT)

    @abstractmethod
    def _look(self) -> None:
        """Puts the printer's own word into `_seen`. Raises Unreachable, or NoAnswer with `_seen` saying why."""

    @abstractmethod
    def _print(self, line: RawLine, job: Job, accepted: Callable[[], None]) -> Outcome:
        """Prints over an open line."""

    def status(self) -> Status:
        # Many print servers take one connection at a time: while a badge is on its way, what that one hears counts.
        if not self._in_use.acquire(blocking=False):
            return self._seen
        try:
            self._look()
        except Unreachable:
            self._seen = Status("silent", SILENT)
        except NoAnswer:
            pass  # `_seen` says it
        finally:
            self._in_use.release()
        return self._seen

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        with self._in_use:
            try:
                line = self._port.open()
            except Unreachable:
                return NotStarted(SILENT)
            with line:
                return self._print(line, job, accepted)

    def _watch(self, ask: Callable[[], Said | None], accepted: Callable[[], None]) -> Outcome | str:
        """Asks (None: it was silent) until the printer holds the badge no more, or answers why to give it up."""
        began = time.monotonic()
        is_taken, trouble = False, ""
        while (waited_s := time.monotonic() - began) < self._patience_s:
            said = ask()
            if said is None:
                trouble = self._seen.message
                continue
            if said.has_work and not is_taken:
                is_taken = True
                accepted()
            if said.stops_for_a_person:
                return self._seen.message
            if not said.has_work and (is_taken or trouble or waited_s >= _BEGINS_WITHIN_S):
                return _ended(is_taken, trouble)
            time.sleep(_ASK_EVERY_S)
        return trouble or self._seen.message or "it took too long"


class Said(Protocol):
    """What a printer that is asked again and again must say of itself."""

    @property
    def has_work(self) -> bool:
        """Whether it holds a badge that is not out yet."""

    @property
    def stops_for_a_person(self) -> bool:
        """Whether a badge in it stays inside until somebody opens the printer."""


def given_up(line: RawLine, why: str, cancel: bytes) -> Unknown:
    """A badge that did not come out in time, or got stuck, and that must not come out beside its replacement."""
    try:
        line.send(cancel)
    except NoAnswer:
        return Unknown(f"{why}; the printer could not be told to drop the badge")
    return Unknown(f"{why}; the printer was told to drop the badge")


def _ended(is_taken: bool, trouble: str) -> Outcome:
    """The printer holds nothing any more. It drops what trouble interrupted, as if that had come out."""
    if trouble:
        return Unknown(f"with the badge in hand: {trouble}")
    return Printed() if is_taken else Unknown(NEVER_HAD_IT)
