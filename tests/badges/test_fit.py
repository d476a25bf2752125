"""Names always fit: in their box, whole, as large as can be, and never cut in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty_names import NASTY_NAMES
from PIL import Image, ImageDraw, ImageOps

from badges.fit import Fitted, Room, balanced, fit, split_words
from badges.fonts import machine_fonts
from badges.text import Text

NAME_ROOM = Room(width=660, height=400, largest=180, smallest=50, lines=3)
SCRIPTS = "ABCxyzłŁąÅgjpQ -'’.žņỄữ محمدعلي שלוםכהן श्रीनिवास 李小龍山田김민 12(\u0301\u0323"


def lines_of(name: str, room: Room) -> list[str]:
    """The lines from top to bottom, each in reading order."""
    fitted = fit(Text.prepare(name, "bold", machine_fonts()), room)
    return ["".join(run.text for _, run in line.runs) for _, line in fitted.lines]


def ink(fitted: Fitted) -> tuple[int, int]:
    """Width of the widest line and height of the block, measured on paper."""
    margin = 400
    width = height = 0
    paper = Image.new("1", (1500, 1500), 255)
    for baseline, line in fitted.lines:
        own = Image.new("1", paper.size, 255)
        line.draw(ImageDraw.Draw(own), margin, margin, 0)
        box = ImageOps.invert(own.convert("L")).getbbox()
        width = max(width, box[2] - box[0] if box else 0)
        line.draw(ImageDraw.Draw(paper), margin, margin + baseline, 0)
    box = ImageOps.invert(paper.convert("L")).getbbox()
    if box:
        height = box[3] - box[1]
    return width, height


@settings(max_examples=60, deadline=None)
@given(name=st.one_of(st.sampled_from(NASTY_NAMES), st.text(SCRIPTS, min_size=1, max_size=90)))
def test_any_name_fits_its_box(name: str) -> None:
    text = Text.prepare(name, "bold", machine_fonts())
    fitted = fit(text, NAME_ROOM)
    width, height = ink(fitted)
    assert width <= NAME_ROOM.width
    assert height <= NAME_ROOM.height
    assert len(fitted.lines) <= NAME_ROOM.lines
    assert fitted.px <= NAME_ROOM.largest


@settings(max_examples=60, deadline=None)
@given(name=st.one_of(st.sampled_from(NASTY_NAMES), st.text(SCRIPTS, min_size=1, max_size=90)))
def test_every_letter_is_there_unless_it_is_reported(name: str) -> None:
    text = Text.prepare(name, "bold", machine_fonts())
    fitted = fit(text, NAME_ROOM)
    drawn = "".join(run.text for _, line in fitted.lines for _, run in line.runs)
    if not fitted.is_cut:
        assert sorted(drawn.replace(" ", "")) == sorted(text.content.replace(" ", ""))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Cher", ["Cher"]),
        ("Anna Nowak", ["Anna", "Nowak"]),
        ("O'Brien-Łukasiewicz", ["O'Brien-", "Łukasiewicz"]),
        ("Aleksandra Wiśniewska-Kowalczyk", ["Aleksandra", "Wiśniewska-", "Kowalczyk"]),
        ("山田太郎", ["山田太郎"]),
    ],
)
def test_names_break_at_spaces_and_hyphens(name: str, lines: list[str]) -> None:
    assert lines_of(name, NAME_ROOM) == lines


def test_one_line_where_a_second_would_not_be_larger() -> None:
    assert lines_of("Anna Nowak", Room(660, 100, 180, 20, 3)) == ["Anna Nowak"]


def test_a_word_is_broken_only_when_the_smallest_size_does_not_hold_it() -> None:
    word = "Wolfeschlegelsteinhausenbergerdorff"
    assert lines_of(word, Room(660, 400, 180, 10, 3)) == [word]
    assert "".join(lines_of(word, NAME_ROOM)) == word
    assert len(lines_of(word, NAME_ROOM)) > 1


def test_a_broken_word_begins_on_its_own_line() -> None:
    first, *rest = lines_of("Hubert Wolfeschlegelsteinhausenbergerdorff", NAME_ROOM)
    assert first == "Hubert"
    assert "".join(rest) == "Wolfeschlegelsteinhausenbergerdorff"


def test_below_the_smallest_size_it_is_reported() -> None:
    text = Text.prepare("Grzegorz Brzęczyszczykiewicz", "bold", machine_fonts())
    fitted = fit(text, Room(150, 40, 100, 40, 2))
    assert (fitted.is_shrunk, fitted.is_cut) == (True, False)


def test_what_does_not_fit_at_all_is_cut_and_reported() -> None:
    text = Text.prepare("Grzegorz Brzęczyszczykiewicz " * 9, "bold", machine_fonts())
    fitted = fit(text, Room(120, 12, 100, 40, 1))
    drawn = "".join(run.text for _, line in fitted.lines for _, run in line.runs)
    assert (fitted.is_shrunk, fitted.is_cut) == (True, True)
    assert drawn.startswith("Grzegorz")
    assert drawn.endswith("…")


def test_lines_whose_marks_would_touch_stand_further_apart() -> None:
    def pitch(name: str) -> float:
        first, second = fit(Text.prepare(name, "bold", machine_fonts()), Room(400, 900, 100, 100, 2)).lines
        return second[0] - first[0]

    assert pitch("gggggg\u0323\u0331 ỄỄỄỄỄ\u0301\u0302") > pitch("Anna Marie Nowak Maria")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Anna Nowak", ["Anna ", "Nowak"]),
        ("Jean-Luc d'Arc", ["Jean-", "Luc ", "d'Arc"]),
        ("-", ["-"]),
        ("a - b", ["a ", "- ", "b"]),
        ("R&D/IT", ["R&D/", "IT"]),
    ],
)
def test_where_a_line_may_end(name: str, words: list[str]) -> None:
    assert split_words(name) == words


def test_lines_are_balanced() -> None:
    assert balanced([5, 1, 1, 1, 5], 2) == [(0, 2), (2, 5)]
    assert balanced([1, 1, 9, 1, 1], 3) == [(0, 2), (2, 3), (3, 5)]
