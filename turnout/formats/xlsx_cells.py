"""The text of a workbook's cell, as somebody sees it who looks at the sheet.

A spreadsheet makes numbers of ids and dates of days. 1234.0 is the id 1234, a day is written as ISO, and
a number of which the spreadsheet has kept only the first 15 digits is written rounded, so that it is never
taken for a code.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

_EXACT = 10**15
"""From here on a spreadsheet keeps no longer every digit of a number."""

_ZEROS = re.compile(r"0{2,20}")
_TRUE, _FALSE = "true", "false"


def text_of(value: object, number_format: str = "") -> str:
    """The cell's text. `number_format` as Excel writes it: "00000" shows 42 as 00042."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return _TRUE if value else _FALSE
        case int() | float():
            return _number(value, number_format)
        case datetime():
            return _moment(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def cell_text(cell: Any) -> str:
    """The text of one of openpyxl's read-only cells."""
    value = cell.value
    if isinstance(value, int | float):
        return text_of(value, cell.number_format)  # looked up for numbers only: it takes as long as all the rest
    return text_of(value)


def _number(value: int | float, number_format: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)  # inf and nan too
    whole = int(value)
    if abs(whole) >= _EXACT and _is_rounded(value, whole):
        return f"{value:.14E}"
    padded = _ZEROS.fullmatch(number_format)
    return str(whole).zfill(len(number_format)) if padded else str(whole)


def _is_rounded(value: int | float, whole: int) -> bool:
    """A float, or an integer that ends in zeros after its 15th digit: whoever wrote it may have had others there."""
    digits = str(abs(whole))
    return isinstance(value, float) or not digits[15:].strip("0")


def _moment(value: datetime) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds")
