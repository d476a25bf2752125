"""Which column of a list of attendees holds what: recognised from headers, proved on the first rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from turnout.domain.folding import fold
from turnout.domain.model import RowProblem
from turnout.formats.attendee_words import CANCELLED, HEADERS, PAID, UNPAID, Field, fold_header


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a file is to be read. A person may correct it with `dataclasses.replace` before reading.

    `columns` gives each field the header of its column as the file writes it; `unused` are the other
    headers. `header_line` is the 1-based line where the header row begins, 0 where none was found.
    """

    encoding: str
    delimiter: str
    columns: dict[Field, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    header_line: int = 0

    @property
    def names_people(self) -> bool:
        """Whether rows can be read at all: without a name there is nobody to greet."""
        return not self.columns.keys().isdisjoint({Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME})


def match_headers(headers: Sequence[str]) -> dict[Field, int]:
    """The column of each field, by header alone; of two headers for one field the surer, then the first."""
    best: dict[Field, tuple[int, int]] = {}
    for column, header in enumerate(headers):
        known = HEADERS.get(fold_header(header))
        if known is not None and (known[0] not in best or known[1] < best[known[0]][0]):
            best[known[0]] = (known[1], column)
    return {found: column for found, (_, column) in best.items()}


def settle(matched: dict[Field, int], headers: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[Field, int]:
    """The columns after a look at the first rows, where headers alone mislead."""
    columns = dict(matched)
    if _bare_name_is_family_name(columns, headers, sample):
        columns[Field.FAMILY_NAME] = columns.pop(Field.FULL_NAME)
    if Field.STATUS in columns and not _speaks_of_status(columns[Field.STATUS], sample):
        del columns[Field.STATUS]
    return columns


def _bare_name_is_family_name(
    columns: dict[Field, int], headers: Sequence[str], sample: Sequence[Sequence[str]]
) -> bool:
    """German lists say "Name, Vorname" and mean the family name; then it does not contain the given name."""
    full, given = columns.get(Field.FULL_NAME), columns.get(Field.GIVEN_NAME)
    if full is None or given is None or Field.FAMILY_NAME in columns or fold_header(headers[full]) != "name":
        return False
    pairs = [(_cell(row, given), _cell(row, full)) for row in sample]
    filled = [(g, f) for g, f in pairs if g and f]
    return sum(fold(g) in fold(f) for g, f in filled) * 2 <= len(filled)


def _speaks_of_status(column: int, sample: Sequence[Sequence[str]]) -> bool:
    """A column "Status" may as well hold "student" or "member"; then it says nothing about payment."""
    words = [fold_header(value) for row in sample if (value := _cell(row, column))]
    known = sum(word in PAID or word in UNPAID or word in CANCELLED for word in words)
    return known * 2 >= len(words)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def doubled_headers(headers: Sequence[str], line: int) -> list[RowProblem]:
    """One problem for each header that stands twice: the first column is the one that is read."""
    named = [header.strip() for header in headers if header.strip()]
    return [
        RowProblem(
            line,
            f"The header “{header}” stands {named.count(header)} times; only its first column is read.",
            "Give the columns different headers if the other one is meant.",
        )
        for header in dict.fromkeys(named)
        if named.count(header) > 1
    ]
