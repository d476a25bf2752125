"""Layouts are read exactly, and a mistake is answered with its place and its remedy."""

import pytest

from badges.layout import (
    BoxElement,
    Layout,
    LayoutError,
    LineElement,
    QrElement,
    TextElement,
    bundled,
    bundled_names,
    parse,
)

LABEL = '[label]\nname = "Small"\nwidth = 62\nheight = 29.5\n'
TEXT = '[[element]]\nkind = "text"\nx = 1\ny = 2\nwidth = 60\nheight = 9\n'


def test_a_layout_is_read_whole() -> None:
    toml = LABEL + (
        TEXT
        + 'field = "name"\nfallback = "Guest"\nalign = "start"\nvertical_align = "top"\nweight = "bold"\n'
        + 'size = 30\nmin_size = 8.5\nlines = 2\nink = "white"\ncase = "sentence"\n'
        + '[[element]]\nkind = "qr"\nx = 40\ny = 5\nsize = 20\n'
        + '[[element]]\nkind = "line"\nx = 0\ny = 12\nto_x = 62\nto_y = 12\n'
        + '[[element]]\nkind = "box"\nx = 0\ny = 12\nwidth = 62\nheight = 17.5\nfilled = true\nradius = 2\n'
    )
    text = TextElement(
        x=1.0, y=2.0, width=60.0, height=9.0, field="name", fallback="Guest", align="start",
        vertical_align="top", weight="bold", size=30.0, min_size=8.5, lines=2, ink="white", case="sentence",
    )  # fmt: skip
    qr = QrElement(40.0, 5.0, 20.0)
    line = LineElement(0.0, 12.0, 62.0, 12.0, stroke=0.3)
    box = BoxElement(0.0, 12.0, 62.0, 17.5, filled=True, radius=2.0)
    assert parse(toml) == Layout("Small", 62.0, 29.5, (text, qr, line, box))


@pytest.mark.parametrize("name", bundled_names())
def test_the_layouts_that_come_along_are_sound(name: str) -> None:
    layout = parse(bundled(name))
    assert f"{layout.width:g}x{layout.height:g}" in name


def test_two_layouts_come_along() -> None:
    assert bundled_names() == ["crew-62x100", "visitor-62x100"]


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("label = ", "the layout is not TOML: Invalid value (at end of document)"),
        ("", "the layout has no [label] table: begin with [label], name, width and height"),
        ("[label]\nwidth = 62\nheight = 9", '[label]: name is missing: add name = "..."'),
        (
            '[label]\nname = "a"\nwidth = 62\nheight = 9000',
            "[label]: height is 9000 mm: write a number from 15 to 450",
        ),
        (LABEL + "[badge]", "the layout: badge is not a key: known are label, element"),
        (
            LABEL + 'element = "text"',
            "[label]: element is not a key: known are name, width, height",
        ),
        (
            'element = 1\n' + LABEL,
            "element must be written as [[element]], with two brackets, once for each",
        ),
        (LABEL + "[[element]]\nx = 1", "element 1: kind is None: write one of text, qr, line, box"),
        (
            LABEL + TEXT + 'field = "name"\n' + TEXT + 'field = "name"\nalgin = "start"',
            "element 2 (text): algin is not a key: write align",
        ),
        (
            LABEL + TEXT + 'field = "name"\nalign = "left"',
            "element 1 (text): align is 'left': write one of start, center, end",
        ),
        (
            LABEL + TEXT + 'field = "name"\nlines = "3"',
            "element 1 (text): lines is '3': write a whole number, such as 1",
        ),
        (
            LABEL + TEXT + 'field = "name"\nlines = 9',
            "element 1 (text): lines is 9: write a number from 1 to 6",
        ),
        (
            LABEL + TEXT + 'field = "name"\nsize = 8\nmin_size = 9',
            "element 1 (text): min_size is 9: write a size above 0 and at most 8 (its size)",
        ),
        (
            LABEL + TEXT,
            'element 1 (text): needs either a field to show (field = "name")'
            ' or a fixed text (text = "Guest"), not both',
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 50\ny = 1\nsize = 20',
            "element 1 (qr): reaches from x = 50 to 70 mm: keep it between 0 and 62",
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 5\ny = -1\nsize = 20',
            "element 1 (qr): reaches from y = -1 to 19 mm: keep it between 0 and 29.5",
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 5\ny = 1\nsize = 5',
            "element 1 (qr): size is 5 mm: cameras need at least 10",
        ),
        (
            LABEL + '[[element]]\nkind = "box"\nx = 5\ny = 1\nwidth = true\nheight = 1',
            "element 1 (box): width is True: write a number, such as 4.0",
        ),
        (
            LABEL + '[[element]]\nkind = "line"\nx = 5\ny = 1\nto_x = 5\nto_y = 9\nstroke = 0',
            "element 1 (line): stroke must be above 0 mm: write 0.3",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_answered_with_its_place_and_remedy(toml: str, sentence: str) -> None:
    with pytest.raises(LayoutError) as error:
        parse(toml)
    assert str(error.value) == sentence
