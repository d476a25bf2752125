"""Lists to tick off by hand, for when no computer works: everybody by name, then again by category; A4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from badges.layout import BoxElement, Element, Layout, LineElement, TextElement
from badges.render import Rendered, render
from turnout.domain.folding import fold
from turnout.paper.sheet import A4_MM
from turnout.paper.texts import Texts

DPI = 200
ROWS = 30
"""People on a page: 8 mm each, room for a pen."""

_LEFT, _RIGHT = 15.0, 195.0
_TOP, _PITCH, _BOX = 33.0, 8.0, 4.5
_NAME_X, _COMPANY_X, _TICKET_X = 22.0, 108.0, 170.0
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """One line. `ends` are the last characters of their ticket's code; `has_come` fills the box."""

    id: str
    name: str
    company: str
    category: str
    ends: str
    has_come: bool = False

    @property
    def place_in_list(self) -> tuple[str, str]:
        """By the folded name, as it is written: the same order in every language and on every machine."""
        return fold(self.name), self.id


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page: the people on it, under the title of its section."""

    title: str
    people: tuple[Person, ...]

    @property
    def letters(self) -> str:
        """How the first and the last name on it begin."""
        return " – ".join(dict.fromkeys(_beginning(self.people[at].name) for at in (0, -1)))


def arranged(people: Iterable[Person], texts: Texts) -> list[ListPage]:
    """Every page: all people by name, then each category, by name."""
    in_order = sorted(people, key=lambda person: person.place_in_list)
    by_category = defaultdict(list)
    for person in in_order:
        by_category[person.category].append(person)
    pages = list(_pages(texts.say("list.by_name"), in_order))
    for category in sorted(by_category, key=fold):
        pages += _pages(f"{texts.say('list.by_category')}: {category}", by_category[category])
    return pages


def draw(page: ListPage, number: int, total: int, event: str, as_of: str, texts: Texts) -> Rendered:
    """Page `number` of `total`, in dots of DPI. `as_of` says when the list was true."""
    foot = f"{texts.say('list.as_of', at=as_of)} · {texts.say('list.page', page=number, pages=total)}"
    head = (
        TextElement(_LEFT, 12, 130, 7, text=event, align="start", weight="bold", size=14),
        TextElement(_LEFT, 19, 130, 6, text=page.title, align="start", size=11),
        TextElement(145, 12, 50, 13, text=page.letters, align="end", weight="bold", size=24, min_size=9),
        TextElement(_NAME_X, 26.5, 80, 4.5, text=texts.say("list.name"), align="start", size=8),
        TextElement(_COMPANY_X, 26.5, 60, 4.5, text=texts.say("list.company"), align="start", size=8),
        TextElement(_TICKET_X - 15, 26.5, 40, 4.5, text=texts.say("list.ticket"), align="end", size=8),
        LineElement(_LEFT, 32, _RIGHT, 32),
        TextElement(_LEFT, 279, 180, 5, text=foot, size=9),
    )
    lines = [element for row, person in enumerate(page.people) for element in _line(person, _TOP + row * _PITCH)]
    return render(Layout(page.title, *A4_MM, (*head, *lines)), {}, "", DPI)


def _line(person: Person, top: float) -> tuple[Element, ...]:
    bottom = top + _PITCH
    return (
        BoxElement(_LEFT, top + (_PITCH - _BOX) / 2, _BOX, _BOX, filled=person.has_come),
        TextElement(_NAME_X, top + 1, 84, _PITCH - 2, text=person.name, align="start", weight="bold", size=12, lines=2),
        TextElement(_COMPANY_X, top + 1, 60, _PITCH - 2, text=person.company, align="start", size=10),
        TextElement(_TICKET_X, top + 1, 25, _PITCH - 2, text=person.ends, align="end", size=11),
        LineElement(_LEFT, bottom, _RIGHT, bottom, stroke=0.1),
    )


def _pages(title: str, people: Iterable[Person]) -> Iterator[ListPage]:
    remaining = iter(people)
    while on_page := tuple(islice(remaining, ROWS)):
        yield ListPage(title, on_page)


def _beginning(name: str) -> str:
    """What somebody looks for at the page's corner: the first letters, without marks, as the order goes by them."""
    return (fold(name) or name)[:_LETTERS].strip().capitalize()
