"""Which people show what a badge layout can take: the longest, the shortest, the most exotic names of a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from turnout.domain.model import Attendee

_MOST_SCRIPTS = 8

INVENTED = (
    Attendee("1", "Anna Nowak", "Anna", "Politechnika Gdańska", pronouns="she/her"),
    Attendee("2", "Bo", "Bo"),
    Attendee("3", "Aleksandra Maria Wiśniewska-Kowalczykowska", "Aleksandra Maria", "Brzęczyszczykiewicz sp. z o.o."),
    Attendee("4", "Donaudampfschifffahrtsgesellschaftskapitänswitwe", "", "Ministry of Foreign Affairs, Protocol"),
    Attendee("5", "Nguyễn Thị Ánh Tuyết", "Ánh Tuyết", "Đại học Bách khoa Hà Nội", pronouns="they/them"),
    Attendee("6", "محمد عبد الرحمن الخوارزمي", "محمد", "جامعة بغداد"),
    Attendee("7", "李小龍", "小龍", "國立臺灣大學"),
    Attendee("8", "श्रीनिवास रामानुजन्", "श्रीनिवास", "Trinity College", pronouns="he/him"),
)
"""Nobody in particular, for a layout that has no event yet."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """Somebody, and what makes them one: `longest`, `longest word`, `shortest`, `most marks`, `longest company`, or
    `in ` and a script.
    """

    attendee: Attendee
    why: tuple[str, ...]


class Specimens:
    """The people of a list who try a layout hardest; shown one after another, so that a long list needs no memory."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[int, Attendee]] = {}

    def show(self, people: Iterable[Attendee]) -> None:
        for attendee in people:
            name = attendee.full_name
            self._try("longest", len(name), attendee)
            self._try("longest word", max(map(len, name.split()), default=0), attendee)
            self._try("shortest", -len(name), attendee)
            self._try("most marks", _marks(name), attendee)
            self._try("longest company", len(attendee.company), attendee)
            for script in _scripts(name):
                self._try(f"in {script}", len(name), attendee)

    def chosen(self) -> list[Specimen]:
        """Nobody twice; of scripts other than Latin the longest name in each, of at most eight scripts."""
        scripts = [key for key in self._best if key.startswith("in ")][:_MOST_SCRIPTS]
        keys = [key for key in self._best if not key.startswith("in ")] + scripts
        found: dict[str, list[str]] = {}
        for key in keys:
            found.setdefault(self._best[key][1].id, []).append(key)
        people = {attendee.id: attendee for _, attendee in self._best.values()}
        return [Specimen(people[attendee_id], tuple(why)) for attendee_id, why in found.items()]

    def _try(self, key: str, score: int, attendee: Attendee) -> None:
        if key not in self._best or score > self._best[key][0]:
            self._best[key] = (score, attendee)


def _marks(name: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", name))


def _scripts(name: str) -> set[str]:
    """By the first words of its letters' Unicode names: ARABIC, CJK, CYRILLIC."""
    if name.isascii():
        return set()
    return {unicodedata.name(char, "").partition(" ")[0] for char in name if char.isalpha()} - {"LATIN", ""}
