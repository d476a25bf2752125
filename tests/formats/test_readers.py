"""A file finds its reader by what it holds, not by what it is called."""

from dataclasses import replace
from pathlib import Path

import pytest

from turnout.formats import attendees_csv, schedule_frab
from turnout.formats.readers import Reader, find_reader, installed_readers

OURS: list[Reader] = [attendees_csv.READER, schedule_frab.READER]
CSV = b"Name,E-mail\nAnna,a@example.org\n"
JSON = b'{"$schema": "x", "schedule": {"version": "1", "conference": {"days": []}}}'


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("list.csv", CSV, attendees_csv.READER),
        ("list.json", CSV, attendees_csv.READER),
        ("schedule.json", JSON, schedule_frab.READER),
        ("schedule.csv", JSON, schedule_frab.READER),
        ("list.csv", b"%PDF-1.7", None),
        ("list.csv", b"", None),
        ("other.json", b'{"a": 1}', None),
    ],
)
def test_content_decides(tmp_path: Path, name: str, content: bytes, reader: Reader | None) -> None:
    (tmp_path / name).write_bytes(content)
    assert find_reader(tmp_path / name, OURS) == reader


def test_the_name_decides_between_readers_of_one_content(tmp_path: Path) -> None:
    other = replace(attendees_csv.READER, name="other", suffixes=(".lst",))
    (tmp_path / "a.lst").write_bytes(CSV)
    assert find_reader(tmp_path / "a.lst", [*OURS, other]) == other


def test_our_readers_are_installed_as_entry_points(tmp_path: Path) -> None:
    assert {reader.name for reader in installed_readers()} >= {"attendees-csv", "schedule-frab"}
    (tmp_path / "list.csv").write_bytes(CSV)
    assert find_reader(tmp_path / "list.csv") == attendees_csv.READER


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_reader(tmp_path / "none.csv", OURS)
