"""Places with their entry rules, and which session runs, comes next, or is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from factories import NOW, put_room, put_session
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.model import PRESETS, VENUE, Accepts, Entries, Place, PlaceKind, Policy, Role
from turnout.services import clock
from turnout.services.event import Event
from turnout.store import places

moments = st.integers(0, 4_000_000_000_000).map(lambda ms: datetime.fromtimestamp(ms // 1000, UTC))
policies = st.builds(
    Policy,
    entries=st.sampled_from(Entries),
    times=st.integers(1, 9),
    accepts=st.sampled_from(Accepts),
    categories=st.frozensets(st.text(max_size=5)),
    booking_needed=st.booleans(),
    count_is_exact=st.booleans(),
    capacity_is_hard=st.booleans(),
    waits_for_readiness=st.booleans(),
    opens_at=st.none() | moments,
    closes_at=st.none() | moments,
    tolerance_s=st.integers(0, 3600),
    override_roles=st.frozensets(st.sampled_from(Role)),
)


@given(policy=policies)
def test_an_entry_rule_comes_back_from_its_text(policy: Policy) -> None:
    assert places.policy_from_json(places.policy_to_json(policy)) == policy


def test_an_entry_rule_is_written_as_what_differs_from_the_default() -> None:
    assert places.policy_to_json(PRESETS["open"]) == "{}"
    assert places.policy_to_json(PRESETS["congress"]) == '{"accepts": "tickets", "entries": "once"}'


def test_places_come_with_the_venue_first(event: Event) -> None:
    studio, aula = put_room(event, "studio"), put_room(event, "aula", capacity=90)
    venue = Place(VENUE, "Harbour Congress", PlaceKind.VENUE, None, PRESETS["congress"])
    assert places.places(event.reader) == [venue, aula, studio]
    assert places.find_place(event.reader, "aula") == aula
    assert places.find_place(event.reader, "cellar") is None


@pytest.mark.parametrize(
    ("minutes", "current", "coming"),
    [(-1, None, "s1"), (0, "s1", "s2"), (44, "s1", "s2"), (45, None, "s2"), (60, "s2", None), (105, None, None)],
)
def test_the_session_of_a_moment(event: Event, minutes: int, current: str | None, coming: str | None) -> None:
    put_room(event, "aula")
    put_session(event, "s1", "aula", NOW)
    put_session(event, "s2", "aula", NOW + timedelta(hours=1))
    at = NOW + timedelta(minutes=minutes)
    running, upcoming = (read(event.reader, "aula", at) for read in (places.current_session, places.next_session))
    assert (running and running.id, upcoming and upcoming.id) == (current, coming)


def test_a_withdrawn_session_is_nowhere_but_in_history(event: Event) -> None:
    put_room(event, "aula")
    session = put_session(event, "s1", "aula", NOW)
    event.write(lambda tx: places.withdraw_sessions(tx.connection, ["s1"]))
    assert places.current_session(event.reader, "aula", NOW) is None
    assert places.sessions_to_end(event.reader, NOW + timedelta(hours=1)) == []
    assert places.find_session(event.reader, "s1") == session


def test_a_session_that_is_over_ends_once(event: Event) -> None:
    put_room(event, "aula")
    session = put_session(event, "s1", "aula", NOW)
    assert places.sessions_to_end(event.reader, session.ends_at - timedelta(milliseconds=1)) == []
    assert places.sessions_to_end(event.reader, session.ends_at) == [session]
    clock.end_sessions(event, session.ends_at)
    assert places.sessions_to_end(event.reader, session.ends_at) == []
    assert places.last_emptied(event.reader, "aula") == session.ends_at
