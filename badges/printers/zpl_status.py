"""What a ZPL printer answers to ~HS, Host Status Return of the ZPL II Programming Guide: three lines, STX to ETX."""

from __future__ import annotations

import re
from dataclasses import dataclass

ASK = b"~HS"

_LINES = re.compile(rb"\x02([^\x02\x03]*)\x03\s*\x02([^\x02\x03]*)\x03\s*\x02([^\x02\x03]*)\x03\s*")
_FIELDS = (12, 11, 2)
_CONTINUOUS = 0x80  # of the function settings


@dataclass(frozen=True, slots=True)
class HostStatus:
    """All three lines; lengths in dots. The letters are the guide's."""

    interface: int  # aaa
    is_paper_out: bool  # b
    is_paused: bool  # c
    label_length: int  # dddd
    formats_held: int  # eee
    is_buffer_full: bool  # f
    is_diagnosing: bool  # g
    is_format_partial: bool  # h
    has_lost_settings: bool  # j
    is_too_cold: bool  # k
    is_too_hot: bool  # l
    functions: int  # mmm
    is_head_open: bool  # o
    is_ribbon_out: bool  # p
    uses_ribbon: bool  # q
    print_mode: str  # r, a digit or a letter
    print_width_mode: int  # s
    is_label_waiting: bool  # t
    labels_left: int  # uuuuuuuu
    prints_while_formatting: bool  # v
    graphics_stored: int  # www
    password: str  # xxxx
    has_static_ram: bool  # y

    @property
    def is_continuous(self) -> bool:
        """Whether the printer is set to media without gaps or marks."""
        return bool(self.functions & _CONTINUOUS)

    @property
    def has_work(self) -> bool:
        """Whether it holds a badge that is not out yet."""
        return self.formats_held > 0 or self.labels_left > 0

    def faults(self) -> list[str]:
        """In words for the person who walks over to it; a pause is one, since nothing prints in it."""
        return [words for is_so, words in self._told_faults() if is_so]

    def _told_faults(self) -> tuple[tuple[bool, str], ...]:
        return (
            (self.is_paper_out, "out of labels"),
            (self.is_ribbon_out, "out of ribbon"),
            (self.is_head_open, "the print head is open"),
            (self.is_too_hot, "the print head is too hot"),
            (self.is_too_cold, "the print head is too cold"),
            (self.has_lost_settings, "it lost its settings"),
            (self.is_diagnosing, "in diagnostic mode: it prints what it receives as codes"),
            (self.is_paused, "paused"),
        )

    @property
    def stops_for_a_person(self) -> bool:
        """Whether a badge in it stays inside until somebody opens the printer."""
        return self.is_paper_out or self.is_ribbon_out or self.is_head_open


def answer_length(received: bytes) -> int:
    """Up to the end of a whole answer, 0 while there is none."""
    found = _LINES.search(received)
    return found.end() if found else 0


def parse(answer: bytes) -> HostStatus:
    """Raises ValueError for what is no host status."""
    found = _LINES.search(answer)
    lines = [line.decode("ascii").split(",") for line in found.groups()] if found else []
    if not lines or any(len(line) < fields for line, fields in zip(lines, _FIELDS, strict=True)):
        raise ValueError("not three lines of 12, 11 and 2 fields")
    one, two, three = lines
    return HostStatus(
        interface=int(one[0]),
        is_paper_out=_flag(one[1]),
        is_paused=_flag(one[2]),
        label_length=int(one[3]),
        formats_held=int(one[4]),
        is_buffer_full=_flag(one[5]),
        is_diagnosing=_flag(one[6]),
        is_format_partial=_flag(one[7]),
        has_lost_settings=_flag(one[9]),
        is_too_cold=_flag(one[10]),
        is_too_hot=_flag(one[11]),
        functions=int(two[0]),
        is_head_open=_flag(two[2]),
        is_ribbon_out=_flag(two[3]),
        uses_ribbon=_flag(two[4]),
        print_mode=two[5],
        print_width_mode=int(two[6]),
        is_label_waiting=_flag(two[7]),
        labels_left=int(two[8]),
        prints_while_formatting=_flag(two[9]),
        graphics_stored=int(two[10]),
        password=three[0],
        has_static_ram=_flag(three[1]),
    )


def _flag(field: str) -> bool:
    if field not in ("0", "1"):
        raise ValueError("a flag that is neither 0 nor 1")
    return field == "1"
