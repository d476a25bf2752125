"""The table in a list of attendees, whatever kind of file it stands in.

A reader brings the rows as (line, cells). Here the header row is found among the first of them, its columns
are recognised, and the rows below it become attendees: CSV and XLSX are read by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_rows import attendee_rows
from turnout.formats.attendee_words import Field
from turnout.formats.recognition import NO_NAMES, Recognition, doubled_headers, match_headers, settle

SAMPLE_ROWS = 250
"""How many rows from the top of a list are looked at before it is read."""

SHOWN_ROWS = 3
"""How many of them are shown to whoever checks the recognition."""

_HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Table:
    """The top of a list: the header row found in it (`line` is 0 where there is none) and the rows below."""

    line: int = 0
    headers: tuple[str, ...] = ()
    matched: dict[Field, int] = field(default_factory=dict)
    rows: list[Sequence[str]] = field(default_factory=list)

    @property
    def fit(self) -> tuple[int, int]:
        """How much this looks like a list of attendees, to compare with other ways to read the file."""
        return len(self.matched), len(self.headers)


def find_table(rows: Sequence[tuple[int, Sequence[str]]]) -> Table:
    """The table in the first rows of a file: titles, blank rows and notes may stand above its header.

    The header is the row that names most fields. Where none names any it is the first of the fullest rows,
    so that a person sees its headers and can say what they mean.
    """
    top = rows[:_HEADER_WITHIN]
    matches = [match_headers(cells) for _, cells in top]
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in top]
    if not any(filled):
        return Table()
    weights = [len(matched) for matched in matches] if any(matches) else filled
    at = weights.index(max(weights))
    line, headers = rows[at]
    below = [cells for _, cells in rows[at + 1 :]]
    return Table(line, tuple(header.strip() for header in headers), matches[at], below)


def recognised(table: Table, file: Recognition) -> Recognition:
    """What is known of the file, with the columns of its table."""
    columns = settle(table.matched, table.headers, table.rows)
    found = replace(
        file,
        columns={name: table.headers[place] for name, place in columns.items()},
        headers=table.headers,
        header_line=table.line,
        samples=tuple(tuple(cells) for cells in table.rows[:SHOWN_ROWS]),
        problems=(*file.problems, *doubled_headers(table.headers, table.line)),
    )
    return found if found.names_people else replace(found, problems=(NO_NAMES, *found.problems))


def read_table(
    rows: Iterator[tuple[int, list[str] | RowProblem]], recognition: Recognition
) -> Iterator[AttendeeRow | RowProblem]:
    """The attendees below the header row, with a problem for every row not taken. `rows` begin at the file's top."""
    headers = _headers_at(rows, recognition.header_line)
    missing = [
        RowProblem(
            recognition.header_line,
            f"The file has no column “{header}” for {name}.",
            "Choose one of the columns that it has, or recognise the file anew.",
        )
        for name, header in recognition.columns.items()
        if header not in headers
    ]
    if missing:
        yield from missing
        return
    places = {name: headers.index(header) for name, header in recognition.columns.items()}
    yield from attendee_rows(rows, headers, places)


def _headers_at(rows: Iterator[tuple[int, list[str] | RowProblem]], header_line: int) -> list[str]:
    for line, cells in rows:
        if line >= header_line:
            return [] if isinstance(cells, RowProblem) else [cell.strip() for cell in cells]
    return []
