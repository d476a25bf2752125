"""Lists on paper: whose box is ticked before the paper is used."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from factories import NOW, put_attendee, put_station, put_venue_policy, scan

from turnout.domain.model import PRESETS, Attendee, Entries, Policy
from turnout.services import paper_lists
from turnout.services.event import Event

TOMORROW = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("preset", "ticked_tomorrow"), [("congress", ["ada", "bob"]), ("day_tickets", ["bob"]), ("open", ["bob"])]
)
def test_a_box_is_ticked_of_whoever_may_not_come_again(event: Event, preset: str, ticked_tomorrow: list[str]) -> None:
    put_venue_policy(event, PRESETS[preset])
    gate = put_station(event)
    ada, bob = (put_attendee(event, Attendee(name.lower(), name)) for name in ("Ada", "Bob"))
    scan(event, ada.ticket.code, gate, NOW, scan_id="today")
    assert ticked(event, NOW) == ["ada"]
    scan(event, bob.ticket.code, gate, TOMORROW, scan_id="tomorrow")
    assert ticked(event, TOMORROW) == ticked_tomorrow


def test_a_box_is_ticked_once_all_entries_are_used_up(event: Event) -> None:
    put_venue_policy(event, Policy(entries=Entries.TIMES, times=2))
    gate, ada = put_station(event), put_attendee(event, Attendee("ada", "Ada"))
    scan(event, ada.ticket.code, gate, NOW, scan_id="today")
    assert ticked(event, NOW) == []
    scan(event, ada.ticket.code, gate, TOMORROW, scan_id="tomorrow")
    assert ticked(event, TOMORROW + timedelta(days=1)) == ["ada"]


def ticked(event: Event, now: datetime) -> list[str]:
    by_name, *_by_category = paper_lists.arrange(event.reader, now)
    return [person.id for person in by_name.people if person.has_come]
