"""Rasters come back pixel for pixel."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pwg_reader import Page, read_pages

from badges.layout import bundled, parse
from badges.printers.pwg_raster import encode
from badges.render import render

RasterKind = Literal["black_1", "sgray_8"]


@pytest.mark.parametrize(("kind", "bits", "space"), [("black_1", 1, 3), ("sgray_8", 8, 18)])
def test_a_badge_comes_back_with_its_size_and_media(kind: RasterKind, bits: int, space: int) -> None:
    badge = render(parse(bundled("crew-62x100")), {"name": "Anna"}, "B7K3M9QXW2D8HRTVAABC", 300)
    (page,) = read_pages(encode(badge.image, 300, "om_62x100mm_62x100mm", kind))
    assert page == Page(page.image, (300, 300), (176, 283), "om_62x100mm_62x100mm", bits, space)
    assert page.image.convert("1").tobytes() == badge.image.tobytes()


@settings(max_examples=150, deadline=None)
@given(
    width=st.integers(1, 3000),
    rows=st.lists(
        st.tuples(st.sampled_from([b"\0", b"\xff", b"\1\2", b"\1\1\2", b"\xaa\xab\xac"]), st.integers(1, 300))
    ),
    kind=st.sampled_from(["black_1", "sgray_8"]),
)
def test_any_image_comes_back(width: int, rows: list[tuple[bytes, int]], kind: RasterKind) -> None:
    stride = (width + 7) // 8
    lines = [(pattern * stride)[:stride] for pattern, count in rows for _ in range(count)] or [b"\x5a" * stride]
    image = Image.frombytes("1", (width, len(lines)), b"".join(lines))
    (page,) = read_pages(encode(image, 203, "x", kind))
    assert page.image.convert("1").tobytes() == image.tobytes()
