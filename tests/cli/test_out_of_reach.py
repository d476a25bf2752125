"""Files that the system keeps from a command: two lines name the file and the remedy, and nothing is left behind."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import make_event
from server import PATIENCE_S, run_to_its_end

from turnout import cli

TURNOUT = Path(sys.executable).with_name("turnout")
LIKE_OTHERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""Before a command: without these rights the bits of files and folders hold for root as well."""
USER = pwd.getpwuid(os.geteuid()).pw_name
TOO_LONG = "x" * 300
"""A name that no file can have: root is refused it as everybody is."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an event file is, and commands run."""
    make_event(tmp_path / "congress.db").file.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_list_in_a_home_that_its_user_alone_may_enter(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o000)
    words = [*LIKE_OTHERS, TURNOUT, "import", "attendees", "congress.db", "home/list.csv"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    home.chmod(0o700)
    assert (ended.returncode, ended.stderr.splitlines()) == (
        1,
        [
            "home/list.csv cannot be used (Permission denied)",
            f"See that the name is right, and that the user {USER} may use the file and its folder.",
        ],
    )


def told(*words: str) -> list[str]:
    result = CliRunner().invoke(cli.main, words)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    return result.stderr.splitlines()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("import", "schedule", "congress.db", TOO_LONG), "File name too long"),
        (("export", "attendees", "congress.db", f"{TOO_LONG}.csv"), "File name too long"),
        (("backup", "congress.db", TOO_LONG), "File name too long"),
        (("demo", "nowhere/demo.db"), "No such file or directory"),
    ],
    ids=["import", "export", "backup", "demo"],
)
def test_a_file_that_cannot_be_used(folder: Path, words: tuple[str, ...], why: str) -> None:
    assert told(*words) == [
        f"{words[-1]} cannot be used ({why})",
        f"See that the name is right, and that the user {USER} may use the file and its folder.",
    ]
    assert {path.name for path in folder.iterdir()} <= {"congress.db", "congress.db.lock"}


@pytest.mark.parametrize("command", ["check", "rebuild"])
def test_an_event_file_that_cannot_be_opened(command: str) -> None:
    assert told(command, TOO_LONG) == [
        f"{TOO_LONG} cannot be opened (File name too long)",
        "See that this user may read and write it and its folder, and that the disk is sound; then try again.",
    ]


def test_a_server_of_a_file_that_is_not_there_leaves_no_lock(folder: Path) -> None:
    code, said = run_to_its_end(folder / "typo.db")
    assert (code, f"There is no event file {folder / 'typo.db'}" in said) == (1, True)
    assert list(folder.glob("typo.db*")) == []
