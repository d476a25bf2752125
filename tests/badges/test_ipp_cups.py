"""The IPP driver on queues of a real CUPS: a DYMO LabelWriter's driver into a file, and a queue to an IPP printer."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from cups_server import Cups
from dymo_reader import read_label
from ipp_printer import EmulatedPrinter
from ipp_proxy import Proxy
from PIL import Image, ImageDraw
from pwg_reader import read_urf
from test_zpl_format import drawn as drawn_zpl
from waiting import eventually

from badges import qr
from badges.layout import bundled, parse
from badges.printers import Failed, Job, NotStarted, Outcome, Printed, Status, Unknown
from badges.printers.ipp import IppPrinter
from badges.render import render

CODE = "B7K3M9QXW2D8HRTVAABC"
LW450 = "dymo:0/cups/model/lw450.ppd"
ONLY_SENT = Unknown("the queue sent it on, and its printer does not say whether it came out")
LOST = "the queue does not reach its printer"
BROKEN_OFF = "the queue broke the badge off half way or before: "
CUT_OFF = "what stands at the label's edge, where this printer cannot print, is missing"
BROKEN_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*Manufacturer: "Test"
*ModelName: "Test"
*NickName: "Test"
*ColorDevice: False
*cupsFilter: "application/vnd.cups-raster 0 {filter}"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: label
*PageSize label/Label: "<</PageSize[161.57 289.13]>>setpagedevice"
*CloseUI: *PageSize
*DefaultImageableArea: label
*ImageableArea label/Label: "0 0 161.57 289.13"
*DefaultPaperDimension: label
*PaperDimension label/Label: "161.57 289.13"
"""


@pytest.fixture(scope="module")
def dymo(cups: Cups) -> str:
    """The address of a queue for a LabelWriter 450."""
    return settled(cups.add("dymo", LW450))


@pytest.fixture
def queue(cups: Cups, ipp_printer: EmulatedPrinter) -> Iterator[str]:
    """The address of a queue to the emulated printer, which CUPS asks itself what it can."""
    name = f"to-{urlsplit(ipp_printer.uri).port}"
    yield settled(cups.add(name, "everywhere", ipp_printer.uri))
    cups.remove(name)


def settled(uri: str) -> str:
    """For its first second a new queue has no labels: until then a badge is given back, not failed."""
    nowhere = Job("none", Image.new("1", (2, 2), 1), 300, 900.0, 900.0)
    assert eventually(lambda: isinstance(driver(uri).print(nowhere, lambda: None), Failed))
    return uri


@pytest.fixture(scope="module")
def badge() -> Image.Image:
    """Of 57 x 102 mm, to be read across, with a band to its edges."""
    return drawn("landscape-57x102")


def drawn(layout: str, dpi: int = 300) -> Image.Image:
    return render(parse(bundled(layout)), {"name": "Žaneta Bērziņa"}, CODE, dpi).labels[0]


def driver(uri: str, **options: Any) -> IppPrinter:
    return IppPrinter({"uri": uri, "timeout_s": 2.0, "patience_s": 15.0, **options})


def print_on(
    printer: IppPrinter, image: Image.Image, job_id: str = "job-1", size_mm: tuple[float, float] = (57.0, 102.0)
) -> tuple[Outcome, int]:
    """The outcome, and how often the printer said that it began."""
    begun: list[None] = []
    return printer.print(Job(job_id, image, 300, *size_mm), lambda: begun.append(None)), len(begun)


def test_a_dymo_prints_every_dot_that_its_head_reaches(cups: Cups, dymo: str, badge: Image.Image) -> None:
    assert driver(dymo).status() == Status("ready")
    assert driver(dymo).dpi() == 300
    assert print_on(driver(dymo), badge) == (ONLY_SENT, 1)
    label = read_label(cups.file_of("dymo").read_bytes())
    page = Image.new("1", (694, 1200), 1)  # 30857 as the driver has it: 58.76 x 101.6 mm
    page.paste(badge, ((694 - badge.width) // 2, (1200 - badge.height) // 2))
    # Left 1.44 mm and top 5.93 mm stay white; the last column is lost when 166.56 points become 166.
    expected = page.crop((17, 70, 17 + 665, 70 + label.height))
    assert label.crop((0, 0, 665, label.height)).tobytes() == expected.tobytes()


def test_a_zebra_is_drawn_for_in_its_own_dots(cups: Cups, tmp_path: Path) -> None:
    uri = settled(cups.add("zebra", "drv:///sample.drv/zebra.ppd"))
    assert driver(uri).dpi() == 203  # its queue also names 300 and 600, and A4 as what is loaded
    badge = drawn("landscape-57x102", 203)
    outcome = driver(uri, sent_is_printed=True).print(Job("job-1", badge, 203, 57.0, 102.0), lambda: None)
    assert outcome == Printed()
    label = drawn_zpl(cups.file_of("zebra").read_bytes(), tmp_path, (57.15, 101.6), 8)
    # One row of 812 is lost where 288 points are not whole dots of 203 to the inch.
    assert label.crop((0, 0, 456, 811)).tobytes() == badge.crop((0, 2, 456, 813)).tobytes()


def test_what_a_dymo_cannot_reach_is_told(dymo: str, badge: Image.Image) -> None:
    believing = driver(dymo, sent_is_printed=True)
    assert print_on(believing, badge) == (Printed(CUT_OFF), 1)
    inside = Image.new("1", badge.size, 1)
    ImageDraw.Draw(inside).rectangle((100, 100, 500, 1100), fill=0)
    assert print_on(believing, inside) == (Printed(), 1)


@pytest.mark.parametrize(
    "size_mm",
    [(89.0, 41.0), (50.0, 80.0)],
    ids=["on-its-side", "of-any-size"],
)
def test_a_label_that_is_not_listed_as_the_badge_is(cups: Cups, dymo: str, size_mm: tuple[float, float]) -> None:
    image = Image.new("1", (round(size_mm[0] / 25.4 * 300), round(size_mm[1] / 25.4 * 300)), 1)
    image.paste(qr.draw(CODE, 240), (image.width // 2 - 120, image.height // 2 - 120))
    assert print_on(driver(dymo, sent_is_printed=True), image, size_mm=size_mm) == (Printed(), 1)
    label = read_label(cups.file_of("dymo").read_bytes())
    assert [found.text for found in zxingcpp.read_barcodes(label.convert("L"))] == [CODE]


def test_a_label_that_no_queue_has_is_refused_before_anything_is_sent(cups: Cups, dymo: str) -> None:
    image = drawn("shell-4x6in")
    refused = Failed("the printer has no label of 101.6 x 152.4 mm")
    assert print_on(driver(dymo), image, size_mm=(101.6, 152.4)) == (refused, 0)


def test_a_paused_queue_gets_no_badge(cups: Cups, dymo: str, badge: Image.Image) -> None:
    cups.pause("dymo")
    try:
        assert driver(dymo).status() == Status("fault", "paused")
        assert print_on(driver(dymo), badge) == (NotStarted("paused"), 0)
    finally:
        cups.resume("dymo")
    assert eventually(lambda: driver(dymo).status() == Status("ready"))


def test_a_queue_that_is_paused_at_the_last_moment_gives_the_badge_back(
    cups: Cups, dymo: str, badge: Image.Image
) -> None:
    cups.file_of("dymo").unlink(missing_ok=True)
    proxy = Proxy(dymo, before_job=lambda: cups.pause("dymo"))
    try:
        assert print_on(driver(proxy.uri), badge) == (NotStarted("paused"), 0)
    finally:
        cups.resume("dymo")
        proxy.close()
    time.sleep(1.0)
    assert not cups.file_of("dymo").exists()
    assert print_on(driver(dymo), badge) == (ONLY_SENT, 1)


def test_a_queue_that_rejects_jobs_gets_no_badge(cups: Cups, badge: Image.Image) -> None:
    uri = cups.add("closed", LW450)
    cups.reject("closed")
    assert driver(uri).status() == Status("fault", "takes no jobs")
    assert print_on(driver(uri), badge) == (NotStarted("takes no jobs"), 0)


def test_a_queue_that_is_not_there_is_told_from_one_that_is_silent(cups: Cups, badge: Image.Image) -> None:
    words = "has no such queue: check its address and its settings"
    assert driver(cups.uri("nowhere")).status() == Status("fault", words)
    assert print_on(driver(cups.uri("nowhere")), badge) == (NotStarted(words), 0)


def test_a_driver_that_breaks_leaves_the_badge_unknown_soon(cups: Cups, badge: Image.Image) -> None:
    broken = driver(settled(cups.add_with_ppd("broken", BROKEN_PPD.format(filter="/bin/false"))))
    began = time.monotonic()
    outcome, _ = print_on(broken, badge)
    assert isinstance(outcome, Unknown)
    assert outcome.reason.startswith("cancelled with the badge half printed or not at all: ")
    assert time.monotonic() - began < 10


def test_a_driver_that_is_not_installed_is_told(cups: Cups, badge: Image.Image) -> None:
    uri = cups.add_with_ppd("bare", BROKEN_PPD.format(filter="rastertonothing"))
    words = "the queue's driver is not installed on its computer"
    assert driver(uri).status() == Status("fault", words)
    assert print_on(driver(uri), badge) == (NotStarted(words), 0)


def test_after_a_lost_answer_the_queue_is_asked_by_the_badge_s_name(cups: Cups, dymo: str, badge: Image.Image) -> None:
    proxy = Proxy(dymo, lose="answer")
    try:
        assert print_on(driver(proxy.uri, sent_is_printed=True), badge, "job-lost") == (Printed(CUT_OFF), 1)
    finally:
        proxy.close()
    assert proxy.print_jobs == 1


def test_a_queue_to_an_ipp_printer_has_the_printer_s_word(queue: str, ipp_printer: EmulatedPrinter) -> None:
    crew = drawn("crew-62x100")
    assert print_on(driver(queue), crew, size_mm=(62.0, 100.0)) == (Printed(), 1)
    (paper,) = ipp_printer.papers()
    # Every dot, two rows higher: CUPS counts a page in whole points, 283 of 283.46.
    page, drawn_grey = read_urf(paper), crew.convert("L")
    assert page.size == drawn_grey.size
    assert page.crop((0, 0, 732, 1179)).tobytes() == drawn_grey.crop((0, 2, 732, 1181)).tobytes()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("media-empty-error", "out of paper"),
        ("media-jam-error", "paper jam"),
        ("cover-open-error", "the cover is open"),
        ("marker-supply-empty-error", "out of ink or ribbon"),
    ],
)
def test_a_fault_is_seen_through_the_queue_and_the_badge_comes_out_once_it_is_mended(
    queue: str, ipp_printer: EmulatedPrinter, reason: str, words: str
) -> None:
    ipp_printer.set_fault(reason)
    ended: list[tuple[Outcome, int]] = []
    crew = drawn("crew-62x100")
    thread = threading.Thread(target=lambda: ended.append(print_on(driver(queue), crew, size_mm=(62.0, 100.0))))
    thread.start()
    assert eventually(lambda: driver(queue).status() == Status("fault", words))
    assert (ended, ipp_printer.papers()) == ([], [])
    ipp_printer.set_fault("")
    thread.join(20)
    assert ended == [(Printed(), 1)]
    assert len(ipp_printer.papers()) == 1


def test_a_queue_that_is_paused_in_the_middle_of_a_badge_does_not_print_it_again(
    cups: Cups, queue: str, ipp_printer: EmulatedPrinter
) -> None:
    ipp_printer.set_slow(2.0)
    name = queue.rpartition("/")[2]
    job = Job("job-1", drawn("crew-62x100"), 300, 62.0, 100.0)

    def pause() -> None:
        assert eventually(lambda: driver(ipp_printer.uri).status().state == "busy")
        cups.pause(name)

    half = Unknown("cancelled with the badge half printed or not at all: paused")
    assert driver(queue).print(job, pause) == half
    cups.resume(name)
    assert eventually(lambda: driver(ipp_printer.uri).status() == Status("ready"))
    ipp_printer.set_slow(0.0)
    assert driver(queue).print(replace(job, id="job-2"), lambda: None) == Printed()
    # The first came out all the same, or not; what CUPS would have sent again on its own did not.
    assert len(ipp_printer.papers()) <= 2


def test_a_printer_that_hangs_behind_the_queue_prints_once_when_it_wakes(
    queue: str, ipp_printer: EmulatedPrinter
) -> None:
    ipp_printer.hang()
    waking = threading.Timer(2.0, ipp_printer.wake)
    waking.start()
    assert print_on(driver(queue), drawn("crew-62x100"), size_mm=(62.0, 100.0)) == (Printed(), 1)
    waking.join()
    assert len(ipp_printer.papers()) == 1


def test_a_queue_that_lost_its_printer_says_so_and_a_badge_that_somebody_cancels_is_unknown(
    cups: Cups, queue: str, ipp_printer: EmulatedPrinter
) -> None:
    ipp_printer.kill()
    ended: list[tuple[Outcome, int]] = []
    crew = drawn("crew-62x100")
    patient = driver(queue, patience_s=60.0)
    thread = threading.Thread(target=lambda: ended.append(print_on(patient, crew, size_mm=(62.0, 100.0))))
    thread.start()
    # The driver's filters talk over this message; CUPS says it again with every try, at last after half a minute.
    seen = eventually(lambda: patient.status() == Status("fault", LOST), 40)
    cups.cancel_all(queue.rpartition("/")[2])
    thread.join(20)
    [(outcome, begun)] = ended
    assert (seen, begun) == (True, 1)
    # CUPS may say once more why it had waited, over the word that it was cancelled.
    reasons = ("somebody cancelled it", "The printer may not exist or is unavailable at this time.")
    assert outcome in [Unknown(BROKEN_OFF + reason) for reason in reasons]
    assert eventually(lambda: driver(queue).status() == Status("ready"))


def test_a_badge_for_a_dymo_that_is_not_plugged_in_is_given_up_in_time(cups: Cups, badge: Image.Image) -> None:
    uri = settled(cups.add("unplugged", LW450, "usb://DYMO/LabelWriter%20450?serial=none"))
    outcome, begun = print_on(driver(uri, patience_s=3.0), badge)
    assert isinstance(outcome, Unknown)
    assert outcome.reason.startswith("cancelled with the badge half printed or not at all: ")
    assert begun == 1
