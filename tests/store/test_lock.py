"""Who holds an event file: one process, and the kernel lets go of it however that ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from turnout.domain.errors import EventFileError
from turnout.store import lock
from turnout.store.lock import Holder, Lock

_HOLD = """
import sys
from pathlib import Path
from turnout.store.lock import Holder, Lock
lock = Lock(Path(sys.argv[1]))
lock.describe(Holder(1, "http://127.0.0.1:8080", "a token that is rather long"))
lock.describe(Holder(2, "http://127.0.0.1:8080", "token"))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """What stands in an event file matters to nobody here."""
    made = tmp_path / "congress.db"
    made.touch()
    return made


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the file until it ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused(other: subprocess.Popen[str], path: Path) -> None:
    with pytest.raises(EventFileError, match="is in use by another Turnout") as problem:
        Lock(path)
    assert (problem.value.code, problem.value.remedy) == ("in_use", "Stop that one first, or name another event file.")


def test_a_file_is_held_by_all_of_its_names(other: subprocess.Popen[str], path: Path, tmp_path: Path) -> None:
    link = tmp_path / "current.db"
    link.symlink_to(path)
    with pytest.raises(EventFileError, match=r"current\.db is in use by another Turnout"):
        Lock(link)
    assert lock.holder(link) == Holder(2, "http://127.0.0.1:8080", "token")


def test_others_are_told_who_holds_it(other: subprocess.Popen[str], path: Path) -> None:
    assert lock.holder(path) == Holder(2, "http://127.0.0.1:8080", "token")


def test_a_killed_process_holds_nothing(other: subprocess.Popen[str], path: Path) -> None:
    other.kill()
    other.wait()
    assert lock.holder(path) is None
    mine = Lock(path)
    assert lock.holder(path) == Holder(os.getpid())
    mine.release()


def test_what_is_released_can_be_held_again(path: Path) -> None:
    assert lock.holder(path) is None
    first = Lock(path)
    with pytest.raises(EventFileError):
        Lock(path)
    first.release()
    assert lock.holder(path) is None
    Lock(path).release()


@pytest.mark.parametrize("name", ["typo.db", "nowhere/congress.db"])
def test_a_file_that_is_not_there_is_not_locked(tmp_path: Path, name: str) -> None:
    with pytest.raises(EventFileError, match=f"There is no event file .*{name}"):
        Lock(tmp_path / name)
    assert (lock.holder(tmp_path / name), list(tmp_path.iterdir())) == (None, [])


@pytest.mark.parametrize("ask", [Lock, lock.holder])
def test_a_lock_that_the_system_refuses(ask: Callable[[Path], object], path: Path) -> None:
    path.with_name("congress.db.lock").mkdir()
    with pytest.raises(EventFileError, match=r"congress\.db cannot be opened \(Is a directory\)"):
        ask(path)


def test_only_its_owner_reads_the_secret_in_it(path: Path) -> None:
    held = Lock(path)
    assert oct(path.with_name("congress.db.lock").stat().st_mode & 0o777) == "0o600"
    held.release()


def test_what_was_released_says_nothing_and_keeps_its_room(path: Path) -> None:
    """On a full disk the next holder writes where the one before did."""
    lock_file = path.with_name(f"{path.name}.lock")
    held = Lock(path)
    length = lock_file.stat().st_size
    held.release()
    assert (lock_file.read_text(encoding="ascii").strip(), lock_file.stat().st_size) == ("", length)


def test_a_holder_that_has_not_yet_said_who_it_is_is_a_holder_all_the_same(path: Path) -> None:
    held = Lock(path)
    os.truncate(path.with_name("congress.db.lock"), 0)  # as between taking the lock and describing it
    assert lock.holder(path) == Holder(0)
    held.release()
