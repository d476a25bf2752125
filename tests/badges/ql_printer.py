"""A Brother QL printer on loopback or a pseudo-terminal: reads the raster language and tells how it is in 32 bytes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType

import pytest
from byte_sink import ByteSink, PseudoDevice
from ql_reader import Page, next_command, unpacked

REPLY, COMPLETED, ERROR, TURNED_OFF, NOTIFICATION, PHASE = 0, 1, 2, 4, 5, 6
ENDLESS, DIE_CUT = 0x0A, 0x0B
_NAME = bytes((0x2B, 6, 1, 4, 1, 0x93, 3, 3, 3, 9, 1, 6, 1, 0))


class QlPrinter:
    """`media` is (kind, width mm, length mm); `errors` are two bytes of flags; `fails_when`: with `fails_with`
    errors, `taking` a page or `printing` it; `unasked`: said before an answer; `stuck`: prints without end;
    `slow_s`: for a label.
    """

    def __init__(self, say: Callable[[bytes], None] = lambda _: None) -> None:
        self.say = say
        self.media = (DIE_CUT, 62, 100)
        self.errors = b"\0\0"
        self.fails_when = ""
        self.fails_with = b"\0\0"
        self.stuck = False
        self.slow_s = 0.3
        self.unasked = b""
        self.resets = 0
        self.printed: list[Page] = []
        self.is_printing = False
        self._unread = b""
        self._page = Page()
        self._printing: list[threading.Thread] = []

    def packet(self, kind: int, errors: bytes = b"", notification: int = 0) -> bytes:
        packet = bytearray(32)
        packet[0:7] = b"\x80\x20B4\x41\x30\x00"
        packet[8:10] = errors or self.errors
        packet[10], packet[11], packet[17] = self.media[1], self.media[0], self.media[2]
        packet[18], packet[19], packet[22] = kind, self.is_printing, notification
        return bytes(packet)

    def take(self, data: bytes) -> None:
        self._unread += data
        while self._unread and (found := next_command(self._unread)):
            name, follow, whole = found
            self._unread = self._unread[whole:]
            self._obey(name, follow)

    def join(self) -> None:
        self.stuck = False
        for thread in self._printing:
            thread.join()

    def _obey(self, name: bytes, follow: bytes) -> None:
        if name == b"\x1b@":
            self.resets += 1
            self._page = Page()
        elif name == b"\x1biS":
            self.say(self.unasked + self.packet(REPLY))
        elif name == b"g":
            row = unpacked(follow) if self._page.settings.get(b"M") == b"\x02" else follow
            self._page.rows.append(row)
        elif name == b"\x1a":
            page, self._page = self._page, Page()
            self._printing.append(threading.Thread(target=self._print, args=(page,)))
            self._printing[-1].start()
        elif name != b"\0":
            self._page.settings[name] = follow

    def _print(self, page: Page) -> None:
        kind, width, length = self.media
        if page.settings[b"\x1biz"][1:4] != bytes((kind, width, length)):
            self.say(self.packet(ERROR, b"\0\x01"))
            return
        if self.fails_when == "taking":
            self._fail()
            return
        self.is_printing = True
        self.say(self.packet(PHASE))
        until = time.monotonic() + self.slow_s
        while self.stuck or time.monotonic() < until:
            time.sleep(0.01)
        if self.fails_when == "printing":
            self._fail()
            return
        self.is_printing = False
        self.printed.append(page)
        self.say(self.packet(COMPLETED))
        self.say(self.packet(PHASE))

    def _fail(self) -> None:
        self.errors = self.fails_with  # until somebody mends it
        self.is_printing = False
        self.say(self.packet(ERROR))


class QlOnTcp(ByteSink):
    """On a TCP port; `tells` false is how these printers are on their own network: they take, and say nothing."""

    def __init__(self, *, tells: bool = True) -> None:
        self.ql = QlPrinter(self.say)
        super().__init__()
        self.mute = not tells

    def take(self, data: bytes) -> None:
        self.ql.take(data)

    def close(self) -> None:
        super().close()
        self.ql.join()


class QlOnUsb:
    """On a device."""

    def __init__(self) -> None:
        self.ql = QlPrinter()
        self.cable = PseudoDevice(self.ql.take)
        self.ql.say = self.cable.say
        self.device = self.cable.device

    def close(self) -> None:
        self.ql.join()
        self.cable.close()


@pytest.fixture
def usb() -> Iterator[QlOnUsb]:
    printer = QlOnUsb()
    yield printer
    printer.close()


class SnmpAgent:
    """Answers SNMP version 1 for one object with `value()`; `loses` datagrams; `error`: answers it in place of it."""

    def __init__(self, value: Callable[[], bytes], community: str = "public") -> None:
        self._value = value
        self._community = community.encode()
        self.loses = 0
        self.error = 0
        self.mute = False
        self.asked = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self) -> SnmpAgent:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            question, sender = self._socket.recvfrom(1500)
            if not question:
                return
            self.asked += 1
            if self.loses:
                self.loses -= 1
            elif not self.mute and (answer := self._answer(question)):
                self._socket.sendto(answer, sender)

    def _answer(self, question: bytes) -> bytes:
        """By RFC 1157: the question's own version, community and number, and the object with its value."""
        head = b"\x02\x01\x00\x04" + bytes([len(self._community)]) + self._community
        assert question[:1] == b"\x30"
        assert question[1] == len(question) - 2
        assert question[2:].startswith(b"\x02\x01\x00\x04")
        if not question[2:].startswith(head):
            return b""  # another community: a printer says nothing
        get = question[2 + len(head) :]
        assert (get[0], get[1]) == (0xA0, len(get) - 2)
        number = get[2 : 4 + get[3]]
        assert get[4 + get[3] :] == b"\x02\x01\x00\x02\x01\x00" + _tlv(0x30, _tlv(0x30, _tlv(6, _NAME) + b"\x05\x00"))
        binding = _tlv(0x30, _tlv(6, _NAME) + _tlv(4, self._value()))
        pdu = number + bytes((2, 1, self.error, 2, 1, 0)) + _tlv(0x30, binding)
        return _tlv(0x30, head + _tlv(0xA2, pdu))


def _tlv(tag: int, value: bytes) -> bytes:
    """With a length in two bytes: allowed, and what some agents send."""
    return (
        bytes((tag, 0x81, len(value))) + value
        if tag in (0x30, 0xA2) and len(value) > 60
        else bytes((tag, len(value))) + value
    )
