"""What an import begins with: the reader for its file, and the list that the file is compared with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from turnout.domain.categories import spelling
from turnout.domain.errors import BadInput
from turnout.formats.attendee_words import Field
from turnout.formats.disguises import disguise
from turnout.formats.readers import HEAD_BYTES, AttendeesReader, Reader, ScheduleReader, find_reader
from turnout.formats.recognition import Recognition
from turnout.services.chance import SystemChance
from turnout.services.comparing import Comparison, Step
from turnout.services.importing import Choices
from turnout.store import batches, database, layouts, recognitions, settings

R = TypeVar("R", bound=Reader)
_SAY_WHO_PAID = {Field.PAID, Field.STATUS}


def attendees_reader(source: Path) -> AttendeesReader:
    """The reader of a list. Raises BadInput for a file that is none."""
    return _reader(source, AttendeesReader)


def schedule_reader(source: Path) -> ScheduleReader:
    """The reader of a schedule. Raises BadInput for a file that is none."""
    return _reader(source, ScheduleReader)


def is_schedule(source: Path) -> bool:
    """Whether the file looks like a schedule, which is brought in another way than a list."""
    return isinstance(find_reader(source), ScheduleReader)


def remembered(event_file: Path, found: Recognition) -> dict[Field, str]:
    """The corrections made earlier for a list with the same headers."""
    connection = database.open_reader(event_file)
    try:
        columns = recognitions.recall(connection, found.headers_key)
    finally:
        connection.close()
    return {Field(name): header for name, header in columns.items()}


def steps(
    event_file: Path, source: Path, reader: AttendeesReader, recognition: Recognition, choices: Choices
) -> Iterator[Step]:
    """What each row of the file comes to, compared with the list as it is now."""
    connection = database.open_reader(event_file)
    try:
        comparison = Comparison(
            *batches.known(connection),
            settings.read(connection).tag,
            SystemChance(),
            _categories(connection),
            file_wins=choices.file_wins,
            says_who_paid=not _SAY_WHO_PAID.isdisjoint(recognition.columns),
        )
    finally:
        connection.close()
    return comparison.steps(reader.read(source, recognition))


def _categories(connection: sqlite3.Connection) -> dict[str, str]:
    """Ids by the spelling of what a list may say: the label, else the id, else a word of an earlier list."""
    described = layouts.categories(connection)
    ids = [*reversed(layouts.undescribed(connection)), *(category for category, _ in described)]
    return {spelling(category): category for category in ids} | {spelling(label): id_ for id_, label in described}


def _reader(source: Path, kind: type[R]) -> R:
    if not source.is_file():
        raise BadInput(f"There is no file {source}.", "Check the name.")
    reader = find_reader(source)
    if isinstance(reader, kind):
        return reader
    with source.open("rb") as file:
        problem = disguise(file.read(HEAD_BYTES))
    if problem is not None:
        raise BadInput(f"{source}: {problem.reason}", problem.remedy)
    raise BadInput(f"{source} is not of a format known here.", "Attendees come as CSV or XLSX, schedules as frab JSON.")
