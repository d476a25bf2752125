"""Days of trouble: whatever happens on the way, what is said of a badge agrees with what came out."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import product
from random import Random
from typing import Protocol

import pytest
from byte_sink import ByteSink
from PIL import Image
from ql_printer import QlOnTcp, SnmpAgent
from ql_reader import Page
from waiting import eventually
from zpl_printer import ZplPrinter

from badges.printers import Failed, Job, NotStarted, Outcome, Printed, Printer, Unknown
from badges.printers.brother import BrotherPrinter
from badges.printers.zpl import ZplPrinter as ZplDriver
from badges.printers.zpl_format import encode

NUMBER_OF = {Printed: {1}, Failed: {0}, NotStarted: {0}, Unknown: {0, 1}}
"""How often a badge may have come out, by what was said of it."""


class Trouble(Protocol):
    """What can go wrong with one kind of printer, and how it is mended."""

    printer: Printer
    faults: list[Callable[[], None]]

    def mend(self) -> None:
        """As new, and nothing left in it."""

    def times_out(self, number: int) -> int:
        """How often badge `number` came out."""


def badge(number: int, size: tuple[int, int]) -> Image.Image:
    """White, with its number in bars."""
    image = Image.new("1", size, 1)
    for bit in range(6):
        if number >> bit & 1:
            image.paste(0, (100 + 50 * bit, 200, 130 + 50 * bit, 400))
    return image


class ZebraTrouble:
    def __init__(self, random: Random) -> None:
        self.sink = ZplPrinter()
        self.sink.slow_s = 0.1
        options = {"address": self.sink.address, "timeout_s": 0.3, "patience_s": 0.6}
        self.printer = ZplDriver(options)
        self.faults = [
            lambda: self.sink.flags.add("paper_out"),
            lambda: self.sink.flags.add("head_open"),
            lambda: self.sink.flags.add("paused"),
            lambda: setattr(self.sink, "stuck", True),
            lambda: setattr(self.sink, "garbage", b"?\r\n"),
            *on_the_line(self.sink, random),
        ]

    def mend(self) -> None:
        self.sink.flags, self.sink.stuck, self.sink.garbage = set(), False, b""
        mend_line(self.sink)
        assert eventually(lambda: self.printer.status().state == "ready")

    def times_out(self, number: int) -> int:
        return self.sink.printed.count(encode(badge(number, (496, 799))))


class QlTrouble:
    def __init__(self, random: Random, *, agent: SnmpAgent | None, sink: QlOnTcp) -> None:
        self.sink, self.ql, self.agent = sink, sink.ql, agent
        self.ql.slow_s = 0.1
        options = {"address": sink.address, "model": "QL-820NWB", "timeout_s": 0.3, "patience_s": 0.6}
        way = {"snmp_port": agent.port} if agent else {"status": "line"}
        self.printer = BrotherPrinter({**options, **way})
        self.faults = [
            lambda: setattr(self.ql, "errors", b"\x02\0"),
            lambda: setattr(self.ql, "errors", b"\x10\0"),
            lambda: setattr(self.ql, "media", (0x0A, 62, 0)),
            lambda: self.fail("taking"),
            lambda: self.fail("printing"),
            lambda: setattr(self.ql, "stuck", True),
            *([lambda: setattr(self.agent, "mute", True)] if agent else on_the_line(sink, random)),
        ]

    def fail(self, when: str) -> None:
        self.ql.fails_when, self.ql.fails_with = when, b"\0\x10"

    def mend(self) -> None:
        self.ql.errors, self.ql.media, self.ql.fails_when, self.ql.stuck = b"\0\0", (0x0B, 62, 100), "", False
        if self.agent:
            self.agent.mute = False
        else:
            mend_line(self.sink)
        assert eventually(lambda: not self.ql.is_printing and self.printer.status().state == "ready")

    def times_out(self, number: int) -> int:
        return [number_in(page) for page in self.ql.printed].count(number)


def number_in(page: Page) -> int:
    label = page.label(720)
    dots = [label.getpixel((12 + 100 - 18 + 50 * bit + 15, 300 - 36)) for bit in range(6)]
    return sum(1 << bit for bit, dot in enumerate(dots) if not dot)


def on_the_line(sink: ByteSink, random: Random) -> list[Callable[[], None]]:
    return [
        lambda: setattr(sink, "mute", True),
        sink.hang_up,
        lambda: setattr(sink, "cut_after", random.randint(1, 1500)),
    ]


def mend_line(sink: ByteSink) -> None:
    sink.mute, sink.cut_after = False, 0


@pytest.fixture(params=["zpl", "brother on a line", "brother by snmp"])
def trouble(request: pytest.FixtureRequest) -> Iterator[tuple[Trouble, Random, tuple[int, int], int]]:
    random = Random(f"{request.param} 1")
    with ExitStack() as stack:
        if request.param == "zpl":
            zebra = ZebraTrouble(random)
            stack.enter_context(closing(zebra.sink))
            yield zebra, random, (496, 799), 203
            return
        sink = stack.enter_context(closing(QlOnTcp(tells=request.param != "brother by snmp")))
        agent = stack.enter_context(SnmpAgent(lambda: sink.ql.packet(0))) if sink.mute else None
        yield QlTrouble(random, agent=agent, sink=sink), random, (732, 1181), 300


def test_what_is_said_agrees_with_what_came_out(trouble: tuple[Trouble, Random, tuple[int, int], int]) -> None:
    day, random, size, dpi = trouble
    said: dict[int, Outcome] = {}
    events = list(product([*day.faults, nothing], ["before", "taken", "soon"]))
    random.shuffle(events)  # what one leaves behind must not matter to the next
    for number, (fault, when) in enumerate(events, 1):
        if when == "before":
            fault()
        soon = threading.Timer(random.random() / 5, fault if when == "soon" else nothing)
        soon.start()
        job = Job(f"j{number}", badge(number, size), dpi, 62.0, 100.0)
        said[number] = day.printer.print(job, fault if when == "taken" else nothing)
        soon.join()
        day.mend()
    out = {number: (outcome, day.times_out(number)) for number, outcome in said.items()}
    assert {number: (end, times) for number, (end, times) in out.items() if times not in NUMBER_OF[type(end)]} == {}
    assert {type(end) for end in said.values()} >= {Printed, NotStarted, Unknown}


def nothing() -> None:
    """Nothing goes wrong."""
