"""A ticket: every name whole, in every language, with a code that cameras and people can read."""

from __future__ import annotations

import pytest
from nasty_names import NASTY_NAMES
from PIL import Image, ImageOps
from printed import codes

from badges.render import Rendered
from turnout.domain import tickets
from turnout.domain.model import Attendee, CodeKind
from turnout.paper.sheet import pixels
from turnout.paper.texts import LANGUAGES
from turnout.paper.ticket import DPI, AtEvent, draw, readable

CODE = tickets.make(CodeKind.TICKET, "RG", bytes(range(10)))
EVENT = AtEvent("Harbour Congress", ("2026-05-01", "2026-05-02"), ("en",))


def ticket(name: str = "Ada Lovelace", code: str = CODE, language: str = "", *, is_test: bool = False) -> Rendered:
    holder = Attendee("ada", name, language=language, order_code="AB12C")
    event = AtEvent(EVENT.name, EVENT.days, EVENT.languages, is_test)
    return draw(holder, code, "Visitor", event)


def complaints(drawn: Rendered) -> tuple[tuple[object, ...], ...]:
    return (drawn.dropped, drawn.shrunk, drawn.cut, drawn.missing)


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_every_name_stands_there_whole_and_the_code_is_read(name: str) -> None:
    drawn = ticket(name)
    assert complaints(drawn) == ((), (), (), ())
    assert codes(drawn.image) == [CODE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fits_and_differs(language: str) -> None:
    drawn = ticket(language=language)
    assert complaints(drawn) == ((), (), (), ())
    others = [ticket(language=other).image.tobytes() for other in LANGUAGES if other != language]
    assert drawn.image.tobytes() not in others


def test_it_is_a6_and_the_same_each_time() -> None:
    assert ticket().image.size == (pixels(105, DPI), pixels(148, DPI))
    assert ticket().png() == ticket().png()


def test_a_ticket_for_some_days_tells_these() -> None:
    days = ("2026-05-02",)
    some = draw(Attendee("ada", "Ada", valid_days=days), CODE, "Visitor", EVENT)
    only = draw(Attendee("ada", "Ada"), CODE, "Visitor", AtEvent(EVENT.name, days, EVENT.languages))
    every = draw(Attendee("ada", "Ada"), CODE, "Visitor", EVENT)
    assert (some.png() == only.png(), some.png() == every.png()) == (True, False)


def test_a_test_ticket_says_so_beside_the_code_that_it_keeps() -> None:
    real, tried = ticket(), ticket(is_test=True)
    assert codes(tried.image) == [CODE]
    top = (0, 0, real.image.width, pixels(7.5, DPI))
    assert ImageOps.invert(real.image.crop(top).convert("L")).getbbox() is None
    assert ImageOps.invert(tried.image.crop(top).convert("L")).getbbox() is not None


@pytest.mark.parametrize(
    "code", [CODE, "q7u2n3k5h8m1c4v6b9l0z2x5a8s1d4f7", "https://example.org/t/" + "x" * 78, "z" * 255]
)
def test_the_symbol_is_three_centimetres_wide_at_least_with_its_quiet_zone(code: str) -> None:
    image = ticket(code=code).image
    assert codes(image) == [code]
    left, top, right, bottom = symbol_box(image)
    assert min(right - left, bottom - top) >= pixels(30, DPI)
    module = first_run(image, left, top) // 7  # the finder pattern is seven modules wide
    quiet = ImageOps.invert(image.convert("L"))
    around = (left - 4 * module, top - 4 * module, right + 4 * module, bottom + 4 * module)
    assert quiet.crop(around).getbbox() == (
        4 * module,
        4 * module,
        right - left + 4 * module,
        bottom - top + 4 * module,
    )


def symbol_box(image: Image.Image) -> tuple[int, int, int, int]:
    """The black of the square in which the symbol stands, by the layout."""
    left, top = pixels(27, DPI), pixels(67, DPI)
    square = (left, top, left + pixels(51, DPI), top + pixels(51, DPI))
    box = ImageOps.invert(image.crop(square).convert("L")).getbbox()
    assert box is not None
    return left + box[0], top + box[1], left + box[2], top + box[3]


def first_run(image: Image.Image, x: int, y: int) -> int:
    """How many black dots follow each other from (x, y) to the right."""
    length = 0
    while image.getpixel((x + length, y)) == 0:
        length += 1
    return length


@pytest.mark.parametrize(
    ("code", "read"),
    [
        (CODE, " ".join(CODE[at : at + 4] for at in range(0, 20, 4))),
        ("q7u2-n3k5", "q7u2-n3k5"),
        ("x" * 65, ""),
    ],
)
def test_a_code_as_people_read_it(code: str, read: str) -> None:
    assert readable(code) == read


def test_what_people_read_is_taken_for_the_code_when_typed() -> None:
    assert tickets.read(readable(CODE).lower()).code == CODE
