"""A printer that speaks IPP (RFC 8011) and takes PWG raster: IPP Everywhere, AirPrint, CUPS queues."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from badges.printers import (
    Confirms,
    Failed,
    Job,
    NoAnswer,
    NotStarted,
    OptionError,
    Outcome,
    Printed,
    Status,
    Unknown,
    Unreachable,
    required_text,
    seconds,
)
from badges.printers.ipp_connection import IppConnection
from badges.printers.ipp_message import Answer, Attribute, Attributes, Group, Operation, Tag
from badges.printers.pwg_raster import RasterType, encode

_ASKED_OF_PRINTER = [
    "document-format-supported",
    "media-ready",
    "media-supported",
    "printer-is-accepting-jobs",
    "printer-resolution-supported",
    "printer-state",
    "printer-state-reasons",
    "print-scaling-supported",
    "pwg-raster-document-resolution-supported",
    "pwg-raster-document-type-supported",
]
_ASKED_OF_JOB = ["job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed"]

# printer-state-reasons by their beginning: printers add -error, -warning or -report, not always the right one.
_FAULTS = {
    "media-empty": "out of paper",
    "media-needed": "the label is not loaded",
    "media-jam": "paper jam",
    "input-tray-missing": "the tray is missing",
    "cover-open": "the cover is open",
    "door-open": "the door is open",
    "interlock-open": "the cover is open",
    "marker-supply-empty": "out of ink or ribbon",
    "toner-empty": "out of toner",
    "paused": "paused",
    "moving-to-paused": "paused",
    "offline": "offline",
    "shutdown": "switched off",
    "timed-out": "the printer behind the queue does not answer",
}
_PROCESSING, _STOPPED = 4, 5  # printer-state
_JOB_NOT_BEGUN = (3, 4)  # pending, pending-held
_JOB_CANCELED, _JOB_ABORTED, _JOB_COMPLETED = 7, 8, 9  # job-state
_NOT_FOUND = 0x0406
_TRY_LATER = {0x0503, 0x0505, 0x0506, 0x0507, 0x050A, 0x050B}  # unavailable, temporary, not accepting, busy, ...
_REFUSALS = {0x040A: "the printer does not take PWG raster", 0x040B: "the printer refuses this label size"}
_SILENT = "does not answer"
_SAME_SIZE_MM = 0.6  # 4 in and 101 mm labels are sold as one
_SIZE_NAME = re.compile(r"_([\d.]+)x([\d.]+)(mm|in)$")
_LIMITS = ("custom_min_", "custom_max_")  # not labels: the bounds of what may be asked for
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.1, 1.0


class IppPrinter:
    """Options: `uri` (ipp://host:port/path), `timeout_s` for one answer (5), `patience_s` (120): a job that is not
    out by then is cancelled, so that it does not come out an hour later beside its replacement.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        uri = required_text(options, "uri", "ipp://label-printer.local/ipp/print")
        if urlsplit(uri).scheme != "ipp" or not urlsplit(uri).hostname:
            raise OptionError(f"option uri is {uri!r}: write ipp://host/path")
        self._printer = IppConnection(uri, seconds(options, "timeout_s", 5.0))
        self._patience_s = seconds(options, "patience_s", 120.0)

    def dpi(self) -> int:
        """The resolution nearest to 300 that the printer takes rasters in."""
        offered = self._attributes()
        found = [
            across
            for key in ("pwg-raster-document-resolution-supported", "printer-resolution-supported")
            for across, down, unit in offered.get(key, [])
            if across == down and unit == 3  # dots per inch
        ]
        return min(found, key=lambda dpi: abs(dpi - 300), default=300)

    def confirms(self) -> Confirms:
        return "badge"

    def status(self) -> Status:
        try:
            return _status(self._attributes())
        except (Unreachable, NoAnswer):
            return Status("silent", _SILENT)

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        try:
            offered = self._attributes()
        except (Unreachable, NoAnswer):
            return NotStarted(_SILENT)
        media = _media(offered, job.width_mm, job.height_mm)
        if media is None:
            return Failed(f"the printer has no label of {job.width_mm:g} x {job.height_mm:g} mm")
        if "image/pwg-raster" not in offered.get("document-format-supported", []):
            return Failed(_REFUSALS[0x040A])
        sent = self._send(job, media, offered)
        if isinstance(sent, int):
            accepted()
            return self._follow(sent)
        return sent

    def _attributes(self) -> Attributes:
        answer = self._printer.ask(
            Operation.GET_PRINTER_ATTRIBUTES,
            [Attribute(Tag.KEYWORD, "requested-attributes", _ASKED_OF_PRINTER)],
        )
        if not answer.is_success:
            raise NoAnswer(f"IPP status 0x{answer.status:04x}")
        return answer.first(Group.PRINTER)

    def _send(self, job: Job, media: str, offered: Attributes) -> int | Outcome:
        """The printer's number for the job, or why there is none."""
        settings = [Attribute(Tag.KEYWORD, "media", media)]
        if "none" in offered.get("print-scaling-supported", []):
            settings.append(Attribute(Tag.KEYWORD, "print-scaling", "none"))
        try:
            answer = self._printer.ask(
                Operation.PRINT_JOB,
                [
                    Attribute(Tag.NAME, "job-name", job.id),
                    # Without it a printer may put another size in place of the asked one and say nothing.
                    Attribute(Tag.BOOLEAN, "ipp-attribute-fidelity", value=True),
                    Attribute(Tag.MIME_TYPE, "document-format", "image/pwg-raster"),
                ],
                settings,
                encode(job.image, job.dpi, media, _raster_type(offered)),
            )
        except Unreachable:
            return NotStarted(_SILENT)
        except NoAnswer:
            return self._look_for(job.id)
        return _job_number(answer)

    def _look_for(self, name: str) -> int | Outcome:
        """After silence: did the printer get the job? By its name, among those waiting and those done."""
        until = time.monotonic() + self._patience_s
        while True:
            try:
                found = [job for which in ("not-completed", "completed") for job in self._jobs(which)]
            except (Unreachable, NoAnswer):
                if time.monotonic() >= until:
                    return Unknown("the printer fell silent while it took the badge")
                time.sleep(_LONGEST_WAIT_S)
                continue
            numbers = [job["job-id"][0] for job in found if job.get("job-name") == [name] and "job-id" in job]
            return max(numbers) if numbers else Unknown("the printer did not answer and does not know the badge")

    def _jobs(self, which: str) -> list[Attributes]:
        answer = self._printer.ask(
            Operation.GET_JOBS,
            [
                Attribute(Tag.KEYWORD, "which-jobs", which),
                Attribute(Tag.KEYWORD, "requested-attributes", _ASKED_OF_JOB),
            ],
        )
        return [attributes for group, attributes in answer.groups if group == Group.JOB]

    def _follow(self, number: int) -> Outcome:
        """Waits for the printer's last word on a job it has taken."""
        until = time.monotonic() + self._patience_s
        wait_s = _FIRST_WAIT_S
        while time.monotonic() < until:
            if outcome := self._ended(number):
                return outcome
            time.sleep(wait_s)
            wait_s = min(wait_s * 1.5, _LONGEST_WAIT_S)
        return self._give_up(number)

    def _ended(self, number: int) -> Outcome | None:
        """The job's end; None while it has none or the printer is silent."""
        try:
            answer = self._ask_about(number)
        except (Unreachable, NoAnswer):
            return None
        if answer.status == _NOT_FOUND:
            return Unknown("the printer forgot the badge before saying that it came out")
        return _job_outcome(answer.first(Group.JOB))

    def _ask_about(self, number: int) -> Answer:
        return self._printer.ask(
            Operation.GET_JOB_ATTRIBUTES,
            [Attribute(Tag.KEYWORD, "requested-attributes", _ASKED_OF_JOB)],
            job_number=number,
        )

    def _give_up(self, number: int) -> Outcome:
        """Cancels a job that takes too long, and says what that leaves."""
        why = self.status().message or "it took too long"
        try:
            state = self._ask_about(number).first(Group.JOB).get("job-state", [None])[0]
            self._printer.ask(Operation.CANCEL_JOB, job_number=number)
        except (Unreachable, NoAnswer):
            return Unknown(f"the printer fell silent with the badge in hand: {why}")
        until = time.monotonic() + self._printer.timeout_s
        while time.monotonic() < until:
            if outcome := self._ended(number):
                return _after_cancelling(outcome, state, why)
            time.sleep(_FIRST_WAIT_S)
        return Unknown(f"the printer did not cancel the badge: {why}")


def _status(printer: Attributes) -> Status:
    reasons = [reason for reason in printer.get("printer-state-reasons", []) if reason]
    faults = [words for begin, words in _FAULTS.items() for reason in reasons if reason.startswith(begin)]
    faults += [reason for reason in reasons if reason.endswith("-error") and not reason.startswith(tuple(_FAULTS))]
    if faults:
        return Status("fault", ", ".join(dict.fromkeys(faults)))
    if printer.get("printer-state") == [_STOPPED]:
        return Status("fault", "stopped")
    if printer.get("printer-is-accepting-jobs") == [False]:
        return Status("fault", "takes no jobs")
    return Status("busy" if printer.get("printer-state") == [_PROCESSING] else "ready")


def _media(offered: Attributes, width_mm: float, height_mm: float) -> str | None:
    """The printer's own name for the label's size: what is loaded before what could be."""
    for name in (*offered.get("media-ready", []), *offered.get("media-supported", [])):
        if (match := _SIZE_NAME.search(name)) and not name.startswith(_LIMITS):
            unit = 25.4 if match[3] == "in" else 1.0
            width, height = float(match[1]) * unit, float(match[2]) * unit
            if max(abs(width - width_mm), abs(height - height_mm)) <= _SAME_SIZE_MM:
                return str(name)
    return None


def _raster_type(offered: Attributes) -> RasterType:
    return "black_1" if "black_1" in offered.get("pwg-raster-document-type-supported", []) else "sgray_8"


def _job_number(answer: Answer) -> int | Outcome:
    if answer.is_success:
        number = answer.first(Group.JOB).get("job-id", [None])[0]
        return number if isinstance(number, int) else Unknown("the printer took the badge and gave it no number")
    if answer.status in _TRY_LATER:
        return NotStarted(f"the printer takes no jobs now (0x{answer.status:04x})")
    return Failed(_REFUSALS.get(answer.status, f"the printer refuses the badge (0x{answer.status:04x})"))


def _after_cancelling(outcome: Outcome, state_before: int | None, why: str) -> Outcome:
    """A cancelled job is only sure not to be on paper when it had not begun."""
    if not isinstance(outcome, Failed):
        return outcome
    if state_before in _JOB_NOT_BEGUN:
        return Failed(f"cancelled: {why}")
    return Unknown(f"cancelled with the badge half printed or not at all: {why}")


def _job_outcome(job: Attributes) -> Outcome | None:
    state = job.get("job-state", [None])[0]
    reasons = [reason for reason in job.get("job-state-reasons", []) if reason and reason != "none"]
    if state == _JOB_COMPLETED:
        if "job-completed-with-errors" in reasons:
            return Unknown("the printer finished the badge with errors")
        return Printed()
    if state in (_JOB_CANCELED, _JOB_ABORTED):
        if job.get("job-impressions-completed", [0])[0]:
            return Unknown("the printer broke the badge off after printing some of it")
        return Failed("the printer gave the badge up: " + (", ".join(reasons) or "no reason given"))
    return None
