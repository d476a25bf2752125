"""QR symbols decode, are small, and stand on whole pixels."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from badges import qr

OURS = "B7K3M9QXW2D8HRTVAABC"
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def decoded(image: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]


@settings(max_examples=100, deadline=None)
@given(code=st.one_of(st.text(BASE32, min_size=20, max_size=20), st.text(st.characters(codec="ascii"), min_size=1)))
def test_any_code_decodes_to_itself(code: str) -> None:
    printable = "".join(char for char in code if char.isprintable()) or "B"
    assert decoded(qr.draw(printable, 300)) == [printable]


def test_a_foreign_code_of_255_characters_decodes() -> None:
    code = "https://tickets.example/Ä/" + "x" * 229
    assert decoded(qr.draw(code, 500)) == [code]


def test_our_codes_take_the_smallest_symbol() -> None:
    assert qr.symbol(OURS).size == (21, 21)


@pytest.mark.parametrize("side", [120, 203, 295, 591])
def test_modules_are_whole_pixels_and_the_quiet_zone_is_kept(side: int) -> None:
    image = qr.draw(OURS, side)
    scale = side // (21 + 2 * qr.QUIET_MODULES)
    left, top, right, bottom = ImageOps.invert(image.convert("L")).getbbox() or (0, 0, 0, 0)
    assert image.size == (side, side)
    assert (right - left, bottom - top) == (21 * scale, 21 * scale)
    assert min(left, top, side - right, side - bottom) >= qr.QUIET_MODULES * scale
    small = image.crop((left, top, right, bottom)).resize((21, 21), Image.Resampling.NEAREST)
    assert small.tobytes() == qr.symbol(OURS).tobytes()


def test_a_square_too_small_for_the_code_is_refused() -> None:
    with pytest.raises(qr.QrTooSmall, match="20 characters"):
        qr.draw(OURS, 57)


def test_a_code_too_long_for_any_symbol_is_refused() -> None:
    with pytest.raises(ValueError, match="10000 characters is too long"):
        qr.symbol("x" * 10_000)
