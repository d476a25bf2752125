"""Zebra printers and compatibles that speak ZPL II, on TCP port 9100 or a Linux device.

Protocol: Zebra's ZPL II Programming Guide, commands ^GF, ^JZ, ^PQ, ~HS and ~JA. As ~HS there has it, a printer
says nothing at all while it is out of labels or ribbon, its head is open or too hot: silence is a fault.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from badges.printers import (
    Confirms,
    Failed,
    Job,
    NoAnswer,
    NotStarted,
    OptionError,
    Outcome,
    Status,
    Unreachable,
    seconds,
    whole_number,
    yes_or_no,
)
from badges.printers.raw_port import RawLine, RawPort
from badges.printers.raw_printer import SILENT, RawPrinter, given_up
from badges.printers.zpl_format import CANCEL_ALL, encode
from badges.printers.zpl_status import ASK, HostStatus, answer_length, parse

_RESOLUTIONS = (152, 203, 300, 600)  # 6, 8, 12 and 24 dots to the millimetre, as Zebra names them
_MUTE = "says nothing of itself: out of labels or ribbon, the print head open or too hot, or no ZPL printer"
_PAUSE_AFTER_SILENCE_S = 0.1
# A printer measures from one label's beginning to the next: with the gap, which is 2 to 4 mm.
_LABEL_SHORTER_MM, _LABEL_LONGER_MM = 2.0, 8.0
_MM_PER_INCH = 25.4


class ZplPrinter(RawPrinter):
    """Options: `address` (host, host:port or a device), `dpi` (203), `timeout_s` for one answer (3), `patience_s`
    (60): a badge that is not out by then is cancelled, so that it does not come out beside its replacement;
    `check_length` (yes): refuse a badge whose length is not that of the labels as the printer measured them.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._dpi = whole_number(options, "dpi", 203)
        if self._dpi not in _RESOLUTIONS:
            raise OptionError(f"option dpi is {self._dpi}: write one of {', '.join(map(str, _RESOLUTIONS))}")
        port = RawPort.from_options(options, seconds(options, "timeout_s", 3.0))
        super().__init__(port, seconds(options, "patience_s", 60.0))
        self._checks_length = yes_or_no(options, "check_length", default=True)

    def dpi(self) -> int:
        return self._dpi

    def confirms(self) -> Confirms:
        return "badge"

    def _look(self) -> None:
        with self._port.open() as line:
            self._ask(line)

    def _print(self, line: RawLine, job: Job, accepted: Callable[[], None]) -> Outcome:
        try:
            before = self._ask(line)
            if refusal := self._refusal(before, job):
                return refusal
            if before.is_format_partial:  # the rest of one that was cut off: this badge would be drawn into it
                line.send(CANCEL_ALL)
            line.send(encode(job.image))
        except NoAnswer as error:
            # A format that lacks its end is not printed, by the guide: nothing came out, for certain.
            return NotStarted(str(error))
        ended = self._watch(lambda: self._ask_again(line), accepted)
        return given_up(line, ended, CANCEL_ALL) if isinstance(ended, str) else ended

    def _ask(self, line: RawLine) -> HostStatus:
        """What the printer says of itself. Raises NoAnswer."""
        try:
            line.send(ASK)
            said = parse(line.receive(answer_length))
        except (NoAnswer, ValueError) as error:
            self._seen = Status("fault", _MUTE)
            raise NoAnswer(_MUTE) from error
        self._seen = _status(said)
        return said

    def _refusal(self, before: HostStatus, job: Job) -> Outcome | None:
        if faults := before.faults():
            return NotStarted(", ".join(faults))
        if before.has_work or before.is_buffer_full:
            return NotStarted("it still has another label in hand")
        return self._wrong_length(before, job) if self._checks_length else None

    def _wrong_length(self, before: HostStatus, job: Job) -> Failed | None:
        if before.is_continuous or not before.label_length:
            return None
        measured_mm = before.label_length * _MM_PER_INCH / self._dpi
        if -_LABEL_SHORTER_MM <= measured_mm - job.height_mm <= _LABEL_LONGER_MM:
            return None
        return Failed(f"has labels of {measured_mm:.0f} mm with their gap, the badge is {job.height_mm:g} mm long")

    def _ask_again(self, line: RawLine) -> HostStatus | None:
        """None when it is silent; then on a new connection, in which no late answer is taken for a new one."""
        try:
            return self._ask(line)
        except NoAnswer:
            time.sleep(_PAUSE_AFTER_SILENCE_S)
        try:
            line.reopen()
        except Unreachable:
            self._seen = Status("silent", SILENT)
        return None


def _status(said: HostStatus) -> Status:
    if faults := said.faults():
        return Status("fault", ", ".join(faults), 0 if said.is_paper_out else None)
    if said.is_label_waiting:
        return Status("busy", "a label waits to be taken")
    return Status("busy" if said.has_work or said.is_buffer_full else "ready")
