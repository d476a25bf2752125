"""Pictures that somebody uploads, drawn anew."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from turnout.domain.errors import BadInput
from turnout.formats import pictures


def file_of(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def drawn(content: bytes) -> Image.Image:
    found = pictures.drawn_anew(content)
    image = Image.open(io.BytesIO(found.png))
    assert (image.format, image.size, image.info) == ("PNG", (found.width, found.height), {})
    return image


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_keeps_its_colour(kind: str) -> None:
    red, green, blue = drawn(file_of(Image.new("RGB", (40, 20), (200, 30, 60)), kind)).getpixel((20, 10))
    assert max(abs(red - 200), abs(green - 30), abs(blue - 60)) < 8


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "CMYK"])
def test_every_way_to_hold_colours_is_read(mode: str) -> None:
    kind = "jpeg" if mode == "CMYK" else "png"
    assert drawn(file_of(Image.new(mode, (40, 20)), kind)).mode in ("RGB", "RGBA")


def test_what_can_be_seen_through_stays_so() -> None:
    logo = Image.new("RGBA", (40, 20), (10, 20, 30, 0))
    assert drawn(file_of(logo, "png")).getpixel((5, 5))[3] == 0


def test_a_large_picture_is_drawn_smaller_and_a_small_one_is_left() -> None:
    assert drawn(file_of(Image.new("L", (4000, 1000)), "png")).size == (1200, 300)
    assert drawn(file_of(Image.new("L", (60, 20)), "png")).size == (60, 20)
    assert drawn(file_of(Image.new("L", (1, 20_000)), "png")).size == (1, 1200)


def test_a_photo_that_lies_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    assert drawn(file_of(Image.new("RGB", (40, 20)), "jpeg", exif=exif)).size == (20, 40)


@pytest.mark.parametrize("end", [8, 20, 33, 40, 60])
def test_a_picture_that_is_cut_off_is_told(end: int) -> None:
    whole = file_of(Image.effect_noise((40, 20), 90), "png")
    with pytest.raises(BadInput) as problem:
        pictures.drawn_anew(whole[:end])
    assert problem.value.code == "no_picture"


@pytest.mark.parametrize("size", [(6401, 6401), (20_000, 20_000)])
def test_a_picture_of_too_many_pixels_is_not_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(BadInput) as problem:
        pictures.drawn_anew(file_of(Image.new("1", size), "png"))
    assert problem.value.code == "picture_too_large"


def test_a_file_of_too_many_bytes_is_told() -> None:
    with pytest.raises(BadInput) as problem:
        pictures.drawn_anew(b"x" * (pictures.MAX_BYTES + 1))
    assert problem.value.code == "picture_too_large"
