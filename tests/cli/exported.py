"""What an event's log says was taken out of it."""

from __future__ import annotations

from pathlib import Path

from turnout.domain.facts import DataExported
from turnout.store import database, log


def taken_out(path: Path) -> list[DataExported]:
    reader = database.open_reader(path)
    found = [stated.fact for stated in log.read(reader) if isinstance(stated.fact, DataExported)]
    reader.close()
    return found
