"""Which column of a list of attendees holds what: recognised from headers, proved on the first rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from turnout.domain.folding import fold
from turnout.domain.model import RowProblem
from turnout.formats.attendee_words import BARE_NAMES, CANCELLED, HEADERS, PAID, UNPAID, Field, fold_header

NO_NAMES = RowProblem(
    0,
    "No row at the top of the file names a column of names.",
    "Make the first row name the columns, for example: name, company, e-mail, category, ticket code.",
)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a file is to be read. A person may `correct` it before reading.

    `columns` gives each field the header of its column as the file writes it. `headers` is the whole header
    row, `header_line` the 1-based line where it begins, 0 where none was found. `sheet` is the sheet's name
    in a workbook; text files have an encoding and a delimiter instead.
    """

    encoding: str
    delimiter: str
    columns: dict[Field, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    header_line: int = 0
    sheet: str = ""
    samples: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    """The first rows below the header row, for somebody to look at."""

    @property
    def names_people(self) -> bool:
        """Whether rows can be read at all: without a name there is nobody to greet."""
        return not self.columns.keys().isdisjoint({Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME})

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of columns that are not read: of two alike, the second."""
        used = {self.headers.index(header) for header in self.columns.values() if header in self.headers}
        return tuple(header for place, header in enumerate(self.headers) if header and place not in used)

    @property
    def headers_key(self) -> str:
        """32 hex digits that say which header row this is: lists with the same one are read the same way."""
        return hashlib.sha256("\x1f".join(self.headers).encode()).hexdigest()[:32]


def correct(recognition: Recognition, corrections: Mapping[Field, str]) -> Recognition:
    """Read fields from the columns with these headers, or from none (""). A column serves one field only."""
    taken = set(corrections.values())
    kept = {f: h for f, h in recognition.columns.items() if f not in corrections and h not in taken}
    columns = kept | {f: header for f, header in corrections.items() if header}
    others = tuple(problem for problem in recognition.problems if problem != NO_NAMES)
    corrected = replace(recognition, columns=columns, problems=others)
    return corrected if corrected.names_people else replace(corrected, problems=(NO_NAMES, *others))


def find_header(recognition: Recognition, text: str) -> str | None:
    """The header that a person means: as the file writes it, else the only one that reads the same folded."""
    if text in recognition.headers:
        return text
    alike = {header for header in recognition.headers if header and fold_header(header) == fold_header(text)}
    return alike.pop() if len(alike) == 1 else None


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
    part = _part_that_a_bare_name_is(columns, headers, sample)
    if part is not None:
        columns[part] = columns.pop(Field.FULL_NAME)
    if Field.STATUS in columns and not _speaks_of_status(columns[Field.STATUS], sample):
        del columns[Field.STATUS]
    return columns


def _part_that_a_bare_name_is(
    columns: dict[Field, int], headers: Sequence[str], sample: Sequence[Sequence[str]]
) -> Field | None:
    """German lists say "Name, Vorname" and mean the family name, Spanish ones "Nombre, Apellidos" the given name.

    Then it does not contain the other part; where it does, it is the full name.
    """
    full, given, family = (columns.get(f) for f in (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME))
    other = family if given is None else given
    if full is None or other is None or (given is not None and family is not None):
        return None
    if fold_header(headers[full]) not in BARE_NAMES:
        return None
    pairs = [(_cell(row, other), _cell(row, full)) for row in sample]
    filled = [(part, whole) for part, whole in pairs if part and whole]
    if sum(fold(part) in fold(whole) for part, whole in filled) * 2 > len(filled):
        return None
    return Field.GIVEN_NAME if given is None else Field.FAMILY_NAME


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
