"""Which state of a badge job may follow which: the whole table."""

from __future__ import annotations

from itertools import product

import pytest

from turnout.domain.badge_jobs import WAITING, JobState, may_follow

FOLLOWS = {
    "held": {"queued", "voided"},
    "queued": {"sending", "failed", "voided"},
    "sending": {"queued", "printing", "printed", "unknown", "failed"},
    "printing": {"printed", "unknown", "failed"},
    "unknown": {"printed", "failed", "voided"},
    "failed": {"voided"},
    "printed": set(),
    "voided": set(),
}


@pytest.mark.parametrize(("before", "after"), list(product(JobState, JobState)))
def test_transition(before: JobState, after: JobState) -> None:
    assert may_follow(before, after) is (after.value in FOLLOWS[before.value])


def test_the_table_has_every_state() -> None:
    assert set(FOLLOWS) == {state.value for state in JobState}


def test_every_state_is_reached_from_a_held_badge() -> None:
    reached = {JobState.HELD}
    for _ in JobState:
        reached |= {after for before in reached for after in JobState if may_follow(before, after)}
    assert reached == set(JobState)


def test_nobody_waits_for_a_badge_whose_fate_is_known_or_unknowable() -> None:
    assert {JobState.HELD, JobState.QUEUED, JobState.SENDING, JobState.PRINTING} == WAITING
