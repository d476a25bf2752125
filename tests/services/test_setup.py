"""Making an event: what it has from the start, and what one made after another has from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import NOW, caller, make_event, open_file, seeded

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput
from turnout.domain.model import PRESETS, VENUE, Place, PlaceKind
from turnout.domain.readiness import DEFAULT_ITEMS
from turnout.domain.tickets import base32
from turnout.services import event_settings, setup
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.services.setup_document import SETTINGS, setting
from turnout.store import layouts, pictures, places, readiness, settings
from turnout.store.pictures import Picture, Size

PLAIN = setup.NewEvent("Winter Meeting", "Europe/Riga", ["2027-01-31"], {"default": "# a layout"})

OF_THE_OLD_EVENT = {"name", "days", "purge_on"}
ANOTHER_VALUE = {
    "name": "Summer Congress",
    "time_zone": "Europe/Warsaw",
    "days": ["2026-06-01"],
    "day_boundary": "05:30",
    "accent": "#123456",
    "languages": ["lv"],
    "walk_in": {"fields": [{"id": "company", "is_needed": True}]},
    "badge_check": {"asks": True, "seconds": 20, "fields": ["company"]},
    "refusal_steps": {"unpaid": {"en": "Pay at desk B."}},
    "purge_on": "2026-09-30",
}


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


def values(event: Event) -> dict[str, Any]:
    return {name: setting(event.reader, name)["value"] for name in SETTINGS}


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


def test_an_event_after_another_is_set_up_as_it_was(tmp_path: Path, empty: Event) -> None:
    last, chance = make_event(tmp_path / "last.db"), seeded(2)
    usual = values(last)
    for name, value in ANOTHER_VALUE.items():
        event_settings.change(last, name, value, setting(last.reader, name)["version"], caller(), NOW, chance)
    last.write(lambda tx: pictures.put(tx.connection, pictures.LOGO, Picture(b"a picture", Size(64, 32))))
    changed = values(last)
    assert [name for name in SETTINGS if changed[name] == usual[name]] == []
    setup.create(empty, setup.like(last.reader, "Next", ["2027-05-01"]), NOW, chance)
    last.file.close()
    assert {name for name in SETTINGS if values(empty)[name] != changed[name]} == OF_THE_OLD_EVENT


def test_rooms_have_ids_and_names_of_their_own() -> None:
    rooms = setup.rooms_named([("Great Hall", 200), ("Library", None)], seeded())
    assert [(room.name, room.capacity, room.kind) for room in rooms] == [
        ("Great Hall", 200, PlaceKind.ROOM),
        ("Library", None, PlaceKind.ROOM),
    ]
    assert len({room.id for room in rooms}) == 2
    with pytest.raises(BadInput):
        setup.rooms_named([("LIBRARY", None)], seeded(), taken=rooms)
