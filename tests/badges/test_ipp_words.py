"""What printers say in keywords, in words; and what the end of a job says of its badge."""

import pytest

from badges.printers import Status
from badges.printers.ipp_message import Attributes
from badges.printers.ipp_words import job_reasons, status


def said(state: int = 3, reasons: tuple[str | None, ...] = ("none",), more: Attributes | None = None) -> Status:
    return status({"printer-state": [state], "printer-state-reasons": list(reasons), **(more or {})})


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (("media-empty-error",), "out of paper"),
        (("media-empty-report",), "out of paper"),
        (("media-jam-warning", "cover-open"), "paper jam, the cover is open"),
        (("door-open-error", "interlock-open-error"), "the door is open, the cover is open"),
        (("moving-to-paused", "paused"), "paused"),
        (("marker-supply-empty-error", "media-low-warning"), "out of ink or ribbon"),
        (("cups-missing-filter-warning",), "the queue's driver is not installed on its computer"),
        (("com.example-belt-worn-error",), "com.example-belt-worn-error"),
    ],
)
def test_a_reason_is_told_in_words(reasons: tuple[str, ...], words: str) -> None:
    assert said(reasons=reasons) == Status("fault", words)


def test_a_printer_without_labels_says_how_many_are_left() -> None:
    assert said(reasons=("media-empty-error",)).labels_left == 0
    assert said(reasons=("marker-supply-empty-error",)).labels_left is None


@pytest.mark.parametrize(
    ("printer", "expected"),
    [
        (said(), Status("ready")),
        (said(reasons=(None,)), Status("ready")),
        (said(reasons=("media-low-warning", "marker-supply-low-report")), Status("ready")),
        (said(4), Status("busy")),
        (said(4, more={"printer-state-message": ["Connecting to printer."]}), Status("busy", "Connecting to printer.")),
        (
            said(4, more={"printer-state-message": ["Waiting for printer to become available."]}),
            Status("fault", "the queue does not reach its printer"),
        ),
        (said(5, ("paused",), {"printer-state-message": ["Paused"]}), Status("fault", "paused")),
        (
            said(5, ("paused",), {"printer-state-message": ["Backend failed"]}),
            Status("fault", "paused: Backend failed"),
        ),
        (said(5), Status("fault", "stopped")),
        (said(5, more={"printer-state-message": ["Belt worn"]}), Status("fault", "Belt worn")),
        (said(more={"printer-is-accepting-jobs": [False]}), Status("fault", "takes no jobs")),
    ],
)
def test_a_state_without_a_known_reason(printer: Status, expected: Status) -> None:
    assert printer == expected


def test_a_job_s_reasons_are_told_once_and_nothing_for_those_that_say_nothing() -> None:
    assert job_reasons(["job-canceled-by-user", "processing-to-stop-point", "job-canceled-by-operator"]) == (
        "somebody cancelled it"
    )
    assert job_reasons(["none"]) == ""
    assert job_reasons(["com.example-shelf"]) == "com.example-shelf"
