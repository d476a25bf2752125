"""Where badges lie that others printed: a CSV file with a code or id, a box and a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from turnout.domain.errors import BadInput
from turnout.domain.folding import words
from turnout.domain.model import RowProblem
from turnout.formats.csv_records import records
from turnout.formats.disguises import disguise
from turnout.formats.readers import HEAD_BYTES
from turnout.formats.text_encoding import recognise_encoding

_LINE_CHARACTERS = 64 * 1024
_HEADERS = {
    "code": ("code", "ticket", "ticket code", "barcode", "secret"),
    "id": ("id", "source id", "attendee", "attendee id", "reference"),
    "box": ("box", "tray", "crate"),
    "number": ("number", "no", "nr", "position", "place"),
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row: whose badge, by `code` or `id`, one of which may be empty; and where it lies."""

    line: int
    code: str
    id: str
    box: str
    number: int


def read(path: Path) -> Iterator[PlaceRow | RowProblem]:
    """The rows of a file, with a problem for each that cannot be taken. Raises BadInput where no row can, OSError."""
    encoding, delimiter = _recognise(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        rows = records(iter(partial(file.readline, _LINE_CHARACTERS), ""), delimiter)
        _, header = next(rows)
        columns = _columns(() if isinstance(header, RowProblem) else header)
        for line, cells in rows:
            if isinstance(cells, RowProblem):
                yield cells
            elif any(cell.strip() for cell in cells):
                yield _row(line, cells, columns)


def _recognise(path: Path) -> tuple[str, str]:
    """Encoding and delimiter."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        problem = disguise(head)
        if problem is not None or not head.strip():
            reason = "The file is empty." if problem is None else problem.reason
            raise BadInput(reason, "Give a CSV file with the columns code (or id), box and number.", code="no_places")
        encoding = recognise_encoding(file).name
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        first = next(islice(text, 1), "")
    return encoding, max(",;\t", key=first.count)


def _columns(header: Sequence[str]) -> dict[str, int]:
    folded = [" ".join(words(cell)) for cell in header]
    found = {
        field: next((folded.index(name) for name in names if name in folded), -1) for field, names in _HEADERS.items()
    }
    if found["number"] < 0 or (found["code"] < 0 and found["id"] < 0):
        raise BadInput(
            "The first row does not name the columns.", "Call them code (or id), box and number.", code="no_places"
        )
    return found


def _row(line: int, cells: Sequence[str], columns: dict[str, int]) -> PlaceRow | RowProblem:
    values = {name: cells[at].strip() if 0 <= at < len(cells) else "" for name, at in columns.items()}
    if not values["number"].isascii() or not values["number"].isdigit():
        return RowProblem(line, f"{values['number'] or 'Nothing'} is no number.", "Write a whole number.")
    if not values["code"] and not values["id"]:
        return RowProblem(line, "The row does not say whose badge it is.", "Write the ticket's code or the id.")
    return PlaceRow(line, values["code"], values["id"], values["box"], int(values["number"]))
