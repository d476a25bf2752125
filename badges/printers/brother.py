"""Brother's QL label printers: QL-7xx, 8xx and 11xx, by USB (/dev/usb/lp*) or on TCP port 9100.

Protocol: Brother's "Raster Command Reference" of each series. By USB the printer reports each page's end; over the
network it answers nothing on port 9100, and is asked by SNMP.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image

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
    required_text,
    seconds,
    whole_number,
    yes_or_no,
)
from badges.printers import brother_status as status_packet
from badges.printers.brother_media import DPI, MODELS, Media, PrintArea, label_of, print_area, suits
from badges.printers.brother_raster import ASK, RESET, encode, fit
from badges.printers.brother_snmp import SnmpStatus
from badges.printers.brother_status import QlStatus, packet_length, parse
from badges.printers.raw_port import RawLine, RawPort
from badges.printers.raw_printer import RawPrinter, given_up

_WAYS = ("line", "snmp", "nothing")
_MUTE = {
    "line": "says nothing of itself: switched off, or reached in a way by which it cannot answer",
    "snmp": "says nothing of itself by SNMP: switched off, or SNMP is off in it",
}
_NOT_KNOWN = "it does not know the labels that are loaded"
_UNCONFIRMED = "this printer does not say whether a badge came out"
_CUT_OFF = "what stands at the label's edge, where this printer cannot print, is missing"
_PAUSE_AFTER_SILENCE_S = 0.1
_MOST_UNASKED = 10
_UNASKED_S = 2.0  # a badge takes about as long, and the next must not overtake it


class BrotherPrinter(RawPrinter):
    """Options: `address` (a device, host or host:port); `model`, one of MODELS; `status`, how it is asked: `line`
    (a device's way), `snmp` (a host's) or `nothing`; `community` (public) and `snmp_port` (161); `endless` (no): cut
    badges off an endless roll of their width; `timeout_s` for one answer (3); `patience_s` (60) for a badge.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        timeout_s = seconds(options, "timeout_s", 3.0)
        super().__init__(RawPort.from_options(options, timeout_s), seconds(options, "patience_s", 60.0))
        self._model = MODELS[_one_of(options, "model", tuple(MODELS), "")]
        self._way = _one_of(options, "status", _WAYS, "line" if self._port.device else "snmp")
        if self._way == "snmp" and self._port.device:
            raise OptionError("option status is 'snmp': a device is asked by line")
        self._cuts_endless = yes_or_no(options, "endless", default=False)
        community = required_text({"community": "public", **options}, "community", "public")
        snmp_port = whole_number(options, "snmp_port", 161)
        self._snmp = SnmpStatus(self._port.host, snmp_port, community[:32], timeout_s)

    def dpi(self) -> int:
        return DPI

    def confirms(self) -> Confirms:
        return "nothing" if self._way == "nothing" else "badge"

    def _look(self) -> None:
        # By SNMP too: what is switched off should be called silent, and what only has SNMP switched off should not.
        with self._port.open() as line:
            if self._way == "nothing":
                self._seen = Status("ready")
            else:
                self._ask(line)

    def _ask(self, line: RawLine) -> QlStatus:
        """What the printer says of itself. Raises NoAnswer."""
        try:
            said = parse(self._snmp.ask()) if self._way == "snmp" else _asked_on_line(line)
        except (NoAnswer, ValueError) as error:
            self._seen = Status("fault", _MUTE[self._way])
            raise NoAnswer(_MUTE[self._way]) from error
        self._note(said)
        return said

    def _note(self, said: QlStatus) -> None:
        self._seen = _status(said)

    def _print(self, line: RawLine, job: Job, accepted: Callable[[], None]) -> Outcome:
        try:
            loaded = self._loaded(line, job)
        except NoAnswer as error:
            return NotStarted(str(error))
        if not isinstance(loaded, Media):
            return loaded
        area = print_area(loaded, self._model)
        image = _turned(job, loaded)
        if area is None or image is None or (loaded.is_endless and not self._cuts_endless):
            return Failed(f"has {loaded}, the badge needs labels of {job.width_mm:g} x {job.height_mm:g} mm")
        return self._send(line, image, loaded, area, accepted)

    def _loaded(self, line: RawLine, job: Job) -> Media | Outcome:
        """The labels in the printer, or why it gets no badge now. Raises NoAnswer."""
        if self._way == "nothing":
            assumed = Media(round(job.width_mm), 0) if self._cuts_endless else label_of(job.width_mm, job.height_mm)
            return assumed or Failed(f"there are no labels of {job.width_mm:g} x {job.height_mm:g} mm for it")
        said = self._ask(line)
        if said.errors:
            return NotStarted(", ".join(said.errors))
        if said.is_printing:
            return NotStarted("it still has another label in hand")
        return said.media or NotStarted(_NOT_KNOWN)

    def _send(
        self, line: RawLine, image: Image.Image, media: Media, area: PrintArea, accepted: Callable[[], None]
    ) -> Outcome:
        paper = fit(image, area)
        page = encode(paper, media, area, self._model)
        try:
            line.send(page if self._way == "line" else RESET + page)  # by line it was reset when it was asked
        except NoAnswer as error:
            # It prints while it reads: part of the badge may be on a label.
            return Unknown(f"cut off on the way to the printer: {error}")
        outcome = self._follow(line, accepted)
        is_whole = paper.histogram()[0] == image.histogram()[0]
        return Printed(_CUT_OFF) if isinstance(outcome, Printed) and not is_whole else outcome

    def _follow(self, line: RawLine, accepted: Callable[[], None]) -> Outcome:
        if self._way == "nothing":
            accepted()
            line.linger(_UNASKED_S)
            return Unknown(_UNCONFIRMED)
        if self._way == "line":
            return self._listen(line, accepted)
        ended = self._watch(lambda: self._ask_again(line), accepted)
        return given_up(line, ended, RESET) if isinstance(ended, str) else ended

    def _ask_again(self, line: RawLine) -> QlStatus | None:
        try:
            return self._ask(line)
        except NoAnswer:
            time.sleep(_PAUSE_AFTER_SILENCE_S)
            return None

    def _listen(self, line: RawLine, accepted: Callable[[], None]) -> Outcome:
        """Hears the printer tell of the badge by itself: asked while it prints, it would be disturbed."""
        until = time.monotonic() + self._patience_s
        is_taken = False
        while True:
            try:
                said = parse(line.receive(packet_length, until - time.monotonic()))
            except (NoAnswer, ValueError) as error:
                return given_up(line, f"with the badge in hand: {error}", RESET)
            self._note(said)
            if (said.is_printing or said.kind == status_packet.COMPLETED) and not is_taken:
                is_taken = True
                accepted()
            if said.kind == status_packet.COMPLETED:
                return Printed()
            if said.errors or said.kind in (status_packet.ERROR, status_packet.TURNED_OFF):
                return _broken_off(line, said, is_taken)


def _asked_on_line(line: RawLine) -> QlStatus:
    """Passes over what it says by itself, which may be about the badge before. Raises NoAnswer or ValueError."""
    line.forget()
    line.send(RESET + ASK)
    for _ in range(_MOST_UNASKED):
        said = parse(line.receive(packet_length))
        if said.kind in (status_packet.REPLY, status_packet.ERROR):
            return said
    raise NoAnswer("talks without answering")


def _broken_off(line: RawLine, said: QlStatus, is_taken: bool) -> Outcome:
    """An error before it began to print is certain; from then on a label may be out, whole or in part."""
    why = ", ".join(said.errors) or ("switched off" if said.kind == status_packet.TURNED_OFF else "an unnamed error")
    left = given_up(line, why, RESET)  # else it prints the badge when the error is mended
    return left if is_taken else Failed(why)


def _turned(job: Job, loaded: Media) -> Image.Image | None:
    """The badge as it lies on the labels, on its side if need be; None when it does not go on them."""
    if suits(loaded, job.width_mm, job.height_mm):
        return job.image
    if suits(loaded, job.height_mm, job.width_mm):
        return job.image.transpose(Image.Transpose.ROTATE_90)
    return None


def _status(said: QlStatus) -> Status:
    if said.faults:
        return Status("fault", ", ".join(said.faults), 0 if said.is_empty else None)
    if said.errors:
        return Status("busy", ", ".join(said.errors))
    if said.is_cooling:
        return Status("busy", "cooling down")
    if said.is_printing:
        return Status("busy")
    # else every badge would go to it and come back, with nothing to be seen of it
    return Status("fault", _NOT_KNOWN) if said.media is None else Status("ready")


def _one_of(options: Mapping[str, Any], key: str, choices: tuple[str, ...], default: str) -> str:
    value = options.get(key, default)
    if value not in choices:
        raise OptionError(f"option {key} is {value!r}: write one of {', '.join(choices)}")
    return str(value)
