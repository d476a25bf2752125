"""What a list writes for a category must be known for it, and nothing else."""

from __future__ import annotations

import pytest

from turnout.domain.categories import spelling


@pytest.mark.parametrize("written", ["VIP guest", "vip-Guest", " Vip  guest", "vip_guest", "VIP gúest"])
def test_it_is_one_category(written: str) -> None:
    assert spelling(written) == "vip guest"


@pytest.mark.parametrize(("one", "other"), [("VIP", "VIP+"), ("C", "C++"), ("★", "☆"), ("VIP", "VIP guest"), ("★", "")])
def test_they_are_two_categories(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)
