"""What an IPP printer says of itself and of its jobs, in words for the person who walks over to it.

Keywords: RFC 8011, 5.3.8 and 5.4.12; PWG 5100.9 and 5100.13; CUPS adds those that begin with cups-.
"""

from __future__ import annotations

from collections.abc import Iterable

from badges.printers import Status
from badges.printers.ipp_message import Attributes

_OUT_OF_PAPER, _PAUSED = "out of paper", "paused"
# By their beginning: printers add -error, -warning or -report, and not always the right one.
_FAULTS = {
    "media-empty": _OUT_OF_PAPER,
    "media-needed": "the label is not loaded",
    "media-jam": "paper jam",
    "media-path": "paper jam",
    "input-tray-missing": "the tray is missing",
    "input-manual-input-request": "waits for a label to be put in by hand",
    "output-tray-missing": "the output tray is missing",
    "output-area-full": "the output tray is full",
    "cover-open": "the cover is open",
    "door-open": "the door is open",
    "interlock-open": "the cover is open",
    "marker-supply-empty": "out of ink or ribbon",
    "marker-waste-full": "its waste box is full",
    "toner-empty": "out of toner",
    "fuser-over-temp": "too hot",
    "spool-area-full": "its memory is full",
    "paused": _PAUSED,
    "moving-to-paused": _PAUSED,
    "hold-new-jobs": "holds new jobs back",
    "deactivated": "switched off",
    "offline": "offline",
    "shutdown": "switched off",
    "power-down": "switched off",
    "timed-out": "the printer behind the queue does not answer",
    "cups-missing-filter": "the queue's driver is not installed on its computer",
    "cups-insecure-filter": "the queue's driver is not installed safely on its computer",
}
# A queue that has lost its printer gives no reason for it: only its backend's message tells, until another comes.
_LOST = (
    "Waiting for printer to become available",
    "The printer may not exist",
    "The printer is unreachable",
    "The printer is not responding",
    "Unable to locate printer",
)
_JOB_REASONS = {
    "aborted-by-system": "it broke the badge off",
    "job-canceled-by-user": "somebody cancelled it",
    "job-canceled-by-operator": "somebody cancelled it",
    "job-canceled-at-device": "somebody cancelled it at the printer",
    "canceled-at-device": "somebody cancelled it at the printer",
    "document-format-error": "it could not read the badge",
    "unsupported-document-format": "it does not take PWG raster",
    "document-unprintable-error": "it could not read the badge",
    "resources-are-not-ready": "the label is not loaded",
    "job-hold-until-specified": "it holds jobs back",
    "printer-stopped": "it is stopped",
    "job-released-wait-timeout": "nobody released it at the printer",
}
_SAY_NOTHING = {"none", "processing-to-stop-point", "job-printing", "job-incoming", "job-queued"}
ASKED_OF_STATE = ["printer-is-accepting-jobs", "printer-state", "printer-state-message", "printer-state-reasons"]
_PROCESSING, _STOPPED = 4, 5  # printer-state


def status(printer: Attributes) -> Status:
    """A printer's state from its attributes; a busy one's own message goes along, as CUPS has little else to say."""
    message = _message(printer)
    if faults := _faults(printer.get("printer-state-reasons", [])):
        if faults == [_PAUSED] and message.lower() not in ("", _PAUSED):
            return Status("fault", f"{_PAUSED}: {message}")
        return Status("fault", ", ".join(faults), 0 if _OUT_OF_PAPER in faults else None)
    if printer.get("printer-state") == [_STOPPED]:
        return Status("fault", message or "stopped")
    if printer.get("printer-is-accepting-jobs") == [False]:
        return Status("fault", "takes no jobs")
    if printer.get("printer-state") != [_PROCESSING]:
        return Status("ready")
    if message.startswith(_LOST):
        return Status("fault", "the queue does not reach its printer")
    return Status("busy", message)


def _faults(reasons: Iterable[object]) -> list[str]:
    """Those of a printer's reasons that stop it, in words, each once."""
    said = [reason for reason in reasons if isinstance(reason, str)]
    known = [words for begin, words in _FAULTS.items() for reason in said if reason.startswith(begin)]
    others = [reason for reason in said if reason.endswith("-error") and not reason.startswith(tuple(_FAULTS))]
    return list(dict.fromkeys(known + others))


def job_reasons(reasons: Iterable[str]) -> str:
    """Why a job is where it is; "" when the printer does not say."""
    said = [_JOB_REASONS.get(reason, reason) for reason in reasons if reason not in _SAY_NOTHING]
    return ", ".join(dict.fromkeys(said))


def _message(printer: Attributes) -> str:
    said = printer.get("printer-state-message", [""])[0]
    return said.strip() if isinstance(said, str) else ""
