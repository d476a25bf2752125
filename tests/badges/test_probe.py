"""A printer is asked how it is with a time-out of our own, whatever its driver does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from waiting import eventually

from badges.printers import Confirms, Job, Outcome, Printed, Status
from badges.spooler.probe import NO_ANSWER, Probe
from badges.spooler.worker import held_up


class Hanging:
    """A driver that hangs in `status` until it is let go; then it says `says`, or breaks."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.says = Status("ready")
        self.breaks = False
        self.asked = 0

    def dpi(self) -> int:
        return 300

    def confirms(self) -> Confirms:
        return "badge"

    def status(self) -> Status:
        self.asked += 1
        assert self.let_go.wait(30)
        if self.breaks:
            raise RuntimeError("not yours to handle")
        return self.says

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        return Printed()


@pytest.fixture
def driver() -> Iterator[Hanging]:
    made = Hanging()
    yield made
    made.let_go.set()


def test_a_printer_that_hangs_is_silent_in_time_and_is_asked_no_second_time(driver: Hanging) -> None:
    probe, begun = Probe("p1", driver, 0.2), time.monotonic()
    assert [probe.status(), probe.status()] == [NO_ANSWER, NO_ANSWER]
    assert time.monotonic() - begun < 2
    assert driver.asked == 1
    driver.let_go.set()
    assert eventually(lambda: probe.status() == Status("ready"))
    probe.close()


def test_a_driver_that_breaks_is_a_fault_and_is_asked_again(driver: Hanging) -> None:
    driver.breaks = True
    driver.let_go.set()
    probe = Probe("p1", driver, 5)
    assert probe.status() == Status("fault", "the driver broke: RuntimeError")
    driver.breaks = False
    assert probe.status() == Status("ready")
    probe.close()


@pytest.mark.parametrize(
    ("said", "printing_s", "refusing_s", "shown"),
    [
        (Status("busy"), 149, 0, Status("busy")),
        (Status("busy"), 150, 0, Status("fault", "has been at one badge for minutes")),
        (Status("ready"), 150, 0, Status("fault", "has been at one badge for minutes")),
        (Status("fault", "jam"), 150, 150, Status("fault", "jam")),
        (NO_ANSWER, 150, 150, NO_ANSWER),
        (Status("busy", "cooling down"), 0, 149, Status("busy", "cooling down")),
        (Status("busy"), 0, 150, Status("fault", "has taken no badge for minutes: busy")),
        (
            Status("busy", "a label waits to be taken"),
            0,
            150,
            Status("fault", "has taken no badge for minutes: a label waits to be taken"),
        ),
    ],
)
def test_a_badge_without_end_and_a_printer_that_takes_none_are_faults_whatever_the_printer_says(
    said: Status, printing_s: float, refusing_s: float, shown: Status
) -> None:
    assert held_up(said, printing_s, refusing_s) == shown
