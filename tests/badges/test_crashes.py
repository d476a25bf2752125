"""A spooler that is killed, and a network that is cut, at each moment of a badge: nothing comes out twice by itself."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from spooled import Spooler
from venue import Venue, venue
from waiting import eventually
from zpl_printer import ZplPrinter

from badges.layout import bundled
from turnout.store.printers import Printer

WHOLE = ["queued", "sending", "printing", "printed"]


@pytest.fixture
def zebra() -> Iterator[ZplPrinter]:
    printer = ZplPrinter()
    yield printer
    printer.close()


@pytest.fixture
def entrance(tmp_path: Path, zebra: ZplPrinter) -> Iterator[Venue]:
    """One printer, a label printer on TCP, and three people who come."""
    printer = Printer("zebra", "Zebra", "zpl", {"address": zebra.address}, "entrance")
    with venue(tmp_path / "congress.db", [printer], 3, bundled("visitor-62x100")) as opened:
        yield opened


class Spoolers:
    """Spooler processes one after another, all by the same token."""

    def __init__(self, entrance: Venue, folder: Path) -> None:
        self._start = lambda: Spooler(entrance.wire.url, folder / "spooler.log", token=entrance.token)
        self.current = self._start()

    def kill(self) -> None:
        self.current.stop(signal.SIGKILL)

    def restart(self) -> None:
        self.current = self._start()


@pytest.fixture
def spoolers(entrance: Venue, tmp_path: Path) -> Iterator[Spoolers]:
    started = Spoolers(entrance, tmp_path)
    yield started
    started.kill()


def test_killed_before_anything_was_sent_the_badge_comes_out_after_all(
    entrance: Venue, spoolers: Spoolers, zebra: ZplPrinter
) -> None:
    entrance.wire.hold("sending", "request")
    job_id = entrance.arrive(entrance.kiosk(), next(iter(entrance.codes)))
    assert entrance.wire.wait_until_held()
    spoolers.kill()
    spoolers.restart()
    assert eventually(lambda: entrance.story(job_id) == WHOLE, 30)
    entrance.wire.free()  # what the killed one had begun to say arrives now
    assert eventually(lambda: entrance.wire.passed["sending"] == 2)
    assert (entrance.story(job_id), len(zebra.printed)) == (WHOLE, 1)


@pytest.mark.parametrize(
    ("step", "what", "papers"),
    [("sending", "answer", 0), ("printing", "request", 1), ("printing", "answer", 1), ("printed", "request", 1)],
)
def test_killed_with_a_badge_in_hand_it_is_unknown_and_comes_out_no_second_time(
    entrance: Venue, spoolers: Spoolers, zebra: ZplPrinter, step: str, what: str, papers: int
) -> None:
    entrance.wire.hold(step, what)
    kiosk, (first, second, _) = entrance.kiosk(), entrance.codes
    job_id = entrance.arrive(kiosk, first)
    assert entrance.wire.wait_until_held()
    assert eventually(lambda: len(zebra.printed) == papers)
    spoolers.kill()
    next_id = entrance.arrive(kiosk, second)
    spoolers.restart()
    assert eventually(lambda: entrance.story(next_id) == WHOLE, 30)
    assert entrance.story(job_id)[-1] == "unknown"
    assert len(zebra.printed) == papers + 1


def test_killed_after_its_last_word_was_heard_all_is_well(
    entrance: Venue, spoolers: Spoolers, zebra: ZplPrinter
) -> None:
    entrance.wire.hold("printed", "answer")
    job_id = entrance.arrive(entrance.kiosk(), next(iter(entrance.codes)))
    assert entrance.wire.wait_until_held()
    spoolers.kill()
    spoolers.restart()
    assert eventually(lambda: entrance.wire.passed["list"] >= 2, 30)
    assert (entrance.story(job_id), len(zebra.printed)) == (WHOLE, 1)


@pytest.mark.parametrize("step", ["claim", "sending", "printing", "printed"])
def test_an_answer_that_is_lost_costs_no_badge_and_makes_none_twice(
    entrance: Venue, spoolers: Spoolers, zebra: ZplPrinter, step: str
) -> None:
    entrance.wire.lose(step)
    job_id = entrance.arrive(entrance.kiosk(), next(iter(entrance.codes)))
    assert eventually(lambda: entrance.story(job_id) == WHOLE, 30)
    assert eventually(lambda: entrance.wire.passed[step] == 2, 30)
    assert len(zebra.printed) == 1


def test_cut_off_in_mid_badge_it_tells_the_end_when_the_network_is_back(
    entrance: Venue, spoolers: Spoolers, zebra: ZplPrinter
) -> None:
    zebra.stuck = True
    kiosk, (first, second, _) = entrance.kiosk(), entrance.codes
    job_id = entrance.arrive(kiosk, first)
    assert eventually(lambda: entrance.story(job_id)[-1] == "printing", 30)
    entrance.wire.cut()
    zebra.stuck = False
    next_id = entrance.arrive(kiosk, second)
    assert eventually(lambda: len(zebra.printed) == 1)
    assert entrance.story(job_id)[-1] == "printing"
    entrance.wire.mend()
    assert eventually(lambda: entrance.story(next_id) == WHOLE, 40)
    assert entrance.story(job_id) == WHOLE
    assert len(zebra.printed) == 2


def test_cut_off_before_it_may_send_it_sends_nothing_until_the_network_is_back(
    entrance: Venue, spoolers: Spoolers, zebra: ZplPrinter
) -> None:
    entrance.wire.hold("claim", "answer")
    job_id = entrance.arrive(entrance.kiosk(), next(iter(entrance.codes)))
    assert entrance.wire.wait_until_held()
    entrance.wire.hold("sending", "request")
    entrance.wire.free()
    entrance.wire.cut()
    assert not eventually(lambda: zebra.printed, 2)
    entrance.wire.mend()
    assert eventually(lambda: entrance.story(job_id) == WHOLE, 40)
    assert len(zebra.printed) == 1
