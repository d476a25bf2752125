"""Which label a badge goes on, by what printers say that they have."""

from typing import Any

import pytest
from PIL import Image, ImageDraw

from badges.printers import Failed, Job, NotStarted
from badges.printers.ipp_media import Media, choose
from badges.printers.ipp_message import Attributes

IMAGE = Image.new("1", (732, 1181), 1)
DYMO = [
    "custom_54.02x100.84mm_54.02x100.84mm",
    "custom_58.76x101.6mm_58.76x101.6mm",
    "custom_41.32x88.9mm_41.32x88.9mm",
]
ANY_SIZE = ["custom_min_3.53x3.53mm", "custom_max_56.9x2709.33mm"]


def chosen(width_mm: float, height_mm: float, offered: Attributes) -> Media | Failed | NotStarted:
    return choose(offered, Job("j", IMAGE, 300, width_mm, height_mm), knows_what_is_loaded=True)


def entry(x: object, y: object, *margins: int) -> dict[str, Any]:
    sides = dict(zip(("left", "top", "right", "bottom"), margins, strict=False))
    white = {f"media-{side}-margin": [margin] for side, margin in sides.items()}
    return {"media-size": [{"x-dimension": [x], "y-dimension": [y]}], **white}


@pytest.mark.parametrize(
    ("size_mm", "offered", "name"),
    [
        ((62, 100), {"media-ready": ["om_62x100mm_62x100mm"]}, "om_62x100mm_62x100mm"),
        ((57, 102), {"media-supported": DYMO}, "custom_58.76x101.6mm_58.76x101.6mm"),
        ((54, 101), {"media-supported": DYMO}, "custom_54.02x100.84mm_54.02x100.84mm"),
        ((101.6, 152.4), {"media-ready": ["na_index-4x6_4x6in"]}, "na_index-4x6_4x6in"),
        ((102, 152), {"media-supported": ["na_index-4x6_4x6in", "om_x_102x152mm"]}, "om_x_102x152mm"),
        # What is loaded comes before what would fit better.
        ((62, 100), {"media-ready": ["om_y_61x100mm"], "media-supported": ["om_x_62x100mm"]}, "om_y_61x100mm"),
        # A roll of any length is loaded: it may be cut to the badge.
        ((62, 100), {"media-ready": ["roll_current_62x0mm"], "media-supported": ["om_x_62x100mm"]}, "om_x_62x100mm"),
        ((50, 80), {"media-supported": [*DYMO, *ANY_SIZE]}, "custom_50x80mm_50x80mm"),
        ((54, 101), {"media-supported": [*DYMO, *ANY_SIZE]}, "custom_54.02x100.84mm_54.02x100.84mm"),
    ],
)
def test_the_nearest_label_is_asked_for_by_the_printer_s_name(
    size_mm: tuple[float, float], offered: Attributes, name: str
) -> None:
    media = chosen(*size_mm, offered)
    assert isinstance(media, Media)
    assert (media.name, media.is_turned) == (name, False)


@pytest.mark.parametrize(
    ("size_mm", "offered", "refusal"),
    [
        ((62, 100), {}, NotStarted("does not say which labels it has")),
        ((62, 100), {"media-ready": [None]}, Failed("the printer has no label of 62 x 100 mm")),
        ((62, 100), {"media-supported": DYMO}, Failed("the printer has no label of 62 x 100 mm")),
        ((60, 80), {"media-supported": ANY_SIZE}, Failed("the printer has no label of 60 x 80 mm")),
        ((62, 100), {"media-supported": ["custom_min_1x1mm"]}, Failed("the printer has no label of 62 x 100 mm")),
        (
            (62, 100),
            {"media-ready": ["om_x_62x29mm", "na_index-4x6_4x6in"], "media-supported": ["om_x_62x100mm"]},
            Failed("has labels of 62 x 29 mm and 101.6 x 152.4 mm, the badge needs labels of 62 x 100 mm"),
        ),
    ],
)
def test_without_a_label_it_is_said_which_are_there(
    size_mm: tuple[float, float], offered: Attributes, refusal: Failed | NotStarted
) -> None:
    assert chosen(*size_mm, offered) == refusal


def test_what_a_queue_calls_loaded_is_not_believed() -> None:
    offered = {"media-ready": ["iso_a4_210x297mm"], "media-supported": ["iso_a4_210x297mm", "custom_2.25x4in_2.25x4in"]}
    media = choose(offered, Job("j", IMAGE, 300, 57, 102), knows_what_is_loaded=False)
    assert isinstance(media, Media)
    assert media.name == "custom_2.25x4in_2.25x4in"


def test_a_badge_is_laid_on_its_side_only_when_no_label_stands_as_it_does() -> None:
    names = ["om_x_41x89mm"]
    media = chosen(89, 41, {"media-supported": names})
    assert isinstance(media, Media)
    assert (media.name, media.is_turned) == ("om_x_41x89mm", True)
    upright = chosen(89, 41, {"media-supported": [*names, "om_y_90x41mm"]})
    assert isinstance(upright, Media)
    assert (upright.name, upright.is_turned) == ("om_y_90x41mm", False)
    image = Image.new("1", (1051, 484), 1)
    image.putpixel((0, 0), 0)
    page = media.lay(image, 300)
    assert (page.size, page.getpixel((0, 1050))) == ((484, 1051), 0)


def test_the_white_edge_is_that_of_the_label_s_own_entry() -> None:
    database = [entry((3, 9), 100, 1, 1, 1, 1), entry(6200, 2900, 9, 9, 9, 9), entry(6200, 10000, 100, 200, 300, 400)]
    names = ["om_62x100mm_62x100mm"]
    media = chosen(62, 100, {"media-supported": names, "media-col-database": database})
    assert isinstance(media, Media)
    assert media.margins == (1.0, 2.0, 3.0, 4.0)
    unsaid = chosen(62, 100, {"media-supported": names, "media-col-database": [entry(6200, 10000), b"?"]})
    assert isinstance(unsaid, Media)
    assert unsaid.margins == (0.0, 0.0, 0.0, 0.0)


def test_a_badge_of_another_size_lies_in_the_middle_of_the_label() -> None:
    media = Media("x", 25.4, 50.8)
    badge = Image.new("1", (306, 590), 1)
    ImageDraw.Draw(badge).rectangle((13, 5, 292, 584), fill=0)
    page = media.lay(badge, 300)
    assert page.size == (300, 600)
    assert Image.eval(page.convert("L"), lambda value: 255 - value).getbbox() == (10, 10, 290, 590)


@pytest.mark.parametrize(
    ("ink", "is_whole"),
    [
        ((24, 48, 264, 552), True),
        ((18, 48, 264, 552), True),  # half a millimetre into the white: as far as a label slips
        ((10, 48, 264, 552), False),
        ((24, 20, 264, 552), False),
        ((24, 48, 290, 552), False),
        ((24, 48, 264, 590), False),
    ],
)
def test_ink_on_the_white_edge_is_missed(ink: tuple[int, int, int, int], is_whole: bool) -> None:
    badge = Image.new("1", (300, 600), 1)
    ImageDraw.Draw(badge).rectangle(ink, fill=0)
    media = Media("x", 25.4, 50.8, margins=(2.0, 4.0, 2.0, 3.0))
    assert media.shows_all_of(badge, 300) is is_whole


@pytest.mark.parametrize(("longer_mm", "is_whole"), [(0.8, True), (1.6, False)])
def test_a_badge_that_is_a_little_longer_than_the_label_is_still_whole(longer_mm: float, *, is_whole: bool) -> None:
    badge = Image.new("1", (300, round((50.8 + longer_mm) * 300 / 25.4)), 0)
    assert Media("x", 25.4, 50.8).shows_all_of(badge, 300) is is_whole
    assert Media("x", 50.8, 25.4, is_turned=True).shows_all_of(badge, 300) is is_whole
