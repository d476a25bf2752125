"""Folders with personal data: their owner's only, whole or not there, and never in place of something else."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

import pytest

from turnout.domain.errors import TurnoutError
from turnout.formats.new_folder import new_folder


class Interrupted(Exception):
    """Stands for whatever ends a command half-way."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def make(target: Path, content: bytes, *more: str, overwrite: bool = False) -> None:
    with new_folder(target, known_by="index.csv", overwrite=overwrite) as folder:
        for name in ("index.csv", *more):
            folder.put(name, content)


def refusal(target: Path, *, overwrite: bool = False) -> TurnoutError:
    with pytest.raises(TurnoutError) as problem:
        make(target, b"new", overwrite=overwrite)
    return problem.value


def test_it_is_for_its_owner_only_and_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "tickets"
    with new_folder(target, known_by="index.csv", overwrite=False) as folder:
        folder.put("index.csv", b"all")
        assert not target.exists()
    assert (mode(target), mode(target / "index.csv")) == (0o700, 0o600)
    assert list(tmp_path.iterdir()) == [target]


def test_one_of_ours_is_replaced_as_a_whole_and_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "tickets"
    make(target, b"old", "revoked.png")
    assert refusal(target).code == "file_exists"
    assert sorted(path.name for path in target.iterdir()) == ["index.csv", "revoked.png"]
    make(target, b"new", overwrite=True)
    assert [(path.name, path.read_bytes()) for path in target.iterdir()] == [("index.csv", b"new")]
    assert list(tmp_path.iterdir()) == [target]


def test_an_empty_one_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "tickets").mkdir()
    make(tmp_path / "tickets", b"new")
    assert (tmp_path / "tickets" / "index.csv").read_bytes() == b"new"


@pytest.mark.parametrize("overwrite", [False, True])
def test_somebody_else_s_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:
    target = tmp_path / "photos"
    target.mkdir()
    (target / "cat.png").write_bytes(b"cat")
    assert refusal(target, overwrite=overwrite).code == "file_exists"
    assert [path.read_bytes() for path in target.iterdir()] == [b"cat"]


def test_one_that_is_cut_off_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "tickets"
    make(target, b"old")
    with suppress(Interrupted), new_folder(target, known_by="index.csv", overwrite=True) as folder:
        folder.put("index.csv", b"new")
        raise Interrupted
    assert [path.name for path in tmp_path.iterdir()] == ["tickets"]
    assert (target / "index.csv").read_bytes() == b"old"


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    problem = refusal(tmp_path / "nowhere" / "tickets")
    assert (problem.code, "No such file or directory" in problem.message) == ("not_written", True)
