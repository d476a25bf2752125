"""A folder printer that fails on request: for demonstrations, rehearsals of trouble, and tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from badges.printers import (
    Confirms,
    Failed,
    Job,
    NotStarted,
    OptionError,
    Outcome,
    Printed,
    Status,
    Unknown,
    seconds,
    whole_number,
)
from badges.printers.folder import FolderPrinter

FAULTS = {
    "": "prints",
    "out_of_paper": "says so and prints nothing",
    "silent": "does not answer",
    "lost": "takes the job and is never heard of again; nothing comes out",
    "unconfirmed": "prints, and never says so",
}


class FlakyPrinter:
    """Options: those of the folder printer; `fault` (one of FAULTS); `switch`, a file whose one word is the fault
    from now on (no file: no fault), to change it while it runs; `slow_s`, seconds a badge takes; `refuse_nth`:
    every n-th job fails.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._folder = FolderPrinter(options)
        self._fixed = _known(options.get("fault", ""))
        self._switch = Path(options["switch"]) if options.get("switch") else None
        self._slow_s = seconds(options, "slow_s", 0.0)
        self._refuse_nth = whole_number(options, "refuse_nth", 1) if "refuse_nth" in options else 0
        self._jobs = 0

    def dpi(self) -> int:
        return self._folder.dpi()

    def confirms(self) -> Confirms:
        return "badge"

    def status(self) -> Status:
        match self._fault():
            case "out_of_paper":
                return Status("fault", "out of paper", labels_left=0)
            case "silent":
                return Status("silent", "does not answer")
            case _:
                return self._folder.status()

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        self._jobs += 1
        match self._fault():
            case "out_of_paper":
                return NotStarted("out of paper")
            case "silent":
                return NotStarted("does not answer")
            case "lost":
                accepted()
                return Unknown("the printer does not answer any more")
        if self._refuse_nth and self._jobs % self._refuse_nth == 0:
            return Failed("refused on request")
        accepted()
        time.sleep(self._slow_s)
        outcome = self._folder.print(job, lambda: None)
        if isinstance(outcome, Printed) and self._fault() == "unconfirmed":
            return Unknown("the printer does not confirm")
        return outcome

    def _fault(self) -> str:
        if self._switch is None:
            return self._fixed
        return _known(self._switch.read_text(encoding="utf-8").strip()) if self._switch.exists() else ""


def _known(fault: Any) -> str:
    if fault not in FAULTS:
        raise OptionError(f"fault is {fault!r}: write one of {', '.join(filter(None, FAULTS))}, or nothing")
    return str(fault)
