"""The ZPL driver against a printer that holds, prints, jams and falls silent as Zebra's guide says."""

import threading
import time
from collections.abc import Callable
from random import randbytes
from typing import Any

import pytest
from byte_sink import PseudoDevice
from PIL import Image
from waiting import eventually
from zpl_printer import FLAGS, ZplPrinter

from badges.layout import bundled, parse
from badges.printers import Failed, Job, NotStarted, OptionError, Outcome, Printed, Status, Unknown
from badges.printers import zpl as driver_module
from badges.printers.zpl import ZplPrinter as Driver
from badges.printers.zpl_format import encode
from badges.render import render

MUTE = driver_module._MUTE
BRIEFLY = {"timeout_s": 0.5}
"""For a printer that does not answer anyway; one that does is given time."""
FAULTS = {
    "paper_out": "out of labels",
    "ribbon_out": "out of ribbon",
    "head_open": "the print head is open",
    "too_hot": "the print head is too hot",
    "too_cold": "the print head is too cold",
    "lost_settings": "it lost its settings",
    "diagnosing": "in diagnostic mode: it prints what it receives as codes",
    "paused": "paused",
}


@pytest.fixture(scope="module")
def badge() -> Image.Image:
    return render(parse(bundled("visitor-62x100")), {"name": "Anna"}, "B7K3M9QXW2D8HRTVAABC", 203).image


def driver(printer: ZplPrinter, **options: Any) -> Driver:
    return Driver({"address": printer.address, "timeout_s": 5.0, "patience_s": 10.0, **options})


def print_on(
    printer: Driver, image: Image.Image, when_taken: Callable[[], None] = lambda: None, height_mm: float = 100.0
) -> tuple[Outcome, int]:
    """The outcome, and how often the printer was said to have taken the badge."""
    taken: list[None] = []

    def accepted() -> None:
        taken.append(None)
        when_taken()

    return printer.print(Job("job-1", image, 203, 62.0, height_mm), accepted), len(taken)


def test_a_badge_comes_out_once_and_the_printer_is_ready_for_the_next(zebra: ZplPrinter, badge: Image.Image) -> None:
    printer = driver(zebra)
    assert (printer.dpi(), printer.confirms(), printer.status()) == (203, "badge", Status("ready"))
    assert print_on(printer, badge) == (Printed(), 1)
    assert zebra.printed == [encode(badge)]
    assert (zebra.cancelled, printer.status()) == (0, Status("ready"))


def test_a_badge_comes_out_of_a_usb_device(zebra: ZplPrinter, badge: Image.Image) -> None:
    cable = PseudoDevice(zebra.take)
    zebra.say = cable.say  # type: ignore[method-assign]
    try:
        assert print_on(Driver({"address": cable.device, "timeout_s": 5.0}), badge) == (Printed(), 1)
        assert zebra.printed == [encode(badge)]
    finally:
        cable.close()


def test_a_printer_that_answers_slowly_is_waited_for(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.answers_after_s = 0.5
    assert print_on(driver(zebra), badge) == (Printed(), 1)


@pytest.mark.parametrize(("flag", "words"), FAULTS.items())
def test_each_fault_is_told_in_words_and_gets_no_badge(
    zebra: ZplPrinter, badge: Image.Image, flag: str, words: str
) -> None:
    zebra.flags = {flag}
    status = driver(zebra).status()
    assert (status, status.labels_left) == (Status("fault", words), 0 if flag == "paper_out" else None)
    assert print_on(driver(zebra), badge) == (NotStarted(words), 0)
    assert b"^XA" not in zebra.received


def test_every_flag_of_the_answer_is_a_fault_or_keeps_it_busy(zebra: ZplPrinter) -> None:
    zebra.flags = set(FLAGS) - set(FAULTS)
    assert zebra.flags == {"buffer_full", "label_waiting"}
    assert driver(zebra).status() == Status("busy", "a label waits to be taken")
    zebra.flags = {"buffer_full"}
    assert driver(zebra).status() == Status("busy")


def test_several_faults_are_told_together(zebra: ZplPrinter) -> None:
    zebra.flags = {"head_open", "ribbon_out"}
    assert driver(zebra).status() == Status("fault", "out of ribbon, the print head is open")


def test_silence_is_a_fault_and_gets_no_badge(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.mute = True
    assert driver(zebra, **BRIEFLY).status() == Status("fault", MUTE)
    assert print_on(driver(zebra, **BRIEFLY), badge) == (NotStarted(MUTE), 0)
    assert b"^XA" not in zebra.received


@pytest.mark.parametrize("garbage", [b"?", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 9000, b"\x02,,\x03" * 3])
def test_another_language_is_a_fault(zebra: ZplPrinter, badge: Image.Image, garbage: bytes) -> None:
    zebra.garbage = garbage
    assert driver(zebra, **BRIEFLY).status() == Status("fault", MUTE)
    assert print_on(driver(zebra, **BRIEFLY), badge) == (NotStarted(MUTE), 0)


def test_a_printer_that_is_off_is_silent(zebra: ZplPrinter, badge: Image.Image) -> None:
    printer = driver(zebra)
    zebra.close()
    assert printer.status() == Status("silent", "does not answer")
    assert print_on(printer, badge) == (NotStarted("does not answer"), 0)


def test_another_program_s_label_is_not_added_to(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.stuck = True
    zebra.take(encode(Image.new("1", (8, 8), 1)))
    assert driver(zebra).status() == Status("busy")
    assert print_on(driver(zebra), badge) == (NotStarted("it still has another label in hand"), 0)


@pytest.mark.parametrize(
    ("measured", "outcome"),
    [
        (823, Printed()),
        (799, Printed()),
        (0, Printed()),
        (421, Failed("has labels of 53 mm with their gap, the badge is 100 mm long")),
        (1245, Failed("has labels of 156 mm with their gap, the badge is 100 mm long")),
    ],
)
def test_a_badge_goes_on_labels_of_its_length_only(
    zebra: ZplPrinter, badge: Image.Image, measured: int, outcome: Outcome
) -> None:
    zebra.label_length, zebra.slow_s = measured, 0.2
    assert print_on(driver(zebra), badge)[0] == outcome
    assert len(zebra.printed) == isinstance(outcome, Printed)


def test_the_length_is_not_checked_on_a_roll_without_gaps_or_when_told(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.label_length = 421
    assert print_on(driver(zebra, check_length="no"), badge)[0] == Printed()
    zebra.is_continuous = True
    assert print_on(driver(zebra), badge)[0] == Printed()


def test_a_badge_that_is_paused_and_resumed_comes_out(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.stuck = True
    printer = driver(zebra)

    def resume() -> None:
        assert eventually(lambda: printer.status() == Status("fault", "paused"))  # told while the badge is under way
        zebra.flags, zebra.stuck = set(), False

    resuming = threading.Thread(target=resume)

    def pause() -> None:
        zebra.flags = {"paused"}
        resuming.start()

    assert print_on(printer, badge, pause) == (Printed(), 1)
    resuming.join()


@pytest.mark.parametrize("flag", ["paper_out", "ribbon_out", "head_open"])
def test_a_fault_with_the_badge_in_hand_leaves_it_unknown_and_drops_it(
    zebra: ZplPrinter, badge: Image.Image, flag: str
) -> None:
    zebra.stuck = True
    outcome = print_on(driver(zebra), badge, lambda: zebra.flags.add(flag))
    assert outcome == (Unknown(f"{FAULTS[flag]}; the printer was told to drop the badge"), 1)
    zebra.stuck = False
    time.sleep(2 * zebra.slow_s)
    assert zebra.printed == []  # mended later: nothing comes out beside its replacement


def test_silence_with_the_badge_in_hand_leaves_it_unknown_even_when_it_ends(
    zebra: ZplPrinter, badge: Image.Image
) -> None:
    printer = driver(zebra, timeout_s=1.5)

    def speak_again() -> None:
        assert eventually(lambda: printer.status() == Status("fault", MUTE))
        zebra.mute = False

    speaking = threading.Thread(target=speak_again)

    def fall_silent() -> None:
        zebra.mute = True
        speaking.start()

    assert print_on(printer, badge, fall_silent) == (Unknown(f"with the badge in hand: {MUTE}"), 1)
    speaking.join()


def test_silence_without_end_is_given_up_after_patience(zebra: ZplPrinter, badge: Image.Image) -> None:
    outcome = print_on(driver(zebra, timeout_s=1.5, patience_s=1.0), badge, lambda: setattr(zebra, "mute", True))
    assert outcome == (Unknown(f"{MUTE}; the printer was told to drop the badge"), 1)


def test_a_badge_that_never_ends_is_dropped_after_patience(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.stuck = True
    outcome = print_on(driver(zebra, patience_s=0.6), badge)
    assert outcome == (Unknown("it took too long; the printer was told to drop the badge"), 1)
    assert eventually(lambda: zebra.cancelled == 1)
    assert zebra.printed == []


def test_a_printer_that_is_switched_off_with_the_badge_in_hand_leaves_it_unknown(
    zebra: ZplPrinter, badge: Image.Image
) -> None:
    zebra.stuck = True
    printer = driver(zebra, patience_s=0.6)
    outcome = print_on(printer, badge, zebra.close)
    assert outcome == (Unknown("does not answer; the printer could not be told to drop the badge"), 1)
    assert printer.status() == Status("silent", "does not answer")


def test_a_printer_that_throws_the_badge_away_did_not_print_it(zebra: ZplPrinter, badge: Image.Image) -> None:
    zebra.ignores = True
    assert print_on(driver(zebra), badge) == (Unknown("the printer never said that it had the badge"), 0)


@pytest.mark.parametrize(
    ("size", "outcome"),
    [
        # More than can be on its way, so the driver sees that the end of the format did not go out.
        ((4000, 5000), NotStarted("the connection broke: Connection reset by peer")),
        ((496, 799), Unknown(f"with the badge in hand: {MUTE}")),
    ],
)
def test_after_a_badge_that_was_cut_off_the_next_is_drawn_whole(
    zebra: ZplPrinter, badge: Image.Image, size: tuple[int, int], outcome: Outcome
) -> None:
    noise = Image.frombytes("1", size, randbytes((size[0] + 7) // 8 * size[1]))
    zebra.cut_after = 3000
    assert print_on(driver(zebra), noise) == (outcome, 0)
    assert zebra.printed == []
    assert driver(zebra).status() == Status("ready")
    assert print_on(driver(zebra), badge) == (Printed(), 1)
    assert (zebra.printed, zebra.cancelled) == ([encode(badge)], 1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "option address is None"),
        ({"address": "http://x/y"}, "option address"),
        ({"address": "host:port"}, "option address"),
        ({"address": ":9100"}, "option address"),
        ({"address": "host", "dpi": 72}, "option dpi is 72: write one of 152, 203, 300, 600"),
        ({"address": "host", "check_length": "off"}, "option check_length is 'off': write yes or no"),
        ({"address": "host", "timeout_s": "3"}, "option timeout_s"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        Driver(options)
