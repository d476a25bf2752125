"""Lists to tick off by hand: everybody twice, in an order that any hand finds, and every name whole."""

from __future__ import annotations

import pytest
from nasty_names import NASTY_NAMES
from PIL import Image
from printed import box_is_filled

from turnout.paper.lists import DPI, ROWS, ListPage, Person, arranged, draw
from turnout.paper.sheet import pixels
from turnout.paper.texts import LANGUAGES, texts_of

ENGLISH = texts_of("en")


def person(number: int, name: str, category: str = "Visitor", *, has_come: bool = False) -> Person:
    return Person(f"p{number:03}", name, "Société L'Écluse, S.à r.l.", category, "7KBD", has_come)


def drawn(page: ListPage, language: str = "en") -> Image.Image:
    return draw(page, 1, 2, "Harbour Congress", "2026-05-01 12:00", texts_of(language)).image


def test_the_order_is_the_same_in_every_language() -> None:
    names = ["Žaneta", "zoe", "Łukasz", "Lukas", "Ägidius", "Ada", "ada b", "Þór", "王小明", "Ærø"]
    (page, _) = arranged([person(number, name) for number, name in enumerate(names)], ENGLISH)
    assert [one.name for one in page.people] == [
        "Ada", "ada b", "Ærø", "Ägidius", "Lukas", "Łukasz", "Þór", "Žaneta", "zoe", "王小明",
    ]  # fmt: skip
    assert page.letters == "Ada – 王 小"


def test_namesakes_stand_in_the_order_of_their_ids() -> None:
    (page, _) = arranged([person(2, "Ada"), person(1, "Ada")], ENGLISH)
    assert ([one.id for one in page.people], page.letters) == (["p001", "p002"], "Ada")


def test_everybody_stands_there_by_name_and_by_category() -> None:
    people = [person(number, f"Person {number:03}", "Press" if number % 3 == 0 else "Crew") for number in range(100)]
    pages = arranged(people, ENGLISH)
    assert [(page.title, len(page.people)) for page in pages] == [
        ("By name", ROWS), ("By name", ROWS), ("By name", ROWS), ("By name", 100 - 3 * ROWS),
        ("By category: Crew", ROWS), ("By category: Crew", ROWS), ("By category: Crew", 66 - 2 * ROWS),
        ("By category: Press", ROWS), ("By category: Press", 34 - ROWS),
    ]  # fmt: skip
    assert [one for page in pages[:4] for one in page.people] == people
    assert sorted(one.id for page in pages[4:] for one in page.people) == [one.id for one in people]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_and_every_word_stands_there_whole(language: str) -> None:
    pages = arranged([person(number, name) for number, name in enumerate(NASTY_NAMES)], texts_of(language))
    page = draw(pages[0], 1, 2, "Harbour Congress", "2026-05-01 12:00", texts_of(language))
    assert (page.dropped, page.shrunk, page.cut, page.missing) == ((), (), (), ())
    assert page.image.size == (pixels(210, DPI), pixels(297, DPI))


def test_who_has_come_is_ticked() -> None:
    people = [person(number, f"Person {number:03}", has_come=number in (1, ROWS - 1)) for number in range(ROWS)]
    image = drawn(ListPage("By name", tuple(people)))
    assert [row for row in range(ROWS) if box_is_filled(image, row)] == [1, ROWS - 1]
