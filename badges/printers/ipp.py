"""A printer that speaks IPP (RFC 8011) and takes PWG raster: IPP Everywhere, AirPrint, CUPS queues."""

from __future__ import annotations

import secrets
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
    TurnedAway,
    Unknown,
    Unreachable,
    required_text,
    seconds,
    yes_or_no,
)
from badges.printers.ipp_connection import IppConnection
from badges.printers.ipp_job import JobInHand
from badges.printers.ipp_media import Media, choose
from badges.printers.ipp_message import Answer, Attribute, Attributes, Group, Operation, Tag
from badges.printers.ipp_trust import Trust, trust
from badges.printers.ipp_words import ASKED_OF_STATE, status
from badges.printers.pwg_raster import RasterType, encode

_ASKED_OF_PRINTER = [
    "device-uri",
    "document-format-supported",
    "media-col-database",
    "media-col-ready",
    "media-ready",
    "media-supported",
    "print-scaling-supported",
    "pwg-raster-document-type-supported",
    *ASKED_OF_STATE,
]
_RESOLUTIONS = ["pwg-raster-document-resolution-supported", "printer-resolution-supported"]
_NO_ENTRY = {0x0401: "does not let this computer print", 0x0402: "asks for a password", 0x0406: "has no such queue"}
_TRY_LATER = {0x0503, 0x0505, 0x0506, 0x0507, 0x050A, 0x050B}  # unavailable, temporary, not accepting, busy, ...
_REFUSALS = {
    **_NO_ENTRY,
    0x040A: "the printer does not take PWG raster",
    0x040B: "the printer refuses this label size",
}
_SILENT = "does not answer"
_NOT_KNOWN = "the printer did not answer and does not know the badge"
_CUT_OFF = "what stands at the label's edge, where this printer cannot print, is missing"
_ONLY_SENT = "the queue sent it on, and its printer does not say whether it came out"
# CUPS devices that wait for the printer's own word; to all others a job is complete when the last byte is sent.
_ANSWERING_DEVICES = ("ipp:", "ipps:", "http:", "https:", "implicitclass:")
_DOTS_PER_INCH = 3  # the unit of a resolution
_LOOK_EVERY_S = 0.5


class IppPrinter:
    """Options: `uri` (ipp:// or ipps://host:port/path), `timeout_s` for one answer (5), `patience_s` (120): a job
    that is not out by then is cancelled, so that it does not come out an hour later beside its replacement.
    `ca_cert` and `fingerprint` belong to ipps. `sent_is_printed` ("no"): whether a badge counts as printed when a
    CUPS queue has sent it to a printer that says nothing.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        uri = required_text(options, "uri", "ipp://label-printer.local/ipp/print")
        if urlsplit(uri).scheme not in ("ipp", "ipps") or not urlsplit(uri).hostname:
            raise OptionError(f"option uri is {uri!r}: write ipp://host/path or ipps://host/path")
        self._printer = IppConnection(uri, seconds(options, "timeout_s", 5.0), _trust(uri, options))
        self._patience_s = seconds(options, "patience_s", 120.0)
        self._sent_is_printed = yes_or_no(options, "sent_is_printed", default=False)

    def dpi(self) -> int:
        """The resolution nearest to 300 of those that the printer takes rasters in."""
        offered = self._attributes(_RESOLUTIONS)
        # What it prints in comes second: a queue for 203 dpi also names the 300 and 600 of others.
        of_rasters, of_print = (_square_dpi(offered.get(key, [])) for key in _RESOLUTIONS)
        return min(of_rasters or of_print, key=lambda dpi: abs(dpi - 300), default=300)

    def confirms(self) -> Confirms:
        return "badge"

    def status(self) -> Status:
        try:
            return status(self._attributes(ASKED_OF_STATE))
        except TurnedAway as error:
            return Status("fault", str(error))
        except (Unreachable, NoAnswer):
            return Status("silent", _SILENT)

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        try:
            offered = self._attributes(_ASKED_OF_PRINTER)
        except TurnedAway as error:
            return NotStarted(str(error))
        except (Unreachable, NoAnswer):
            return NotStarted(_SILENT)
        if (now := status(offered)).state == "fault":
            return NotStarted(now.message)
        if "image/pwg-raster" not in offered.get("document-format-supported", []):
            return Failed(_REFUSALS[0x040A])
        media = choose(offered, job, knows_what_is_loaded=_device(offered) is None)
        if not isinstance(media, Media):
            return media
        outcome = self._send_and_follow(job, media, offered, accepted)
        if not isinstance(outcome, Printed):
            return outcome
        if not (self._sent_is_printed or _hears_its_printer(offered)):
            return Unknown(_ONLY_SENT)
        return Printed("" if media.shows_all_of(job.image, job.dpi) else _CUT_OFF)

    def _attributes(self, asked: list[str]) -> Attributes:
        answer = self._printer.ask(
            Operation.GET_PRINTER_ATTRIBUTES,
            [Attribute(Tag.KEYWORD, "requested-attributes", asked)],
        )
        if answer.status in _NO_ENTRY:
            raise TurnedAway(f"{_NO_ENTRY[answer.status]}: check its address and its settings")
        if not answer.is_success:
            raise NoAnswer(f"IPP status 0x{answer.status:04x}")
        return answer.first(Group.PRINTER)

    def _send_and_follow(self, job: Job, media: Media, offered: Attributes, accepted: Callable[[], None]) -> Outcome:
        # One deadline for all of it: the server takes a spooler that says nothing for longer to be gone.
        until = time.monotonic() + self._patience_s
        name = f"{job.id}-{secrets.token_hex(3)}"  # one for each try: an earlier one must not stand for this
        try:
            answer = self._send(name, job, media, offered)
        except Unreachable as error:
            # It answered a moment ago: who is turned away now would be so each time, with nothing to be seen of it.
            return Failed(str(error)) if isinstance(error, TurnedAway) else NotStarted(_SILENT)
        except NoAnswer:
            return self._follow(self._look_for(name, until), offered, until, accepted)
        return self._follow(_job_number(answer), offered, until, accepted)

    def _send(self, name: str, job: Job, media: Media, offered: Attributes) -> Answer:
        settings = [Attribute(Tag.KEYWORD, "media", media.name)]
        if "none" in offered.get("print-scaling-supported", []):
            settings.append(Attribute(Tag.KEYWORD, "print-scaling", "none"))
        return self._printer.ask(
            Operation.PRINT_JOB,
            [
                Attribute(Tag.NAME, "job-name", name),
                # Without it a printer may put another size in place of the asked one and say nothing.
                Attribute(Tag.BOOLEAN, "ipp-attribute-fidelity", value=True),
                Attribute(Tag.MIME_TYPE, "document-format", "image/pwg-raster"),
            ],
            settings,
            encode(media.lay(job.image, job.dpi), job.dpi, media.name, _raster_type(offered)),
        )

    def _look_for(self, name: str, until: float) -> int | Unknown:
        """After silence: did the printer get the job? By its name, among those waiting and those done."""
        why = "the printer fell silent while it took the badge"
        while time.monotonic() < until:
            try:
                if (number := self._number_of(name)) is not None:
                    return number
            except (Unreachable, NoAnswer):
                pass  # it has `until` to come back
            else:
                if why != _NOT_KNOWN:
                    # One that was busy may take what lies in its line a moment after it answers again.
                    why, until = _NOT_KNOWN, min(until, time.monotonic() + self._printer.timeout_s)
            time.sleep(_LOOK_EVERY_S)
        return Unknown(why)

    def _number_of(self, name: str) -> int | None:
        """The printer's number for the job of that name. Raises Unreachable or NoAnswer."""
        found = [job for which in ("not-completed", "completed") for job in self._jobs(which)]
        numbers = [job["job-id"][0] for job in found if job.get("job-name") == [name] and "job-id" in job]
        return max(numbers, default=None)

    def _jobs(self, which: str) -> list[Attributes]:
        answer = self._printer.ask(
            Operation.GET_JOBS,
            [
                Attribute(Tag.KEYWORD, "which-jobs", which),
                Attribute(Tag.KEYWORD, "requested-attributes", ["job-id", "job-name"]),
            ],
        )
        if not answer.is_success:
            raise NoAnswer(f"IPP status 0x{answer.status:04x}")
        return [attributes for group, attributes in answer.groups if group == Group.JOB]

    def _follow(self, taken: int | Outcome, offered: Attributes, until: float, accepted: Callable[[], None]) -> Outcome:
        """The end of a job by the printer's number for it, or why it has none."""
        if not isinstance(taken, int):
            return taken
        job = JobInHand(self._printer, taken, self.status, is_queued=_device(offered) is not None)
        return job.follow(until, accepted)


def _trust(uri: str, options: Mapping[str, Any]) -> Trust | None:
    if urlsplit(uri).scheme == "ipps":
        return trust(options)
    for key in ("ca_cert", "fingerprint"):
        if key in options:  # it would be believed to protect
            raise OptionError(f"option {key} has no meaning with ipp://: write ipps:// in option uri")
    return None


def _square_dpi(resolutions: list[Any]) -> list[int]:
    return [across for across, down, unit in filter(None, resolutions) if across == down and unit == _DOTS_PER_INCH]


def _device(offered: Attributes) -> str | None:
    """What a CUPS queue sends to; None for a printer."""
    device = offered.get("device-uri", [None])[0]
    return device if isinstance(device, str) else None


def _hears_its_printer(offered: Attributes) -> bool:
    """Whether a job is complete by the printer's own word, not by the last byte's being sent."""
    device = _device(offered)
    return (
        device is None or device.startswith(_ANSWERING_DEVICES) or (device.startswith("dnssd:") and "._ipp" in device)
    )


def _raster_type(offered: Attributes) -> RasterType:
    return "black_1" if "black_1" in offered.get("pwg-raster-document-type-supported", []) else "sgray_8"


def _job_number(answer: Answer) -> int | Outcome:
    if answer.is_success:
        number = answer.first(Group.JOB).get("job-id", [None])[0]
        return number if isinstance(number, int) else Unknown("the printer took the badge and gave it no number")
    if answer.status in _TRY_LATER:
        return NotStarted(f"the printer takes no jobs now (0x{answer.status:04x})")
    return Failed(_REFUSALS.get(answer.status, f"the printer refuses the badge (0x{answer.status:04x})"))
