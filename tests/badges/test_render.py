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

from badges.layout import (
    BarElement,
    BoxElement,
    ImageElement,
    Layout,
    LayoutError,
    TextElement,
    bundled,
    bundled_names,
    parse,
)
from badges.logos import ImageError, check, printable
from badges.render import Rendered, check_images, render

CODE = "B7K3M9QXW2D8HRTVAABC"
ANNA = {
    "name": "Anna Nowak",
    "given_name": "Anna",
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
    layout = parse(bundled(name))
    badge = render(layout, ANNA, CODE, dpi, rehearsal=rehearsal)
    assert badge.image.mode == "1"
    assert badge.image.size == (round(layout.width * dpi / 25.4), round(layout.height * dpi / 25.4))
    assert decoded(badge) == [CODE]
    assert (badge.dropped, badge.shrunk, badge.cut, badge.missing) == ((), (), (), ())


@pytest.mark.parametrize("layout", bundled_names())
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_every_name_prints_whole_on_every_layout(layout: str, name: str) -> None:
    badge = render(parse(bundled(layout)), {**ANNA, "name": name, "given_name": ""}, CODE, 300)
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


@pytest.mark.parametrize(("vertical_align", "share"), [("top", 0.0), ("middle", 0.5)])
def test_a_line_of_capitals_stands_where_it_is_told(vertical_align: str, share: float) -> None:
    element = TextElement(x=0, y=0, width=62, height=40, text="HHH", size=20)
    element = replace(element, vertical_align=vertical_align)  # type: ignore[arg-type]
    _, top, _, bottom = ink_box(render(only(element), {}, CODE, 300).image) or (0, 0, 0, 0)
    assert top == pytest.approx((472 - (bottom - top)) * share, abs=2)


def test_words_at_the_bottom_stand_on_one_line_whatever_their_letters() -> None:
    def baseline(word: str) -> int:
        element = TextElement(x=0, y=0, width=62, height=40, text=word, size=30, align="start", vertical_align="bottom")
        first_letter = render(only(element), {}, CODE, 300).image.crop((0, 0, 55, 472))
        return (ink_box(first_letter) or (0, 0, 0, 0))[3]

    assert baseline("HHHHH") == baseline("Hpgj,") < 472


def test_white_ink_shows_on_a_filled_box() -> None:
    box = BoxElement(0, 0, 62, 40, filled=True)
    text = TextElement(x=0, y=0, width=62, height=40, text="Interpreter", size=60, ink="white")
    black = render(Layout("Box", 62.0, 40.0, (box, text)), {}, CODE, 300).image
    white = render(only(replace(text, ink="black")), {}, CODE, 300).image
    assert ImageChops.invert(black.convert("L")).tobytes() == white.convert("L").tobytes()


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


def shows(layout: Layout, fields: dict[str, str]) -> bool:
    return ink_box(render(layout, fields, CODE, 203).image) is not None


def test_conditions_go_by_a_category_s_id_and_by_its_name() -> None:
    mark = Layout("Mark", 20.0, 20.0, (BoxElement(2, 2, 9, 9, only=("speaker",), except_=("Gast",), needs="badge_no"),))
    asked = {"category_id": "speaker", "category": "Referentin", "badge_no": "4"}
    assert shows(mark, asked)
    assert not shows(mark, {**asked, "category_id": "visitor"})
    assert not shows(mark, {**asked, "category": "gast"})
    assert not shows(mark, {**asked, "badge_no": " "})


def test_a_field_may_stand_in_for_an_empty_one() -> None:
    element = TextElement(x=0, y=0, width=62, height=20, field="given_name", fallback_field="name", fallback="Guest")
    drawn = [
        render(only(element), fields, CODE, 203).image.tobytes()
        for fields in ({"given_name": "", "name": "Cher"}, {"given_name": "Cher"}, {"given_name": "", "name": ""})
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_folded_badge_reads_the_same_from_both_sides() -> None:
    text = TextElement(x=2, y=2, width=50, height=20, field="name", size=30)
    flat = render(Layout("Flat", 60.0, 40.0, (text,)), ANNA, CODE, 254).image
    top = render(Layout("Top", 60.0, 80.0, (text,), fold="top"), ANNA, CODE, 254).image
    side = render(Layout("Side", 120.0, 40.0, (text,), fold="side"), ANNA, CODE, 254).image
    upper = top.crop((0, 0, 600, 400)).transpose(Image.Transpose.ROTATE_180)
    parts = (top.crop((0, 400, 600, 800)), upper, side.crop((0, 0, 600, 400)), side.crop((600, 0, 1200, 400)))
    assert [part.tobytes() for part in parts] == [flat.tobytes()] * 4


def test_what_is_for_one_side_is_on_that_side_only() -> None:
    front = BoxElement(2, 2, 9, 9, filled=True, side="front")
    back = BoxElement(5, 5, 9, 9, filled=True, side="back")
    image = render(Layout("Fold", 40.0, 40.0, (front, back), fold="side"), {}, CODE, 254).image
    halves = [ink_box(image.crop((left, 0, left + 200, 400))) for left in (0, 200)]
    assert halves == [(20, 20, 110, 110), (50, 50, 140, 140)]


def test_a_turned_label_is_the_same_badge_on_its_side() -> None:
    text = (TextElement(x=2, y=2, width=90, height=20, field="name", size=30),)
    upright = render(Layout("Upright", 100.0, 60.0, text), ANNA, CODE, 300).image
    turned = render(Layout("Turned", 60.0, 100.0, text, turned=True), ANNA, CODE, 300).image
    assert turned.transpose(Image.Transpose.ROTATE_270).tobytes() == upright.tobytes()


def test_several_labels_come_out_for_one_badge() -> None:
    first, second = TextElement(0, 0, 62, 20, text="1"), TextElement(0, 0, 62, 20, text="2", label=2)
    badge = render(Layout("Two", 62.0, 40.0, (first, second), labels=2), {}, CODE, 203)
    alone = [render(only(replace(one, label=1)), {}, CODE, 203).image.tobytes() for one in (first, second)]
    assert [label.tobytes() for label in badge.labels] == alone


def bar(category: str, dpi: int = 203) -> Image.Image:
    patterns = (("speaker", "solid"), ("staff", "stripes"), ("press", "dots"), ("guest", "bars"), ("shop", "checks"))
    element = BarElement(0, 0, 62, 20, pattern="outline", patterns=patterns)
    fields = {"category_id": category, "category": "Somebody"}
    return render(Layout("Bar", 62.0, 20.0, (element,)), fields, CODE, dpi).image


def test_every_category_s_bar_differs_and_holds_its_name() -> None:
    known = ("speaker", "staff", "press", "guest", "shop", "visitor")
    bars = {category: bar(category) for category in known}
    assert len({one.tobytes() for one in bars.values()}) == len(known)
    middle = {category: one.crop((180, 20, 320, 140)).convert("L") for category, one in bars.items()}
    black = {category: one.histogram()[0] / (one.width * one.height) for category, one in middle.items()}
    assert black["speaker"] == pytest.approx(1 - black["visitor"])  # white on black
    assert {black[one] for one in known[1:]} == {black["visitor"]}  # black on a white plate


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "png")
    return out.getvalue()


LOGO = ImageElement(10, 5, 20, 10, "logo.png", align="start", vertical_align="bottom")
LOGO_LAYOUT = (
    '[label]\nname = "a"\nsize = "a7"\n'
    '[[element]]\nkind = "image"\nx = 1\ny = 1\nwidth = 9\nheight = 9\nfile = "logo.png"'
)


@pytest.mark.parametrize("tones", ["dither", "sharp"])
def test_a_logo_keeps_its_shape_in_its_place_and_transparent_is_white(tones: str) -> None:
    logo = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    logo.paste((0, 0, 0, 255), (0, 0, 300, 100))
    element = replace(LOGO, tones=tones)  # type: ignore[arg-type]
    badge = render(Layout("Logo", 40.0, 40.0, (element,)), {}, CODE, 254, images={"logo.png": png(logo)})
    left, top, right, bottom = ink_box(badge.image) or (0, 0, 0, 0)
    assert (left, top) == (100, 50)
    assert (right, bottom) == pytest.approx((200, 83), abs=2)


def test_greys_become_dots_or_one_side_of_the_middle() -> None:
    grey = png(Image.new("L", (64, 64), 100))
    dark = [printable(grey, 64, 64, tones).convert("L").histogram()[0] / 64**2 for tones in ("dither", "sharp")]
    assert dark == [pytest.approx(1 - 100 / 255, abs=0.02), 1.0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "this is no image that can be read: send a PNG or JPEG"),
        (b"<html>", "this is no image that can be read: send a PNG or JPEG"),
        (png(Image.new("1", (20_000, 20_000), 1)), "the image has more than 89,478,485 pixels: send one of"),
        (png(Image.new("1", (9_000, 10), 1)), "the image is 9,000 x 10 pixels: send one of at most 8,000 a side"),
        (png(Image.effect_noise((300, 300), 9))[:9_000], "the image ends before it is whole, or is damaged"),
        (b"\x89PNG" + bytes(10_000_000), "the image is 10,000,004 bytes: send one of at most 10,000,000"),
    ],
    ids=["nothing", "a page", "a bomb", "too wide", "cut", "too heavy"],
)  # fmt: skip
def test_what_is_no_logo_is_refused_with_its_line_and_holds_up_no_badge(data: bytes, words: str) -> None:
    layout = parse(LOGO_LAYOUT)
    with pytest.raises(ImageError) as error:
        check(data)
    assert str(error.value).startswith(words)
    with pytest.raises(LayoutError) as mistake:
        check_images(layout, {"logo.png": data})
    assert str(mistake.value).startswith(f"line 10: element 1 (image): file: logo.png: {words}")
    badge = render(layout, {}, CODE, 203, images={"logo.png": data})
    assert badge.no_image == (("logo.png", str(error.value)),)


def test_a_logo_that_is_not_there_is_named() -> None:
    layout = parse(LOGO_LAYOUT)
    with pytest.raises(LayoutError) as mistake:
        check_images(layout, {})
    assert str(mistake.value) == (
        "line 10: element 1 (image): file: there is no image logo.png: add it, or take the element out"
    )
    assert render(layout, {}, CODE, 203).no_image == (("logo.png", "it is not there"),)
    check_images(layout, {"logo.png": png(Image.new("L", (9, 9)))})
