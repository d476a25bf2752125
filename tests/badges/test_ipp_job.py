"""What the end of a job at an IPP printer says of its badge: a table of all the ends."""

from typing import Any

import pytest

from badges.printers import Failed, NotStarted, Outcome, Printed, Unknown
from badges.printers.ipp_job import JobWord, read_job

PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)
HALF = Unknown("cancelled with the badge half printed or not at all: paused")


def word(state: int | None, began_at: int | None = None, impressions: int = 0, *reasons: str, **more: Any) -> JobWord:
    return read_job(
        {
            "job-state": [state],
            "time-at-processing": [began_at],
            "job-impressions-completed": [impressions],
            "job-state-reasons": list(reasons),
            **more,
        }
    )


@pytest.mark.parametrize(
    ("job", "of_a_printer", "of_a_queue"),
    [
        (word(PENDING), None, None),
        (word(HELD), None, None),
        (word(PROCESSING, 7), None, None),
        (word(STOPPED, 7), None, None),
        (word(None), None, None),
        (word(COMPLETED, 7, 1), Printed(), Printed()),
        (
            word(COMPLETED, 7, 1, "job-completed-with-errors"),
            Unknown("the printer finished the badge with errors"),
            Unknown("the printer finished the badge with errors"),
        ),
        (
            word(ABORTED, 7, 1),
            Unknown("the printer broke the badge off after printing some of it"),
            Unknown("the queue broke the badge off half way or before: no reason given"),
        ),
        (
            word(ABORTED, 7, 0, "document-format-error"),
            Failed("the printer gave the badge up: it could not read the badge"),
            Unknown("the queue broke the badge off half way or before: it could not read the badge"),
        ),
        (
            word(CANCELED, None, 0, "job-canceled-by-user", "processing-to-stop-point"),
            Failed("the printer gave the badge up: somebody cancelled it"),
            Failed("the printer gave the badge up: somebody cancelled it"),
        ),
        (
            word(ABORTED, None, 0),
            Failed("the printer gave the badge up: no reason given"),
            Failed("the printer gave the badge up: no reason given"),
        ),
    ],
)
def test_the_end_of_a_job_is_an_outcome(job: JobWord, of_a_printer: Outcome | None, of_a_queue: Outcome | None) -> None:
    assert job.outcome(counts_pages=True) == of_a_printer
    assert job.outcome(counts_pages=False) == of_a_queue


@pytest.mark.parametrize(
    ("job", "outcome"),
    [
        (word(PROCESSING, 7), None),
        (word(CANCELED), NotStarted("paused")),
        (word(CANCELED, 7), HALF),
        (word(ABORTED, 7), HALF),
        (word(COMPLETED, 7, 1), Printed()),
    ],
)
def test_only_a_cancelled_job_that_never_began_is_given_back(job: JobWord, outcome: Outcome | None) -> None:
    assert job.after_cancelling("paused") == outcome


@pytest.mark.parametrize(
    ("state", "has_begun"),
    [(PENDING, False), (HELD, False), (PROCESSING, True), (CANCELED, True), (None, True)],
)
def test_a_printer_that_tells_no_times_is_believed_to_have_begun_unless_it_waits(
    state: int | None, *, has_begun: bool
) -> None:
    assert read_job({"job-state": [state]}).has_begun is has_begun


@pytest.mark.parametrize(
    ("job", "is_put_back"),
    [(word(PENDING), False), (word(PENDING, 7), True), (word(HELD, 7), True), (word(PROCESSING, 7), False)],
)
def test_a_job_that_was_begun_and_waits_again_was_put_back(job: JobWord, *, is_put_back: bool) -> None:
    assert job.is_put_back is is_put_back


def test_a_driver_s_own_message_says_more_than_a_keyword_unless_somebody_cancelled() -> None:
    message = {"job-printer-state-message": ["Unable to open raster file"]}
    assert word(STOPPED, 7, 0, "aborted-by-system", **message).why == "Unable to open raster file"
    assert word(STOPPED, 7, 0, "aborted-by-system").why == "it broke the badge off"
    rendering = {"job-printer-state-message": ["Rendering completed"]}
    assert word(CANCELED, 7, 0, "job-canceled-by-user", **rendering).why == "somebody cancelled it"
