"""Holding an event file for the length of one command, when no server does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from turnout.remote import Remote
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.store import database, lock
from turnout.store.event_file import EventFile
from turnout.store.lock import Lock
from turnout.store.writer import NativeThreads
from turnout.web.house import system_clock


@contextmanager
def event_or_server(path: Path) -> Iterator[Event | Remote]:
    """The running server where there is one; else the event, held until the command ends."""
    holder = lock.holder(path)
    if holder is not None and holder.url:
        yield Remote.of(holder)
        return
    with opened(path) as event:
        yield event


@contextmanager
def opened(path: Path) -> Iterator[Event]:
    """The event file, held for writing. Raises EventFileError when another process holds it."""
    held = Lock(path)
    try:
        file = EventFile(path, NativeThreads(), before_migration=_save)
        try:
            yield Event(file, Live())
        finally:
            file.close()
    finally:
        held.release()


def _save(path: Path) -> None:
    database.backup_before_update(path, system_clock())
