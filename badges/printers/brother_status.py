"""The 32 bytes in which a Brother QL printer tells how it is ("Raster Command Reference", ESC i S)."""

from __future__ import annotations

from dataclasses import dataclass

from badges.printers.brother_media import Media

LENGTH = 32

# Status types
REPLY, COMPLETED, ERROR, TURNED_OFF, NOTIFICATION, PHASE_CHANGE = 0x00, 0x01, 0x02, 0x04, 0x05, 0x06
_PRINTING = 0x01  # phase type
_COOLING = 0x03  # notification number
_ENDLESS, _DIE_CUT = 0x0A, 0x0B  # media types; later firmware adds 0x40

IN_USE = "in use by another program"
NO_LABELS = "no labels loaded"
OUT_OF_LABELS = "out of labels"
_ERRORS_1 = (
    NO_LABELS,
    OUT_OF_LABELS,
    "the cutter is jammed",
    "fault 1-3, of which the manual says nothing",
    IN_USE,
    "switched off",
    "fault 1-6, of which the manual says nothing",
    "its fan does not turn",
)
_ERRORS_2 = (
    "the wrong labels are loaded",
    "its memory is full",
    "it did not understand what it was sent",
    "it could not take in the picture",
    "the cover is open",
    "somebody pressed its cancel button",
    "the labels do not feed",
    "it broke down inside: switch it off and on",
)
"""By their bits, the lowest first."""


@dataclass(frozen=True, slots=True)
class QlStatus:
    """What it says of itself now. `media` is None where no labels are loaded or it does not know them."""

    errors: tuple[str, ...]
    media: Media | None
    kind: int
    is_printing: bool
    is_cooling: bool

    @property
    def has_work(self) -> bool:
        return self.is_printing

    @property
    def stops_for_a_person(self) -> bool:
        return bool(self.faults)

    @property
    def is_empty(self) -> bool:
        """Whether no label is in it, or none is left."""
        return not {NO_LABELS, OUT_OF_LABELS}.isdisjoint(self.errors)

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(words for words in self.errors if words != IN_USE)


def parse(packet: bytes) -> QlStatus:
    """Raises ValueError for what is no status of a Brother printer."""
    if len(packet) != LENGTH or packet[:3] != b"\x80\x20B":
        raise ValueError("not a status of a Brother printer")
    return QlStatus(
        errors=(*_words(packet[8], _ERRORS_1), *_words(packet[9], _ERRORS_2)),
        media=_media(packet),
        kind=packet[18],
        is_printing=packet[19] == _PRINTING,
        is_cooling=packet[18] == NOTIFICATION and packet[22] == _COOLING,
    )


def packet_length(received: bytes) -> int:
    """Of the packet at the beginning, 0 while it is not whole."""
    return LENGTH if len(received) >= LENGTH else 0


def _words(flags: int, table: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words for bit, words in enumerate(table) if flags >> bit & 1)


def _media(packet: bytes) -> Media | None:
    kind = packet[11] & 0x0F
    if kind == _ENDLESS:
        return Media(packet[10], 0)
    return Media(packet[10], packet[17]) if kind == _DIE_CUT else None
