"""A new file is whole, its owner's alone, and never half there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from turnout.domain.errors import TurnoutError
from turnout.formats.new_file import new_file


def test_the_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    with new_file(target, overwrite=False) as file:
        file.write(b"Ada")
        file.flush()
        assert not target.exists()
    assert target.read_bytes() == b"Ada"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    target.write_bytes(b"yesterday's")
    with pytest.raises(ZeroDivisionError), new_file(target, overwrite=True) as file:
        file.write(b"half %d" % (1 // 0))
    assert target.read_bytes() == b"yesterday's"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_of_others_becomes_ones_own(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    target.write_bytes(b"")
    target.chmod(0o644)
    with new_file(target, overwrite=True) as file:
        file.write(b"Ada")
    assert stat.filemode(target.stat().st_mode) == "-rw-------"


def test_what_a_killed_command_left_is_not_in_the_way(tmp_path: Path) -> None:
    target, leftover = tmp_path / "people.csv", tmp_path / "people.csv.partial"
    leftover.write_bytes(b"half of a long list")
    with new_file(target, overwrite=False) as file:
        file.write(b"Ada")
    assert (target.read_bytes(), leftover.exists()) == (b"Ada", False)


def test_a_link_that_lies_where_it_writes_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "congress.db"
    elsewhere.write_bytes(b"the event")
    (tmp_path / "people.csv.partial").symlink_to(elsewhere)
    with new_file(tmp_path / "people.csv", overwrite=False) as file:
        file.write(b"Ada")
    assert elsewhere.read_bytes() == b"the event"


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:
    with pytest.raises(TurnoutError, match="is a folder"), new_file(tmp_path, overwrite=overwrite):
        raise AssertionError("it was opened")


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    target.write_bytes(b"yesterday's")
    with pytest.raises(TurnoutError, match="exists already"), new_file(target, overwrite=False):
        raise AssertionError("it was opened")
    assert target.read_bytes() == b"yesterday's"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "people.csv"
    with pytest.raises(TurnoutError, match="could not be written"), new_file(target, overwrite=False):
        raise AssertionError("it was opened")


def test_a_failure_that_has_no_number_is_told_by_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(TurnoutError, match="no font for these letters"), new_file(tmp_path / "x", overwrite=False):
        raise FileNotFoundError("no font for these letters")


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(TurnoutError, match="No space left"), new_file(tmp_path / "x.csv", overwrite=False):
            os.write(full, b"x")
    finally:
        os.close(full)
    assert list(tmp_path.iterdir()) == []
