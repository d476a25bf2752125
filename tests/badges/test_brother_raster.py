"""A page of Brother raster comes back dot for dot, where the head has its pins, for every label."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from ql_reader import Page, next_command, unpacked

from badges.layout import bundled, parse
from badges.printers.brother_media import MODELS, Media, Model, print_area
from badges.printers.brother_raster import RESET, encode, fit, packbits
from badges.render import render


def read(data: bytes, row_bytes: int) -> Page:
    """The one page of a job."""
    page, is_packed = Page(), False
    while data:
        found = next_command(data)
        assert found, "the job ends within a command"
        name, follow, whole = found
        data = data[whole:]
        is_packed = is_packed or (name, follow) == (b"M", b"\x02")
        if name == b"g":
            page.rows.append(unpacked(follow) if is_packed else follow)
            assert len(page.rows[-1]) == row_bytes
        else:
            page.settings[name] = follow
    return page


def badge(width: int, height: int) -> Image.Image:
    """Unlike itself turned or mirrored, with ink in every corner."""
    image = Image.effect_noise((width, height), 90).convert("1", dither=Image.Dither.NONE)
    image.paste(0, (0, 0, width // 3, 9))
    image.paste(0, (width - 5, height - 3, width, height))
    return image


@pytest.mark.parametrize(
    ("name", "media", "size", "printable", "right"),
    [
        ("QL-820NWB", Media(62, 100), (732, 1181), (696, 1109), 12),
        ("QL-700", Media(62, 29), (732, 343), (696, 271), 12),
        ("QL-800", Media(60, 86), (709, 1016), (672, 954), 18),
        ("QL-710W", Media(29, 90), (343, 1063), (306, 991), 6),
        ("QL-720NW", Media(62, 0), (732, 1181), (696, 1111), 12),
        ("QL-1110NWB", Media(102, 152), (1200, 1800), (1164, 1660), 56),
        ("QL-1100", Media(104, 164), (1217, 1937), (1200, 1822), 56),
        ("QL-1115NWB", Media(62, 100), (732, 1181), (696, 1109), 56),
    ],
)
def test_the_middle_of_the_badge_comes_back_at_its_pins(
    name: str, media: Media, size: tuple[int, int], printable: tuple[int, int], right: int
) -> None:
    model, image = MODELS[name], badge(*size)
    area = print_area(media, model)
    assert area is not None
    page = read(RESET + encode(fit(image, area), media, area, model), model.row_bytes)
    head = page.label(model.pins)
    left, top = (size[0] - printable[0]) // 2, (size[1] - printable[1]) // 2
    expected = Image.new("1", (model.pins, printable[1]), 255)
    middle = image.crop((left, top, left + printable[0], top + printable[1]))
    expected.paste(middle, (model.pins - right - printable[0], 0))
    assert ImageChops.logical_xor(head, expected).getbbox() is None


def test_a_whole_badge_comes_back() -> None:
    model, media = MODELS["QL-820NWB"], Media(62, 100)
    area = print_area(media, model)
    assert area is not None
    drawn = render(parse(bundled("visitor-62x100")), {"name": "Žaneta Bērziņa"}, "B7K3M9QXW2D8HRTVAABC", 300).image
    page = read(encode(fit(drawn, area), media, area, model), 90)
    label = page.label(720).crop((720 - 12 - 696, 0, 720 - 12, 1109))
    assert ImageChops.logical_xor(label, drawn.crop((18, 36, 18 + 696, 36 + 1109))).getbbox() is None


@pytest.mark.parametrize(
    ("media", "information", "margin"),
    [
        (Media(62, 100), "ce 0b 3e 64 55 04 00 00 00 00", b"\0\0"),
        (Media(62, 0), "c6 0a 3e 00 55 04 00 00 00 00", b"\x23\0"),
    ],
)
def test_the_label_is_named_and_cut_off(media: Media, information: str, margin: bytes) -> None:
    model = MODELS["QL-820NWB"]
    area = print_area(media, model)
    assert area is not None
    data = encode(Image.new("1", (696, 1109), 255), media, area, model)
    assert read(data, 90).settings == {
        b"\x1bia": b"\x01",
        b"\x1bi!": b"\x00",
        b"\x1biz": bytes.fromhex(information),
        b"\x1biM": b"\x40",
        b"\x1biA": b"\x01",
        b"\x1biK": b"\x08",
        b"\x1bid": margin,
        b"M": b"\x02",
        b"\x1a": b"",
    }
    assert data.endswith(b"\x1a")
    assert data.count(b"\x1biz") == 1


def test_a_printer_of_one_language_is_told_nothing_of_languages_or_compression() -> None:
    model, media = MODELS["QL-700"], Media(62, 29)
    area = print_area(media, model)
    assert area is not None
    data = encode(Image.new("1", (696, 271), 255), media, area, model)
    assert {b"\x1bia", b"\x1bi!", b"M"} & read(data, 90).settings.keys() == set()
    assert b"g\x00\x5a" in data


@pytest.mark.parametrize(
    ("name", "media"),
    [("QL-820NWB", Media(102, 152)), ("QL-700", Media(104, 0)), ("QL-800", Media(17, 54)), ("QL-1100", Media(200, 0))],
)
def test_a_label_that_is_too_wide_or_unknown_has_no_print_area(name: str, media: Media) -> None:
    assert print_area(media, MODELS[name]) is None


def test_every_print_area_lies_on_the_head() -> None:
    for model in MODELS.values():
        for width in range(12, 110):
            for length in (0, 29, 48, 51, 86, 90, 100, 152, 164):
                area = print_area(Media(width, length), model)
                assert area is None or (area.right >= 0 and area.right + area.width <= model.pins)


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=3), st.integers(1, 200))))
@example([(b"\0", 1)])
@example([(b"\0", 2)])
@example([(b"\0", 128)])
@example([(b"\0", 129)])
@example([(b"\xff", 257)])
@example([(b"\1\2", 64), (b"\2", 3)])
def test_packed_rows_come_back(pieces: list[tuple[bytes, int]]) -> None:
    row = b"".join(piece * count for piece, count in pieces)
    packed = packbits(row)
    assert unpacked(packed) == row
    assert len(packed) <= len(row) + (len(row) + 127) // 128


def test_a_row_that_cannot_be_packed_still_fits_its_length_byte() -> None:
    wide = Model(162, packs=True)
    assert len(packbits(bytes(range(wide.row_bytes)))) <= 255
