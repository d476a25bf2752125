"""One attendee with codes, and a gate, at the small event of `tests/conftest.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import make_event, put_attendee, put_station

from turnout.domain.model import Attendee, StationMode
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered


@pytest.fixture
def ada(event: Event) -> Registered:
    return put_attendee(event, Attendee("ada", "Ada Lovelace", "Ada", email="ada@example.org"))


@pytest.fixture
def gate(event: Event) -> Caller:
    """A door station at the venue; it prints nothing."""
    return put_station(event)


@pytest.fixture
def printing(tmp_path: Path) -> Iterator[Event]:
    """An opened event with one printer."""
    made = make_event(tmp_path / "printing.db", has_printer=True)
    yield made
    made.file.close()


@pytest.fixture
def grace(printing: Event) -> Registered:
    """An attendee of the event that prints."""
    return put_attendee(printing, Attendee("grace", "Grace Hopper", "Grace", "US Navy", language="en"))


@pytest.fixture
def entrance(printing: Event) -> Caller:
    """An entrance that prints."""
    return put_station(printing, "entrance", mode=StationMode.ENTRANCE)
