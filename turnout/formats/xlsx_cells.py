"""The text of a workbook's cell, as somebody sees it who looks at the sheet.

A spreadsheet makes numbers of ids and dates of days. 1234.0 is the id 1234, a day is written as ISO, and
a number of which the spreadsheet has kept only the first 15 digits is written rounded, so that it is never
taken for a code. The format of numbers and dates is ECMA-376, part 1, 18.8.30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_EXACT = 10**15
"""From here on a spreadsheet keeps no longer every digit of a number."""

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_ZEROS = re.compile(r"0{2,20}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_LEAP_DAY_OF_1900 = 60
"""There was none, but spreadsheets count it: earlier days are one further on."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown: as a date, or with zeros before it up to `width` digits ("00000" shows 42 as 00042)."""

    is_date: bool = False
    width: int = 0


def format_of(number: int, code: str) -> Format:
    """The format of a number in the workbook's styles; `code` is empty for those that are built in."""
    if number in _BUILT_IN_DATES:
        return Format(is_date=True)
    letters = _NOT_LETTERS.sub("", code).lower()
    if any(letter in letters for letter in "dmyhs") and "general" not in letters:
        return Format(is_date=True)
    return Format(width=len(code) if _ZEROS.fullmatch(code) else 0)


def number_text(written: str, shown: Format, *, is_from_1904: bool = False) -> str:
    """A number as the file writes it, as the sheet shows it. Raises ValueError for what is no number."""
    if shown.is_date:
        return _day_text(float(written), is_from_1904)
    if written.isdecimal() and len(written) <= 15:  # nearly all of them
        return written.zfill(shown.width)
    value = float(written)
    if not value.is_integer():
        return repr(value)
    digits = written.removeprefix("-")
    if abs(value) >= _EXACT and not (digits.isdecimal() and digits[15:].strip("0")):
        return f"{value:.14E}"
    return written if digits.isdecimal() else str(int(value)).zfill(shown.width)


def _day_text(serial: float, is_from_1904: bool) -> str:
    """A day, a day with a time, or a time alone, by the days since the epoch. Raises OverflowError beyond years."""
    epoch = _EPOCH_1904 if is_from_1904 else _EPOCH
    is_early = not is_from_1904 and 1 <= serial < _LEAP_DAY_OF_1900
    moment = epoch + timedelta(days=int(serial) + is_early, seconds=round(serial % 1 * 86_400))
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.time().isoformat() if 0 < serial < 1 else moment.isoformat(" ")


def plain(text: str) -> str:
    """A text without the escapes for what XML cannot hold (ECMA-376, part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
