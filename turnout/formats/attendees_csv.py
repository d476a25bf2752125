"""Attendees from CSV, by recognition: encoding, delimiter and columns are found, shown, and can be corrected.

recognition = recognise(path)
for row in read(path, recognition): ...    # AttendeeRow or RowProblem, in the file's order
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_rows import attendee_rows
from turnout.formats.attendee_words import Field
from turnout.formats.csv_records import records
from turnout.formats.disguises import disguise
from turnout.formats.readers import HEAD_BYTES, AttendeesReader
from turnout.formats.recognition import Recognition, doubled_headers, match_headers, settle
from turnout.formats.text_encoding import Encoding, recognise_encoding

DELIMITERS = (",", ";", "\t")
_SAMPLE_LINES = 250
_HEADER_WITHIN = 30
_LINE_CHARACTERS = 1024 * 1024
_SAMPLE_LINE_CHARACTERS = 64 * 1024
_EXCEL_HINT = re.compile(r"\"?sep=([,;\t])\"?\s*", re.IGNORECASE)

_NO_NAMES = RowProblem(
    0,
    "No row at the top of the file names a column of names.",
    "Make the first row name the columns, for example: name, company, e-mail, category, ticket code.",
)
_EMPTY = RowProblem(0, "The file is empty.", "Export the list again.")
_UNSURE = RowProblem(
    0,
    "The file does not say in which encoding it is, and its letters leave a doubt.",
    "Look at the names with special letters below; where they are wrong, export the list again as UTF-8.",
)


@dataclass(frozen=True, slots=True)
class _Table:
    """The top of the file, split at one delimiter: the header row found in it and the rows below."""

    delimiter: str
    line: int
    headers: tuple[str, ...]
    matched: dict[Field, int]
    rows: list[list[str]]

    @property
    def fit(self) -> tuple[int, int]:
        return len(self.matched), len(self.headers)


def recognise(source: BinaryIO | Path) -> Recognition:
    """How a file is to be read. `source` is a path or a seekable binary file, read from its start.

    Never raises for what the file says: a file that is no list at all has `problems`, no columns, and the
    same problems come out of `read`. Raises OSError when it cannot be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            return recognise(file)
    source.seek(0)
    head = source.read(HEAD_BYTES)
    problem = disguise(head) if head.strip() else _EMPTY
    if problem is not None:
        return Recognition("utf-8", ",", problems=(problem,))
    encoding = recognise_encoding(source)
    return _recognise_table(encoding, _top(source, encoding.name))


def read(path: Path, recognition: Recognition) -> Iterator[AttendeeRow | RowProblem]:
    """The file's attendees, row by row, with a problem (line, reason, remedy) for every row not taken.

    Memory does not grow with the file, but for the codes and ids seen. Raises OSError.
    """
    if not recognition.names_people:
        yield from recognition.problems or (_NO_NAMES,)
        return
    with path.open(encoding=recognition.encoding, errors="replace", newline="") as file:
        # by readline with a limit: a gigabyte without a line end must not become one string
        rows = records(iter(partial(file.readline, _LINE_CHARACTERS), ""), recognition.delimiter)
        headers = _headers_at(rows, recognition.header_line)
        missing = _missing(headers, recognition)
        if missing:
            yield from missing
            return
        places = {field: headers.index(header) for field, header in recognition.columns.items()}
        yield from attendee_rows(rows, headers, places)


def _top(source: BinaryIO, encoding: str) -> list[str]:
    source.seek(0)
    text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
    try:
        return list(islice(iter(partial(text.readline, _SAMPLE_LINE_CHARACTERS), ""), _SAMPLE_LINES))
    finally:
        text.detach()  # or the wrapper closes the caller's file when it is collected


def _recognise_table(encoding: Encoding, lines: list[str]) -> Recognition:
    hint = _EXCEL_HINT.fullmatch(lines[0]) if lines else None
    tables = [_table(lines, delimiter) for delimiter in ((hint.group(1),) if hint else DELIMITERS)]
    table = max(tables, key=lambda candidate: candidate.fit)
    columns = settle(table.matched, table.headers, table.rows)
    used = set(columns.values())
    recognition = Recognition(
        encoding=encoding.name,
        delimiter=table.delimiter,
        columns={field: table.headers[place] for field, place in columns.items()},
        unused=tuple(h for place, h in enumerate(table.headers) if place not in used and h),
        header_line=table.line,
        problems=(
            *(() if encoding.is_certain else (_UNSURE,)),
            *doubled_headers(table.headers, table.line),
        ),
    )
    return recognition if recognition.names_people else _without_names(recognition)


def _without_names(recognition: Recognition) -> Recognition:
    return Recognition(recognition.encoding, recognition.delimiter, problems=(_NO_NAMES, *recognition.problems))


def _table(lines: Sequence[str], delimiter: str) -> _Table:
    """The header row is the one of the first rows that names most fields: titles may stand above it."""
    rows = [(line, cells) for line, cells in records(lines, delimiter) if not isinstance(cells, RowProblem)]
    matches = [match_headers(cells) for _, cells in rows[:_HEADER_WITHIN]]
    if not any(matches):
        return _Table(delimiter, 0, (), {}, [])
    at = max(range(len(matches)), key=lambda index: len(matches[index]))
    line, headers = rows[at]
    below = [cells for _, cells in rows[at + 1 :]]
    return _Table(delimiter, line, tuple(header.strip() for header in headers), matches[at], below)


def _headers_at(rows: Iterator[tuple[int, list[str] | RowProblem]], header_line: int) -> list[str]:
    for line, cells in rows:
        if line >= header_line:
            return [] if isinstance(cells, RowProblem) else [cell.strip() for cell in cells]
    return []


def _missing(headers: list[str], recognition: Recognition) -> list[RowProblem]:
    return [
        RowProblem(
            recognition.header_line,
            f"The file has no column “{header}” for {field}.",
            "Choose one of the columns that it has, or recognise the file anew.",
        )
        for field, header in recognition.columns.items()
        if header not in headers
    ]


def _may_be_attendees(head: bytes) -> bool:
    return bool(head.strip()) and disguise(head) is None


READER = AttendeesReader("attendees-csv", (".csv", ".tsv", ".txt"), _may_be_attendees, recognise, read)
