"""Stations that were cut off tell what they did, in any order, again and again: what comes of it is always the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factories import LET_IN, NOW, caller, make_event, put_attendee, put_station, replayed, scan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_fold import fold

from turnout.domain.conflicts import Verdict
from turnout.domain.model import Attendee, Direction
from turnout.services import conflicts, snapshots
from turnout.services.event import Caller, Event
from turnout.services.replay import Judged
from turnout.store import log, maintenance, reports

PEOPLE = ("ann", "bea", "cyd")
DOORS = ("gate", "side", "yard")
BACK = NOW + timedelta(hours=10)
REFERRED = Judged(is_admitted=False)


@dataclass(frozen=True)
class Told:
    """One scan in a station's outbox. No two are of one minute: of those, whoever tells last would be the later."""

    minute: int
    who: str
    door: str
    is_out: bool
    is_referred: bool

    @property
    def scan_id(self) -> str:
        return f"scan-{self.minute}"


@dataclass(frozen=True)
class Outcome:
    """What the event holds once everything is told, but for the order in which it came to know it."""

    scans: dict[str, str]
    conflicts: frozenset[tuple[Any, ...]]
    shown: list[dict[str, Any]]
    entries: list[tuple[Any, ...]]
    presence: list[tuple[Any, ...]]
    arrivals: list[tuple[str, int]]


told = st.builds(
    Told,
    minute=st.integers(20, 400),
    who=st.sampled_from(PEOPLE),
    door=st.sampled_from(DOORS),
    is_out=st.sampled_from((False, False, True)),
    is_referred=st.sampled_from((False, False, False, True)),
)
outboxes = st.lists(told, max_size=14, unique_by=lambda one: one.minute)
presets = st.sampled_from(("congress", "day_tickets", "open"))


@contextmanager
def an_event(preset: str, before: Sequence[str]) -> Iterator[tuple[Event, dict[str, Caller], dict[str, str]]]:
    """An event at which some people came in before the line was cut."""
    with TemporaryDirectory() as folder:
        event = make_event(Path(folder) / "congress.db", preset=preset)
        doors = {name: put_station(event, name) for name in DOORS}
        codes = {name: put_attendee(event, Attendee(name, name.capitalize())).ticket.code for name in PEOPLE}
        for number, name in enumerate(before):
            at = NOW + timedelta(minutes=number)
            scan(event, codes[name], doors["gate"], at, scan_id=f"before-{number}")
        try:
            yield event, doors, codes
        finally:
            event.file.close()


def outcome_of(preset: str, before: Sequence[str], order: Sequence[Told]) -> Outcome:
    with an_event(preset, before) as (event, doors, codes):
        for one in order:
            at = NOW + timedelta(minutes=one.minute)
            direction = Direction.OUT if one.is_out else Direction.IN
            judged = REFERRED if one.is_referred else LET_IN
            code, door = codes[one.who], doors[one.door]
            answer = replayed(event, code, door, at, scan_id=one.scan_id, now=BACK, direction=direction, judged=judged)
            assert answer.stated.occurred_at == at
        outcome = held(event)
        look_into(event)
        assert maintenance.differing_projections(event.file.path) == []
        said = fold(log.read(event.reader))
        headcounts = reports.headcounts(event.reader)
        assert {place_id: n for place_id, n in headcounts.items() if n} == said.headcounts
        entries = event.reader.execute("SELECT attendee_id, place_id, day, times FROM entries")
        assert {tuple(row[:3]): row[3] for row in entries} == {key: one.times for key, one in said.entries.items()}
        return outcome


def look_into(event: Event) -> None:
    """Answer every conflict, in turn as two people and as one; of the last person the answer is taken back."""
    for number, one in enumerate(snapshots.build(event, "conflicts", BACK).data["conflicts"]):
        verdict = Verdict.SAME_PERSON if one["person"]["id"] == PEOPLE[0] or number % 2 else Verdict.TWO_PEOPLE
        conflicts.resolve(event, one["scan_id"], verdict, caller(), BACK)
        if one["person"]["id"] == PEOPLE[-1]:
            conflicts.reopen(event, one["scan_id"], caller(), BACK)


def held(event: Event) -> Outcome:
    scans = Counter(
        (stated.fact_id, stated.fact.KIND)
        for stated in log.read(event.reader)
        if stated.fact.KIND in ("scan.admitted", "scan.refused")
    )
    assert set(scans.values()) <= {1}, "a scan has two outcomes"
    found = event.reader.execute("SELECT scan_id, kind, attendee_id, at, station_id, other_scan_id FROM conflicts")
    presence = event.reader.execute("SELECT attendee_id, place_id, moved_at, arrived_at FROM presence ORDER BY 1")
    entries = event.reader.execute(
        "SELECT attendee_id, day, times, first_at, first_fact_id, last_at, left_at FROM entries ORDER BY 1, 2"
    )
    arrivals = event.reader.execute("SELECT bucket, n FROM arrivals WHERE n > 0 ORDER BY 1")
    return Outcome(
        scans={scan_id: kind for scan_id, kind in scans if not scan_id.startswith("before")},
        conflicts=frozenset(map(tuple, found)),
        shown=snapshots.build(event, "conflicts", BACK).data["conflicts"],
        entries=list(map(tuple, entries)),
        presence=list(map(tuple, presence)),
        arrivals=list(map(tuple, arrivals)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(presets, st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True), outboxes, st.data())
def test_in_whatever_order_and_however_often_it_is_told(
    preset: str, before: list[str], scans: list[Told], data: st.DataObject
) -> None:
    in_time = outcome_of(preset, before, sorted(scans, key=lambda one: one.minute))
    again = data.draw(st.lists(st.sampled_from(scans), max_size=6)) if scans else []
    shuffled = data.draw(st.permutations([*scans, *again]))
    assert outcome_of(preset, before, shuffled) == in_time
    admitted = {one.scan_id for one in scans if not one.is_referred}
    assert {scan_id for scan_id, kind in in_time.scans.items() if kind == "scan.admitted"} == admitted
    assert set(in_time.scans) == {one.scan_id for one in scans}
