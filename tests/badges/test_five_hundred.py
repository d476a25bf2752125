"""500 badges over three printers that fail at random, with a spooler that is killed and a network that is cut.

Every badge comes out, or somebody is told why not; none is lost, and none comes out twice.
"""

from __future__ import annotations

import random
import time
import zlib
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from ql_printer import QlOnUsb
from test_crashes import Spoolers
from venue import Venue, venue
from waiting import eventually
from zpl_printer import ZplPrinter

from badges.layout import bundled
from turnout.store.printers import Printer

SEED = 20260501
EARLY = {"zebra": 20}
SHARES = {"zebra": 80, "brother": 180, "flaky": 220}
"""How many people come to the kiosk beside each printer: as fast as each prints."""

WITHIN_S = 150  # a busy machine; it takes some twenty seconds after the last fault
ASKS_A_PERSON = ("unknown", "failed")
PINS = 720
FLAKY = ("out_of_paper", "silent", "lost", "unconfirmed")


@pytest.fixture
def zebra() -> Iterator[ZplPrinter]:
    printer = ZplPrinter()
    printer.slow_s = 0.12  # its driver looks ten times a second, and must see the badge in it
    printer.label_length = 232 + 24
    yield printer
    printer.close()


@pytest.fixture
def brother() -> Iterator[QlOnUsb]:
    printer = QlOnUsb()
    printer.ql.slow_s, printer.ql.media = 0.02, (0x0B, 62, 29)
    yield printer
    printer.close()


class Weather:
    """What goes wrong at the three printers; `blow` makes one thing go wrong for a while, by chance."""

    def __init__(self, zebra: ZplPrinter, brother: QlOnUsb, switch: Path) -> None:
        self._chance = random.Random(SEED)
        self._zebra, self._brother, self._switch = zebra, brother, switch
        self._faults: list[tuple[Callable[[], None], Callable[[], None]]] = [
            (lambda: zebra.flags.add("paper_out"), lambda: zebra.flags.discard("paper_out")),
            (lambda: setattr(zebra, "mute", True), lambda: setattr(zebra, "mute", False)),
            (lambda: setattr(zebra, "cut_after", self._chance.randint(1, 3000)), lambda: None),
            (zebra.hang_up, lambda: None),
            (lambda: setattr(brother.ql, "errors", b"\0\x10"), lambda: setattr(brother.ql, "errors", b"\0\0")),
            (self._break_a_page, lambda: setattr(brother.ql, "errors", b"\0\0")),
            *((lambda word=word: self._flaky(word), lambda: self._flaky("")) for word in FLAKY),
        ]

    def blow(self) -> None:
        begin, end = self._chance.choice(self._faults)
        begin()
        time.sleep(self._chance.uniform(0.2, 1.2))
        end()
        time.sleep(self._chance.uniform(0.1, 0.6))

    def _break_a_page(self) -> None:
        self._brother.ql.fails_with = b"\x04\0"
        self._brother.ql.fails_when = self._chance.choice(("taking", "printing"))

    def _flaky(self, word: str) -> None:
        self._switch.with_suffix(".part").write_text(word)
        self._switch.with_suffix(".part").replace(self._switch)


@pytest.mark.timeout(600)
def test_every_badge_comes_out_once_or_somebody_is_told_why_not(
    tmp_path: Path, zebra: ZplPrinter, brother: QlOnUsb
) -> None:
    switch, folder = tmp_path / "switch", tmp_path / "flaky"
    kinds = [
        Printer("zebra", "Zebra", "zpl", {"address": zebra.address, "timeout_s": 2, "patience_s": 4}, "entrance"),
        Printer("brother", "Brother", "brother", _brother_options(brother), "entrance"),
        Printer("flaky", "Flaky", "flaky", {"folder": str(folder), "switch": str(switch), "dpi": 203}, "entrance"),
    ]
    people = sum(EARLY.values()) + sum(SHARES.values())
    with venue(tmp_path / "congress.db", kinds, people, bundled("sticker-62x29")) as entrance:
        zebra.flags.add("paper_out")
        spoolers = Spoolers(entrance, tmp_path)
        codes = iter(entrance.codes.items())
        try:
            jobs = _come(entrance, codes, EARLY)
            assert eventually(lambda: all("moved" in entrance.story(job_id) for job_id in jobs), 60)
            zebra.flags.discard("paper_out")
            jobs |= _come(entrance, codes, SHARES)
            _through_bad_weather(entrance, spoolers, Weather(zebra, brother, switch))
            assert eventually(lambda: not _waiting(entrance), WITHIN_S)
        finally:
            spoolers.kill()
        papers = _on_paper(zebra, brother, folder, jobs)
        states = dict(entrance.rows("SELECT id, state FROM badge_jobs"))
        problems = dict(entrance.rows("SELECT id, problem FROM badge_jobs"))
        stories = {job_id: entrance.story(job_id) for job_id in jobs}
    assert sorted(states) == sorted(jobs)
    assert set(states.values()) <= {"printed", *ASKS_A_PERSON}
    for job_id, code in jobs.items():
        if states[job_id] == "printed":
            assert papers[code] == 1, (job_id, stories[job_id])
        else:
            assert papers[code] <= 1, (job_id, stories[job_id])
            assert problems[job_id], (job_id, stories[job_id])
        assert _is_sent_once(stories[job_id]), (job_id, stories[job_id])
    came_to = Counter(states.values())
    print(dict(came_to), "moved", sum(story.count("moved") for story in stories.values()))
    assert came_to["printed"] > 400


def _come(entrance: Venue, codes: Iterator[tuple[str, str]], shares: dict[str, int]) -> dict[str, str]:
    """So many of those who have not come yet, to the kiosk beside each printer; the code on each badge by its job."""
    jobs = {}
    for printer_id, share in shares.items():
        kiosk = entrance.kiosk(printer_id)
        for _ in range(share):
            ticket, badge = next(codes)
            jobs[entrance.arrive(kiosk, ticket)] = badge
    return jobs


def _through_bad_weather(entrance: Venue, spoolers: Spoolers, weather: Weather) -> None:
    """For some thirty seconds; then all is mended, as staff would."""
    for round_ in range(24):
        weather.blow()
        if round_ in (4, 12):
            spoolers.kill()
            spoolers.restart()
        if round_ in (8, 16):
            entrance.wire.cut()
            time.sleep(1.0)
            entrance.wire.mend()


def _waiting(entrance: Venue) -> int:
    query = "SELECT count(*) FROM badge_jobs WHERE state IN ('queued', 'sending', 'printing')"
    return int(entrance.rows(query)[0][0])


def _is_sent_once(story: list[str]) -> bool:
    """A badge is sent again only where nothing had reached a printer, for certain."""
    return story.count("sending") - story.count("returned") <= 1


def _brother_options(brother: QlOnUsb) -> dict[str, object]:
    return {"address": brother.device, "model": "QL-800", "timeout_s": 2, "patience_s": 4}


def _on_paper(zebra: ZplPrinter, brother: QlOnUsb, folder: Path, jobs: dict[str, str]) -> Counter[str]:
    """How often each code came out, read from the labels themselves."""
    labels = [*map(_zpl_label, zebra.printed), *(page.label(PINS) for page in brother.ql.printed)]
    codes = Counter(found.text for label in labels for found in zxingcpp.read_barcodes(label.convert("L")))
    assert codes.total() == len(labels)
    codes.update(jobs[path.stem] for path in folder.glob("*.png"))
    return codes


def _zpl_label(sent: bytes) -> Image.Image:
    """The picture in a format: where 1 is ink."""
    _, size, _, row, data = sent.split(b"^GFA", 1)[1].split(b"^FS", 1)[0].split(b",", 4)
    dots = zlib.decompress(b64decode(data.split(b":")[2]))
    assert len(dots) == int(size)
    return Image.frombytes("1", (int(row) * 8, len(dots) // int(row)), bytes(byte ^ 0xFF for byte in dots))
