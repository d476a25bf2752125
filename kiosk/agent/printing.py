"""Badges printed while the server is away, on the printer beside the kiosk.

A job's id is made by the page. What became of each is kept by id in a file, synced before the printer gets anything:
after a crash, or when the page asks again, none is printed twice. The file holds no name and no code.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from badges.printers import Failed, NotStarted, OptionError, Printed, Printer, Status, Unknown, kinds
from badges.spooler.printing import Attempt, ClaimedJob, JobError, print_badge

_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_STATES = {Printed: "printed", Failed: "failed", Unknown: "unknown", NotStarted: "queued"}
_log = logging.getLogger("kiosk.agent")


def made(words: str) -> Printer:
    """The printer that somebody describes by its kind and options, such as `brother device=/dev/usb/lp0`.

    Raises OptionError, in the driver's words where it is the driver that cannot use them.
    """
    kind, *pairs = words.split()
    known = kinds()
    if kind not in known:
        raise OptionError(f"there is no printer of kind {kind!r}: there are {', '.join(sorted(known))}")
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise OptionError(f"{wrong[0]!r} is no option: write name=value, without spaces")
    options = dict(pair.split("=", 1) for pair in pairs)
    return known[kind]({name: int(value) if value.isdecimal() else value for name, value in options.items()})


class OwnPrinter:
    """The printer beside the kiosk; one badge at a time."""

    def __init__(self, printer: Printer, kept: Path) -> None:
        """`kept` is the file of what became of the jobs."""
        self._printer = printer
        self._kept = kept
        self._one_at_a_time = threading.Lock()
        self._states = _read(kept)

    def status(self) -> Status:
        return self._printer.status()

    def state_of(self, job_id: str) -> str | None:
        """What became of a job; None for one that was never sent."""
        return self._states.get(job_id)

    def print(self, body: Mapping[str, Any]) -> dict[str, str]:
        """Print a badge, or say what became of it when it was asked for before: `state` and `reason`.

        `queued` says that nothing has reached the printer, so that it may be asked for again. Raises JobError for a
        body that is no job.
        """
        job = ClaimedJob.read(body)
        if not _ID.fullmatch(job.id):
            raise JobError("job key id has other than 8 to 64 letters, digits and dashes")
        with self._one_at_a_time:
            if job.id in self._states:
                return {"state": self._states[job.id], "reason": "it was asked for before"}
            try:
                attempt = print_badge(job, self._printer, lambda: self._may_send(job.id), lambda: None)
            except OSError as problem:  # raised by _may_send: the printer has got nothing
                attempt = Attempt(NotStarted(f"the kiosk cannot note that it prints: {problem.strerror}"))
            state = _STATES[type(attempt.outcome)]
            self._end(job.id, state)
            _log.info("job %s: %s", job.id, f"{state}: {attempt.reason}" if attempt.reason else state)
            return {"state": state, "reason": attempt.reason}

    def _may_send(self, job_id: str) -> bool:
        """Note on disk, before the first byte, that only the end will tell what became of a job. Raises OSError."""
        self._note(job_id, "unknown")
        self._states[job_id] = "unknown"
        return True

    def _end(self, job_id: str, state: str) -> None:
        if state == "queued" and self._states.pop(job_id, None) is None:  # not noted yet
            return
        if state != "queued":
            self._states[job_id] = state
        try:
            self._note(job_id, state)
        except OSError as problem:  # known until a restart, and then again "unknown"
            _log.error("job %s: its end could not be kept: %s", job_id, problem.strerror)

    def _note(self, job_id: str, state: str) -> None:
        """One line, synced; one that was cut off before it, by a crash or a full card, is ended first."""
        with self._kept.open("a+b") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - 1, 0))
            begin = "" if file.read(1) in (b"", b"\n") else "\n"
            file.write(f"{begin}{job_id} {state}\n".encode("ascii"))
            file.flush()
            os.fsync(file.fileno())


def _read(kept: Path) -> dict[str, str]:
    """States by job, the last one noted counting; a line that a crash cut off is of a job that nothing was sent of."""
    states: dict[str, str] = {}
    lines = kept.read_text(encoding="ascii").splitlines() if kept.exists() else []
    for line in lines:
        job_id, _, state = line.partition(" ")
        if state == "queued":
            states.pop(job_id, None)
        elif state in _STATES.values():
            states[job_id] = state
    return states
