"""Fifteen seconds a person: what the desk's everyday cases cost somebody who knows its page, by effort.py's measure.

Waiting is left out of what is asserted: it belongs to the machine, and is reported beside.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from at_event import AtEvent, serve
from browsing import scan_by_wedge
from effort import Newcomer
from factories import open_file, put_attendee
from playwright.sync_api import Browser, Page, expect
from test_desk_page import open_desk, type_by_hand

from turnout.domain.model import Attendee
from turnout.services.event import Event
from turnout.services.live import Live

LIMIT_S = 15
PEOPLE = ("Oona Kastehelmi", "Ruprecht Zwingli")
"""The first teaches the page to whoever works there; the second is counted."""


@pytest.fixture
def at_event(demo: Path, tmp_path: Path) -> Iterator[AtEvent]:
    """The demo event being served, with two more who have paid and two who have not."""
    path = tmp_path / "with-four-more.db"
    shutil.copy(demo, path)
    event = Event(open_file(path), Live())
    for number, name in enumerate(PEOPLE):
        company = f"{name.split()[1]} Oy"
        put_attendee(event, Attendee(f"paid-{number}", name, name.split()[0], company=company))
        owing = name.replace("i", "e")
        put_attendee(event, Attendee(f"owing-{number}", owing, owing.split()[0], company=company, is_paid=False))
    event.file.close()
    with serve(path, tmp_path) as served:
        yield served


def find(desk: Page, who: Newcomer, name: str) -> None:
    """Type the family name, and open the card of the one who is found."""
    who.see("desk", desk.get_by_role("combobox"))
    family_name = name.split()[1].lower()
    type_by_hand(desk, family_name)
    who.press(len(family_name))
    who.see("found", desk.get_by_role("option", name=name))
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    who.press(2)
    expect(desk.locator(".card-name")).to_have_text(name)
    who.see("card", desk.locator(".card-name"))


def let_in(desk: Page, who: Newcomer) -> None:
    """Check in, read the outcome, and turn to the next."""
    desk.keyboard.press("Enter")
    who.press(1)
    who.see("outcome", desk.locator(".outcome.is-go"))
    desk.keyboard.press("Enter")
    who.press(1)
    expect(desk.get_by_role("combobox")).to_be_focused()


def find_and_let_in(desk: Page, who: Newcomer, at_event: AtEvent, name: str) -> None:
    find(desk, who, name)
    let_in(desk, who)


def scan(desk: Page, who: Newcomer, at_event: AtEvent, name: str) -> None:
    code = at_event.rows(
        "SELECT code FROM tickets t JOIN attendees a ON a.id = attendee_id WHERE kind = 'ticket' AND full_name = ?",
        name,
    )[0][0]
    who.see("desk", desk.get_by_role("combobox"))
    scan_by_wedge(desk, str(code))
    who.point()
    who.see("outcome", desk.locator(".outcome.is-go", has_text=name.split(maxsplit=1)[0]))
    desk.keyboard.press("Enter")
    who.press(1)


def take_cash_and_let_in(desk: Page, who: Newcomer, at_event: AtEvent, name: str) -> None:
    owing = name.replace("i", "e")
    find(desk, who, owing)
    desk.keyboard.press("p")
    who.press(1)
    who.see("payment", desk.get_by_role("dialog"))
    desk.keyboard.press("Tab")
    type_by_hand(desk, "25")
    desk.keyboard.press("Enter")
    who.press(4)
    expect(desk.get_by_role("dialog")).to_have_count(0)
    let_in(desk, who)


def write_a_new_badge(desk: Page, who: Newcomer, at_event: AtEvent, name: str) -> None:
    find(desk, who, name)
    desk.keyboard.press("b")
    who.press(1)
    who.see("badge", desk.get_by_role("dialog"))
    desk.keyboard.press("Enter")
    who.press(1)
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.keyboard.press("Escape")
    desk.keyboard.press("Escape")
    who.press(2)
    expect(desk.get_by_role("combobox")).to_be_focused()


CASES = [find_and_let_in, scan, take_cash_and_let_in, write_a_new_badge]


@pytest.mark.parametrize("case", CASES)
def test_the_second_person_costs_less_than_fifteen_seconds(
    case: Callable[[Page, Newcomer, AtEvent, str], None], at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    desk = open_desk(start_browser(), at_event)
    who = Newcomer()
    case(desk, who, at_event, PEOPLE[0])
    learnt = len(who.screens)
    case(desk, who, at_event, PEOPLE[1])
    counted = Newcomer()
    counted.screens = who.screens[learnt:]
    print(f"\n{case.__name__.replace('_', ' ')}\n{counted.report()}")
    assert 1 < counted.busy_s < LIMIT_S, counted.report()
