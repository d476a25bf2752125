"""A Brother printer's 32 bytes of status over the network: one SNMP version 1 question (RFC 1157) by UDP.

Over TCP port 9100 the printers answer nothing. Brother's developer FAQ on command printing, "How do I get the
status via a network?", names this object; its value is what ESC i S answers on USB.
"""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

from badges.printers import NoAnswer

_STATUS = bytes((0x2B, 6, 1, 4, 1, 0x93, 0x03, 3, 3, 9, 1, 6, 1, 0))  # 1.3.6.1.4.1.2435.3.3.9.1.6.1.0
_INTEGER, _OCTETS, _NULL, _OBJECT, _SEQUENCE, _GET, _RESPONSE = 0x02, 0x04, 0x05, 0x06, 0x30, 0xA0, 0xA2
_TRIES = 3  # a datagram may be lost
_LONGEST = 1500

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class SnmpStatus:
    """Where to ask; `timeout_s` is for all tries together."""

    host: str
    port: int
    community: str
    timeout_s: float

    def ask(self) -> bytes:
        """The status as it came. Raises NoAnswer."""
        number = next(_numbers) & 0x7FFF
        question = _question(number, self.community)
        try:
            with socket.socket(self._family(), socket.SOCK_DGRAM) as line:
                line.connect((self.host, self.port))
                for _ in range(_TRIES):
                    line.send(question)
                    if (found := self._await(line, number)) is not None:
                        return found
        except OSError as error:
            raise NoAnswer(f"no answer by SNMP: {error}") from error
        raise NoAnswer("no answer by SNMP")

    def _family(self) -> int:
        return socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)[0][0]

    def _await(self, line: socket.socket, number: int) -> bytes | None:
        """The answer to question `number`, passing over late ones to others; None when none came in time."""
        until = time.monotonic() + self.timeout_s / _TRIES
        while (left := until - time.monotonic()) > 0:
            line.settimeout(left)
            try:
                answer = line.recv(_LONGEST)
            except TimeoutError:
                return None
            if (found := _status_in(answer, number)) is not None:
                return found
        return None


def _question(number: int, community: str) -> bytes:
    binding = _part(_SEQUENCE, _part(_OBJECT, _STATUS) + _part(_NULL, b""))
    numbers = b"".join(_part(_INTEGER, value) for value in (number.to_bytes(2, "big"), b"\0", b"\0"))
    get = _part(_GET, numbers + _part(_SEQUENCE, binding))
    return _part(_SEQUENCE, _part(_INTEGER, b"\0") + _part(_OCTETS, community.encode()) + get)


def _part(tag: int, value: bytes) -> bytes:
    """One element of BER, shorter than 128 bytes: a community is at most 32."""
    return bytes((tag, len(value))) + value


def _status_in(answer: bytes, number: int) -> bytes | None:
    """The value of the one object asked for; None for an answer to another question, an error or no SNMP at all."""
    try:
        (_, message), *_ = _parts(answer)
        _, _, (tag, response) = _parts(message)
        (_, given), (_, error), _, (_, bindings) = _parts(response)
        ((_, binding),) = _parts(bindings)
        (_, named), (kind, value) = _parts(binding)
    except ValueError:
        return None
    is_ours = tag == _RESPONSE and int.from_bytes(given, "big") == number and not any(error)
    return value if is_ours and named == _STATUS and kind == _OCTETS else None


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements of BER that stand side by side. Raises ValueError where they are cut off."""
    at = 0
    while at < len(data):
        if len(data) < at + 2:
            raise ValueError("cut off")
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if len(data) < at + length:
            raise ValueError("cut off")
        yield tag, data[at : at + length]
        at += length
