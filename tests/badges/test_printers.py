"""The folder and its flaky brother: what comes out, and what is said of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from badges.printers import Failed, Job, NotStarted, OptionError, Outcome, Printed, Printer, Status, Unknown
from badges.printers.flaky import FAULTS, FlakyPrinter
from badges.printers.folder import FolderPrinter

IMAGE = Image.frombytes("1", (16, 2), b"\x5a\xa5\xff\x00")


def job(job_id: str) -> Job:
    return Job(job_id, IMAGE, 300, 62.0, 100.0)


def print_on(printer: Printer, job_id: str) -> tuple[Outcome, int]:
    """The outcome, and how often the printer said that it took the job."""
    taken: list[None] = []
    return printer.print(job(job_id), lambda: taken.append(None)), len(taken)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_job_is_a_png_of_its_name(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path / "a" / "b"), "dpi": 203})
    assert printer.dpi() == 203
    assert printer.status() == Status("ready")
    assert print_on(printer, "j-1") == (Printed(), 1)
    assert files(tmp_path / "a" / "b") == ["j-1.png"]
    with Image.open(tmp_path / "a" / "b" / "j-1.png") as read:
        assert read.tobytes() == IMAGE.tobytes()


@pytest.mark.parametrize("job_id", ["../x", ".hidden", "a/b", "", "x\0"])
def test_no_job_climbs_out_of_the_folder(tmp_path: Path, job_id: str) -> None:
    assert print_on(FolderPrinter({"folder": str(tmp_path / "in")}), job_id) == (Failed("bad_job_id"), 0)
    assert files(tmp_path) == ["in"]
    assert files(tmp_path / "in") == []


def test_a_folder_that_went_away_is_a_fault_and_a_failure(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path / "in")})
    (tmp_path / "in").rmdir()
    assert printer.status() == Status("fault", f"cannot write into {tmp_path / 'in'}")
    assert print_on(printer, "j1")[0] == Failed("cannot write: No such file or directory")


@pytest.mark.parametrize(
    ("make", "options", "words"),
    [
        (FolderPrinter, {}, "option folder is None"),
        (FolderPrinter, {"folder": "/proc/nowhere/x"}, "cannot be made"),
        (FolderPrinter, {"folder": "{tmp}", "dpi": "300"}, "option dpi is '300'"),
        (FlakyPrinter, {"folder": "{tmp}", "fault": "tired"}, "fault is 'tired': write one of out_of_paper"),
        (FlakyPrinter, {"folder": "{tmp}", "slow_s": -1}, "option slow_s is -1"),
        (FlakyPrinter, {"folder": "{tmp}", "refuse_nth": 0}, "option refuse_nth is 0"),
    ],
)
def test_a_wrong_option_is_named(
    tmp_path: Path, make: Callable[[dict[str, Any]], Printer], options: dict[str, Any], words: str
) -> None:
    filled = {key: str(tmp_path) if value == "{tmp}" else value for key, value in options.items()}
    with pytest.raises(OptionError, match=words):
        make(filled)


@pytest.mark.parametrize(
    ("fault", "status", "outcome", "taken", "papers"),
    [
        ("", Status("ready"), Printed(), 1, ["j1.png"]),
        ("out_of_paper", Status("fault", "out of paper"), NotStarted("out of paper"), 0, []),
        ("silent", Status("silent", "does not answer"), NotStarted("does not answer"), 0, []),
        ("lost", Status("ready"), Unknown("the printer does not answer any more"), 1, []),
        ("unconfirmed", Status("ready"), Unknown("the printer does not confirm"), 1, ["j1.png"]),
    ],
)
def test_each_fault_behaves_as_its_name(
    tmp_path: Path, fault: str, status: Status, outcome: Outcome, taken: int, papers: list[str]
) -> None:
    printer = FlakyPrinter({"folder": str(tmp_path), "fault": fault})
    assert printer.status() == status
    assert print_on(printer, "j1") == (outcome, taken)
    assert files(tmp_path) == papers
    assert fault in FAULTS


def test_a_switch_changes_the_fault_while_it_runs(tmp_path: Path) -> None:
    switch = tmp_path / "switch"
    printer = FlakyPrinter({"folder": str(tmp_path / "out"), "switch": str(switch)})
    assert printer.status() == Status("ready")
    switch.write_text("out_of_paper\n")
    assert printer.status() == Status("fault", "out of paper")
    switch.unlink()
    assert printer.status() == Status("ready")


def test_every_nth_job_is_refused(tmp_path: Path) -> None:
    printer = FlakyPrinter({"folder": str(tmp_path), "refuse_nth": 3})
    outcomes = [print_on(printer, f"j{number}")[0] for number in range(1, 7)]
    refused = Failed("refused on request")
    assert outcomes == [Printed(), Printed(), refused, Printed(), Printed(), refused]
