"""One claimed job from the server's words to the printer's."""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from badges.layout import Layout, LayoutError, parse
from badges.printers import Failed, Job, NotStarted, Outcome, Printed, Printer, Unknown
from badges.render import Rendered, render

log = logging.getLogger(__name__)


class JobError(ValueError):
    """The server's job lacks something, or has it in another form."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A badge to print, as the server gives it."""

    id: str
    layout: str
    fields: Mapping[str, str]
    code: str
    rehearsal: bool
    images: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> ClaimedJob:
        """Raises JobError naming the key; never its value, which may be somebody's name."""
        for key, kind in (("id", str), ("layout", str), ("fields", dict), ("code", str), ("rehearsal", bool)):
            if not isinstance(body.get(key), kind):
                raise JobError(f"job key {key} is missing or not a {kind.__name__}")
        fields = {str(key): str(value) for key, value in body["fields"].items() if value is not None}
        return cls(body["id"], body["layout"], fields, body["code"], body["rehearsal"], _images(body.get("images", {})))


def _images(encoded: object) -> dict[str, bytes]:
    try:
        return {str(name): b64decode(data, validate=True) for name, data in dict(encoded).items()}  # type: ignore[call-overload]
    except (TypeError, ValueError) as error:
        raise JobError("job key images is not a table of images in base64") from error


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a job ended, and what of it is not on the paper as it was given ("" when all is)."""

    outcome: Outcome
    losses: str = ""

    @property
    def reason(self) -> str:
        return "; ".join(filter(None, (self.outcome.reason, self.losses)))


def print_badge(
    job: ClaimedJob, printer: Printer, may_send: Callable[[], bool], accepted: Callable[[], None]
) -> Attempt:
    """Draws and prints; every end is an outcome, whatever the driver does.

    `may_send` is asked once, before the printer gets anything: of a job that is not to be sent nothing comes out.
    """
    try:
        dpi = printer.dpi()
    except OSError:
        return Attempt(NotStarted("the printer does not answer"))
    try:
        layout = _layout(job.layout)
        badge = render(layout, job.fields, job.code, dpi, rehearsal=job.rehearsal, images=job.images)
    except (LayoutError, ValueError) as error:
        return Attempt(Failed(f"the badge cannot be drawn: {error}"))
    if not may_send():
        return Attempt(NotStarted("the server did not let it begin"))
    return Attempt(_print_labels(job, layout, badge, printer, accepted), "; ".join(badge.losses()))


def _print_labels(
    job: ClaimedJob, layout: Layout, badge: Rendered, printer: Printer, accepted: Callable[[], None]
) -> Outcome:
    """One label after another, until one does not come out: the rest would lie there without it."""
    outcome: Outcome = Printed()
    for number, image in enumerate(badge.labels, 1):
        job_id = job.id if number == 1 else f"{job.id}-{number}"
        label = Job(job_id, image, badge.dpi, layout.width, layout.height)
        outcome = _print_label(label, printer, accepted if number == 1 else _told_already)
        if not isinstance(outcome, Printed):
            return outcome if number == 1 else _in_part(outcome, number, len(badge.labels))
    return outcome


def _print_label(label: Job, printer: Printer, accepted: Callable[[], None]) -> Outcome:
    try:
        return printer.print(label, accepted)
    except Exception as error:  # noqa: BLE001 -- a driver may come from anybody; its job must still get an end
        # The error's words may quote the badge: only its kind goes into the log.
        log.error("job %s: the driver broke with %s", label.id, type(error).__name__)  # noqa: TRY400
        return Unknown(f"the driver broke: {type(error).__name__}")


def _told_already() -> None:
    """The server knows since the first label that the printer has taken the badge."""


def _in_part(outcome: NotStarted | Failed | Unknown, number: int, count: int) -> Failed | Unknown:
    """The end of a badge of which something has come out: it must not go back into the queue by itself."""
    reason = f"label {number} of {count}: {outcome.reason}"
    return Unknown(reason) if isinstance(outcome, Unknown) else Failed(reason)


@lru_cache(maxsize=32)
def _layout(toml: str) -> Layout:
    return parse(toml)
