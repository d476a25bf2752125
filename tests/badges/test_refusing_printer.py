"""A printer that is busy with something else for good: its queue is not kept behind it, and it may come back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from contract_server import TOKEN, Book
from spooled import job

from badges.printers import Confirms, Job, NotStarted, Outcome, Printed, Status
from badges.spooler import worker
from badges.spooler.server import ServerAddress
from badges.spooler.worker import PrinterWorker


class Occupied:
    """Takes no badge while `is_free` is not set."""

    def __init__(self) -> None:
        self.is_free = threading.Event()

    def dpi(self) -> int:
        return 203

    def confirms(self) -> Confirms:
        return "badge"

    def status(self) -> Status:
        return Status("ready") if self.is_free.is_set() else Status("busy", "a label waits to be taken")

    def print(self, _job: Job, accepted: Callable[[], None]) -> Outcome:
        if not self.is_free.is_set():
            return NotStarted("it still has another label in hand")
        accepted()
        return Printed()


@pytest.fixture
def book() -> Iterator[Book]:
    served = Book([{"id": "p1", "name": "Entrance", "kind": "folder", "options": {}}])
    served.open()
    yield served
    served.close()


def test_a_printer_that_takes_no_badge_for_long_is_a_fault_until_it_is_free(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_HELD_UP_AFTER_S", 1.0)
    printer = Occupied()
    running = PrinterWorker("p1", printer, ServerAddress(book.url, token=TOKEN), lambda: None)
    try:
        book.add(job("j1"))
        assert book.wait_for_status("p1", "fault", 30)
        assert book.statuses["p1"][-1] == ("fault", "has taken no badge for minutes: a label waits to be taken")
        assert book.wait_for("j1", "queued")
        printer.is_free.set()
        assert book.wait_for_status("p1", "ready", 30)
        if not book.queue:  # the contract's server does not queue again by itself
            book.add(job("j1"))
        assert book.wait_for("j1", "printed", 30)
    finally:
        running.stop()
        running.join()
