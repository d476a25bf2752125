"""The writer under gevent: its thread never stops the hub, and a group comes back at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SERVER = Path(__file__).with_name("hub_of_a_server.py")
BREAKS = Path(__file__).with_name("hub_whose_writer_breaks.py")


def run(script: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """A script that is a hub of its own, to its end."""
    return subprocess.run(
        [sys.executable, "-W", "error", script, path],
        env=os.environ | {"PYTHONPATH": str(script.parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a hub saw while its writer stood still for three seconds."""
    path = tmp_path_factory.mktemp("hub") / "congress.db"
    done = run(SERVER, path)
    assert (done.returncode, done.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_fifty_commands_come_back_as_one_group(seen: dict[str, Any]) -> None:
    assert seen["seqs"] == list(range(1, 51))
    assert seen["groups"] == 1 + 1  # the slow one, and all that waited behind it


def test_what_a_command_raises_reaches_its_caller(seen: dict[str, Any]) -> None:
    assert seen["refused_with"] == "said_no"


def test_a_commit_that_fails_reaches_its_caller_and_the_next_is_written(seen: dict[str, Any]) -> None:
    assert seen["disappointed_with"] == ["FOREIGN KEY constraint failed"] * 2
    assert seen["seq_afterwards"] == 51


def test_answers_come_on_the_hubs_thread(seen: dict[str, Any]) -> None:
    assert seen["answered_on_the_hubs_thread"]


def test_the_hub_runs_on_while_the_writer_stands_still(seen: dict[str, Any]) -> None:
    assert seen["written_on_a_thread_of_its_own"]
    assert seen["longest_gap_s"] < 1.0  # a hub that stood still with it: three seconds


def test_a_writer_that_breaks_tells_its_callers_and_ends_the_server(tmp_path: Path) -> None:
    done = run(BREAKS, tmp_path / "congress.db")
    assert done.stdout.split() == ["ProgrammingError", "closed"]
    assert done.returncode == 1
    assert done.stderr.endswith("sqlite3.ProgrammingError: Cannot operate on a closed database.\n")
