"""How well text can be read on a colour."""

from __future__ import annotations

import pytest

from turnout.domain.contrast import readability


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", 21.0), ("#ffffff", 17.7), ("#0b5fa5", 6.6), ("#7d7d7d", 4.3), ("#ffd400", 12.4)],
)
def test_the_better_of_white_and_ink_is_told(colour: str, ratio: float) -> None:
    assert readability(colour) == pytest.approx(ratio, abs=0.15)
