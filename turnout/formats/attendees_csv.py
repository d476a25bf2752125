"""Attendees from CSV, by recognition: encoding, delimiter and columns are found, shown, and can be corrected.

recognition = recognise(path)
for row in read(path, recognition): ...    # AttendeeRow or RowProblem, in the file's order
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_tables import SAMPLE_ROWS, Table, find_table, read_table, recognised
from turnout.formats.csv_records import records
from turnout.formats.disguises import disguise
from turnout.formats.readers import HEAD_BYTES, AttendeesReader
from turnout.formats.recognition import NO_NAMES, Recognition
from turnout.formats.text_encoding import Encoding, recognise_encoding

DELIMITERS = (",", ";", "\t")
_LINE_CHARACTERS = 1024 * 1024
_SAMPLE_LINE_CHARACTERS = 64 * 1024
_EXCEL_HINT = re.compile(r"\"?sep=([,;\t])\"?\s*", re.IGNORECASE)

_EMPTY = RowProblem(0, "The file is empty.", "Export the list again.")
_UNSURE = RowProblem(
    0,
    "The file does not say in which encoding it is, and its letters leave a doubt.",
    "Look at the names with special letters below; where they are wrong, export the list again as UTF-8.",
)


def recognise(source: BinaryIO | Path) -> Recognition:
    """How a file is to be read. `source` is a path or a seekable binary file, read from its start.

    Never raises for what the file says: a file that is no list at all has `problems` and names no
    people, and the same problems come out of `read`. Raises OSError when it cannot be read.
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
        yield from recognition.problems or (NO_NAMES,)
        return
    with path.open(encoding=recognition.encoding, errors="replace", newline="") as file:
        # by readline with a limit: a gigabyte without a line end must not become one string
        rows = records(iter(partial(file.readline, _LINE_CHARACTERS), ""), recognition.delimiter)
        yield from read_table(rows, recognition)


def _top(source: BinaryIO, encoding: str) -> list[str]:
    source.seek(0)
    text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
    try:
        return list(islice(iter(partial(text.readline, _SAMPLE_LINE_CHARACTERS), ""), SAMPLE_ROWS))
    finally:
        text.detach()  # or the wrapper closes the caller's file when it is collected


def _recognise_table(encoding: Encoding, lines: list[str]) -> Recognition:
    hint = _EXCEL_HINT.fullmatch(lines[0]) if lines else None
    tables = {delimiter: _table(lines, delimiter) for delimiter in ((hint.group(1),) if hint else DELIMITERS)}
    delimiter, table = max(tables.items(), key=lambda candidate: candidate[1].fit)
    return recognised(table, Recognition(encoding.name, delimiter, problems=() if encoding.is_certain else (_UNSURE,)))


def _table(lines: Sequence[str], delimiter: str) -> Table:
    return find_table([(line, cells) for line, cells in records(lines, delimiter) if not isinstance(cells, RowProblem)])


def _may_be_attendees(head: bytes) -> bool:
    return bool(head.strip()) and disguise(head) is None


READER = AttendeesReader("attendees-csv", (".csv", ".tsv", ".txt"), _may_be_attendees, recognise, read)
