"""The Brother driver against printers on TCP and on a pseudo-terminal that report, fail and fall silent as QLs do."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import randbytes
from typing import Any

import pytest
from PIL import Image, ImageChops
from ql_printer import COMPLETED, DIE_CUT, ENDLESS, NOTIFICATION, TURNED_OFF, QlOnTcp, QlOnUsb, QlPrinter, SnmpAgent
from waiting import eventually

from badges.layout import bundled, parse
from badges.printers import Failed, Job, NotStarted, OptionError, Outcome, Printed, Status, Unknown
from badges.printers.brother import BrotherPrinter as Driver
from badges.render import render

MUTE = "says nothing of itself: switched off, or reached in a way by which it cannot answer"
MUTE_BY_SNMP = "says nothing of itself by SNMP: switched off, or SNMP is off in it"
BRIEFLY = {"timeout_s": 0.5}
"""For a printer that does not answer anyway; one that does is given time."""
DROPPED = "the printer was told to drop the badge"


@pytest.fixture
def network() -> Iterator[QlOnTcp]:
    """Behind a print server that passes on what it says."""
    printer = QlOnTcp()
    yield printer
    printer.close()


@pytest.fixture
def silent_network() -> Iterator[QlOnTcp]:
    """On its own network: it says nothing on port 9100."""
    printer = QlOnTcp(tells=False)
    yield printer
    printer.close()


@pytest.fixture
def snmp(silent_network: QlOnTcp) -> Iterator[SnmpAgent]:
    with SnmpAgent(lambda: silent_network.ql.packet(0)) as agent:
        yield agent


@pytest.fixture(scope="module")
def badge() -> Image.Image:
    return render(parse(bundled("visitor-62x100")), {"name": "Anna"}, "B7K3M9QXW2D8HRTVAABC", 300).image


def on_line(printer: QlOnTcp, **options: Any) -> Driver:
    return driver(address=printer.address, status="line", **options)


def by_snmp(printer: QlOnTcp, agent: SnmpAgent, **options: Any) -> Driver:
    return driver(address=printer.address, snmp_port=agent.port, **options)


def driver(**options: Any) -> Driver:
    return Driver({"model": "QL-820NWB", "timeout_s": 5.0, "patience_s": 10.0, **options})


def print_on(
    printer: Driver,
    image: Image.Image,
    when_taken: Callable[[], None] = lambda: None,
    size_mm: tuple[float, float] = (62.0, 100.0),
) -> tuple[Outcome, int]:
    """The outcome, and how often the printer was said to have taken the badge."""
    taken: list[None] = []

    def accepted() -> None:
        taken.append(None)
        when_taken()

    return printer.print(Job("job-1", image, 300, *size_mm), accepted), len(taken)


def is_on_paper(ql: QlPrinter, image: Image.Image) -> bool:
    """Whether the one label that came out shows the middle of the badge."""
    (page,) = ql.printed
    label = page.label(720).crop((12, 0, 12 + 696, len(page.rows)))
    top = (image.height - len(page.rows)) // 2
    return ImageChops.logical_xor(label, image.crop((18, top, 18 + 696, top + len(page.rows)))).getbbox() is None


def test_a_badge_comes_out_on_a_usb_printer(usb: QlOnUsb, badge: Image.Image) -> None:
    printer = driver(address=usb.device)
    assert (printer.dpi(), printer.confirms(), printer.status()) == (300, "badge", Status("ready"))
    assert print_on(printer, badge) == (Printed(), 1)
    assert is_on_paper(usb.ql, badge)
    assert printer.status() == Status("ready")  # not the last words about the badge before
    assert print_on(printer, badge) == (Printed(), 1)
    assert len(usb.ql.printed) == 2


def test_what_it_said_before_it_was_asked_is_no_answer(usb: QlOnUsb) -> None:
    usb.ql.unasked = usb.ql.packet(COMPLETED)  # late words about the badge before
    usb.ql.errors = b"\0\x10"
    assert driver(address=usb.device).status() == Status("fault", "the cover is open")


def test_a_printer_that_talks_without_answering_is_a_fault(usb: QlOnUsb) -> None:
    usb.ql.unasked = usb.ql.packet(COMPLETED) * 10
    assert driver(address=usb.device).status() == Status("fault", MUTE)


def test_a_badge_comes_out_behind_a_print_server_that_passes_answers_on(network: QlOnTcp, badge: Image.Image) -> None:
    assert print_on(on_line(network), badge) == (Printed(), 1)
    assert is_on_paper(network.ql, badge)


def test_a_badge_comes_out_on_a_network_printer_that_is_asked_by_snmp(
    silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image
) -> None:
    silent_network.ql.slow_s = 1.0
    printer = by_snmp(silent_network, snmp)
    assert (printer.confirms(), printer.status()) == ("badge", Status("ready"))
    assert print_on(printer, badge) == (Printed(), 1)
    assert is_on_paper(silent_network.ql, badge)


def test_a_printer_that_is_asked_nothing_confirms_nothing(silent_network: QlOnTcp, badge: Image.Image) -> None:
    printer = driver(address=silent_network.address, status="nothing")
    assert (printer.confirms(), printer.status()) == ("nothing", Status("ready"))
    assert print_on(printer, badge) == (Unknown("this printer does not say whether a badge came out"), 1)
    assert is_on_paper(silent_network.ql, badge)


def test_a_device_that_can_only_be_written_to_gets_the_badge(usb: QlOnUsb, badge: Image.Image) -> None:
    usb.ql.say = lambda _data: None
    printer = driver(address=usb.device, status="nothing")
    assert print_on(printer, badge) == (Unknown("this printer does not say whether a badge came out"), 1)
    assert is_on_paper(usb.ql, badge)


def test_a_file_is_no_device_and_stays_as_it_is(tmp_path: Path, badge: Image.Image) -> None:
    file = tmp_path / "congress.db"
    file.write_bytes(b"SQLite")
    printer = driver(address=str(file), status="nothing")
    assert printer.status() == Status("silent", "does not answer")
    assert print_on(printer, badge) == (NotStarted("does not answer"), 0)
    assert file.read_bytes() == b"SQLite"


WRONG = [
    ((ENDLESS, 62, 0), "has an endless roll of 62 mm, the badge needs labels of 62 x 100 mm"),
    ((DIE_CUT, 62, 29), "has labels of 62 x 29 mm, the badge needs labels of 62 x 100 mm"),
    ((DIE_CUT, 17, 54), "has labels of 17 x 54 mm, the badge needs labels of 62 x 100 mm"),
]


@pytest.mark.parametrize(("media", "words"), WRONG)
def test_wrong_labels_fail_before_anything_is_sent(
    network: QlOnTcp, badge: Image.Image, media: tuple[int, int, int], words: str
) -> None:
    network.ql.media = media
    assert print_on(on_line(network), badge) == (Failed(words), 0)
    assert b"\x1biz" not in network.received


def test_the_labels_are_asked_for_by_snmp_as_well(silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image) -> None:
    silent_network.ql.media = WRONG[0][0]
    assert print_on(by_snmp(silent_network, snmp), badge) == (Failed(WRONG[0][1]), 0)
    assert silent_network.received == b""


def test_a_badge_is_cut_off_an_endless_roll_when_told(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.media = (ENDLESS, 62, 0)
    assert print_on(on_line(network, endless="yes"), badge) == (Printed(), 1)
    assert len(network.ql.printed[0].rows) == 1181 - 2 * 35
    assert is_on_paper(network.ql, badge)


def test_a_badge_that_is_wider_than_high_is_turned(network: QlOnTcp, badge: Image.Image) -> None:
    lying = badge.transpose(Image.Transpose.ROTATE_270)
    assert print_on(on_line(network), lying, size_mm=(100.0, 62.0)) == (Printed(), 1)
    assert is_on_paper(network.ql, badge)


def test_ink_at_the_edge_is_said_to_be_missing(network: QlOnTcp, badge: Image.Image) -> None:
    framed = badge.copy()
    framed.paste(0, (0, 0, 10, framed.height))
    missing = "what stands at the label's edge, where this printer cannot print, is missing"
    assert print_on(on_line(network), framed) == (Printed(missing), 1)


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        (b"\x01\x00", "no labels loaded"),
        (b"\x02\x00", "out of labels"),
        (b"\x04\x00", "the cutter is jammed"),
        (b"\x00\x10", "the cover is open"),
        (b"\x02\x10", "out of labels, the cover is open"),
    ],
)
def test_a_fault_is_told_in_words_and_gets_no_badge(
    network: QlOnTcp, badge: Image.Image, errors: bytes, words: str
) -> None:
    network.ql.errors = errors
    status = on_line(network).status()
    assert (status, status.labels_left) == (Status("fault", words), 0 if "labels" in words else None)
    assert print_on(on_line(network), badge) == (NotStarted(words), 0)
    assert b"\x1biz" not in network.received


def test_a_printer_in_use_is_busy(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.errors = b"\x10\x00"
    assert on_line(network).status() == Status("busy", "in use by another program")
    assert print_on(on_line(network), badge) == (NotStarted("in use by another program"), 0)


def test_a_printer_that_still_prints_gets_no_badge(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.is_printing = True
    assert on_line(network).status() == Status("busy")
    assert print_on(on_line(network), badge) == (NotStarted("it still has another label in hand"), 0)


def test_labels_that_the_printer_does_not_know_get_no_badge(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.media = (0, 0, 0)
    assert on_line(network).status() == Status("fault", "it does not know the labels that are loaded")
    assert print_on(on_line(network), badge) == (NotStarted("it does not know the labels that are loaded"), 0)


def test_an_error_before_printing_is_a_failure_and_the_badge_is_dropped(usb: QlOnUsb, badge: Image.Image) -> None:
    usb.ql.fails_when, usb.ql.fails_with = "taking", b"\0\x10"
    assert print_on(driver(address=usb.device), badge) == (Failed("the cover is open"), 0)
    assert eventually(lambda: usb.ql.resets == 2)


@pytest.mark.parametrize(("errors", "words"), [(b"\x02\0", "out of labels"), (b"\x04\0", "the cutter is jammed")])
def test_an_error_while_printing_leaves_the_badge_unknown(
    usb: QlOnUsb, badge: Image.Image, errors: bytes, words: str
) -> None:
    usb.ql.fails_when, usb.ql.fails_with = "printing", errors
    assert print_on(driver(address=usb.device), badge) == (Unknown(f"{words}; {DROPPED}"), 1)
    assert eventually(lambda: usb.ql.resets == 2)


def test_an_error_seen_by_snmp_while_printing_leaves_the_badge_unknown(
    silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image
) -> None:
    ql = silent_network.ql
    ql.stuck = True
    outcome = print_on(by_snmp(silent_network, snmp), badge, lambda: setattr(ql, "errors", b"\x04\0"))
    assert outcome == (Unknown(f"the cutter is jammed; {DROPPED}"), 1)


def test_a_printer_that_is_switched_off_while_printing_leaves_the_badge_unknown(
    network: QlOnTcp, badge: Image.Image
) -> None:
    network.ql.stuck = True
    farewell = network.ql.packet(TURNED_OFF)
    assert print_on(on_line(network), badge, lambda: network.say(farewell)) == (Unknown(f"switched off; {DROPPED}"), 1)


def test_a_connection_that_breaks_with_the_badge_in_hand_leaves_it_unknown(
    network: QlOnTcp, badge: Image.Image
) -> None:
    network.ql.stuck = True
    outcome, taken = print_on(on_line(network), badge, network.hang_up)
    assert isinstance(outcome, Unknown)
    assert outcome.reason.startswith("with the badge in hand: the printer closed the connection")
    assert taken == 1


def test_a_usb_printer_that_is_unplugged_with_the_badge_in_hand_leaves_it_unknown(
    usb: QlOnUsb, badge: Image.Image
) -> None:
    usb.ql.stuck = True
    outcome, taken = print_on(driver(address=usb.device, patience_s=3.0), badge, usb.cable.unplug)
    assert isinstance(outcome, Unknown)
    assert outcome.reason.startswith("with the badge in hand: ")
    assert taken == 1


def test_a_connection_that_breaks_on_the_way_leaves_the_badge_unknown(network: QlOnTcp) -> None:
    noise = Image.frombytes("1", (696, 60_000), randbytes(87 * 60_000))  # more than can be on its way
    network.ql.media = (ENDLESS, 62, 0)
    network.cut_after = 8000
    outcome, taken = print_on(on_line(network, endless=True), noise, size_mm=(62, 5000))
    assert outcome == Unknown("cut off on the way to the printer: the connection broke: Connection reset by peer")
    assert taken == 0
    assert on_line(network).status() == Status("ready")  # it was in the middle of a row
    assert network.ql.printed == []


def test_a_badge_without_end_is_dropped_after_patience(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.stuck = True
    outcome = print_on(on_line(network, patience_s=1.5), badge)
    assert outcome == (Unknown(f"with the badge in hand: does not answer; {DROPPED}"), 1)


def test_a_badge_without_end_is_dropped_after_patience_by_snmp(
    silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image
) -> None:
    silent_network.ql.stuck = True
    outcome = print_on(by_snmp(silent_network, snmp, patience_s=1.5), badge)
    assert outcome == (Unknown(f"it took too long; {DROPPED}"), 1)
    assert eventually(lambda: silent_network.ql.resets == 2)


def test_garbage_with_the_badge_in_hand_leaves_it_unknown(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.stuck = True
    outcome = print_on(on_line(network), badge, lambda: network.say(b"?" * 32))
    assert outcome == (Unknown(f"with the badge in hand: not a status of a Brother printer; {DROPPED}"), 1)


def test_cooling_is_told_while_the_badge_is_in_hand(network: QlOnTcp, badge: Image.Image) -> None:
    network.ql.stuck = True
    printer = on_line(network)

    def go_on() -> None:
        assert eventually(lambda: printer.status() == Status("busy", "cooling down"))
        network.ql.stuck = False

    going_on = threading.Thread(target=go_on)

    def cool() -> None:
        network.say(network.ql.packet(NOTIFICATION, notification=3))
        going_on.start()

    assert print_on(printer, badge, cool) == (Printed(), 1)
    going_on.join()


def test_silence_is_a_fault_and_gets_no_badge(silent_network: QlOnTcp, badge: Image.Image) -> None:
    printer = on_line(silent_network, **BRIEFLY)
    assert printer.status() == Status("fault", MUTE)
    assert print_on(printer, badge) == (NotStarted(MUTE), 0)
    assert b"\x1biz" not in silent_network.received


def test_silence_by_snmp_is_a_fault_and_gets_no_badge(
    silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image
) -> None:
    snmp.mute = True
    printer = by_snmp(silent_network, snmp, **BRIEFLY)
    assert printer.status() == Status("fault", MUTE_BY_SNMP)
    assert print_on(printer, badge) == (NotStarted(MUTE_BY_SNMP), 0)
    assert silent_network.received == b""


def test_silence_by_snmp_with_the_badge_in_hand_leaves_it_unknown(
    silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image
) -> None:
    silent_network.ql.stuck = True
    printer = by_snmp(silent_network, snmp, timeout_s=1.5)

    def speak_again() -> None:
        assert eventually(lambda: printer.status() == Status("fault", MUTE_BY_SNMP))
        snmp.mute = silent_network.ql.stuck = False

    speaking = threading.Thread(target=speak_again)

    def fall_silent() -> None:
        snmp.mute = True
        speaking.start()

    assert print_on(printer, badge, fall_silent) == (Unknown(f"with the badge in hand: {MUTE_BY_SNMP}"), 1)
    speaking.join()


def test_a_lost_datagram_is_asked_again(silent_network: QlOnTcp, snmp: SnmpAgent) -> None:
    snmp.loses = 2
    assert by_snmp(silent_network, snmp, timeout_s=3.0).status() == Status("ready")
    assert snmp.asked == 3


def test_an_snmp_error_is_no_status(silent_network: QlOnTcp, snmp: SnmpAgent) -> None:
    snmp.error = 2  # noSuchName: not one of these printers
    assert by_snmp(silent_network, snmp, **BRIEFLY).status() == Status("fault", MUTE_BY_SNMP)


def test_the_community_is_an_option(silent_network: QlOnTcp) -> None:
    with SnmpAgent(lambda: silent_network.ql.packet(0), "badges") as agent:
        assert by_snmp(silent_network, agent, **BRIEFLY).status() == Status("fault", MUTE_BY_SNMP)
        assert by_snmp(silent_network, agent, community="badges").status() == Status("ready")


@pytest.mark.parametrize("answer", [b"", b"\x30", b"\x30\x05\x02\x01", bytes(400), b"\x80\x20B" + bytes(200)])
def test_an_snmp_answer_that_is_none_is_no_status(silent_network: QlOnTcp, answer: bytes) -> None:
    with SnmpAgent(lambda: answer[:100]) as agent:
        assert by_snmp(silent_network, agent, **BRIEFLY).status() == Status("fault", MUTE_BY_SNMP)


def test_a_printer_that_is_off_is_silent(silent_network: QlOnTcp, snmp: SnmpAgent, badge: Image.Image) -> None:
    printer = by_snmp(silent_network, snmp)
    silent_network.close()
    assert printer.status() == Status("silent", "does not answer")
    assert print_on(printer, badge) == (NotStarted("does not answer"), 0)


def test_a_device_that_is_not_plugged_in_is_silent(tmp_path: Path, badge: Image.Image) -> None:
    printer = driver(address=str(tmp_path / "lp0"))
    assert printer.status() == Status("silent", "does not answer")
    assert print_on(printer, badge) == (NotStarted("does not answer"), 0)


def test_a_device_that_says_nothing_is_a_fault(badge: Image.Image) -> None:
    ours, theirs = os.openpty()
    try:
        assert driver(address=os.ttyname(theirs), **BRIEFLY).status() == Status("fault", MUTE)
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"model": "QL-820NWB"}, "option address is None"),
        ({"address": "label"}, "option model is '': write one of QL-700, QL-710W"),
        ({"address": "label", "model": "QL-500"}, "option model is 'QL-500'"),
        ({"address": "label", "model": "QL-700", "status": "usb"}, "option status is 'usb': write one of line, snmp"),
        ({"address": "/dev/usb/lp0", "model": "QL-700", "status": "snmp"}, "a device is asked by line"),
        ({"address": "label", "model": "QL-700", "endless": "roll"}, "option endless is 'roll'"),
        ({"address": "label", "model": "QL-700", "community": ""}, "option community is ''"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        Driver(options)
