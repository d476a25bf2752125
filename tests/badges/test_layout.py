"""Layouts are read exactly, and a mistake is answered with its place and its remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badges.layout import (
    BarElement,
    BoxElement,
    ImageElement,
    Layout,
    LayoutError,
    LineElement,
    QrElement,
    TextElement,
    bundled,
    bundled_names,
    parse,
)
from badges.layout_sizes import SIZES

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


def test_six_layouts_come_along_for_six_uses() -> None:
    layouts = {name: parse(bundled(name)) for name in bundled_names()}
    assert {name: (one.width, one.height, one.turned, one.fold) for name, one in layouts.items()} == {
        "butterfly-82x203": (82.0, 203.0, False, "top"),
        "crew-62x100": (62.0, 100.0, False, "none"),
        "landscape-57x102": (57.0, 102.0, True, "none"),
        "shell-4x6in": (101.6, 152.4, False, "none"),
        "sticker-62x29": (62.0, 29.0, False, "none"),
        "visitor-62x100": (62.0, 100.0, False, "none"),
    }


@pytest.mark.parametrize("name", bundled_names())
def test_nothing_stands_in_the_white_border_of_a_code(name: str) -> None:
    elements = parse(bundled(name)).elements
    for code in (one for one in elements if isinstance(one, QrElement)):
        for other in elements:
            if other is not code and {code.side, other.side} != {"front", "back"}:
                right, bottom = other.extent()
                apart = (
                    other.x >= code.x + code.size,
                    right <= code.x,
                    other.y >= code.y + code.size,
                    bottom <= code.y,
                )
                assert any(apart), (code, other)


@pytest.mark.parametrize(
    ("table", "size", "side"),
    [
        ('size = "dk-11202"', (62.0, 100.0), (62.0, 100.0)),
        ('size = "dk-22205"\nheight = 80', (62.0, 80.0), (62.0, 80.0)),
        ('size = "dk-11202"\nturned = true', (62.0, 100.0), (100.0, 62.0)),
        ('size = "butterfly"\nfold = "top"', (82.0, 203.0), (82.0, 101.5)),
        ('size = "a6"\nturned = true\nfold = "side"', (105.0, 148.0), (74.0, 105.0)),
    ],
)
def test_a_label_has_a_named_size_and_sides(table: str, size: tuple[float, float], side: tuple[float, float]) -> None:
    layout = parse(f'[label]\nname = "a"\n{table}')
    assert ((layout.width, layout.height), layout.side_size) == (size, side)


def test_all_named_sizes_are_labels() -> None:
    for name in SIZES:
        assert parse(f'[label]\nname = "a"\nsize = "{name}"').elements == ()


def test_conditions_sides_and_patterns_are_read() -> None:
    toml = LABEL + (
        'fold = "side"\nlabels = 2\n'
        + '[[element]]\nkind = "bar"\nx = 0\ny = 2\nwidth = 31\nheight = 9\nside = "back"\nlabel = 2\n'
        + 'only = ["speaker", "staff"]\nexcept = ["Crew"]\npattern = "dots"\npatterns = { speaker = "solid" }\n'
        + '[[element]]\nkind = "image"\nx = 0\ny = 12\nwidth = 31\nheight = 9\nfile = "logo.png"\ntones = "sharp"\n'
    )
    bar = BarElement(
        0.0, 2.0, 31.0, 9.0, side="back", label=2, only=("speaker", "staff"), except_=("Crew",),
        pattern="dots", patterns=(("speaker", "solid"),),
    )  # fmt: skip
    assert parse(toml).elements == (bar, ImageElement(0.0, 12.0, 31.0, 9.0, "logo.png", tones="sharp"))


@pytest.mark.parametrize(
    ("categories", "stands"),
    [({"speaker"}, True), ({"u1", "speaker"}, True), ({"visitor"}, False), ({"staff", "crew"}, False), (set(), False)],
)
def test_an_element_stands_on_the_badges_of_its_categories(categories: set[str], stands: bool) -> None:
    assert BoxElement(0, 0, 1, 1, only=("Speaker", "staff"), except_=("Crew",)).is_for(categories, {}) is stands


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet='[]{}="\n .1elmntab#kidqrxy')))
def test_any_text_is_a_layout_or_a_mistake(toml: str) -> None:
    try:
        parse(toml)
        line = 1
    except LayoutError as error:
        line = error.line or 1
    assert 1 <= line <= toml.count("\n") + 1


def test_a_mistake_is_found_in_a_long_layout() -> None:
    toml = LABEL + (TEXT + 'text = """\nx = 1\n[[element]]\n"""\n') * 190
    toml += TEXT + 'text = "a"\n# after a comment\n\nlines = 0'
    with pytest.raises(LayoutError) as error:
        parse(toml)
    assert error.value.line == 4 + 190 * 10 + 10


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("label = ", "line 1: the layout is not TOML: Invalid value"),
        ("", "the layout has no [label] table: begin with [label], name and size"),
        ("[label]\nwidth = 62\nheight = 9", 'line 1: [label]: name is missing: add name = "..."'),
        (
            '[label]\nname = "a"\nwidth = 62\nheight = 9000',
            "line 4: [label]: height is 9000 mm: write a number from 15 to 450",
        ),
        (LABEL + "[badge]", "line 5: the layout: badge is not a key: known are label, element"),
        (
            LABEL + 'element = "text"',
            "line 5: [label]: element is not a key: known are name, size, width, height, turned, fold, labels",
        ),
        (
            'element = 1\n' + LABEL,
            "line 1: element must be written as [[element]], with two brackets, once for each",
        ),
        (LABEL + "[[element]]\nx = 1", "line 5: element 1: kind is None: write one of text, qr, line, box, bar, image"),
        (
            LABEL + TEXT + 'field = "name"\n' + TEXT + 'field = "name"\nalgin = "start"',
            "line 19: element 2 (text): algin is not a key: write align",
        ),
        (
            LABEL + TEXT + 'field = "name"\nalign = "left"',
            "line 12: element 1 (text): align is 'left': write one of start, center, end",
        ),
        (
            LABEL + TEXT + 'field = "name"\nlines = "3"',
            "line 12: element 1 (text): lines is '3': write a whole number, such as 1",
        ),
        (
            LABEL + TEXT + 'field = "name"\nlines = 9',
            "line 12: element 1 (text): lines is 9: write a number from 1 to 6",
        ),
        (
            LABEL + TEXT + 'field = "name"\nsize = 8\nmin_size = 9',
            "line 13: element 1 (text): min_size is 9: write a size above 0 and at most 8 (its size)",
        ),
        (
            LABEL + TEXT,
            'line 5: element 1 (text): needs either a field to show (field = "name")'
            ' or a fixed text (text = "Guest"), not both',
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 50\ny = 1\nsize = 20',
            "line 7: element 1 (qr): reaches from x = 50 to 70 mm: keep it between 0 and 62",
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 5\ny = -1\nsize = 20',
            "line 8: element 1 (qr): reaches from y = -1 to 19 mm: keep it between 0 and 29.5",
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 5\ny = 1\nsize = 5',
            "line 9: element 1 (qr): size is 5 mm: cameras need at least 10",
        ),
        (
            LABEL + '[[element]]\nkind = "box"\nx = 5\ny = 1\nwidth = true\nheight = 1',
            "line 9: element 1 (box): width is True: write a number, such as 4.0",
        ),
        (
            LABEL + '[[element]]\nkind = "line"\nx = 5\ny = 1\nto_x = 5\nto_y = 9\nstroke = 0',
            "line 11: element 1 (line): stroke must be above 0 mm: write 0.3",
        ),
        (
            LABEL + 'size = "dk-11202"',
            "line 3: [label]: dk-11202 has its own width: take width out, or size",
        ),
        (
            '[label]\nname = "a"\nsize = "dk-1202"',
            "line 3: [label]: size is 'dk-1202': write dk-11202",
        ),
        (
            '[label]\nname = "a"\nsize = "dk-22205"',
            'line 1: [label]: height is missing: add height = 62, or a size = "dk-11202"',
        ),
        (
            LABEL + "labels = 9",
            "line 5: [label]: labels is 9: write a number from 1 to 4",
        ),
        (
            LABEL + TEXT + 'text = "a"\nlabel = 2',
            "line 12: element 1 (text): label is 2: [label] says that there are 1 (labels)",
        ),
        (
            LABEL + TEXT + 'text = "a"\nside = "back"',
            "line 12: element 1 (text): side is 'back' on a label that is not folded: add fold = \"top\" to [label]",
        ),
        (
            LABEL + 'fold = "top"\n' + TEXT + 'text = "a"\n'
            + '[[element]]\nkind = "box"\nx = 0\ny = 9\nwidth = 9\nheight = 9',
            "line 16: element 2 (box): reaches from y = 9 to 18 mm: keep it between 0 and 14.75",
        ),
        (
            LABEL + TEXT + 'text = "a"\nonly = "speaker"',
            "line 12: element 1 (text): only is 'speaker': write a list, such as [\"speaker\"]",
        ),
        (
            LABEL + TEXT + 'text = "a"\nexcept = [\n  "speaker",\n  # and\n  1,\n]',
            "line 12: element 1 (text): except is 1: write a text in quotes, such as \"...\"",
        ),
        (
            LABEL + '[[element]]\nkind = "bar"\nx = 0\ny = 0\nwidth = 9\nheight = 9\n'
            + '[element.patterns]\na = "solid"\nb = "red"',
            "line 13: element 1 (bar): patterns: b is 'red': write one of solid, stripes, bars, dots, checks, outline",
        ),
        (
            LABEL + '[[element]]\nkind = "image"\nx = 0\ny = 0\nwidth = 9\nheight = 9\nfile = "../logo.png"',
            "line 11: element 1 (image): file is '../logo.png': "
            "write a name of letters, digits, dots and hyphens, such as logo.png",
        ),
        (
            LABEL + '[[element]]\nkind = ["text"]',
            "line 6: element 1: kind is ['text']: write one of text, qr, line, box, bar, image",
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = nan\ny = 1\nsize = 20',
            "line 7: element 1 (qr): x is nan: write a number, such as 4.0",
        ),
        ("a = " + "9" * 5000, "the layout holds a number or a list that is too long to read"),
        ("a = " + "[" * 9000, "the layout holds a number or a list that is too long to read"),
        (
            LABEL + TEXT + 'text = "' + "a" * 301 + '"',
            "line 11: element 1 (text): text has 301 characters: write at most 300",
        ),
        (
            LABEL + '[[element]]\nkind = "bar"\nx = 0\ny = 0\nwidth = 9\nheight = 9\nfallback = "' + "a" * 999 + '"',
            "line 11: element 1 (bar): fallback has 999 characters: write at most 300",
        ),
        (
            LABEL + '[[element]]\nkind = "qr"\nx = 5\ny = 1\nsize = 20\n' * 201,
            "line 1005: the layout has 201 elements: no badge needs more than 200",
        ),
        (
            LABEL + "big = [\n" + "1,\n" * 3000 + "]",
            "[label]: big is not a key: known are name, size, width, height, turned, fold, labels",
        ),
        ("#" * 60_001, "the layout has 60,001 characters: no badge needs more than 60,000"),
    ],
)  # fmt: skip
def test_a_mistake_is_answered_with_its_place_and_remedy(toml: str, sentence: str) -> None:
    with pytest.raises(LayoutError) as error:
        parse(toml)
    assert str(error.value) == sentence
