"""One row of a list of attendees: from its cells to an `AttendeeRow`, or to the problem with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from turnout.domain.model import AttendeeRow, RowProblem
from turnout.domain.tickets import MAX_FOREIGN
from turnout.formats.attendee_words import (
    CANCELLED,
    HEADERS,
    LANGUAGES,
    NO,
    PAID,
    TOTALS,
    UNPAID,
    YES,
    Field,
    fold_header,
)

MAX_TEXT = 255
"""Longest name, company, ... in characters: what is longer is two rows run together, not a name."""

NOT_CALCULATED = "#FORMULA?"
"""What a reader puts for a formula whose result the file does not hold."""

_LONGEST_WORD = 60
_DAMAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_DAY_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_AMOUNT = re.compile(r"[\d\s.,'%€$£+-]*\d[\d\s.,'%€$£+-]*(?:[^\W\d_]{1,3}\.?)?")
_GUARD = re.compile("'(?=[=+@0-9-])")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
_LABEL_AND_AMOUNT = re.compile(r"\s*([^\d:=]+?)\s*[:=]?\s*(\d[\d\s.,]*)?\s*")
_BESIDE_THE_BADGE = (Field.GETS, Field.GETS_2, Field.GETS_3)
_MUST_BE_THERE = (Field.CODE, Field.SOURCE_ID, Field.PAID, Field.CANCELLED, Field.STATUS)
_TEXTS = (
    (Field.COMPANY, "company", "company"),
    (Field.EMAIL, "email", "e-mail address"),
    (Field.CATEGORY, "category", "category"),
    (Field.PRONOUNS, "pronouns", "pronouns"),
    (Field.ORDER_CODE, "order_code", "order code"),
    (Field.SOURCE_ID, "source_id", "id"),
)


class _RowError(Exception):
    """Why a row cannot be taken; never leaves this module."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each field stands in a row, below which headers."""

    places: dict[Field, int]
    headers: Sequence[str]

    @property
    def width(self) -> int:
        return len(self.headers)

    def values(self, cells: Sequence[str]) -> dict[Field, str]:
        """The row's texts, white space folded: a line break within a name prints as an empty badge line."""
        there = len(cells)
        return {column: " ".join(cells[at].split()) for column, at in self.places.items() if at < there}


@dataclass(frozen=True, slots=True)
class _Seen:
    """The line of each code and id so far, by hash."""

    codes: dict[int, int] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)


def attendee_rows(
    records: Iterable[tuple[int, list[str] | RowProblem]], headers: Sequence[str], places: dict[Field, int]
) -> Iterator[AttendeeRow | RowProblem]:
    """Rows and problems, in the file's order, from (line, cells) pairs that follow the header row.

    Blank rows, totals rows and repetitions of the header are passed over. Memory grows only with the
    codes and ids seen (about 100 bytes each), so that a second use of one is found.
    """
    columns = _Columns(places, headers)
    seen = _Seen()
    for line, cells in records:
        if isinstance(cells, RowProblem):
            yield cells
        elif not _says_nothing(cells, headers, columns):
            try:
                row = _row(line, cells, columns)
                _check_first_use(seen, row)
            except _RowError as error:
                yield RowProblem(line, error.reason, error.remedy, *_identity(cells, columns))
            else:
                yield row


def _identity(cells: Sequence[str], columns: _Columns) -> tuple[str, str]:
    """Id and code of a row that is refused: whoever it is about is in the file all the same."""
    values = columns.values([_unguarded(cell) for cell in cells])
    return values.get(Field.SOURCE_ID, ""), values.get(Field.CODE, "")


def _says_nothing(cells: Sequence[str], headers: Sequence[str], columns: _Columns) -> bool:
    filled = list(filter(str.strip, cells))
    if not filled:
        return True
    if cells[0].strip() == headers[0] and [cell.strip() for cell in cells] == list(headers):
        return True
    if not _is_total(filled):
        return False
    values = columns.values(cells)
    return not values.get(Field.CODE) and not values.get(Field.EMAIL)


def _is_total(filled: Sequence[str]) -> bool:
    """A word for a sum and amounts, nothing else. Without an amount "Suma" is somebody's name."""
    label = _LABEL_AND_AMOUNT.fullmatch(filled[0]) if len(filled[0]) <= 40 else None
    if label is None or not all(_AMOUNT.fullmatch(cell) or cell == NOT_CALCULATED for cell in filled[1:]):
        return False
    return (label.group(2) is not None or len(filled) > 1) and fold_header(label.group(1)) in TOTALS


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading 007, +371 or =x as number or formula.

    Others stay: the family name of Gerard 't Hooft begins with one.
    """
    return _GUARD.sub("", cell, count=1) if cell[:1] == "'" else cell


def _row(line: int, cells: Sequence[str], columns: _Columns) -> AttendeeRow:
    whole = "\n".join(cells)
    _check_shape(whole, cells, columns)
    if "'" in whole:  # few rows have one, and a million rows are checked
        cells = [_unguarded(cell) for cell in cells]
    values = columns.values(cells)
    if "#" in whole:
        _check_results(values)
    full_name, given_name = _names(values)
    is_paid, is_cancelled = _states(values)
    texts = {name: _short(values[column], word) for column, name, word in _TEXTS if column in values}
    gets = [label for column in _BESIDE_THE_BADGE for label in _labels(values.get(column, ""), columns, column)]
    return AttendeeRow(
        line=line,
        full_name=full_name,
        given_name=given_name,
        language=_language(_word(values, Field.LANGUAGE)),
        code=_code(cells[columns.places[Field.CODE]]) if Field.CODE in values else "",
        is_paid=is_paid,
        is_cancelled=is_cancelled,
        valid_days=_days(values.get(Field.VALID_DAYS, "")),
        gets=tuple(dict.fromkeys(gets)),
        **texts,
    )


def _labels(cell: str, columns: _Columns, column: Field) -> list[str]:
    """What a cell says that somebody gets: labels in a column for them, else by the header, as `T-shirt: L`."""
    if not cell:
        return []
    header = columns.headers[columns.places[column]]
    if HEADERS.get(fold_header(header), ("",))[0] == Field.GETS:
        return [_short(label.strip(), "label") for label in cell.replace(";", ",").split(",") if label.strip()]
    word = fold_header(cell)
    if word in NO:
        return []
    return [header if word in YES else f"{header}: {_short(cell, header)}"]


def _check_shape(whole: str, cells: Sequence[str], columns: _Columns) -> None:
    if _DAMAGE.search(whole):
        raise _RowError(
            "The row contains bytes that are not text in the file's encoding.",
            "Export the file again as UTF-8, or correct this row in a text editor.",
        )
    if len(cells) > columns.width and any(cell.strip() for cell in cells[columns.width :]):
        raise _RowError(
            f"The row has {len(cells)} values, but the header names {columns.width} columns.",
            "Probably a value contains the delimiter: put that value between double quotes.",
        )
    if len(cells) < columns.width:
        lost = [f.value for f in _MUST_BE_THERE if columns.places.get(f, -1) >= len(cells)]
        if lost:
            raise _RowError(
                f"The row ends early: {len(cells)} of {columns.width} values, without {', '.join(lost)}.",
                "The file may have been cut off: export it again, or complete this row.",
            )


def _check_results(values: dict[Field, str]) -> None:
    for column, value in values.items():
        if value == NOT_CALCULATED:
            raise _RowError(
                f"The cell for {column} is a formula, and the file does not hold its result.",
                "Open the workbook in a spreadsheet, save it, and import it again.",
            )
        if value[:1] == "#" and _ERROR.fullmatch(value):
            raise _RowError(
                f"The cell for {column} holds {value}: a formula of the spreadsheet has failed there.",
                "Correct the formula, or write its result into the cell.",
            )


def _names(values: dict[Field, str]) -> tuple[str, str]:
    given = _short(values.get(Field.GIVEN_NAME, ""), "given name")
    full = values.get(Field.FULL_NAME) or f"{given} {values.get(Field.FAMILY_NAME, '')}".strip()
    if not full:
        raise _RowError("The row has no name.", "Write the attendee's name, or delete the row if it is nobody.")
    return _short(full, "name"), given


def _short(text: str, word: str) -> str:
    if len(text) > MAX_TEXT:
        raise _RowError(
            f"The {word} has {len(text):,} characters; at most {MAX_TEXT} can be kept.",
            "Probably rows ran together at a missing quotation mark: correct this row in a text editor.",
        )
    return text


def _code(cell: str) -> str:
    """The code as the other system made it: only the white space around it goes."""
    code = cell.strip()
    if len(code) > MAX_FOREIGN:
        raise _RowError(
            f"The ticket code has {len(code):,} characters; at most {MAX_FOREIGN} can be kept.",
            "Check that the right column was taken for the ticket code.",
        )
    if "\n" in code or "\r" in code:
        raise _RowError(
            "The ticket code contains a line break.", "Correct the code: a scanner reads codes of one line."
        )
    if _ROUNDED.fullmatch(code):
        raise _RowError(
            f"The ticket code “{code}” was rounded by a spreadsheet.",
            "Export the list again and do not save it from a spreadsheet, or format the column as text.",
        )
    if _DATED.fullmatch(code):
        raise _RowError(
            f"The ticket code “{code}” is a date: a spreadsheet made one of something like 3-4.",
            "Export the list again and do not save it from a spreadsheet, or format the column as text.",
        )
    return code


def _check_first_use(seen: _Seen, row: AttendeeRow) -> None:
    """Hashes are kept, not values: that two different values share one is less likely than a disk error."""
    for values, value, word, own in (
        (seen.codes, row.code, "ticket code", "a ticket code"),
        (seen.ids, row.source_id, "id", "an id"),
    ):
        if value and (first := values.get(hash(value))) is not None:
            raise _RowError(
                f"The {word} already stands in line {first}.",
                f"Keep one of the two rows, or give this attendee {own} of their own.",
            )
    # only now: a row that is refused for its id must not make its code taken
    if row.code:
        seen.codes[hash(row.code)] = row.line
    if row.source_id:
        seen.ids[hash(row.source_id)] = row.line


def _states(values: dict[Field, str]) -> tuple[bool, bool]:
    """(is_paid, is_cancelled). An empty cell in a column of payments means not paid; in others, nothing."""
    is_paid, is_cancelled = _status(_word(values, Field.STATUS))
    if Field.PAID in values:
        is_paid, is_refunded = _status(_word(values, Field.PAID) or "unpaid")
        is_cancelled = is_cancelled or is_refunded
    return is_paid, is_cancelled or _is_cancelled(_word(values, Field.CANCELLED))


def _word(values: dict[Field, str], column: Field) -> str:
    """A text that is looked up in a cache, which a novel in a cell must not fill."""
    return values.get(column, "")[:_LONGEST_WORD]


@lru_cache(maxsize=256)
def _status(text: str) -> tuple[bool, bool]:
    word = fold_header(text)
    if not word or word in PAID:
        return True, False
    if word in UNPAID:
        return False, False
    if word in CANCELLED:
        return True, True
    raise _RowError(
        f"“{text[:40]}” is not known as a state of payment.",
        "Write paid, unpaid or cancelled, or leave the column out.",
    )


@lru_cache(maxsize=256)
def _is_cancelled(text: str) -> bool:
    word = fold_header(text)
    if not word or word in NO:
        return False
    if word in YES or word in CANCELLED or _DAY_ISO.match(text) or _DAY_DOTTED.match(text):
        return True
    raise _RowError(f"“{text[:40]}” does not say whether it is cancelled.", "Write yes or no.")


@lru_cache(maxsize=256)
def _language(text: str) -> str:
    """A short language tag; empty for what is neither a tag nor a known language's name."""
    named = LANGUAGES.get(fold_header(text)) if text else None
    tag = _LANGUAGE_TAG.fullmatch(text)
    return named or (tag.group(1).lower() if tag else "")


def _days(text: str) -> tuple[str, ...]:
    """ISO dates. 05/06/2027 is refused: it is May in one country and June in the next."""
    words = text.replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(_day(word) for word in words))


def _day(word: str) -> str:
    iso, dotted = _DAY_ISO.fullmatch(word), _DAY_DOTTED.fullmatch(word)
    if iso is not None:
        year, month, day = iso.groups()
    elif dotted is not None:
        day, month, year = dotted.groups()
    else:
        raise _RowError(f"“{word[:40]}” is not a day.", "Write days as 2027-05-31, with a comma between two.")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise _RowError(f"“{word}” is in no calendar.", "Correct the day.") from error
