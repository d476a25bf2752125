"""The states of a badge job, and which may follow which.

`unknown` is honest: the data was sent and the printer fell silent. Only a person decides what becomes of
it. "Sent to the printer" is never "printed". A claimed job stays `queued` until its spooler says, before the
first byte, that it is `sending`: one that was claimed and not sent may be claimed again. A `held` one waits for
its owner's look: no spooler gets it before it is released.
"""

from __future__ import annotations

from enum import StrEnum


class JobState(StrEnum):
    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    PRINTING = "printing"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    VOIDED = "voided"


_NEXT: dict[JobState, frozenset[JobState]] = {
    JobState.HELD: frozenset({JobState.QUEUED, JobState.VOIDED}),
    JobState.QUEUED: frozenset({JobState.SENDING, JobState.FAILED, JobState.VOIDED}),
    JobState.SENDING: frozenset(
        {JobState.QUEUED, JobState.PRINTING, JobState.PRINTED, JobState.UNKNOWN, JobState.FAILED}
    ),
    JobState.PRINTING: frozenset({JobState.PRINTED, JobState.UNKNOWN, JobState.FAILED}),
    JobState.UNKNOWN: frozenset({JobState.PRINTED, JobState.FAILED, JobState.VOIDED}),
    JobState.FAILED: frozenset({JobState.VOIDED}),
    JobState.PRINTED: frozenset(),
    JobState.VOIDED: frozenset(),
}

_BY_HAND: dict[JobState, frozenset[JobState]] = {
    JobState.HELD: frozenset({JobState.VOIDED}),
    JobState.QUEUED: frozenset({JobState.VOIDED}),
    JobState.UNKNOWN: frozenset({JobState.PRINTED, JobState.QUEUED, JobState.VOIDED}),
    JobState.FAILED: frozenset({JobState.QUEUED, JobState.VOIDED}),
}

WAITING = frozenset({JobState.HELD, JobState.QUEUED, JobState.SENDING, JobState.PRINTING})
"""The states in which a person still waits for this job."""


def may_follow(before: JobState, after: JobState) -> bool:
    return after in _NEXT[before]


def may_be_made(before: JobState, after: JobState) -> bool:
    """Whether a person may say so who looked; of a job that a spooler has in hand nobody can say anything."""
    return after in _BY_HAND.get(before, frozenset())
