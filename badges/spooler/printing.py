"""One claimed job from the server's words to the printer's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from badges.layout import Layout, LayoutError, parse
from badges.printers import Failed, Job, NotStarted, Outcome, Printer, Unknown
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

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> ClaimedJob:
        """Raises JobError naming the key; never its value, which may be somebody's name."""
        for key, kind in (("id", str), ("layout", str), ("fields", dict), ("code", str), ("rehearsal", bool)):
            if not isinstance(body.get(key), kind):
                raise JobError(f"job key {key} is missing or not a {kind.__name__}")
        fields = {str(key): str(value) for key, value in body["fields"].items() if value is not None}
        return cls(body["id"], body["layout"], fields, body["code"], body["rehearsal"])


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a job ended, and what of it is not on the paper as it was given ("" when all is)."""

    outcome: Outcome
    losses: str = ""

    @property
    def reason(self) -> str:
        return "; ".join(filter(None, (self.outcome.reason, self.losses)))


def print_badge(job: ClaimedJob, printer: Printer, accepted: Callable[[], None]) -> Attempt:
    """Draws and prints; every end is an outcome, whatever the driver does."""
    try:
        dpi = printer.dpi()
    except OSError:
        return Attempt(NotStarted("the printer does not answer"))
    try:
        layout = _layout(job.layout)
        badge = render(layout, job.fields, job.code, dpi, rehearsal=job.rehearsal)
    except (LayoutError, ValueError) as error:
        return Attempt(Failed(f"the badge cannot be drawn: {error}"))
    try:
        outcome = printer.print(Job(job.id, badge.image, dpi, layout.width, layout.height), accepted)
    except Exception as error:  # noqa: BLE001 -- a driver may come from anybody; its job must still get an end
        # The error's words may quote the badge: only its kind goes into the log.
        log.error("job %s: the driver broke with %s", job.id, type(error).__name__)  # noqa: TRY400
        outcome = Unknown(f"the driver broke: {type(error).__name__}")
    return Attempt(outcome, _losses(badge))


@lru_cache(maxsize=32)
def _layout(toml: str) -> Layout:
    return parse(toml)


def _losses(badge: Rendered) -> str:
    """By field; never the characters themselves, which are somebody's name."""
    lost = [f"no font has {len(characters)} characters of {field}" for field, characters in badge.dropped]
    lost += [f"{field} was cut to fit" for field in badge.cut]
    lost += [f"{field} is smaller than the layout allows" for field in badge.shrunk if field not in badge.cut]
    return "; ".join(lost)
