"""What stands in for a printer on a plain byte stream: a TCP port on loopback, or a pseudo-terminal as its device."""

from __future__ import annotations

import os
import socket
import threading
import tty
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress


class ByteSink(ABC):
    """On TCP, one connection at a time, in a thread of its own until `close`; a subclass gives the bytes a meaning.

    `cut_after`: bytes after which it cuts the connection, once; `mute`: takes everything and answers nothing.
    """

    def __init__(self) -> None:
        self.received = bytearray()
        self.cut_after = 0
        self.mute = False
        self._is_open = True
        self._connection: socket.socket | None = None
        self._sending = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        # So that a driver notices a cut before all of a big badge is on its way.
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listening.getsockname()[1]}"

    @abstractmethod
    def take(self, data: bytes) -> None:
        """Bytes have come, in pieces of any size."""

    def say(self, data: bytes) -> None:
        """Sends to whoever is connected; to nobody when nobody is."""
        with self._sending, suppress(OSError):
            if self._connection and not self.mute:
                self._connection.sendall(data)

    def hang_up(self) -> None:
        """Cuts the connection as a printer does that is switched off: without a word."""
        with self._sending, suppress(OSError):
            if self._connection:
                self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Switched off. A second time does nothing."""
        if not self._is_open:
            return
        self._is_open = False
        self._listening.shutdown(socket.SHUT_RDWR)
        self.hang_up()
        self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while self._is_open:
            try:
                self._connection, _ = self._listening.accept()
            except OSError:
                return
            with self._connection, suppress(OSError):
                self._read(self._connection)

    def _read(self, connection: socket.socket) -> None:
        while data := connection.recv(4096):
            cut = self.cut_after
            data = data[:cut] if cut else data
            self.received += data
            self.take(data)
            if cut:
                self.cut_after = cut - len(data)
                if not self.cut_after:
                    return


class PseudoDevice:
    """`device` stands for /dev/usb/lp0; what is written there goes to `take`."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.device = os.ttyname(self._theirs)
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def say(self, data: bytes) -> None:
        with suppress(OSError):
            os.write(self._ours, data)

    def unplug(self) -> None:
        """A second time does nothing."""
        for side in (self._theirs, self._ours):
            with suppress(OSError):
                os.close(side)

    def close(self) -> None:
        self.unplug()
        self._thread.join()

    def _read(self) -> None:
        with suppress(OSError):  # unplugged
            while data := os.read(self._ours, 4096):
                self._take(data)
