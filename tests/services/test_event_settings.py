"""Changing settings: facts without words, screens that are told, and the walk-in form at work."""

from __future__ import annotations

from typing import Any

import pytest
from factories import NOW, caller, put_attendee, put_room, put_station
from on_the_log import facts, seq, text_of_log

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import (
    AttendeeConsented,
    AttendeeRegistered,
    CategoryChanged,
    PlaceChanged,
    PrinterSetUp,
    SettingsChanged,
)
from turnout.domain.model import VENUE, Attendee, PlaceKind, Role, StationMode
from turnout.services import (
    cards,
    category_setup,
    event_settings,
    place_setup,
    printer_setup,
    registration,
    setup_document,
    snapshots,
    stations,
)
from turnout.services.event import Caller, Event
from turnout.services.live import EVERY_PLACE, EVERY_STATION
from turnout.store import consents, layouts, log, places, settings

COORDINATOR = caller(Role.COORDINATOR)
DESK = caller(Role.DESK)
FORM = {
    "fields": [{"id": "email", "is_needed": True}, {"id": "company"}],
    "consents": [
        {"id": "conduct", "is_needed": True, "texts": {"en": "I keep the code of conduct."}},
        {"id": "photo", "texts": {"en": "I may be in pictures.", "pl": "Mogę być na zdjęciach."}},
    ],
}


def put(event: Event, name: str, value: Any, version: int, chance: SeededChance) -> event_settings.Saved:
    return event_settings.change(event, name, value, version, COORDINATOR, NOW, chance)


def test_a_change_is_a_fact_with_who_and_when_and_without_words(event: Event, chance: SeededChance) -> None:
    saved = put(event, "name", "Winter Meeting", 1, chance)
    stated, _venue = list(log.read(event.reader))[-2:]
    assert (saved.value, saved.version, stated.fact) == ("Winter Meeting", 2, SettingsChanged("name", 2))
    assert (stated.actor, stated.occurred_at) == ("coordinator", NOW)
    assert settings.read(event.reader).name == "Winter Meeting"
    assert "Winter" not in text_of_log(event)


def test_the_venue_is_renamed_with_the_event(event: Event, chance: SeededChance) -> None:
    before = seq(event)
    event.live.take()
    put(event, "name", "Winter Meeting", 1, chance)
    setting, venue = log.read(event.reader, before)
    assert (setting.fact, venue.fact) == (SettingsChanged("name", 2), PlaceChanged(VENUE, 2))
    assert (venue.cause, venue.actor, venue.occurred_at) == (setting.fact_id, "coordinator", NOW)
    assert setup_document.place(event.reader, VENUE)["name"] == "Winter Meeting"
    assert {"rooms", EVERY_PLACE} <= event.live.take()


def test_a_venue_that_was_named_by_hand_keeps_its_name(event: Event, chance: SeededChance) -> None:
    place_setup.change(event, VENUE, 1, {"name": "Harbour Hall"}, COORDINATOR, NOW, chance)
    before = seq(event)
    put(event, "name", "Winter Meeting", 1, chance)
    assert facts(event, before) == [SettingsChanged("name", 2)]
    assert setup_document.place(event.reader, VENUE)["name"] == "Harbour Hall"


def test_what_stands_there_already_is_no_change(event: Event, chance: SeededChance) -> None:
    before = seq(event)
    assert put(event, "accent", "#0A599B", 1, chance).version == 1
    assert put(event, "purge_on", None, 0, chance).version == 0
    assert seq(event) == before


def test_who_was_slower_is_told_what_stands_there(event: Event, chance: SeededChance) -> None:
    put(event, "accent", "#003366", 1, chance)
    with pytest.raises(Conflict) as problem:
        put(event, "accent", "#330066", 1, chance)
    assert problem.value.current == {"value": "#003366", "version": 2}


@pytest.mark.parametrize("name", ["key", "tag", "logo"])
def test_secrets_are_no_settings_to_change(event: Event, chance: SeededChance, name: str) -> None:
    with pytest.raises(NotFound):
        put(event, name, "x", 1, chance)


def test_a_kiosk_is_told_of_the_organisers_words_and_name(event: Event, chance: SeededChance) -> None:
    station = put_station(event).station
    assert station is not None
    event.live.take()
    put(event, "refusal_steps", {"unpaid": {"lv": "Kase ir B zālē."}}, 0, chance)
    assert EVERY_STATION in event.live.take()
    put(event, "name", "Winter Meeting", 1, chance)
    told = snapshots.build(event, f"station:{station.id}", NOW).data["event"]
    assert (told["name"], told["refusal_steps"], told["logo"]) == (
        "Winter Meeting",
        {"unpaid": {"lv": "Kase ir B zālē."}},
        None,
    )


def test_stations_that_are_there_speak_the_event_s_new_languages(event: Event, chance: SeededChance) -> None:
    added = stations.add(event, "Kiosk", StationMode.ENTRANCE, VENUE, "", COORDINATOR, NOW, chance)
    event.live.take()
    put(event, "languages", ["lv", "de"], 1, chance)
    told = snapshots.build(event, f"station:{added.station_id}", NOW).data["station"]
    assert (told["languages"], EVERY_STATION in event.live.take()) == (["lv", "de"], True)


def test_places_categories_and_printers_are_facts_without_words(
    event: Event, chance: SeededChance, tmp_path: Any
) -> None:
    before = seq(event)
    room = place_setup.add(event, "Salon Vert", PlaceKind.ROOM, "40", COORDINATOR, NOW, chance)
    category = category_setup.add(event, "Patrons", COORDINATOR, NOW, chance)
    options = {"folder": str(tmp_path / "Vert")}
    printer = printer_setup.add(event, "Vert", "folder", options, "", COORDINATOR, NOW, chance)
    event.live.take()
    place_setup.change(event, room["id"], 1, {"preset": "workshop"}, COORDINATOR, NOW, chance)
    assert {"rooms", EVERY_PLACE} <= event.live.take()
    place_setup.remove(event, room["id"], 2, COORDINATOR, NOW, chance)
    category_setup.remove(event, category["id"], 1, COORDINATOR, NOW, chance)
    printer_setup.remove(event, printer["id"], 1, COORDINATOR, NOW, chance)
    assert facts(event, before) == [
        PlaceChanged(room["id"], 1),
        CategoryChanged("patrons", 1),
        PrinterSetUp(printer["id"], 1),
        PlaceChanged(room["id"], 2),
        PlaceChanged(room["id"], 3, is_removed=True),
        CategoryChanged("patrons", 2, is_removed=True),
        PrinterSetUp(printer["id"], 2, is_removed=True),
    ]
    assert not any(word in text_of_log(event) for word in ("Vert", "Salon", "Patrons"))


def test_an_import_is_a_newer_version_of_a_room(event: Event, chance: SeededChance) -> None:
    put_room(event, "hall")
    put_room(event, "hall", capacity=7)
    with pytest.raises(Conflict):
        place_setup.change(event, "hall", 1, {"name": "Hall A"}, COORDINATOR, NOW, chance)
    assert places.find_place(event.reader, "hall") is not None


def test_a_category_that_somebody_has_or_a_door_names_stays(event: Event, chance: SeededChance) -> None:
    put_attendee(event, Attendee("ada", "Ada Lovelace", category="speaker"))
    room = place_setup.add(event, "Lounge", PlaceKind.ZONE, "", COORDINATOR, NOW, chance)
    rule = {"policy": {"categories": frozenset({"press"})}}
    place_setup.change(event, room["id"], 1, rule, COORDINATOR, NOW, chance)
    for category, held in (("speaker", "1 person"), ("press", "Lounge"), ("visitor", "no other category")):
        with pytest.raises(Conflict) as problem:
            category_setup.remove(event, category, 1, COORDINATOR, NOW, chance)
        assert held in problem.value.message
    category_setup.remove(event, "sponsor", 1, COORDINATOR, NOW, chance)
    assert "sponsor" not in dict(layouts.categories(event.reader))


def test_what_a_walk_in_agreed_to_is_kept_in_the_words_of_the_time(event: Event, chance: SeededChance) -> None:
    put(event, "walk_in", FORM, 0, chance)
    fields = {"full_name": "Bjørn Ødegård", "email": "b@example.org"}
    before = seq(event)
    new = registration.walk_in(event, fields, DESK, NOW, chance, consents=["photo", "conduct"]).attendee
    assert facts(event, before) == [AttendeeRegistered(new.id), AttendeeConsented(new.id, ["conduct", "photo"])]
    put(event, "walk_in", {"fields": [], "consents": []}, 1, chance)
    assert consents.of_attendee(event.reader, new.id) == {
        "conduct": {"en": "I keep the code of conduct."},
        "photo": {"en": "I may be in pictures.", "pl": "Mogę być na zdjęciach."},
    }
    assert "conduct photo" in [line["detail"] for line in cards.read(event, new.id)["history"]]
    assert "code of conduct" not in text_of_log(event)


@pytest.mark.parametrize(
    ("fields", "given", "code"),
    [
        ({}, ["conduct"], "field_needed"),
        ({"email": " "}, ["conduct"], "field_needed"),
        ({"email": "b@example.org"}, [], "consent_needed"),
        ({"email": "b@example.org"}, ["photo"], "consent_needed"),
        ({"email": "b@example.org"}, ["conduct", "newsletter"], "no_consent"),
    ],
)
def test_a_walk_in_without_what_is_needed_is_not_registered(
    event: Event, chance: SeededChance, fields: dict[str, str], given: list[str], code: str
) -> None:
    put(event, "walk_in", FORM, 0, chance)
    before = seq(event)
    with pytest.raises(BadInput) as problem:
        registration.walk_in(event, {"full_name": "Bjørn", **fields}, DESK, NOW, chance, consents=given)
    assert (problem.value.code, seq(event)) == (code, before)


def test_scans_read_no_more_settings_than_they_need(event: Event, gate: Caller, chance: SeededChance) -> None:
    put(event, "walk_in", FORM, 0, chance)
    document = event.reader.execute(settings.DOCUMENT).fetchone()[0]
    assert "conduct" not in document
    assert settings.parsed(document) == settings.read(event.reader)
