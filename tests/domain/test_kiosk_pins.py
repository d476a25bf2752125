"""PINs of staff at kiosks: what may be one, how number and PIN are told apart, how long guessing has to wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from turnout.domain.errors import BadInput
from turnout.domain.kiosk_pins import check_pin, pause_after, split


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("", "bad_pin"),
        ("123", "bad_pin"),
        ("123456789", "bad_pin"),
        ("12a4", "bad_pin"),
        ("١٢٣٤", "bad_pin"),
        ("0000", "easy_pin"),
        ("1234", "easy_pin"),
        ("7890", "easy_pin"),
        ("87654321", "easy_pin"),
    ],
)
def test_what_is_no_pin(pin: str, code: str) -> None:
    with pytest.raises(BadInput) as problem:
        check_pin(pin)
    assert problem.value.code == code


@pytest.mark.parametrize("pin", ["1357", "4711", "80808080"])
def test_what_is_one(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1044711", (104, "4711")),
        ("10412345678", (104, "12345678")),
        ("104471", None),
        ("104123456789", None),
        ("104 4711", None),
        ("", None),
    ],
)
def test_a_number_and_a_pin_are_typed_in_one(typed: str, read: tuple[int, str] | None) -> None:
    assert split(typed) == read


def test_the_pause_grows_with_every_wrong_pin_after_the_fifth() -> None:
    seconds = [pause_after(failures).total_seconds() for failures in (0, 4, 5, 6, 7, 10, 10_000)]
    assert seconds == [0, 0, 30, 60, 120, 900, 900]
    assert pause_after(10_000) == timedelta(minutes=15)
