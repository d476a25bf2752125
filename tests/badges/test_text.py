"""Text as pieces of fonts: nothing is drawn as a box, and what cannot be drawn is named."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty_names import NASTY_NAMES
from PIL import Image, ImageChops, ImageDraw

from badges.fonts import Face, FontBook, Weight, machine_fonts
from badges.text import Text, clusters

BOX = "\U0010fffd"  # no font has it


def mask(face: Face, text: str) -> bytes:
    return bytes(face.at(60).getmask(text, "1"))


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_no_letter_of_a_name_is_a_box(name: str, weight: Weight) -> None:
    text = Text.prepare(name, weight, machine_fonts())
    drawn = [(run.face, letter) for _, run in text.set(text.content, 60).runs for letter in clusters(run.text)]
    assert text.dropped == ""
    assert [letter for face, letter in drawn if letter != " " and mask(face, letter) == mask(face, BOX)] == []


LETTERS = st.characters(categories=("L", "M", "N", "P", "Sc", "Sm", "So"), exclude_characters="□▯▭⎕\ufffd")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(LETTERS, max_size=12), st.text("aé\u0301\u0327👩🏽\u200d💻🇵🇱1\ufe0f\u20e3क्षनَع", max_size=12)))
def test_of_any_text_no_letter_is_drawn_as_a_box_and_none_is_lost_in_silence(raw: str) -> None:
    text = Text.prepare(raw, "bold", machine_fonts())
    kept = unicodedata.normalize("NFD", text.content + text.dropped)
    for run in (run for _, run in text.set(text.content, 60).runs):
        box = mask(run.face, BOX)
        assert [one for one in clusters(run.text) if one.strip() and any(box) and mask(run.face, one) == box] == []
    assert {char for char in unicodedata.normalize("NFD", raw) if char.isalnum()} <= set(kept)


def test_a_box_would_be_noticed() -> None:
    hebrew = next(run.face for _, run in Text.prepare("ש", "bold", machine_fonts()).set("ש", 60).runs)
    assert mask(hebrew, "李") == mask(hebrew, BOX)


def test_without_fribidi_what_needs_shaping_is_dropped_and_named() -> None:
    unshaped = FontBook(shapes=False)
    contents = {name: Text.prepare(name, "bold", unshaped) for name in ("Ali علي 42", "क्षितिज", "Żaneta", "李小龍")}
    assert {name: (text.content, text.dropped) for name, text in contents.items()} == {
        "Ali علي 42": ("Ali 42", "علي"),
        "क्षितिज": ("", "क्षितज"),
        "Żaneta": ("Żaneta", ""),
        "李小龍": ("李小龍", ""),
    }


@pytest.mark.parametrize("name", ["שלום כהן", "שלום (כהן) 12", "Ali [אב] 7"])
def test_without_fribidi_hebrew_looks_the_same(name: str) -> None:
    def drawn(fonts: FontBook) -> Image.Image:
        text = Text.prepare(name, "bold", fonts)
        image = Image.new("1", (900, 120), 0)
        text.set(text.content, 60).draw(ImageDraw.Draw(image), 20, 80, 255)
        return image

    shaped, unshaped = drawn(machine_fonts()), drawn(FontBook(shapes=False))
    differing = ImageChops.logical_xor(shaped, unshaped).histogram()[255]
    assert differing < 0.2 * shaped.histogram()[255]  # rounding, letter by letter; mirrored text differs by all of it


def test_what_no_font_has_is_dropped_and_named_once() -> None:
    text = Text.prepare("Ana \ue123\ue124\ue123 Nowak", "bold", machine_fonts())
    assert (text.content, text.dropped) == ("Ana Nowak", "\ue123\ue124")


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        ("  Ana \t\n Nowak\u00a0", "Ana Nowak"),
        ("Zoe\u0308", "Zoë"),
        ("\u202eNowak\u202c\ufeff", "Nowak"),
        ("A\u0000n\u0007a", "Ana"),
        ("\u2764\ufe0f Ana", "\u2764 Ana"),
        ("\u200d\ufe0f", ""),
        ("", ""),
    ],
)
def test_content_is_composed_and_without_what_is_not_seen(raw: str, content: str) -> None:
    assert Text.prepare(raw, "bold", machine_fonts()).content == content


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("abc", ["a", "b", "c"]),
        ("q\u0323\u0307x", ["q\u0323\u0307", "x"]),
        ("क्षि", ["क्षि"]),
        ("نَ", ["نَ"]),
    ],
)
def test_marks_stay_with_their_letter(text: str, letters: list[str]) -> None:
    assert list(clusters(text)) == letters


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [("直", "ja", "JP"), ("直", "zh-TW", "TC"), ("直", "pl", "SC"), ("直さん", "", "JP"), ("直김", "", "KR")],
)
def test_a_han_character_takes_the_shape_of_its_country(text: str, language: str, country: str) -> None:
    prepared = Text.prepare(text, "bold", machine_fonts(), language)
    (_, run), *_ = prepared.set("直", 60).runs
    assert run.face.at(60).getname()[0] == f"Noto Sans CJK {country}"


def test_looks_do_not_hang_on_what_was_drawn_before() -> None:
    georgian = machine_fonts().face_for("ე", "bold")
    machine_fonts().face_for("☃", "bold")  # the font found for it may have Georgian letters too
    assert machine_fonts().face_for("ე", "bold") == georgian
