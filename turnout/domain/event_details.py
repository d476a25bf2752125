"""What an organiser types about an event, read forgivingly and checked.

Each function answers the value, or raises BadInput with what to type instead. The time zones that there are
are an argument: they stand in files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, time, timedelta
from difflib import get_close_matches

from turnout.domain.errors import BadInput
from turnout.domain.model import PRESETS

MAX_NAME = 120
MAX_DAYS = 60
MAX_LABEL, MAX_LABELS = 40, 6
MAX_CAPACITY = 1_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2999
"""Years that a day may be in: at both ends of the calendar a day has no beginning or no end in every time zone."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_ACCENT = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+|\d+", re.ASCII)
_UNREADABLE = {"Cc", "Cs"}  # control characters, and what a terminal of another encoding leaves of a letter


def name_of(typed: str, what: str = "event", longest: int = MAX_NAME) -> str:
    """A name of an event, a room or a person at work: one line, at most `longest` characters."""
    name = line_of(typed, "name", longest)
    if not name:
        raise BadInput(f"The {what} needs a name.", "Type it as people shall read it.")
    return name


def line_of(typed: str, what: str, longest: int) -> str:
    """A text on one line, at most `longest` characters; it may be empty."""
    line = " ".join(typed.split())
    if any(unicodedata.category(letter) in _UNREADABLE for letter in line):
        raise BadInput(f"This {what} has characters that cannot be shown.", "Type it anew.")
    if len(line) > longest:
        raise BadInput(f"This {what} has {len(line)} characters.", f"Use at most {longest}.")
    return line


def labels_of(typed: Sequence[str]) -> tuple[str, ...]:
    """What people are given, a short label each, in the order typed and each once."""
    labels = tuple(dict.fromkeys(filter(None, (line_of(label, "label", MAX_LABEL) for label in typed))))
    if len(labels) > MAX_LABELS:
        raise BadInput(f"These are {len(labels)} things.", f"Name at most {MAX_LABELS}: they stand on one line.")
    return labels


def dates_of(typed: str) -> tuple[date, ...]:
    """One date, or several with commas between them, earliest first and each once."""
    words = [word.strip() for word in typed.split(",") if word.strip()]
    if not words:
        raise BadInput("The event needs a day.", "Write it as year-month-day, such as 2027-05-31.")
    return _checked_days(sorted({_date(word) for word in words}))


def days_from(first: date, typed: str) -> tuple[date, ...]:
    """So many days in a row as were typed."""
    count = _whole(typed.strip())
    if not 1 <= count <= MAX_DAYS:
        raise BadInput(f"“{typed.strip()}” is no number of days for an event.", f"Write one from 1 to {MAX_DAYS}.")
    return tuple(known_day(first + timedelta(days=n)) for n in range(count))


def known_day(day: date) -> date:
    """A day as it is, of a year that an event can be in. Raises BadInput."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"No event is in the year {day.year}.", f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def time_zone_of(typed: str, known: Collection[str]) -> str:
    """A time zone by its name, forgiving case and spaces. The remedy names the nearest one."""
    wanted = "_".join(typed.split()).lower()
    by_folded = {name.lower(): name for name in known}
    if wanted in by_folded:
        return by_folded[wanted]
    near = near_time_zone(typed, known)
    remedy = f"Did you mean {near}?" if near else "Write it as continent and city, such as Europe/Riga."
    raise BadInput(f"There is no time zone “{typed.strip()}”.", remedy, code="unknown_time_zone")


def near_time_zone(typed: str, known: Collection[str]) -> str:
    """The time zone whose city, else whose whole name, is nearest to what was typed; empty when none is near."""
    wanted = "_".join(typed.split()).lower()
    names = {name.lower(): name for name in sorted(known)}
    cities = {folded.rpartition("/")[2]: name for folded, name in names.items() if "/" in folded}
    for spelt, among in ((wanted.rpartition("/")[2], cities), (wanted, names)):
        if near := get_close_matches(spelt, among, n=1, cutoff=0.7):
            return among[near[0]]
    return ""


def day_boundary_of(typed: str) -> time:
    """When a day begins, before noon: later, a morning would belong to the day before."""
    found = _TIME.fullmatch(typed.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour >= 12 or minute >= 60:
        raise BadInput(f"No day may begin at “{typed.strip()}”.", "Write a time before noon, such as 04:00.")
    return time(hour, minute)


def languages_of(typed: str) -> tuple[str, ...]:
    """Codes of languages with commas or spaces between them, in the order typed and each once."""
    codes = tuple(dict.fromkeys(typed.lower().replace(",", " ").split()))
    if not codes:
        raise BadInput("The event needs a language.", "Write its code, such as en.")
    for code in codes:
        if not _LANGUAGE.fullmatch(code):
            raise BadInput(f"“{code}” is no code of a language.", "Write two or three letters, such as en, pl, lv.")
    return codes


def accent_of(typed: str) -> str:
    """A colour as `#rrggbb`; the short form `#rgb` is taken too."""
    found = _ACCENT.fullmatch(typed.strip().lower())
    if found is None:
        raise BadInput(f"“{typed.strip()}” is no colour.", "Write # and six digits of 0-9 and a-f, such as #0b5fa5.")
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return f"#{digits}"


def capacity_of(typed: str) -> int | None:
    """How many people a place holds; None for an empty text: nobody has said."""
    text = typed.strip()
    if not text:
        return None
    number = _whole(re.sub(r"\D", "", text)) if _NUMBER.fullmatch(text) else 0
    if not 1 <= number <= MAX_CAPACITY:
        raise BadInput(f"“{text}” is no number of people.", f"Write a number from 1 to {MAX_CAPACITY:,}, or nothing.")
    return number


def preset_of(typed: str) -> str:
    """The name of one of the four entry rules, forgiving case, spaces and hyphens."""
    name = re.sub(r"[\s-]+", "_", typed.strip().lower())
    if name not in PRESETS:
        raise BadInput(f"“{typed.strip()}” is no entry rule.", f"Choose one of {', '.join(PRESETS)}.")
    return name


def room_of(typed: str) -> tuple[str, int | None]:
    """A room's name, and what it holds where a colon and a number follow: `Great Hall: 200`."""
    name, colon, capacity = typed.rpartition(":")
    if not colon:
        return name_of(capacity, "room"), None
    if not capacity.strip():
        raise BadInput("After the colon a number is missing.", "Write a room as its name: how many it holds.")
    return name_of(name, "room"), capacity_of(capacity)


def _whole(digits: str) -> int:
    """A number of up to nine digits, else 0: int() refuses some thousand of them with a ValueError of its own."""
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else 0


def _date(word: str) -> date:
    try:
        day = date.fromisoformat(word)
    except ValueError:
        raise BadInput(f"“{word}” is no date.", "Write it as year-month-day, such as 2027-05-31.") from None
    return known_day(day)


def _checked_days(days: list[date]) -> tuple[date, ...]:
    if len(days) > MAX_DAYS:
        raise BadInput(f"These are {len(days)} days.", f"An event has at most {MAX_DAYS}.")
    return tuple(days)
