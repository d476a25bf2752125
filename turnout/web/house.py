"""What the app is built from, and what a face is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import entry_points

from flask_openapi3 import OpenAPI
from gevent.event import Event as Signal

from turnout.services.chance import Chance
from turnout.services.event import Event


def system_clock() -> datetime:
    """Now, in UTC, in whole milliseconds as the log keeps them."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass(frozen=True, slots=True)
class House:
    """The event, time and chance, and the app to add to.

    `is_secure` says that all of it goes over TLS; `command_token` is the bearer token of commands on this
    machine, which the lock file tells to the same user; `stopping` is set when whoever waits must go.
    """

    app: OpenAPI
    event: Event
    now: Callable[[], datetime]
    chance: Chance
    command_token: str
    stopping: Signal
    is_secure: bool = False


Face = Callable[[House], None]


def faces() -> list[Face]:
    """Every installed face, by the name of its entry point."""
    return [entry.load() for entry in sorted(entry_points(group="turnout.faces"), key=lambda e: e.name)]
