"""The spooler with the drivers of plain byte streams: from the server's queue onto the label, and through a fault."""

from collections.abc import Iterator

import pytest
from contract_server import Book
from ql_printer import QlOnUsb
from spooled import CODE, NAME, Spooler, job
from zpl_printer import ZplPrinter

from badges.layout import bundled, parse
from badges.printers.zpl_format import encode
from badges.render import render


@pytest.fixture
def book(zebra: ZplPrinter, usb: QlOnUsb) -> Iterator[Book]:
    served = Book(
        [
            {"id": "p1", "name": "Entrance", "kind": "zpl", "options": {"address": zebra.address}},
            {"id": "p2", "name": "Desk", "kind": "brother", "options": {"address": usb.device, "model": "QL-800"}},
        ]
    )
    served.open()
    yield served
    served.close()


def test_badges_come_out_and_are_reported(book: Book, spooler: Spooler, zebra: ZplPrinter, usb: QlOnUsb) -> None:
    book.add(job("j1", "p1", layout=bundled("visitor-62x100")))
    book.add(job("j2", "p2", layout=bundled("visitor-62x100")))
    assert book.wait_for("j1", "printed")
    assert book.wait_for("j2", "printed")
    assert book.states == {each: ["queued", "sending", "printing", "printed"] for each in ("j1", "j2")}
    fields = job("j1")["fields"]
    assert fields["name"] == NAME
    assert zebra.printed == [encode(render(parse(bundled("visitor-62x100")), fields, CODE, 203).labels[0])]
    assert [len(page.rows) for page in usb.ql.printed] == [1109]
    assert spooler.stop() == 0


def test_a_printer_that_says_nothing_is_in_trouble_within_seconds(
    book: Book, spooler: Spooler, zebra: ZplPrinter
) -> None:
    assert book.wait_for_status("p1", "ready")
    zebra.mute = True
    assert book.wait_for_status("p1", "fault")
    zebra.close()
    assert book.wait_for_status("p1", "silent")


def test_without_labels_badges_wait_until_they_are_loaded(
    book: Book, spooler: Spooler, zebra: ZplPrinter, usb: QlOnUsb
) -> None:
    zebra.flags, usb.ql.errors = {"paper_out"}, b"\x02\0"
    for printer_id in ("p1", "p2"):
        assert book.wait_for_status(printer_id, "fault")
        assert book.statuses[printer_id][-1] == ("fault", "out of labels")
    zebra.flags, usb.ql.errors = set(), b"\0\0"
    for printer_id in ("p1", "p2"):
        assert book.wait_for_status(printer_id, "ready")
        book.add(job(f"on-{printer_id}", printer_id))
        assert book.wait_for(f"on-{printer_id}", "printed")
    assert (len(zebra.printed), len(usb.ql.printed)) == (1, 1)
