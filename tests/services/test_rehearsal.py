"""Clearing the rehearsal: what was tried leaves the lists, the log keeps it, and nothing that counts is touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from factories import NOW, caller, chance_of, make_event, put_attendee, put_station, scan, seeded

from turnout.domain.badge_jobs import JobState
from turnout.domain.facts import BadgeVoided, RehearsalCleared
from turnout.domain.model import Attendee, StationMode
from turnout.services import printing, rehearsal, setup, snapshots
from turnout.services.event import Caller, Event
from turnout.store import badge_jobs, log

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def rehearsed(tmp_path: Path) -> Iterator[Event]:
    """An event that is not opened yet, with a printer."""
    event = make_event(tmp_path / "rehearsed.db", is_opened=False, has_printer=True)
    yield event
    event.file.close()


@pytest.fixture
def code(rehearsed: Event) -> str:
    return put_attendee(rehearsed, Attendee("ada", "Ada Lovelace")).ticket.code


@pytest.fixture
def entrance(rehearsed: Event) -> Caller:
    return put_station(rehearsed, "entrance", mode=StationMode.ENTRANCE)


def fed(event: Event) -> list[str]:
    """The scans that the feed shows."""
    return [line["scan_id"] for line in snapshots.build(event, "feed", LATER).data["scans"]]


def told(event: Event) -> list[str]:
    """What the history on Ada's card tells."""
    return [line["kind"] for line in snapshots.build(event, "attendee:ada", LATER).data["history"]]


def clear(event: Event, name: str = "clear") -> int:
    return rehearsal.clear(event, caller(), LATER, chance_of(name))


def test_what_was_rehearsed_leaves_the_feed_and_stays_in_the_log(rehearsed: Event, code: str, entrance: Caller) -> None:
    scan(rehearsed, code, entrance, NOW, scan_id="admitted")
    scan(rehearsed, "nobody's", entrance, NOW, scan_id="refused")
    assert (fed(rehearsed), told(rehearsed)) == (["refused", "admitted"], ["badge.queued", "scan.admitted"])
    clear(rehearsed)
    assert (fed(rehearsed), told(rehearsed)) == ([], [])
    kept = [stated.fact_id for stated in log.read(rehearsed.reader) if stated.fact.KIND.startswith("scan.")]
    assert kept == ["admitted", "refused"]
    (cleared,) = [stated for stated in log.read(rehearsed.reader) if isinstance(stated.fact, RehearsalCleared)]
    assert (cleared.actor, cleared.occurred_at) == (caller().actor, LATER)


def test_what_is_rehearsed_afterwards_is_shown(rehearsed: Event, code: str, entrance: Caller) -> None:
    scan(rehearsed, code, entrance, NOW, scan_id="first")
    clear(rehearsed)
    scan(rehearsed, code, entrance, LATER, scan_id="second")
    assert fed(rehearsed) == ["second"]
    clear(rehearsed, "again")
    assert fed(rehearsed) == []


def test_scans_that_count_stay_when_it_is_cleared_after_the_opening(
    rehearsed: Event, code: str, entrance: Caller
) -> None:
    scan(rehearsed, code, entrance, NOW, scan_id="rehearsed")
    setup.open_event(rehearsed, caller(), NOW, seeded())
    scan(rehearsed, code, entrance, LATER, scan_id="real")
    clear(rehearsed)
    assert fed(rehearsed) == ["real"]
    assert snapshots.build(rehearsed, "totals", LATER).data["inside"] == 1


def test_badges_that_wait_are_voided_and_one_in_hand_is_left_to_its_spooler(
    rehearsed: Event, code: str, entrance: Caller
) -> None:
    scan(rehearsed, code, entrance, NOW, scan_id="first")
    work = printing.claim(rehearsed, "folder", "spooler", NOW)
    assert work is not None
    printing.report(rehearsed, work.job.id, "r1", JobState.SENDING, "", entrance, NOW, NOW, spooler="spooler")
    scan(rehearsed, code, entrance, NOW, scan_id="second")
    assert clear(rehearsed) == 1
    jobs = [badge_jobs.of_scan(rehearsed.reader, "ada", scan_id) for scan_id in ("first", "second")]
    assert [job.state for job in jobs if job is not None] == [JobState.SENDING, JobState.VOIDED]
    voided = [stated.fact for stated in log.read(rehearsed.reader) if isinstance(stated.fact, BadgeVoided)]
    assert voided == [BadgeVoided(job.id, "rehearsal cleared") for job in jobs[1:] if job is not None]


def test_nobody_is_asked_any_more_about_a_badge_of_the_rehearsal(rehearsed: Event, code: str, entrance: Caller) -> None:
    scan(rehearsed, code, entrance, NOW, scan_id="first")
    work = printing.claim(rehearsed, "folder", "spooler", NOW)
    assert work is not None
    printing.report(rehearsed, work.job.id, "r1", JobState.UNKNOWN, "", entrance, NOW, NOW, spooler="spooler")
    assert len(snapshots.build(rehearsed, "jobs", NOW).data["in_doubt"]) == 1
    assert clear(rehearsed) == 1
    assert snapshots.build(rehearsed, "jobs", NOW).data["in_doubt"] == []


def test_a_badge_that_counts_is_not_voided(rehearsed: Event, code: str, entrance: Caller) -> None:
    setup.open_event(rehearsed, caller(), NOW, seeded())
    scan(rehearsed, code, entrance, NOW, scan_id="real")
    assert clear(rehearsed) == 0
    job = badge_jobs.of_scan(rehearsed.reader, "ada", "real")
    assert job is not None
    assert job.state is JobState.QUEUED


def test_the_feed_is_told(rehearsed: Event) -> None:
    rehearsed.live.take()
    clear(rehearsed)
    assert {"feed", "attendee:*"} <= rehearsed.live.take()
