"""Layouts are put and gone back to; every text stays, with how many badges were drawn with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, seeded

from badges.layout import bundled
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import BadgeQueued, BadgeSending, LayoutChanged
from turnout.services import layout_setup
from turnout.services.event import Event
from turnout.services.setup_document import Data
from turnout.store import layouts, log
from turnout.store.log import Origin
from turnout.store.times import to_text

VISITOR, CREW = bundled("visitor-62x100"), bundled("crew-62x100")
STICKER = bundled("sticker-62x29")
CHANCE = seeded()


def put(event: Event, name: str, toml: str, version: int, minutes: int = 0) -> Data:
    now = NOW + timedelta(minutes=minutes)
    return layout_setup.put(event, name, toml, version, caller(), now, CHANCE)


def send(event: Event, job_id: str, layout: str, version: int, times: int = 1) -> None:
    """State that a badge was sent with a version of a layout, again and again after it came back."""

    def state(tx: object) -> None:
        origin = Origin.at(NOW)
        log.append(tx, BadgeQueued("ada", job_id, "t", "folder", 1, "admitted"), origin, f"{job_id}-queued")  # type: ignore[arg-type]
        for number in range(times):
            fact = BadgeSending(job_id, "folder", layout, version)
            log.append(tx, fact, origin, f"{job_id}-sending-{number}")  # type: ignore[arg-type]

    event.write(state)


def facts(event: Event) -> list[LayoutChanged]:
    return [one.fact for one in log.read(event.reader) if isinstance(one.fact, LayoutChanged)]


def test_a_layout_is_put_and_its_former_text_stays(event: Event) -> None:
    found = put(event, "default", STICKER, 1)
    assert (found["version"], found["toml"]) == (2, STICKER)
    assert [(one["version"], one["changed_at"], one["badges"]) for one in found["versions"]] == [
        (2, to_text(NOW), 0),
        (1, None, 0),
    ]
    assert layout_setup.text_of_version(event, "default", 1)["toml"] == VISITOR
    assert layouts.chosen(event.reader, "visitor").version == 2
    assert facts(event) == [LayoutChanged("default", 2)]


def test_one_goes_back_to_a_former_text_by_putting_it_again(event: Event) -> None:
    put(event, "default", STICKER, 1)
    assert put(event, "default", VISITOR, 2)["version"] == 3
    assert layouts.chosen(event.reader, "visitor").toml == VISITOR


def test_the_text_that_stands_there_changes_nothing(event: Event) -> None:
    assert put(event, "default", VISITOR, 0)["version"] == 1
    assert facts(event) == []


def test_who_was_slower_is_told_what_stands_there_now(event: Event) -> None:
    put(event, "default", STICKER, 1)
    with pytest.raises(Conflict) as refused:
        put(event, "default", CREW, 1)
    assert refused.value.code == "changed_meanwhile"
    assert refused.value.current == {"name": "default", "version": 2, "toml": STICKER}
    with pytest.raises(Conflict):
        put(event, "crew", STICKER, 0)  # somebody made a layout of this name meanwhile


@pytest.mark.parametrize("name", ["", "-a", "Two words", "a/b", "a" * 41, "crew\n"])
def test_a_layout_has_a_plain_name(event: Event, name: str) -> None:
    with pytest.raises(BadInput):
        put(event, name, STICKER, 0)


def test_badges_are_counted_by_the_version_they_were_drawn_with(printing: Event) -> None:
    put(printing, "default", STICKER, 1)
    send(printing, "one", "default", 1)
    send(printing, "two", "default", 2, times=3)
    send(printing, "three", "default", 2)
    send(printing, "four", "crew", 1)
    versions = layout_setup.read(printing, "default")["versions"]
    assert {one["version"]: one["badges"] for one in versions} == {2: 2, 1: 1}


def test_counting_badges_reads_an_index_and_not_the_log(event: Event) -> None:
    plan = event.reader.execute(
        """
        EXPLAIN QUERY PLAN SELECT count(DISTINCT subject) FROM log
        WHERE kind = 'badge.sending' AND json_extract(data, '$.layout') = 'a'
            AND json_extract(data, '$.layout_version') = 1
        """
    ).fetchall()
    assert any("log_by_layout" in row[3] for row in plan)


def test_a_layout_that_nobody_uses_is_taken_away_and_its_texts_stay(event: Event) -> None:
    put(event, "press", STICKER, 0)
    layout_setup.remove(event, "press", 1, caller(), NOW, CHANCE)
    with pytest.raises(NotFound):
        layout_setup.read(event, "press")
    assert layout_setup.text_of_version(event, "press", 1)["toml"] == STICKER
    assert put(event, "press", CREW, 0)["version"] == 2
    assert facts(event) == [
        LayoutChanged("press", 1),
        LayoutChanged("press", 1, is_removed=True),
        LayoutChanged("press", 2),
    ]


@pytest.mark.parametrize(("name", "users"), [("crew", "Organiser, Speaker, Staff, Technician"), ("default", "Press")])
def test_a_layout_in_use_stays(event: Event, name: str, users: str) -> None:
    with pytest.raises(Conflict, match=users) as refused:
        layout_setup.remove(event, name, 1, caller(), NOW, CHANCE)
    assert refused.value.code == "in_use"
    assert facts(event) == []


def test_the_usual_layout_stays_though_no_category_names_it(event: Event) -> None:
    event.write(lambda tx: tx.execute("UPDATE categories SET layout = 'crew'"))
    with pytest.raises(Conflict, match="every category that names no other"):
        layout_setup.remove(event, "default", 1, caller(), NOW, CHANCE)


def test_the_overview_tells_what_there_is_to_choose_from(event: Event) -> None:
    found = layout_setup.overview(event)
    assert found["layouts"] == [
        {"name": "crew", "title": "Crew with a category band, 62 x 100 mm", "width": 62.0, "height": 100.0},
        {"name": "default", "title": "Visitor, 62 x 100 mm", "width": 62.0, "height": 100.0},
    ]
    assert len(found["bundled"]) == 6
    assert found["bundled"][2]["toml"] == bundled("landscape-57x102")
    assert {one["id"]: one["layout"] for one in found["categories"]}["press"] == "default"
    assert found["logo"] == {"value": None, "version": 0}


def test_a_layout_that_cannot_be_read_is_in_the_list_without_a_size(event: Event) -> None:
    event.write(lambda tx: layouts.put(tx.connection, "old", "[label]\ncolour = 1"))
    assert layout_setup.overview(event)["layouts"][2] == {"name": "old", "title": "", "width": None, "height": None}
