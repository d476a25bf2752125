"""Is the event ready to open? Each item as it is at first, and once it was seen to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from factories import NOW, caller, make_event, put_attendee, put_session, put_station, put_venue_policy, scan, seeded

from turnout.domain.badge_jobs import JobState
from turnout.domain.model import PRESETS, VENUE, Accepts, Attendee, Policy, Role, StationMode
from turnout.domain.payment import Method
from turnout.services import access, opening, payments, printing, stations
from turnout.services.event import Caller, Event
from turnout.services.opening import Item
from turnout.store import layouts, settings


@pytest.fixture
def rehearsing(tmp_path: Path) -> Iterator[Event]:
    made = make_event(tmp_path / "new.db", is_opened=False, has_printer=True)
    yield made
    made.file.close()


def checklist(event: Event) -> dict[str, Item]:
    items = opening.readiness(event, NOW, stopwatch=lambda: 0.0, let_others_run=lambda: None)
    return {item.id: item for item in items}


def states(event: Event) -> dict[str, tuple[str, int]]:
    return {item.id: (str(item.state), item.count) for item in checklist(event).values()}


def test_a_new_event_lacks_nearly_everything(rehearsing: Event) -> None:
    assert states(rehearsing) == {
        "days": ("ok", 3),
        "attendees": ("missing", 0),
        "entry": ("ok", 0),
        "sessions": ("look", 0),
        "coordinator": ("look", 0),
        "kiosk": ("look", 0),
        "printer": ("look", 0),
        "layouts": ("ok", 0),
        "categories": ("ok", 0),
        "badge_tried": ("look", 0),
        "glyphs": ("ok", 0),
        "payments": ("ok", 0),
        "rehearsed": ("look", 0),
    }


def test_an_event_that_was_rehearsed_is_ready(rehearsing: Event) -> None:
    ada = put_attendee(rehearsing, Attendee("ada", "Ada Lovelace"))
    put_session(rehearsing, "talk", VENUE, NOW)
    access.add_account(rehearsing, "Boss", Role.COORDINATOR, "long enough", NOW, seeded(1))
    code = stations.add(rehearsing, "Kiosk", StationMode.ENTRANCE, VENUE, "", caller(), NOW, seeded(2)).code
    stations.pair(rehearsing, code, NOW, seeded(3))
    entrance = put_station(rehearsing, "entrance", mode=StationMode.ENTRANCE)
    scan(rehearsing, ada.ticket.code, entrance, NOW, scan_id="s1")
    spooler = Caller("spooler", Role.STATION)
    work = printing.claim(rehearsing, "folder", "spooler", NOW)
    assert work is not None
    printing.report(rehearsing, work.job.id, "r1", JobState.PRINTED, "", spooler, NOW, NOW)
    printing.note_printer(rehearsing, "folder", "ready", "", spooler, NOW)
    assert {name: state for name, (state, _) in states(rehearsing).items() if state != "ok"} == {}


def test_who_paid_in_the_rehearsal_is_named_before_opening_forgets_it(rehearsing: Event) -> None:
    for name in ("ada", "bo", "eve"):
        put_attendee(rehearsing, Attendee(name, name.capitalize(), is_paid=False))
        payments.pay(rehearsing, name, Method.CASH, 1250, 1, caller(Role.DESK), NOW)
    payments.undo(rehearsing, "eve", 2, caller(Role.DESK), NOW)
    assert checklist(rehearsing)["payments"] == Item("payments", opening.Standing.LOOK, 2, ("Ada", "Bo"))


def test_an_event_that_is_over_lacks_its_days(rehearsing: Event) -> None:
    rehearsing.write(lambda tx: settings.put(tx.connection, "days", ["2026-04-30"]))
    assert states(rehearsing)["days"] == ("missing", 0)


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        (PRESETS["congress"], ("ok", 2)),
        (replace(PRESETS["open"], categories=frozenset({"press"})), ("ok", 1)),
        (replace(PRESETS["open"], categories=frozenset({"sponsor"})), ("missing", 0)),
        (replace(PRESETS["open"], accepts=Accepts.BADGES), ("missing", 0)),
        (replace(PRESETS["open"], closes_at=NOW - timedelta(minutes=10)), ("missing", 0)),
        (replace(PRESETS["open"], closes_at=NOW - timedelta(minutes=10), tolerance_s=660), ("ok", 2)),
    ],
)
def test_a_venue_that_admits_nobody_is_told(rehearsing: Event, rule: Policy, state: tuple[str, int]) -> None:
    put_attendee(rehearsing, Attendee("ada", "Ada Lovelace"))
    put_attendee(rehearsing, Attendee("joe", "Joe Hacks", category="press"))
    put_venue_policy(rehearsing, rule)
    assert states(rehearsing)["entry"] == state


def test_a_layout_that_is_not_there_is_told(rehearsing: Event) -> None:
    rehearsing.write(lambda tx: layouts.put_category(tx.connection, "press", "Press", False, "nowhere"))
    assert states(rehearsing)["layouts"] == ("look", 1)


def test_people_of_a_category_that_is_not_set_up_are_told(rehearsing: Event) -> None:
    for name, category in (("ada", "VIP"), ("bo", "Jury"), ("eve", "VIP"), ("joe", "press")):
        put_attendee(rehearsing, Attendee(name, name.capitalize(), category=category))
    assert checklist(rehearsing)["categories"] == Item("categories", opening.Standing.LOOK, 3, ("VIP", "Jury"))


@pytest.mark.parametrize("toml", ["# no layout", "[label"])
def test_a_layout_that_draws_nothing_is_told(rehearsing: Event, toml: str) -> None:
    rehearsing.write(lambda tx: layouts.put(tx.connection, "crew", toml))
    assert states(rehearsing)["layouts"] == ("look", 1)


def test_names_that_no_font_can_draw_are_counted_and_some_are_named(rehearsing: Event) -> None:
    missing = "\U0001d7ff\ue123"  # a private letter: no font has it
    for n in range(16):
        put_attendee(rehearsing, Attendee(f"a{n:02}", f"Nobody {n:02} {missing}"))
    put_attendee(rehearsing, Attendee("gone", f"Gone {missing}", is_cancelled=True))
    for name in ("Zażółć Gęślą", "عبد الله", "नमस्ते", "Ёлка"):
        put_attendee(rehearsing, Attendee(name, name))
    found = checklist(rehearsing)["glyphs"]
    assert (found.state, found.count) == ("look", 16)
    assert found.examples == tuple(f"Nobody {n:02} {missing}" for n in range(14))


def test_others_run_between_items_and_chunks_of_names(rehearsing: Event) -> None:
    ran: list[int] = []

    def items() -> int:
        ran.clear()
        return len(list(opening.readiness(rehearsing, NOW, lambda: 0.0, let_others_run=lambda: ran.append(1))))

    assert items() == len(ran)
    put_attendee(rehearsing, Attendee("ada", "Ada Lovelace"))
    assert items() + 1 == len(ran)
