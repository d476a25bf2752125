"""A format really drawn by another program is the badge, dot for dot."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from badges.layout import bundled, parse
from badges.printers.zpl_format import encode
from badges.render import render

DRAW = Path(__file__).with_name("draw_zpl.mjs")


def drawn(zpl: bytes, folder: Path, size_mm: tuple[float, float], dots_per_mm: int) -> Image.Image:
    (folder / "label.zpl").write_bytes(zpl)
    command = ["node", DRAW, folder / "label.zpl", folder / "label.png", *map(str, (*size_mm, dots_per_mm))]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    with Image.open(folder / "label.png") as image:
        return image.convert("1", dither=Image.Dither.NONE)


def test_a_badge_is_drawn_as_it_was_rendered(tmp_path: Path) -> None:
    badge = render(parse(bundled("crew-62x100")), {"name": "Žaneta Bērziņa"}, "B7K3M9QXW2D8HRTVAABC", 203).image
    paper = drawn(encode(badge), tmp_path, (62, 100), 8)
    # A negative would still be read as a QR code: only the dots tell.
    assert ImageChops.logical_xor(paper.crop((0, 0, *badge.size)), badge).getbbox() is None
    assert paper.crop((0, badge.height, *paper.size)).getextrema() in ((255, 255), (None, None))


@pytest.mark.parametrize("width", [121, 127, 128])
def test_no_ink_stands_beside_an_image_whose_width_is_no_multiple_of_eight(tmp_path: Path, width: int) -> None:
    badge = Image.new("1", (width, 64), 1)
    badge.putpixel((width - 1, 63), 0)
    badge.paste(0, (3, 5, 40, 9))
    paper = drawn(encode(badge), tmp_path, (width / 8, 8), 8)
    expected = Image.new("1", paper.size, 1)
    expected.paste(badge, (0, 0))
    assert ImageChops.logical_xor(paper, expected).getbbox() is None


def test_the_label_s_size_one_copy_and_no_second_print_after_a_jam_are_said() -> None:
    format_ = encode(Image.new("1", (496, 799), 1))
    assert format_.startswith(b"^XA^JZN^PON^PMN^LRN^LH0,0^LS0^PW496^LL799^FO0,0^GFA,49538,49538,62,:Z64:")
    assert format_.endswith(b"^FS^PQ1,0,0,N^XZ")
    assert format_.count(b"^XA") == format_.count(b"^XZ") == 1
