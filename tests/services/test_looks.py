"""Who looked at whose card: one row a person, viewer and hour, and no fact."""

from __future__ import annotations

from datetime import timedelta

from factories import NOW, caller, put_station
from on_the_log import seq
from structlog.testing import capture_logs

from turnout.domain.model import Role
from turnout.services import looks
from turnout.services.event import Event
from turnout.store import looks as register
from turnout.store.looks import Look

DESK = caller(Role.DESK)
HOUR = timedelta(hours=1)


def test_looks_within_an_hour_are_one(event: Event) -> None:
    before = seq(event)
    for minutes in (0, 1, 59, 60):
        looks.note(event, "ada", DESK, NOW + timedelta(minutes=minutes))
    looks.note(event, "ada", caller(Role.SUPERVISOR), NOW)
    looks.note(event, "grace", DESK, NOW)
    assert register.of_attendee(event.reader, "ada") == [
        Look("ada", "desk", NOW + HOUR),
        Look("ada", "desk", NOW),
        Look("ada", "supervisor", NOW),
    ]
    assert seq(event) == before


def test_a_full_disk_keeps_nobody_from_looking_and_the_server_says_which_look_is_not_noted(event: Event) -> None:
    in_use = event.reader.execute("PRAGMA page_count").fetchone()[0]
    event.write(lambda tx: tx.execute(f"PRAGMA max_page_count = {in_use}").fetchone())
    people = [f"{n:0200}" for n in range(100)]
    with capture_logs() as said:
        for person in people:
            looks.note(event, person, DESK, NOW)
    noted = [person for person in people if register.of_attendee(event.reader, person)]
    assert 0 < len(said) == len(people) - len(noted)
    assert said[-1] == {
        "event": "look_not_noted",
        "attendee_id": people[-1],
        "viewer": "desk",
        "code": "disk_full",
        "log_level": "error",
    }


def test_following_a_card_is_a_look_of_the_people_at_that_screen(event: Event) -> None:
    gate = put_station(event)
    looks.note_following(event, ["totals", "attendee:ada", "place:hall"], [gate, DESK], NOW)
    assert register.of_attendee(event.reader, "ada") == [Look("ada", "desk", NOW)]
