"""Printers behind one small port: a badge's image goes in, what the printer said of it comes out.

A driver is made from the printer's `options` and found by its kind in the entry point group
`turnout.printers`. What a printer cannot confirm is `Unknown`, never `Printed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any, Literal, Protocol, TypeAlias

from PIL import Image

State = Literal["ready", "busy", "fault", "silent"]
Confirms = Literal["badge", "nothing"]
"""What a printer can say of a badge: that it came out, or nothing, so that every badge ends `Unknown`."""


class OptionError(ValueError):
    """A printer cannot be made from its options: which one, and what to write instead."""


class Unreachable(OSError):
    """There was no way to the printer: it heard nothing."""


class TurnedAway(Unreachable):
    """Somebody is there and hears nothing from us until a person has changed something: what, in words."""


class NoAnswer(OSError):
    """The printer may have heard it and did not answer, or not in its language."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a printer is. `message` is for the person who walks over to it ("out of paper"); empty when ready.

    `labels_left` is what the printer itself counts, None where it does not; 0 is what each can tell that runs out. A
    count that alone differs makes no other status: it is told with the next.
    """

    state: State
    message: str = ""
    labels_left: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Job:
    """One badge to print: `image` is mode "1" at `dpi`, on a label of `width_mm` x `height_mm`."""

    id: str
    image: Image.Image
    dpi: int
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer said that the badge came out. `reason`: what of it is not on the paper, empty when all is."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotStarted:
    """Nothing reached the printer, for certain: the job may be given to any printer again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The printer said that the badge did not come out."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The badge may have come out: only a person at the printer can say."""

    reason: str


Outcome: TypeAlias = Printed | NotStarted | Failed | Unknown


class Printer(Protocol):
    """A printer that takes one job at a time. `status` may be called from another thread during `print`."""

    def dpi(self) -> int:
        """The resolution to draw at, in dots per inch. Raises OSError when the printer must be asked and is silent."""

    def confirms(self) -> Confirms:
        """What this printer, reached in the way its options say, can ever confirm."""

    def status(self) -> Status:
        """How the printer is now, within a few seconds; a printer that does not answer is `silent`, not an error."""

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        """Prints and waits for the printer's word; calls `accepted` once when the printer has taken the job."""


def kinds() -> dict[str, Callable[[Mapping[str, Any]], Printer]]:
    """The drivers of this machine by kind."""
    return {point.name: point.load() for point in entry_points(group="turnout.printers")}


def whole_number(options: Mapping[str, Any], key: str, default: int) -> int:
    """Option `key` as a whole number above 0. Raises OptionError."""
    value = options.get(key, default)
    if type(value) is not int or value <= 0:
        raise OptionError(f"option {key} is {value!r}: write a whole number above 0, such as {default}")
    return value


def seconds(options: Mapping[str, Any], key: str, default: float) -> float:
    """Option `key` as seconds, 0 or more. Raises OptionError."""
    value = options.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise OptionError(f"option {key} is {value!r}: write seconds, such as {default:g}")
    return float(value)


def required_text(options: Mapping[str, Any], key: str, example: str) -> str:
    """Option `key` as a text that is not empty. Raises OptionError."""
    value = options.get(key)
    if not isinstance(value, str) or not value:
        raise OptionError(f"option {key} is {value!r}: write a text, such as {example!r}")
    return value


def yes_or_no(options: Mapping[str, Any], key: str, *, default: bool) -> bool:
    """Option `key`: true or false, or `yes` or `no` where only texts can be typed. Raises OptionError."""
    value = options.get(key, default)
    if isinstance(value, bool):
        return value
    if value not in ("yes", "no"):
        raise OptionError(f"option {key} is {value!r}: write yes or no")
    return bool(value == "yes")
