"""A screen for tests: a socket.io client that keeps what it is sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import socketio
from clients import Client
from waiting import eventually

from turnout.web.sockets import PULSE

PATIENCE_S = 30


@dataclass
class Screen:
    """What one connected browser was sent: snapshots with the time they came, pulses, and topics that ended."""

    socket: socketio.Client
    snapshots: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    pulses: list[dict[str, Any]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def subscribe(self, *topics: Any) -> dict[str, list[str]]:
        return self.ask({"topics": list(topics)})

    def ask(self, message: Any) -> dict[str, list[str]]:
        answer: dict[str, list[str]] = self.socket.call("subscribe", message, timeout=PATIENCE_S)
        return answer

    def of(self, topic: str) -> list[dict[str, Any]]:
        """All snapshots of a topic so far, the oldest first."""
        return [snapshot for _, snapshot in list(self.snapshots) if snapshot["topic"] == topic]

    def wait_for_pulses(self, more: int) -> None:
        """So many more than have come; whatever was sent before the last of them has come too."""
        wanted = len(self.pulses) + more
        assert eventually(lambda: len(self.pulses) >= wanted, more * PULSE + PATIENCE_S)

    def wait(self, topic: str, is_there: Callable[[dict[str, Any]], bool] = bool) -> dict[str, Any]:
        """The first snapshot of a topic that is as wanted."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            for snapshot in self.of(topic):
                if is_there(snapshot["data"]):
                    return snapshot
            time.sleep(0.01)
        raise AssertionError(f"no such snapshot of {topic}; the last is {self.of(topic)[-1:]}")


@contextmanager
def screen(client: Client, authority: Path | None = None) -> Iterator[Screen]:
    """Connect with a browser's cookies, over websockets alone as our pages do."""
    extra = {} if authority is None else {"sslopt": {"ca_certs": str(authority)}}
    socket = socketio.Client(reconnection=False, websocket_extra_options=extra)
    # In a thread for each message, as is usual, a later one may be kept before it.
    trigger = socket.eio._trigger_event
    socket.eio._trigger_event = lambda event, *args, **how: trigger(event, *args, **{**how, "run_async": False})
    made = Screen(socket)
    socket.on("snapshot", lambda snapshot: made.snapshots.append((time.monotonic(), snapshot)))
    socket.on("pulse", made.pulses.append)
    socket.on("ended", lambda told: made.ended.extend(told["topics"]))
    headers = {"Cookie": client.cookie_header()} if client.cookies else {}
    socket.connect(client.base, headers=headers, transports=["websocket"], wait_timeout=PATIENCE_S)
    try:
        yield made
    finally:
        socket.eio.ws.close(timeout=0)  # the client's own way waits three seconds for a word of farewell
        socket.wait()
