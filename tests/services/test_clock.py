"""Deadlines become facts, each once, whenever the server gets to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from factories import (
    NOW,
    SEED,
    caller,
    chance_of,
    open_file,
    put_attendee,
    put_room,
    put_session,
    put_station,
    scan,
    seeded,
)
from on_the_log import facts, inside, kinds, seq

from turnout.domain.facts import Fact, PlaceEmptied, PurgeDue, ScanAdmitted, SessionEnded, Stated
from turnout.domain.model import VENUE, Attendee
from turnout.services import clock
from turnout.services.event import Caller, Event
from turnout.services.live import Live
from turnout.services.registration import Registered
from turnout.store import log, maintenance, settings
from turnout.store.projections.people import presence_of

TALK_ENDS = NOW + timedelta(minutes=45)
DAY_ENDS = datetime(2026, 5, 2, 1, 0, tzinfo=UTC)  # 04:00 in Riga


@pytest.fixture
def talk(event: Event, ada: Registered) -> Event:
    """Ada sits in a talk."""
    clock.tick(event, NOW, seeded())
    put_room(event, "hall")
    put_session(event, "talk", "hall", NOW)
    door = put_station(event, "door", place_id="hall")
    scan(event, ada.badge.code, door, NOW, scan_id="s1", place_id="hall")
    return event


def stated(event: Event, kind: type[Fact]) -> list[Stated]:
    return [found for found in log.read(event.reader) if isinstance(found.fact, kind)]


def test_a_session_that_is_over_empties_its_room(talk: Event) -> None:
    late = TALK_ENDS + timedelta(seconds=20)
    clock.tick(talk, TALK_ENDS - timedelta(seconds=1), seeded())
    assert inside(talk, "hall") == 1
    clock.tick(talk, late, seeded())
    assert facts(talk)[-2:] == [SessionEnded("talk", "hall"), PlaceEmptied("hall", "session_ended")]
    ended = stated(talk, SessionEnded)[0]
    assert (ended.occurred_at, ended.recorded_at) == (TALK_ENDS, late)
    assert (inside(talk, "hall"), inside(talk)) == (0, 1)


def test_who_came_after_the_end_stays(talk: Event, ada: Registered) -> None:
    after = TALK_ENDS + timedelta(seconds=5)
    scan(talk, ada.badge.code, Caller("door", caller().role), after, scan_id="s2", place_id="hall")
    clock.tick(talk, after + timedelta(seconds=5), seeded())
    assert inside(talk, "hall") == 1


def test_who_came_in_for_the_next_session_stays(talk: Event) -> None:
    put_session(talk, "next", "hall", TALK_ENDS + timedelta(minutes=5))
    let_in_from, door = TALK_ENDS - timedelta(minutes=10), Caller("door", caller().role)
    for who, seconds in (("grace", -1), ("bob", 1)):
        badge, at = put_attendee(talk, Attendee(who, who)).badge, let_in_from + timedelta(seconds=seconds)
        scan(talk, badge.code, door, at, scan_id=who, place_id="hall")
    assert [found.fact.session_id for found in stated(talk, ScanAdmitted)] == ["talk", "talk", "next"]
    clock.tick(talk, TALK_ENDS, seeded())
    assert [presence_of(talk.reader, who).place_id for who in ("ada", "grace", "bob")] == [VENUE, VENUE, "hall"]
    assert (inside(talk, "hall"), inside(talk)) == (1, 3)
    ended, emptied = list(log.read(talk.reader))[-2:]
    assert (ended.occurred_at, emptied.occurred_at) == (TALK_ENDS, let_in_from)
    assert maintenance.differing_projections(talk.file.path) == []


def test_a_session_no_longer_than_the_door_is_early_is_left_at_its_start(talk: Event) -> None:
    clock.tick(talk, TALK_ENDS, seeded())
    put_session(talk, "flash", "hall", TALK_ENDS + timedelta(minutes=20), minutes=5)
    put_session(talk, "next", "hall", TALK_ENDS + timedelta(minutes=25))
    clock.tick(talk, TALK_ENDS + timedelta(minutes=25), seeded())
    assert stated(talk, PlaceEmptied)[-1].occurred_at == TALK_ENDS + timedelta(minutes=20)


def test_a_session_long_before_the_next_is_left_at_its_end(talk: Event) -> None:
    put_session(talk, "next", "hall", TALK_ENDS + timedelta(hours=2))
    clock.tick(talk, TALK_ENDS, seeded())
    assert stated(talk, PlaceEmptied)[-1].occurred_at == TALK_ENDS


def test_a_session_put_off_after_its_end_ends_again(talk: Event, ada: Registered) -> None:
    clock.tick(talk, TALK_ENDS, seeded())
    put_off = TALK_ENDS + timedelta(minutes=30)
    put_session(talk, "talk", "hall", NOW, minutes=int((put_off - NOW).total_seconds() // 60))
    scan(talk, ada.badge.code, Caller("door", caller().role), TALK_ENDS, scan_id="s2", place_id="hall")
    clock.tick(talk, put_off, seeded())
    assert [found.occurred_at for found in stated(talk, SessionEnded)] == [TALK_ENDS, put_off]
    assert inside(talk, "hall") == 0


def test_when_a_day_is_over_everybody_has_gone_home(talk: Event) -> None:
    clock.tick(talk, DAY_ENDS - timedelta(seconds=1), seeded())
    assert inside(talk) == 1
    clock.tick(talk, DAY_ENDS + timedelta(hours=3), seeded())
    assert stated(talk, PlaceEmptied)[-1].fact == PlaceEmptied(VENUE, "day_ended")
    assert stated(talk, PlaceEmptied)[-1].occurred_at == DAY_ENDS
    assert inside(talk) == 0


def test_a_second_tick_says_nothing_new(talk: Event) -> None:
    at = DAY_ENDS + timedelta(hours=3)
    clock.tick(talk, at, seeded())
    before = seq(talk)
    clock.tick(talk, at, chance_of("again"))
    clock.tick(talk, at + timedelta(minutes=1), chance_of("and again"))
    assert seq(talk) == before


def test_a_restart_says_nothing_new(talk: Event) -> None:
    clock.tick(talk, DAY_ENDS, seeded())
    before = kinds(talk)
    talk.file.close()
    talk.file = open_file(talk.file.path)
    clock.tick(Event(talk.file, Live()), DAY_ENDS, seeded(SEED + 1))
    assert kinds(talk) == before


def test_a_long_standstill_is_caught_up_with_as_it_would_have_been(tmp_path: Path, talk: Event) -> None:
    for n in range(120):
        put_session(talk, f"later-{n:03}", "hall", TALK_ENDS + timedelta(minutes=10 * n), minutes=10)
    three_days = NOW + timedelta(days=3)
    clock.tick(talk, three_days, seeded())
    ended = stated(talk, SessionEnded)
    assert [fact.occurred_at for fact in ended] == sorted(fact.occurred_at for fact in ended)
    assert (len(ended), inside(talk), inside(talk, "hall")) == (121, 0, 0)


def test_a_withdrawn_session_does_not_end(talk: Event) -> None:
    talk.write(lambda tx: tx.execute("UPDATE sessions SET is_withdrawn = 1"))
    clock.tick(talk, TALK_ENDS, seeded())
    assert "session.ended" not in kinds(talk)


def test_data_is_due_to_be_erased_once_the_day_is_over(event: Event) -> None:
    event.write(lambda tx: settings.put(tx.connection, "purge_on", "2026-05-20"))
    day_after = datetime(2026, 5, 21, 1, 0, tzinfo=UTC)  # 04:00 in Riga
    clock.tick(event, day_after - timedelta(seconds=1), seeded())
    assert stated(event, PurgeDue) == []
    for late in (timedelta(hours=3), timedelta(hours=4)):  # the second after a restart
        clock.tick(event, day_after + late, seeded())
    (found,) = stated(event, PurgeDue)
    assert (found.fact, found.occurred_at, found.recorded_at) == (
        PurgeDue("2026-05-20"),
        day_after,
        day_after + timedelta(hours=3),
    )


def test_a_day_of_erasing_that_never_ends_does_not_stop_the_clock(event: Event) -> None:
    """Files of earlier versions may hold one."""
    event.write(lambda tx: settings.put(tx.connection, "purge_on", "9999-12-31"))
    clock.tick(event, NOW, seeded())
    assert stated(event, PurgeDue) == []
