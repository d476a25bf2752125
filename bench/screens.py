"""Dashboards in numbers: many websocket clients in one process, doing as little as a client can.

    python -m bench.screens URL COUNT COOKIE TOPIC...

Each client speaks just enough of websocket (RFC 6455), Engine.IO 4 and Socket.IO 5 to subscribe to topics and
to answer pings. Prints `ready` once every client has a snapshot of every topic. Then, for each line on
standard input that holds a log position, it waits until every client has a snapshot of the first topic that
is at least as new, and prints when the last one came (seconds of the machine's monotonic clock).
"""

from __future__ import annotations

import base64
import json
import os
import selectors
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.servers import Served

_SUBSCRIBERS_AT_ONCE = 8
_READY_WITHIN = 60.0  # seconds
_TEXT, _PONG = 0x1, 0xA


@dataclass(slots=True)
class Screen:
    """One client. `newest` is the position of its last snapshot of the first topic, `reached` when each came."""

    channel: socket.socket
    received: bytearray = field(default_factory=bytearray)
    topics_seen: set[bytes] = field(default_factory=set)
    reached: list[tuple[int, float]] = field(default_factory=list)

    def send(self, payload: bytes, opcode: int = _TEXT) -> None:
        """One masked frame; a mask of zeros changes nothing, and is as good as another on loopback."""
        length = (
            struct.pack("!B", 0x80 | len(payload)) if len(payload) < 126 else struct.pack("!BH", 0xFE, len(payload))
        )
        self.channel.sendall(bytes([0x80 | opcode]) + length + b"\0\0\0\0" + payload)

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """The whole frames that have come, as opcode and payload; servers do not mask."""
        data, at = self.received, 0
        while len(data) >= at + 2:
            length, body = data[at + 1] & 0x7F, at + 2
            if length == 126:
                length, body = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif length == 127:
                length, body = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if len(data) < body + length:
                break
            yield data[at] & 0x0F, bytes(data[body : body + length])
            at = body + length
        del data[:at]


class Crowd:
    """All the screens of this process."""

    def __init__(self, url: str, count: int, cookie: str, topics: list[str]) -> None:
        self._selector = selectors.DefaultSelector()
        self._first = f'"topic":"{topics[0]}"'.encode()
        self._wanted = {f'"topic":"{topic}"'.encode() for topic in topics}
        self._subscribe = b"420" + json.dumps(["subscribe", {"topics": topics}]).encode()
        self.screens: list[Screen] = []
        for begin in range(0, count, _SUBSCRIBERS_AT_ONCE):
            self._add(url, min(_SUBSCRIBERS_AT_ONCE, count - begin), cookie)

    def serve(self, seconds: float) -> None:
        """Take what comes for at most so long; answers pings, notes snapshots."""
        for key, _ in self._selector.select(seconds):
            screen: Screen = key.data
            data = screen.channel.recv(1 << 18)
            if not data:
                raise ConnectionError("the server closed a screen's connection")
            screen.received += data
            now = time.monotonic()
            for opcode, payload in screen.frames():
                self._take(screen, opcode, payload, now)

    def _add(self, url: str, count: int, cookie: str) -> None:
        new = [Screen(_upgraded(url, cookie)) for _ in range(count)]
        for screen in new:
            self._selector.register(screen.channel, selectors.EVENT_READ, screen)
            screen.send(b"40")
        self.screens += new
        deadline = time.monotonic() + _READY_WITHIN
        while any(screen.topics_seen != self._wanted for screen in new):
            if time.monotonic() > deadline:
                raise TimeoutError("a screen did not get all its topics")
            self.serve(0.1)

    def _take(self, screen: Screen, opcode: int, payload: bytes, now: float) -> None:
        if opcode != _TEXT:
            return
        if payload == b"2":
            screen.send(b"3")
        elif payload.startswith(b"40"):
            screen.send(self._subscribe)
        elif payload.startswith(b'42["snapshot"'):
            head = payload[:200].replace(b" ", b"")
            screen.topics_seen |= {topic for topic in self._wanted if topic in head}
            if self._first in head:
                screen.reached.append((int(head.partition(b'"seq":')[2].partition(b",")[0]), now))

    def last_reached(self, seq: int, within: float) -> float | None:
        """When the last screen had a snapshot at least this new; None when one went without."""
        deadline = time.monotonic() + within
        while any(not screen.reached or screen.reached[-1][0] < seq for screen in self.screens):
            if time.monotonic() > deadline:
                return None
            self.serve(0.05)
        times = [next(at for position, at in screen.reached if position >= seq) for screen in self.screens]
        for screen in self.screens:
            del screen.reached[:-1]
        return max(times)


@contextmanager
def watching(served: Served, count: int, topics: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """So many screens in a process of their own, all subscribed, until the end of the block."""
    command = [sys.executable, "-m", "bench.screens", served.url, str(count), served.cookie, *topics]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("the screens could not subscribe")
        yield process
    finally:
        process.terminate()
        process.wait()


def _upgraded(url: str, cookie: str) -> socket.socket:
    address = urlsplit(url)
    channel = socket.create_connection((address.hostname or "", address.port or 80), timeout=20)
    channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = base64.b64encode(os.urandom(16)).decode()
    channel.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: {cookie}\r\n\r\n".encode()
    )
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += channel.recv(1)  # byte by byte: the first frame may follow at once
    if b" 101 " not in answer.partition(b"\r\n")[0]:
        raise ConnectionError(f"no websocket: {answer[:100]!r}")
    return channel


def main() -> None:
    url, count, cookie, *topics = sys.argv[1:]
    crowd = Crowd(url, int(count), cookie, topics)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.set_blocking(0, False)
    while True:
        crowd.serve(0.02)
        line = sys.stdin.buffer.readline()
        if line:
            print(crowd.last_reached(int(line), within=10), flush=True)


if __name__ == "__main__":
    main()
