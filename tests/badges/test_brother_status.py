"""Each bit of a QL printer's status, in words."""

import pytest
from ql_printer import DIE_CUT, ENDLESS, NOTIFICATION, PHASE, QlPrinter

from badges.printers.brother_media import Media
from badges.printers.brother_status import IN_USE, packet_length, parse

WORDS = [
    "no labels loaded",
    "out of labels",
    "the cutter is jammed",
    "fault 1-3, of which the manual says nothing",
    IN_USE,
    "switched off",
    "fault 1-6, of which the manual says nothing",
    "its fan does not turn",
    "the wrong labels are loaded",
    "its memory is full",
    "it did not understand what it was sent",
    "it could not take in the picture",
    "the cover is open",
    "somebody pressed its cancel button",
    "the labels do not feed",
    "it broke down inside: switch it off and on",
]


@pytest.fixture
def ql() -> QlPrinter:
    return QlPrinter()


@pytest.mark.parametrize(("bit", "words"), list(enumerate(WORDS)))
def test_each_bit_has_its_words(ql: QlPrinter, bit: int, words: str) -> None:
    said = parse(ql.packet(0, (1 << bit).to_bytes(2, "little")))
    assert said.errors == (words,)
    assert said.stops_for_a_person == (words != IN_USE)


def test_all_bits_are_told_together(ql: QlPrinter) -> None:
    assert parse(ql.packet(0, b"\xff\xff")).errors == tuple(WORDS)


@pytest.mark.parametrize(
    ("loaded", "media"),
    [
        ((DIE_CUT, 62, 100), Media(62, 100)),
        ((ENDLESS, 62, 0), Media(62, 0)),
        ((0x4A, 29, 0), Media(29, 0)),
        ((0x4B, 29, 90), Media(29, 90)),
        ((0, 0, 0), None),
    ],
)
def test_the_labels_are_known(ql: QlPrinter, loaded: tuple[int, int, int], media: Media | None) -> None:
    ql.media = loaded
    assert parse(ql.packet(0)).media == media


def test_the_phase_and_the_cooling_are_known(ql: QlPrinter) -> None:
    assert not parse(ql.packet(PHASE)).is_printing
    ql.is_printing = True
    assert parse(ql.packet(PHASE)).is_printing
    assert parse(ql.packet(NOTIFICATION, notification=3)).is_cooling
    assert not parse(ql.packet(NOTIFICATION, notification=4)).is_cooling


@pytest.mark.parametrize("packet", [b"", bytes(32), b"\x80\x20B" + bytes(28), b"\x80\x20Z" + bytes(29)])
def test_what_is_no_status_is_refused(packet: bytes) -> None:
    with pytest.raises(ValueError, match="not a status"):
        parse(packet)


def test_a_status_is_waited_for_until_it_is_whole(ql: QlPrinter) -> None:
    packet = ql.packet(0)
    assert [packet_length(packet[:31]), packet_length(packet), packet_length(packet + b"\x80")] == [0, 32, 32]
