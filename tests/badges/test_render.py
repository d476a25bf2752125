"""Whole badges: size, code, places, and an account of what is missing."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty_names import NASTY_NAMES
from PIL import Image, ImageChops, ImageOps

from badges.layout import Layout, TextElement, bundled, bundled_names, parse
from badges.render import Rendered, render

CODE = "B7K3M9QXW2D8HRTVAABC"
ANNA = {
    "name": "Anna Nowak",
    "company": "Politechnika Gdańska",
    "category": "visitor",
    "pronouns": "she/her",
    "event": "Baltic Congress",
}
VISITOR = parse(bundled("visitor-62x100"))


def decoded(badge: Rendered) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(badge.image.convert("L"))]


def only(element: TextElement) -> Layout:
    return Layout("One", 62.0, 40.0, (element,))


def ink_box(image: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageOps.invert(image.convert("L")).getbbox()


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("rehearsal", [False, True])
@pytest.mark.parametrize("name", bundled_names())
def test_a_badge_has_its_label_s_size_and_its_code_decodes(name: str, dpi: int, rehearsal: bool) -> None:
    badge = render(parse(bundled(name)), ANNA, CODE, dpi, rehearsal=rehearsal)
    assert badge.image.mode == "1"
    assert badge.image.size == (round(62 * dpi / 25.4), round(100 * dpi / 25.4))
    assert decoded(badge) == [CODE]
    assert (badge.dropped, badge.shrunk, badge.cut, badge.missing) == ((), (), (), ())


@pytest.mark.parametrize("layout", bundled_names())
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_every_name_prints_whole_on_every_layout(layout: str, name: str) -> None:
    badge = render(parse(bundled(layout)), {**ANNA, "name": name}, CODE, 300)
    assert (badge.dropped, badge.shrunk, badge.cut) == ((), (), ())
    assert decoded(badge) == [CODE]


@settings(max_examples=40, deadline=None)
@given(name=st.one_of(st.sampled_from(NASTY_NAMES), st.text(max_size=60)))
def test_no_text_leaves_its_box(name: str) -> None:
    box = TextElement(x=10, y=10, width=40, height=15, field="name", size=60, min_size=9, lines=3)
    badge = render(only(box), {"name": name}, CODE, 300)
    ink = ink_box(badge.image)
    if ink:
        left, top, right, bottom = ink
        assert min(left, top) >= round(10 * 300 / 25.4)
        assert right <= round(50 * 300 / 25.4)
        assert bottom <= round(25 * 300 / 25.4)


def test_a_rehearsal_badge_differs_beside_the_text_and_keeps_all_of_it() -> None:
    real = ImageOps.invert(render(VISITOR, ANNA, CODE, 300).image.convert("L"))
    rehearsed = ImageOps.invert(render(VISITOR, ANNA, CODE, 300, rehearsal=True).image.convert("L"))
    assert ImageChops.subtract(rehearsed, real).histogram()[255] > 0.01 * real.width * real.height
    assert ImageChops.subtract(real, rehearsed).getbbox() is None


def test_an_empty_field_shows_its_fallback() -> None:
    nameless = render(VISITOR, {**ANNA, "name": " "}, CODE, 300)
    guest = render(VISITOR, {**ANNA, "name": "Guest"}, CODE, 300)
    assert nameless.image.tobytes() == guest.image.tobytes()


def test_what_is_not_on_the_badge_is_reported() -> None:
    fields = {"name": "Anna \ue123", "company": "Ł" * 400, "category": "visitor", "event": "E"}
    badge = render(VISITOR, fields, CODE, 300)
    assert badge.dropped == (("name", "\ue123"),)
    assert badge.shrunk == ("company",)
    assert badge.cut == ()
    assert badge.missing == ("pronouns",)


def test_a_name_that_no_font_has_shows_the_fallback_and_is_reported() -> None:
    badge = render(VISITOR, {**ANNA, "name": "\ue123"}, CODE, 300)
    assert badge.dropped == (("name", "\ue123"),)
    assert badge.image.tobytes() == render(VISITOR, {**ANNA, "name": ""}, CODE, 300).image.tobytes()


@pytest.mark.parametrize(
    ("align", "name", "side"),
    [("start", "Anna", 0), ("start", "שלום", 1), ("end", "Anna", 1), ("end", "שלום", 0), ("center", "Anna", 0.5)],
)
def test_start_is_where_the_text_s_own_direction_starts(align: str, name: str, side: float) -> None:
    element = TextElement(x=0, y=0, width=62, height=20, field="name", align=align, size=20)  # type: ignore[arg-type]
    left, _, right, _ = ink_box(render(only(element), {"name": name}, CODE, 300).image) or (0, 0, 0, 0)
    free = 732 - (right - left)
    assert left == pytest.approx(free * side, abs=8)  # letters stand a little off the pen's start


@pytest.mark.parametrize(("vertical_align", "share"), [("top", 0.0), ("middle", 0.5), ("bottom", 1.0)])
def test_a_line_of_capitals_stands_where_it_is_told(vertical_align: str, share: float) -> None:
    element = TextElement(x=0, y=0, width=62, height=40, text="HHH", size=20)
    element = replace(element, vertical_align=vertical_align)  # type: ignore[arg-type]
    _, top, _, bottom = ink_box(render(only(element), {}, CODE, 300).image) or (0, 0, 0, 0)
    assert top == pytest.approx((472 - (bottom - top)) * share, abs=2)


def test_white_ink_shows_on_a_filled_box() -> None:
    crew = parse(bundled("crew-62x100"))
    band = (0, round(86 * 300 / 25.4), 732, 1181)
    empty = render(crew, {**ANNA, "category": "x"}, CODE, 300).image.crop(band)
    full = render(crew, {**ANNA, "category": "Interpreter"}, CODE, 300).image.crop(band)
    white = [image.histogram()[255] / (image.width * image.height) for image in (empty, full)]
    assert white[0] < 0.05 < white[1] < 0.5


def test_a_category_in_lower_case_begins_with_a_capital() -> None:
    lower = render(VISITOR, ANNA, CODE, 300).image
    assert lower.tobytes() == render(VISITOR, {**ANNA, "category": "Visitor"}, CODE, 300).image.tobytes()


def test_the_same_badge_is_drawn_the_same() -> None:
    assert render(VISITOR, ANNA, CODE, 300).png() == render(VISITOR, ANNA, CODE, 300).png()


def test_badges_drawn_in_several_threads_at_once_are_the_same() -> None:
    names = NASTY_NAMES * 3
    alone = [render(VISITOR, {**ANNA, "name": name}, CODE, 300).png() for name in names]
    with ThreadPoolExecutor(4) as threads:
        drawn = threads.map(lambda name: render(VISITOR, {**ANNA, "name": name}, CODE, 300).png(), names)
        assert list(drawn) == alone


def test_png_is_the_image_at_its_resolution() -> None:
    badge = render(VISITOR, ANNA, CODE, 300)
    with Image.open(io.BytesIO(badge.png())) as read:
        assert read.mode == "1"
        assert read.tobytes() == badge.image.tobytes()
        assert read.info["dpi"] == pytest.approx((300, 300), abs=0.1)
