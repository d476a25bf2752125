"""The spooler with an IPP printer and a CUPS queue: every badge comes out once, or waits or ends with its reason."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from contract_server import Book
from cups_server import Cups
from ipp_printer import EmulatedPrinter, start_printer, stop_printer
from spooled import Spooler, job

from badges.layout import bundled

LANDSCAPE = bundled("landscape-57x102")
FAULTS = {
    "media-empty-error": "out of paper",
    "media-jam-error": "paper jam",
    "cover-open-error": "the cover is open",
}


class Desk(Book):
    """Puts a job that was given back to the head of the queue, as the server does."""

    def __init__(self) -> None:
        super().__init__([])
        self.given: dict[str, dict[str, Any]] = {}

    def add(self, job: dict[str, Any]) -> None:
        self.given[job["id"]] = job
        super().add(job)

    def hear(self, job_id: str, report: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        answer = super().hear(job_id, report)
        if answer == (200, {"state": "queued"}) and self.given[job_id] not in self.queue:
            self.queue.insert(0, self.given[job_id])
        return answer


@pytest.fixture
def book() -> Iterator[Book]:
    served = Desk()
    served.open()
    yield served
    served.close()


def listed(printer_id: str, uri: str, **options: Any) -> dict[str, Any]:
    return {"id": printer_id, "name": printer_id, "kind": "ipp", "options": {"uri": uri, "timeout_s": 2.0, **options}}


@pytest.fixture
def printer(book: Book, ipp_printer: EmulatedPrinter, spooler: Spooler) -> EmulatedPrinter:
    book.printers.append(listed("p1", ipp_printer.uri, patience_s=10.0))
    assert book.wait_for_status("p1", "ready", 30)
    return ipp_printer


@pytest.mark.parametrize(("reason", "words"), FAULTS.items())
def test_a_badge_in_a_faulty_printer_comes_out_once_it_is_mended_and_the_next_after_it(
    book: Book, printer: EmulatedPrinter, reason: str, words: str
) -> None:
    printer.set_fault(reason)
    book.add(job("j1"))
    book.add(job("j2"))
    assert book.wait_for("j1", "printing")
    assert book.wait_for_status("p1", "fault")
    assert book.statuses["p1"][-1] == ("fault", words)
    assert (book.states["j1"][-1], book.states["j2"]) == ("printing", ["queued"])
    printer.set_fault("")
    assert book.wait_for("j1", "printed")
    assert book.wait_for("j2", "printed")
    assert len(printer.papers()) == 2


def test_badges_wait_for_a_printer_that_is_off(
    book: Book, dns_sd: dict[str, str], printer: EmulatedPrinter, tmp_path: Path
) -> None:
    printer.kill()
    assert book.wait_for_status("p1", "silent")
    assert book.statuses["p1"][-1] == ("silent", "does not answer")
    book.add(job("j1"))
    port = urlsplit(printer.uri).port
    again = start_printer(dns_sd, tmp_path / "again", port=port)
    try:
        assert book.wait_for("j1", "printed", 30)
        assert (len(printer.papers()), len(again.papers())) == (0, 1)
    finally:
        stop_printer(again)


def test_a_printer_that_dies_with_a_badge_in_hand_leaves_it_to_a_person(book: Book, printer: EmulatedPrinter) -> None:
    printer.set_slow(5)
    book.add(job("j1"))
    assert book.wait_for("j1", "printing")
    printer.kill()
    assert book.wait_for("j1", "unknown", 40)
    assert book.reasons["j1"] == "the printer fell silent with the badge in hand: does not answer"


def test_a_paused_queue_lets_badges_wait_and_prints_them_in_order_when_it_goes_on(
    book: Book, cups: Cups, spooler: Spooler, ipp_printer: EmulatedPrinter
) -> None:
    uri = cups.add("paused", "dymo:0/cups/model/lw450.ppd")
    cups.pause("paused")
    book.printers.append(listed("p1", uri, sent_is_printed="yes"))
    assert book.wait_for_status("p1", "fault", 30)
    assert book.statuses["p1"][-1] == ("fault", "paused")
    badges = ["j1", "j2"]
    for each in badges:
        book.add(job(each, layout=LANDSCAPE))
    cups.resume("paused")
    for each in badges:
        assert book.wait_for(each, "printed", 30)
    assert book.claims == badges
    assert all("missing" in book.reasons[each] for each in badges)


def test_whatever_happens_no_badge_is_lost_and_none_comes_out_twice(book: Book, printer: EmulatedPrinter) -> None:
    days = [out_of_order, asleep_with_it_in_hand, at_its_best, asleep_before, at_its_best]
    for number, happens in enumerate(days, 1):
        happens(book, printer, job(f"j{number}"))
        assert book.wait_for(f"j{number}", "printed", 40), (book.states, book.reasons)
        assert len(printer.papers()) == number


def out_of_order(book: Book, printer: EmulatedPrinter, badge: dict[str, Any]) -> None:
    printer.set_fault("media-jam-error")
    book.add(badge)
    assert book.wait_for_status("p1", "fault")
    printer.set_fault("")


def asleep_before(book: Book, printer: EmulatedPrinter, badge: dict[str, Any]) -> None:
    printer.hang()
    book.add(badge)
    assert book.wait_for_status("p1", "silent")
    printer.wake()


def asleep_with_it_in_hand(book: Book, printer: EmulatedPrinter, badge: dict[str, Any]) -> None:
    printer.set_slow(2.0)
    book.add(badge)
    assert book.wait_for(badge["id"], "printing")
    printer.hang()
    assert book.wait_for_status("p1", "silent")
    printer.wake()
    printer.set_slow(0.0)


def at_its_best(book: Book, printer: EmulatedPrinter, badge: dict[str, Any]) -> None:
    book.add(badge)
