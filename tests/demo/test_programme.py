"""The demo's programme: something is on at every moment, and nobody and nothing is in two places."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnout.demo.programme import RUNNING_NOW, SOON, STARTING_SOON, event_days, programme, rooms
from turnout.domain.model import SessionRow

SPEAKERS = [f"Speaker {number}" for number in range(150)]
ZONES = ("Europe/Riga", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


def sessions_at(now: datetime, zone: str = "Europe/Riga", seed: int = 1) -> tuple[SessionRow, ...]:
    return programme(now, zone, SPEAKERS, seed)[1]


@settings(max_examples=150, deadline=None)
@given(now=MOMENTS, zone=st.sampled_from(ZONES))
def test_at_every_moment_sessions_run_and_others_are_about_to_begin(now: datetime, zone: str) -> None:
    sessions = sessions_at(now, zone)
    assert sum(s.starts_at <= now < s.ends_at for s in sessions) >= RUNNING_NOW
    assert sum(SOON[0] <= s.starts_at - now <= SOON[1] for s in sessions) >= STARTING_SOON


@settings(max_examples=100, deadline=None)
@given(now=MOMENTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 1000))
def test_no_room_holds_two_sessions_at_once(now: datetime, zone: str, seed: int) -> None:
    by_room = defaultdict(list)
    for session in sessions_at(now, zone, seed):
        assert session.starts_at < session.ends_at
        by_room[session.room_source_id].append(session)
    for sessions in by_room.values():
        assert all(earlier.ends_at <= later.starts_at for earlier, later in pairwise(sessions))


@settings(max_examples=60, deadline=None)
@given(now=MOMENTS, count=st.integers(0, 150))
def test_no_speaker_is_in_two_places(now: datetime, count: int) -> None:
    busy = defaultdict(list)
    for session in programme(now, "Europe/Riga", SPEAKERS[:count], 1)[1]:
        for speaker in session.speakers:
            busy[speaker].append(session)
    for sessions in busy.values():
        assert all(earlier.ends_at <= later.starts_at for earlier, later in pairwise(sessions))


def test_within_opening_hours_the_day_hardly_moves() -> None:
    zone = ZoneInfo("Europe/Riga")
    for minute in range(9 * 60, 17 * 60 + 1, 7):
        now = datetime(2027, 5, 20, minute // 60, minute % 60, tzinfo=zone)
        opening = next(s for s in sessions_at(now) if s.source_id == "demo-2-01")
        moved = opening.starts_at - datetime(2027, 5, 20, 9, 0, tzinfo=zone)
        assert abs(moved) <= timedelta(minutes=70), now


def test_yesterday_and_tomorrow_run_from_nine_to_six() -> None:
    zone = ZoneInfo("Europe/Riga")
    sessions = sessions_at(datetime(2027, 5, 20, 23, 0, tzinfo=zone))
    for day in (1, 3):
        of_day = [s for s in sessions if s.source_id.startswith(f"demo-{day}-")]
        assert min(s.starts_at for s in of_day) == datetime(2027, 5, 18 + day, 9, 0, tzinfo=zone)
        assert max(s.ends_at for s in of_day) == datetime(2027, 5, 18 + day, 18, 0, tzinfo=zone)


def test_ninety_sessions_with_titles_of_their_own_in_twelve_rooms() -> None:
    the_rooms, sessions = programme(datetime(2027, 5, 20, 10, tzinfo=UTC), "Europe/Riga", SPEAKERS, 1)
    assert the_rooms == rooms()
    assert (len(the_rooms), the_rooms[0].capacity, the_rooms[-1].capacity) == (12, 900, 20)
    assert len(sessions) == len({s.title for s in sessions}) == len({s.source_id for s in sessions}) == 90
    assert {s.room_source_id for s in sessions} == {room.source_id for room in the_rooms}
    assert {speaker for s in sessions for speaker in s.speakers} <= set(SPEAKERS)
    assert min(len(s.speakers) for s in sessions) >= 1
    assert list(sessions) == sorted(sessions, key=lambda s: s.starts_at)


def test_same_arguments_give_the_same_programme_and_another_seed_another() -> None:
    now = datetime(2027, 5, 20, 10, tzinfo=UTC)
    assert sessions_at(now) == sessions_at(now)
    assert [s.title for s in sessions_at(now)] != [s.title for s in sessions_at(now, seed=2)]


def test_lengths_survive_the_night_when_clocks_change() -> None:
    now = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # half past two in Riga, half an hour before summer time
    lengths = {(s.ends_at - s.starts_at) // timedelta(minutes=1) for s in sessions_at(now)}
    assert lengths <= {30, 45, 60, 90, 120, 150, 180}


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2027, 5, 20, 1, 30, tzinfo=ZoneInfo("Europe/Riga")), date(2027, 5, 19)),
        (datetime(2027, 5, 20, 4, 0, tzinfo=ZoneInfo("Europe/Riga")), date(2027, 5, 20)),
    ],
)
def test_a_night_belongs_to_the_day_before(now: datetime, today: date) -> None:
    assert event_days(now, "Europe/Riga") == (today - timedelta(days=1), today, today + timedelta(days=1))
