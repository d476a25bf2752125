"""The words on paper, in the languages of the kiosks: one flat catalogue a language, in `translations/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

FALLBACK = "en"
_CATALOGUES = files("turnout.paper").joinpath("translations")
LANGUAGES = tuple(sorted(one.name.removesuffix(".json") for one in _CATALOGUES.iterdir() if one.name.endswith(".json")))
"""A language is one file: what stands there is spoken."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The catalogue of one language."""

    language: str
    words: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """A text with its placeholders filled. Raises KeyError for one that is not in the catalogue."""
        return self.words[key].format(**values)

    def dates(self, days: Iterable[str]) -> str:
        """Event days (ISO dates) as one reads them: days that follow each other as one stretch."""
        stretches = _stretches(sorted(date.fromisoformat(day) for day in days))
        return ", ".join(self._stretch(first, last) for first, last in stretches)

    def _stretch(self, first: date, last: date) -> str:
        if first == last:
            return self.say("date.day", day=first.day, month=self._month(first), year=first.year)
        if first.year != last.year:
            return f"{self._stretch(first, first)} – {self._stretch(last, last)}"
        kind = "date.days" if first.month == last.month else "date.months"
        return self.say(
            kind,
            first=first.day,
            last=last.day,
            month=self._month(first),
            last_month=self._month(last),
            year=first.year,
        )

    def _month(self, day: date) -> str:
        return self.say(f"month.{day.month}")


@cache
def texts_of(language: str) -> Texts:
    """The catalogue of one of LANGUAGES."""
    text = _CATALOGUES.joinpath(f"{language}.json").read_text(encoding="utf-8")
    return Texts(language, json.loads(text))


def spoken(wanted: str, event_languages: Sequence[str]) -> Texts:
    """The texts for somebody who wants `wanted` (a tag such as `pl` or `lv-LV`): that language where there is a
    catalogue, else the event's first that has one, else English.
    """
    for tag in (wanted, *event_languages):
        language = tag.replace("_", "-").partition("-")[0].strip().lower()
        if language in LANGUAGES:
            return texts_of(language)
    return texts_of(FALLBACK)


def _stretches(days: list[date]) -> Iterator[tuple[date, date]]:
    """The first and last of each row of days without a gap."""
    while days:
        count = 1
        while count < len(days) and days[count] - days[count - 1] <= timedelta(days=1):
            count += 1
        yield days[0], days[count - 1]
        days = days[count:]
