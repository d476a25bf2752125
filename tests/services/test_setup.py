"""Making an event: what it has from the start, and what one made after another has from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factories import NOW, make_event, open_file, seeded

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput
from turnout.domain.model import PRESETS, VENUE, Place, PlaceKind
from turnout.domain.readiness import DEFAULT_ITEMS
from turnout.domain.tickets import base32
from turnout.services import setup
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.store import layouts, places, readiness, settings

PLAIN = setup.NewEvent("Winter Meeting", "Europe/Riga", ["2027-01-31"], {"default": "# a layout"})


class TagFirst(SeededChance):
    """Chance whose first random bytes are those of a tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(1)
        self._first = [next(bytes([n, 0, 0, 0, 0]) for n in range(256) if base32(bytes([n, 0, 0, 0, 0]))[:2] == tag)]

    def random_bytes(self, n: int) -> bytes:
        return self._first.pop() if self._first else super().random_bytes(n)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Event]:
    made = Event(open_file(tmp_path / "winter.db"), Live())
    yield made
    made.file.close()


def test_an_event_has_a_venue_a_checklist_and_categories_from_the_start(empty: Event) -> None:
    setup.create(empty, PLAIN, NOW, seeded())
    assert places.places(empty.reader) == [
        Place(VENUE, "Winter Meeting", PlaceKind.VENUE, None, PRESETS["congress"]),
    ]
    assert [(item.id, item.label) for item in readiness.checklist(empty.reader)] == list(DEFAULT_ITEMS)
    known = [setup.Category(*row) for row in layouts.described(empty.reader)]
    assert known == sorted(setup.CATEGORIES, key=lambda category: category.id)
    assert settings.opened_at(empty.reader) is None


def test_an_event_after_another_never_has_its_tag(tmp_path: Path, empty: Event) -> None:
    last = make_event(tmp_path / "last.db")
    event_like = setup.like(last.reader, "Next", ["2027-05-01"])
    last.file.close()
    chance = TagFirst("00")
    setup.create(empty, replace(event_like, former_tag="00"), NOW, chance)
    assert settings.read(empty.reader).tag != "00"
    assert event_like.former_tag != ""


def test_rooms_have_ids_and_names_of_their_own() -> None:
    rooms = setup.rooms_named([("Great Hall", 200), ("Library", None)], seeded())
    assert [(room.name, room.capacity, room.kind) for room in rooms] == [
        ("Great Hall", 200, PlaceKind.ROOM),
        ("Library", None, PlaceKind.ROOM),
    ]
    assert len({room.id for room in rooms}) == 2
    with pytest.raises(BadInput):
        setup.rooms_named([("LIBRARY", None)], seeded(), taken=rooms)
