"""Records of a CSV file with their line numbers, where one broken record costs no other.

`csv.reader` alone takes a quotation mark that is never closed as the start of a value that runs to the end
of the file, and all the people in it are gone without a word. Here a record that does not parse, or runs
over too many lines, is a problem at its first line, and reading goes on with the next line.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from turnout.domain.model import RowProblem

MAX_RECORD_LINES = 100
"""A value of more lines than this is an unclosed quotation mark, not an address."""


class _Lines(Iterator[str]):
    """Lines handed to `csv.reader`, which can be taken back when they turn out not to belong together."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        if len(self._record) >= MAX_RECORD_LINES:
            raise StopIteration
        line = self._again.popleft() if self._again else next(self._lines)
        self._record.append(line)
        self.number += 1
        return line

    def begin_record(self) -> int:
        """Forget the lines of the last record; the number of the line where the next one begins."""
        self._record.clear()
        return self.number + 1

    def take_back_all_but_first(self) -> int:
        """How many lines the record had."""
        length = len(self._record)
        self._again.extendleft(reversed(self._record[1:]))
        self.number -= length - 1
        return length


def records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | RowProblem]]:
    """(1-based line where the record begins, its cells or the problem with it).

    `lines` keep their line ends (files opened with `newline=""`), as `csv.reader` wants them.
    """
    source = _Lines(lines)
    # strict: a lenient reader glues half of two rows together and calls it one
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        line = source.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _problem(line, source.take_back_all_but_first(), str(error))
        else:
            yield line, cells


def _problem(line: int, length: int, error: str) -> RowProblem:
    if "field larger" in error:
        reason = f"A value of this row has more than {csv.field_size_limit():,} characters."
        return RowProblem(line, reason, "Check whether the file is damaged here, and shorten the value.")
    if length > 1 or "unexpected end" in error:
        reason = "A quotation mark opens in this row and is not closed."
        return RowProblem(line, reason, 'Add the missing " at the end of the value, or remove the one that opens.')
    reason = "The quotation marks of this row do not match."
    return RowProblem(line, reason, 'Write a " within a value twice (""), and put the whole value between two.')
