"""A printer's plain stream of bytes, both ways: TCP, port 9100 unless named, or a Linux device such as /dev/usb/lp0."""

from __future__ import annotations

import os
import select
import socket
import stat
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from badges.printers import NoAnswer, OptionError, Unreachable, required_text

_RAW_TCP_PORT = 9100
_LONGEST_ANSWER = 4096
_DEVICE_PAUSE_S = 0.01
_CLOSED = -1


@dataclass(frozen=True, slots=True)
class RawPort:
    """Where a printer is. `timeout_s` is for connecting, and for each time it takes no more bytes or gives none."""

    host: str
    tcp_port: int
    device: str
    timeout_s: float

    @classmethod
    def from_options(cls, options: Mapping[str, Any], timeout_s: float) -> RawPort:
        """By option `address`: a host, host:port, or the path of a device. Raises OptionError."""
        address = required_text(options, "address", "192.0.2.20 or /dev/usb/lp0")
        if address.startswith("/"):
            return cls("", 0, address, timeout_s)
        try:
            parts = urlsplit(f"//{address}")
            host, tcp_port = parts.hostname, parts.port or _RAW_TCP_PORT
        except ValueError:
            host, tcp_port = None, 0
        if not host or parts.path or parts.username:
            raise OptionError(
                f"option address is {address!r}: write a host, host:port, or a device such as /dev/usb/lp0"
            )
        return cls(host, tcp_port, "", timeout_s)

    def open(self) -> RawLine:
        """Raises Unreachable."""
        return RawLine(self)

    def descriptor(self) -> int:
        """A new open file descriptor that does not block. Raises Unreachable."""
        try:
            if self.device:
                return _device(self.device)
            connection = socket.create_connection((self.host, self.tcp_port), self.timeout_s)
        except OSError as error:
            raise Unreachable(f"no connection: {error}") from error
        connection.setblocking(False)
        return connection.detach()


def _device(path: str) -> int:
    """Raises Unreachable for what is no device: a badge written over the event file would be the end of it."""
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreachable(f"{path} is no device")
    return descriptor


class RawLine:
    """One open way to a printer. A context manager: leaving it closes the way."""

    def __init__(self, port: RawPort) -> None:
        self._port = port
        self._pending = b""
        self._descriptor = port.descriptor()

    def __enter__(self) -> RawLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._descriptor != _CLOSED:
            os.close(self._descriptor)
        self._descriptor = _CLOSED

    def reopen(self) -> None:
        """A new connection, in which no late answer to an older question can come. Raises Unreachable."""
        self.close()
        self._pending = b""
        self._descriptor = self._port.descriptor()

    def send(self, data: bytes) -> None:
        """Hands over all of `data`. Raises NoAnswer, and then its last byte certainly did not go out."""
        left = memoryview(data)
        while left:
            if not self._is_ready(select.POLLOUT, self._port.timeout_s):
                raise NoAnswer("takes no more data")
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise NoAnswer(f"the connection broke: {error.strerror}") from error

    def forget(self) -> None:
        """Drops what came unasked, or late."""
        self._pending = b""
        with suppress(NoAnswer):
            while self._read(0.0):
                pass

    def linger(self, seconds: float) -> None:
        """Reads and drops what comes for so long: a line closed on unread bytes may take sent ones with it."""
        until = time.monotonic() + seconds
        with suppress(NoAnswer):
            while (left := until - time.monotonic()) > 0:
                self._read(left)

    def receive(self, length_of: Callable[[bytes], int], within_s: float | None = None) -> bytes:
        """The next answer; `length_of` says how long it is in what has come, 0 while it is not whole.

        Raises NoAnswer when it is not whole `within_s` (the port's time-out unless given) or too long to be one.
        """
        until = time.monotonic() + (self._port.timeout_s if within_s is None else within_s)
        while not (length := length_of(self._pending)):
            if len(self._pending) > _LONGEST_ANSWER:
                raise NoAnswer("answers in another language")
            if time.monotonic() >= until:
                raise NoAnswer("answers in another language" if self._pending else "does not answer")
            self._pending += self._read(until - time.monotonic())
        answer, self._pending = self._pending[:length], self._pending[length:]
        return answer

    def _read(self, within_s: float) -> bytes:
        """What comes next, nothing when nothing does in time. Raises NoAnswer when the other end is closed."""
        if not self._is_ready(select.POLLIN, within_s):
            return b""
        try:
            data = os.read(self._descriptor, _LONGEST_ANSWER)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise NoAnswer(f"the connection broke: {error.strerror}") from error
        if not data and not self._port.device:
            raise NoAnswer("the printer closed the connection")
        if not data:  # Linux reads nothing from a USB printer that has nothing to say: never in a busy loop
            time.sleep(min(_DEVICE_PAUSE_S, max(0.0, within_s)))
        return data

    def _is_ready(self, event: int, within_s: float) -> bool:
        if self._descriptor == _CLOSED:
            raise NoAnswer("no connection")
        poll = select.poll()
        poll.register(self._descriptor, event)
        return bool(poll.poll(max(0.0, within_s) * 1000))
