"""A ZPL printer on loopback: holds formats, prints them one after another, and answers ~HS as the guide has it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator

import pytest
from byte_sink import ByteSink

_COMMAND = re.compile(rb"~HS|~JA|\^XZ")
_SEEN_WITHIN_S = 5.0

FLAGS = {
    "paper_out": (0, 1),
    "paused": (0, 2),
    "buffer_full": (0, 5),
    "diagnosing": (0, 6),
    "lost_settings": (0, 9),
    "too_cold": (0, 10),
    "too_hot": (0, 11),
    "head_open": (1, 2),
    "ribbon_out": (1, 3),
    "label_waiting": (1, 7),
}
"""Where each flag stands: line and field, counted from 0."""

READY = (
    ["030", "0", "0", "0823", "000", "0", "0", "0", "000", "0", "0", "0"],
    ["000", "0", "0", "0", "0", "2", "6", "0", "00000000", "1", "000"],
    ["1234", "0"],
)
"""A ready printer of 203 dpi with labels of 100 mm and a gap of 3 mm."""


class ZplPrinter(ByteSink):
    """`printed` are the formats that came out, oldest first; `stuck`: keeps them inside; `slow_s`: for a label;
    `answers_after_s`: before each answer; `garbage`: what it says in place of its status; `ignores`: throws formats
    away unseen; `label_length`: in dots, with the gap. A label waits a while to be seen by whoever asks.
    """

    def __init__(self) -> None:
        self.printed: list[bytes] = []
        self.cancelled = 0
        self.flags: set[str] = set()
        self.stuck = False
        self.ignores = False
        self.slow_s = 0.3
        self.answers_after_s = 0.0
        self.garbage = b""
        self.label_length = 823
        self.is_continuous = False
        self._held: list[bytes] = []
        self._told_of: list[bytes] = []
        self._format = self._unread = b""
        self._changed = threading.Condition()
        self._is_on = True
        self._printing = threading.Thread(target=self._print)
        self._printing.start()
        super().__init__()

    def take(self, data: bytes) -> None:
        self._unread += data
        while found := _COMMAND.search(self._unread):
            # What of a format was cut off stays: it swallows what follows, up to the next end of a format.
            self._format += self._unread[: found.start()]
            self._unread = self._unread[found.end() :]
            self._obey(found[0])

    def close(self) -> None:
        super().close()
        with self._changed:
            self._is_on = False
            self._changed.notify()
        self._printing.join()

    def _obey(self, command: bytes) -> None:
        if command == b"~HS":
            time.sleep(self.answers_after_s)
            with self._changed:
                self._told_of = list(self._held)
                self._changed.notify()
            self.say(self.garbage or self._status())
        elif command == b"~JA":
            self.cancelled += 1
            self._format = b""
            with self._changed:
                self._held.clear()
                self._changed.notify()
        else:
            whole, self._format = self._format + command, b""
            with self._changed:
                self._held += [] if self.ignores else [whole]
                self._changed.notify()

    def _print(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._held or not self._is_on)
                if not self._is_on:
                    return
                job = self._held[0]
            time.sleep(self.slow_s)
            self._wait_until_seen(job)
            while self.stuck and self._is_on and job in self._held:
                time.sleep(0.01)
            with self._changed:
                if self._is_on and self._held and self._held[0] is job:  # else it was cancelled
                    self.printed.append(job)
                    self._held.pop(0)

    def _wait_until_seen(self, job: bytes) -> None:
        """One that came out before would count as one that the printer never had."""
        with self._changed:
            self._changed.wait_for(
                lambda: job in self._told_of or job not in self._held or not self._is_on, _SEEN_WITHIN_S
            )

    def _status(self) -> bytes:
        lines = [list(line) for line in READY]
        for flag in self.flags:
            line, field = FLAGS[flag]
            lines[line][field] = "1"
        lines[0][3] = f"{self.label_length:04}"
        lines[0][4] = f"{len(self._held):03}"
        lines[0][7] = "1" if b"^XA" in self._format + self._unread else "0"
        lines[1][0] = "128" if self.is_continuous else "000"
        return b"".join(b"\x02" + ",".join(line).encode() + b"\x03\r\n" for line in lines)


@pytest.fixture
def zebra() -> Iterator[ZplPrinter]:
    printer = ZplPrinter()
    yield printer
    printer.close()
