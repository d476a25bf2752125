"""What a file format is to the rest of the program, and how the one for a file is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO

from turnout.domain.model import AttendeeRow, RowProblem, Schedule
from turnout.formats.recognition import Recognition

ENTRY_POINTS = "turnout.formats"
HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format. `sniff` says from a file's first `HEAD_BYTES` bytes whether it may be of it."""

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class AttendeesReader(Reader):
    """Reads a list of attendees: first `recognise`, which a person may correct, then `read` row by row."""

    recognise: Callable[[BinaryIO | Path], Recognition]
    read: Callable[[Path, Recognition], Iterator[AttendeeRow | RowProblem]]


@dataclass(frozen=True, slots=True)
class ScheduleReader(Reader):
    """Reads rooms and sessions, all at once: a schedule is small, and its sessions refer to its rooms."""

    read: Callable[[Path], Schedule]


def installed_readers() -> list[Reader]:
    """Every reader that an installed package offers under `turnout.formats`, by name.

    Raises TypeError for an entry point that is not a reader: a broken plug-in must be told, not skipped.
    """
    readers = [entry.load() for entry in entry_points(group=ENTRY_POINTS)]
    for reader in readers:
        if not isinstance(reader, Reader):
            raise TypeError(f"an entry point of {ENTRY_POINTS} is {reader!r}, which is no Reader")
    return sorted(readers, key=lambda reader: reader.name)


def find_reader(path: Path, readers: list[Reader] | None = None) -> Reader | None:
    """The reader for a file: content decides, and the file name's ending only between equals.

    None where no reader knows the content. Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    fitting = [r for r in (installed_readers() if readers is None else readers) if r.sniff(head)]
    by_suffix = [reader for reader in fitting if path.suffix.lower() in reader.suffixes]
    return next(iter(by_suffix or fitting), None)
