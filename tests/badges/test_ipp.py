"""The IPP driver against a real IPP printer, with the faults that printers have."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from ipp_printer import EmulatedPrinter, start_printer, stop_printer
from ipp_proxy import Proxy
from PIL import Image
from pwg_reader import read_pages
from waiting import eventually

from badges.layout import bundled, parse
from badges.printers import Failed, Job, NotStarted, OptionError, Outcome, Printed, Status, Unknown
from badges.printers.ipp import IppPrinter
from badges.render import render

CODE = "B7K3M9QXW2D8HRTVAABC"


@pytest.fixture(scope="module")
def badge() -> Image.Image:
    return render(parse(bundled("crew-62x100")), {"name": "Žaneta Bērziņa"}, CODE, 300).image


def driver(printer: EmulatedPrinter, **options: Any) -> IppPrinter:
    return IppPrinter({"uri": printer.uri, "timeout_s": 5.0, "patience_s": 10.0, **options})


def print_on(
    printer: IppPrinter, image: Image.Image, job_id: str = "job-1", size_mm: tuple[float, float] = (62.0, 100.0)
) -> tuple[Outcome, int]:
    """The outcome, and how often the printer said that it took the job."""
    taken: list[None] = []
    return printer.print(Job(job_id, image, 300, *size_mm), lambda: taken.append(None)), len(taken)


def test_a_badge_comes_out_pixel_for_pixel(ipp_printer: EmulatedPrinter, badge: Image.Image) -> None:
    printer = driver(ipp_printer)
    assert printer.status() == Status("ready")
    assert printer.dpi() == 300
    assert print_on(printer, badge) == (Printed(), 1)
    (paper,) = ipp_printer.papers()
    (page,) = read_pages(paper)
    assert page.image.tobytes() == badge.tobytes()
    assert page.media == "om_62x100mm_62x100mm"
    assert [found.text for found in zxingcpp.read_barcodes(page.image.convert("L"))] == [CODE]


def test_a_printer_of_grey_rasters_gets_one(dns_sd: dict[str, str], tmp_path: Path, badge: Image.Image) -> None:
    started = start_printer(dns_sd, tmp_path / "grey", raster_types="sgray_8")
    try:
        assert print_on(driver(started), badge) == (Printed(), 1)
        (page,) = read_pages(started.papers()[0])
        assert (page.bits, page.image.convert("1").tobytes()) == (8, badge.tobytes())
    finally:
        stop_printer(started)


def test_a_label_that_is_not_there_is_refused_before_anything_is_sent(
    dns_sd: dict[str, str], tmp_path: Path, badge: Image.Image
) -> None:
    started = start_printer(dns_sd, tmp_path / "small", media="om_62x29mm_62x29mm", size_mm=(62, 29))
    try:
        refused = Failed("has labels of 62 x 29 mm, the badge needs labels of 62 x 100 mm")
        assert print_on(driver(started), badge) == (refused, 0)
        assert started.papers() == []
    finally:
        stop_printer(started)


def test_a_size_that_the_printer_offers_and_then_refuses_is_a_failure(
    dns_sd: dict[str, str], tmp_path: Path, badge: Image.Image
) -> None:
    started = start_printer(dns_sd, tmp_path / "strict")
    lying = Proxy(started.uri, rename_media=True)
    try:
        outcome = print_on(IppPrinter({"uri": lying.uri}), badge, size_mm=(62.0, 101.0))
        assert outcome == (Failed("the printer refuses this label size"), 0)
        assert started.papers() == []
    finally:
        lying.close()
        stop_printer(started)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("media-empty-error", "out of paper"),
        ("media-jam-error", "paper jam"),
        ("cover-open-error", "the cover is open"),
    ],
)
def test_a_fault_is_told_in_words_and_the_badge_comes_out_when_it_is_mended(
    ipp_printer: EmulatedPrinter, badge: Image.Image, reason: str, words: str
) -> None:
    printer = driver(ipp_printer, patience_s=30.0)
    ipp_printer.set_fault(reason)
    ended: list[tuple[Outcome, int]] = []
    thread = threading.Thread(target=lambda: ended.append(print_on(printer, badge)))
    thread.start()
    assert eventually(lambda: printer.status() == Status("fault", words))
    assert (ended, ipp_printer.papers()) == ([], [])
    ipp_printer.set_fault("")
    thread.join(20)
    assert ended == [(Printed(), 1)]
    assert len(ipp_printer.papers()) == 1
    assert eventually(lambda: printer.status() == Status("ready"))


def test_a_badge_that_the_printer_does_not_give_back_is_unknown(
    ipp_printer: EmulatedPrinter, badge: Image.Image
) -> None:
    printer = driver(ipp_printer, patience_s=4.0, timeout_s=2.0)
    ipp_printer.set_fault("media-empty-error")
    # Nobody mends it in time. The printer holds the page and does not confirm the cancelling.
    assert print_on(printer, badge) == (Unknown("the printer did not cancel the badge: out of paper"), 1)


def test_a_badge_that_was_begun_and_cancelled_is_unknown(ipp_printer: EmulatedPrinter, badge: Image.Image) -> None:
    printer = driver(ipp_printer, patience_s=2.0, timeout_s=10.0)
    ipp_printer.set_fault("media-jam-error")
    mended = threading.Timer(5.0, ipp_printer.set_fault, [""])  # well after patience is over
    outcome = printer.print(Job("job-1", badge, 300, 62.0, 100.0), mended.start)
    mended.join()
    assert outcome == Unknown("cancelled with the badge half printed or not at all: paper jam")


def test_a_busy_printer_has_got_nothing(ipp_printer: EmulatedPrinter, badge: Image.Image) -> None:
    ipp_printer.set_slow(5.0)
    other: list[tuple[Outcome, int]] = []

    def send_another() -> None:
        eventually(lambda: driver(ipp_printer).status().state == "busy", 3)  # it says first that it has the job
        other.append(print_on(driver(ipp_printer), badge, "job-2"))

    assert driver(ipp_printer).print(Job("job-1", badge, 300, 62.0, 100.0), send_another) == Printed()
    assert other == [(NotStarted("the printer takes no jobs now (0x0507)"), 0)]
    assert len(ipp_printer.papers()) == 1


def test_a_dead_printer_has_got_nothing(ipp_printer: EmulatedPrinter, badge: Image.Image) -> None:
    printer = driver(ipp_printer)
    ipp_printer.kill()
    assert printer.status() == Status("silent", "does not answer")
    assert print_on(printer, badge) == (NotStarted("does not answer"), 0)
    with pytest.raises(OSError, match="no connection"):
        printer.dpi()


def test_a_hung_printer_has_got_nothing(ipp_printer: EmulatedPrinter, badge: Image.Image) -> None:
    hasty, printer = driver(ipp_printer, timeout_s=0.3), driver(ipp_printer)
    ipp_printer.hang()
    assert hasty.status() == Status("silent", "does not answer")
    assert print_on(hasty, badge) == (NotStarted("does not answer"), 0)
    ipp_printer.wake()
    assert eventually(lambda: printer.status() == Status("ready"))
    assert print_on(printer, badge) == (Printed(), 1)


def test_a_printer_that_hangs_with_the_badge_in_hand_and_wakes_has_printed(
    ipp_printer: EmulatedPrinter, badge: Image.Image
) -> None:
    printer = driver(ipp_printer, timeout_s=1.5, patience_s=30.0)
    ipp_printer.set_slow(1.0)
    waking = threading.Timer(4.0, ipp_printer.wake)

    def hang() -> None:
        ipp_printer.hang()
        waking.start()

    assert printer.print(Job("job-1", badge, 300, 62.0, 100.0), hang) == Printed()
    waking.join()
    assert len(ipp_printer.papers()) == 1


def test_a_printer_that_dies_with_the_badge_in_hand_leaves_it_unknown(
    ipp_printer: EmulatedPrinter, badge: Image.Image
) -> None:
    printer = driver(ipp_printer, patience_s=3.0)
    ipp_printer.set_slow(10)
    outcome = printer.print(Job("job-1", badge, 300, 62.0, 100.0), ipp_printer.kill)
    assert outcome == Unknown("the printer fell silent with the badge in hand: does not answer")


@pytest.fixture(params=["answer", "request"])
def losing(request: pytest.FixtureRequest, ipp_printer: EmulatedPrinter) -> Iterator[tuple[Proxy, str]]:
    proxy = Proxy(ipp_printer.uri, lose=request.param)
    yield proxy, request.param
    proxy.close()


def test_after_silence_the_badge_is_looked_for_by_name_and_never_sent_twice(
    losing: tuple[Proxy, str], ipp_printer: EmulatedPrinter, badge: Image.Image
) -> None:
    proxy, lost = losing
    assert print_on(driver(ipp_printer), badge, "job-7") == (Printed(), 1), "an earlier try"
    outcome = print_on(IppPrinter({"uri": proxy.uri, "timeout_s": 4.0}), badge, "job-7")
    if lost == "answer":
        assert outcome == (Printed(), 1)
        assert len(ipp_printer.papers()) == 2
    else:
        assert outcome == (Unknown("the printer did not answer and does not know the badge"), 0)
        assert len(ipp_printer.papers()) == 1
    assert proxy.print_jobs == 1


def test_a_printer_that_falls_asleep_while_it_takes_the_badge_prints_it_once(
    ipp_printer: EmulatedPrinter, badge: Image.Image
) -> None:
    waking = threading.Timer(4.0, ipp_printer.wake)

    def fall_asleep() -> None:
        ipp_printer.hang()
        waking.start()

    proxy = Proxy(ipp_printer.uri, before_job=fall_asleep)
    try:
        outcome = print_on(IppPrinter({"uri": proxy.uri, "timeout_s": 2.0, "patience_s": 30.0}), badge)
    finally:
        waking.join()
        proxy.close()
    assert outcome == (Printed(), 1)
    assert len(ipp_printer.papers()) == 1


def test_a_printer_that_dies_while_it_takes_the_badge_leaves_it_unknown(
    ipp_printer: EmulatedPrinter, badge: Image.Image
) -> None:
    proxy = Proxy(ipp_printer.uri, before_job=ipp_printer.kill)
    try:
        outcome = print_on(IppPrinter({"uri": proxy.uri, "patience_s": 2.0}), badge)
    finally:
        proxy.close()
    assert outcome == (Unknown("the printer fell silent while it took the badge"), 0)
    assert (proxy.print_jobs, ipp_printer.papers()) == (1, [])


@pytest.mark.parametrize("uri", ["", "http://printer/", "ipp:///ipp/print", 7])
def test_an_address_that_is_none_is_refused(uri: object) -> None:
    with pytest.raises(OptionError, match="option uri"):
        IppPrinter({"uri": uri})
