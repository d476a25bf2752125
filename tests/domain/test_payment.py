"""Amounts as they are typed, in cents, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.errors import BadInput
from turnout.domain.payment import amount_of, cents_of


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("12.50", 1250),
        ("12,50", 1250),
        ("12.5", 1250),
        (" 12 ", 1200),
        ("0.05", 5),
        ("0", 0),
        ("9999999.99", 999999999),
    ],
)
def test_an_amount_is_read(amount: str, cents: int) -> None:
    assert cents_of(amount) == cents


@pytest.mark.parametrize("amount", ["", "-1", "12.505", "1 000", "1.000,00", "12.", ".5", "€5", "1e3", "٣", "10000000"])
def test_what_is_no_amount(amount: str) -> None:
    with pytest.raises(BadInput) as problem:
        cents_of(amount)
    assert problem.value.code == "bad_amount"


@given(st.integers(0, 999_999_999))
def test_an_amount_comes_back(cents: int) -> None:
    assert cents_of(amount_of(cents)) == cents
