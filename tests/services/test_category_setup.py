"""Categories of a list and of set-up are the same ones, whichever was there first and whatever they are called now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import NOW, caller, put_attendee, put_station, put_venue_policy, scan

from turnout.demo.event import SeededChance
from turnout.domain.facts import ScanAdmitted
from turnout.domain.model import PRESETS, Attendee
from turnout.importer import sources
from turnout.services import category_setup, importing, setup_document
from turnout.services.event import Event
from turnout.services.importing import DirectRegister
from turnout.store import layouts

BOSS = caller()


@pytest.fixture
def chance() -> SeededChance:
    return SeededChance(7)


def bring_in(event: Event, chance: SeededChance, *categories: str) -> list[str]:
    """Import a list with a person of each category; what each is of then."""
    source = event.file.path.with_name("list.csv")
    lines = [f"Person {n},T-{n},{n},{category}\n" for n, category in enumerate(categories)]
    source.write_text("".join(["Name,Ticket code,ID,Category\n", *lines]), encoding="utf-8")
    reader = sources.attendees_reader(source)
    steps = sources.steps(event.file.path, source, reader, reader.recognise(source), importing.DEFAULT)
    importing.run(steps, DirectRegister(event, BOSS, NOW, chance))
    return [row[0] for row in event.reader.execute("SELECT category FROM attendees ORDER BY full_name")]


def rename(event: Event, chance: SeededChance, category: str, label: str) -> None:
    version = setup_document.category(event.reader, category)["version"]
    category_setup.change(event, category, version, {"label": label}, BOSS, NOW, chance)


def test_a_list_means_the_same_categories_once_they_are_renamed(event: Event, chance: SeededChance) -> None:
    category_setup.add(event, "Panel guest", BOSS, NOW, chance)
    words = ("Speaker", "TECHNICIAN", "Panel guest")
    were = bring_in(event, chance, *words)
    for category in were:
        rename(event, chance, category, f"Our {category}s")
    assert (were, bring_in(event, chance, *words)) == (["speaker", "technician", "panel_guest"],) * 2
    assert bring_in(event, chance, *(f"our {category}S" for category in were)) == were


def test_a_label_is_meant_before_an_id(event: Event, chance: SeededChance) -> None:
    rename(event, chance, "speaker", "Faculty")
    made = category_setup.add(event, "Speaker", BOSS, NOW, chance)
    assert bring_in(event, chance, "Speaker", "Faculty") == [made["id"], "speaker"]


def test_who_is_of_a_category_before_it_is_described_is_of_it_then(event: Event, chance: SeededChance) -> None:
    assert bring_in(event, chance, "VIP", "vip", "Vip / Press") == ["VIP", "VIP", "Vip / Press"]
    made = category_setup.add(event, "Vip", BOSS, NOW, chance)
    assert (made["id"], made["label"], made["people"]) == ("VIP", "Vip", 2)
    put_venue_policy(event, replace(PRESETS["open"], categories=frozenset({made["id"]})))
    gate = put_station(event)
    assert isinstance(scan(event, "T-1", gate, NOW, scan_id="s1").fact, ScanAdmitted)
    assert bring_in(event, chance, "VIP", "vip", "Vip / Press") == ["VIP", "VIP", "Vip / Press"]


def test_of_several_spellings_the_most_used_is_taken(event: Event, chance: SeededChance) -> None:
    for name, category in (("ada", "Jury"), ("bo", "JURY"), ("eve", "JURY")):
        put_attendee(event, Attendee(name, name, category=category))
    assert category_setup.add(event, "Jury", BOSS, NOW, chance)["id"] == "JURY"
    assert layouts.undescribed(event.reader) == {"Jury": 1}


def test_another_category_takes_nobody_over(event: Event, chance: SeededChance) -> None:
    bring_in(event, chance, "vip")
    made = category_setup.add(event, "VIP+", BOSS, NOW, chance)
    assert (made["id"], made["people"]) == ("vip_2", 0)


def test_a_category_of_no_letters_is_only_itself(event: Event, chance: SeededChance) -> None:
    assert bring_in(event, chance, "", "★", "☆") == ["visitor", "★", "☆"]
    assert category_setup.add(event, "★", BOSS, NOW, chance)["people"] == 1
