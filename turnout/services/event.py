"""The event as services see it: something to read, something to write to, and somebody to tell."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from turnout.domain.model import Role, Station
from turnout.services.live import Live
from turnout.store.event_file import EventFile
from turnout.store.writer import Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `actor` is the id of an account or a station; `station` is the device, where there is one."""

    actor: str
    role: Role
    station: Station | None = None

    @property
    def station_id(self) -> str:
        return "" if self.station is None else self.station.id


class Event:
    """An open event. `live` is told of every fact after its commit."""

    def __init__(self, file: EventFile, live: Live) -> None:
        self.file = file
        self.live = live

    @property
    def reader(self) -> sqlite3.Connection:
        return self.file.reader

    def write(self, command: Callable[[Transaction], T]) -> T:
        """Run a command durably, then tell the screens. Raises what the command raised."""
        answer, facts = self.file.writer.write(command)
        if facts:
            self.live.announce(facts)
        return answer

    def to_thread(self, function: Callable[..., T], /, *args: Any) -> T:
        """Compute what takes long, such as the hash of a password, while everybody else is served."""
        return self.file.threads.to_thread(function, *args)
