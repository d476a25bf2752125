"""Which admissions repeat one another, in the order of their times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from turnout.domain.conflicts import Pass, repeated
from turnout.domain.model import Direction, Entries, Policy

NINE = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
ONCE = Policy(Entries.ONCE)


def at(minute: int, scan_id: str, *, way: Direction = Direction.IN, cut_off: bool = True, **more: bool) -> Pass:
    moment = NINE + timedelta(minutes=minute)
    return Pass(scan_id, moment, moment.date().isoformat(), way, cut_off, **more)


A, B, C = at(0, "a"), at(5, "b"), at(9, "c")
OUT = at(7, "out", way=Direction.OUT)
TOMORROW = at(24 * 60, "tomorrow")


@pytest.mark.parametrize(
    ("history", "policy", "found"),
    [
        ([], ONCE, {}),
        ([A], ONCE, {}),
        ([A, B], ONCE, {"b": "a"}),
        ([A, B, C], ONCE, {"b": "a", "c": "a"}),
        ([A, OUT, C], ONCE, {}),
        ([A, B, OUT, C], ONCE, {"b": "a"}),
        ([at(0, "a", way=Direction.OUT), B, C], ONCE, {"c": "b"}),
        ([A, TOMORROW], ONCE, {"tomorrow": "a"}),
        ([A, TOMORROW], Policy(Entries.ONCE_A_DAY), {}),
        ([A, B, TOMORROW], Policy(Entries.ONCE_A_DAY), {"b": "a"}),
        ([A, B, C], Policy(Entries.TIMES, 2), {"c": "b"}),
        ([A, B, C], Policy(Entries.UNLIMITED), {}),
        ([at(0, "a", cut_off=False), B], ONCE, {"b": "a"}),
        ([A, at(5, "b", cut_off=False)], ONCE, {"b": "a"}),
        ([at(0, "a", cut_off=False), at(5, "b", cut_off=False)], ONCE, {}),
        ([at(0, "a", cut_off=False), at(5, "b", cut_off=False), C], ONCE, {"c": "a"}),
        ([A, at(5, "b", is_forgiven=True)], ONCE, {}),
        ([at(0, "a"), at(0, "b")], ONCE, {"b": "a"}),
    ],
)
def test_what_repeats_what(history: list[Pass], policy: Policy, found: dict[str, str]) -> None:
    for order in permutations(history):
        assert repeated(order, policy) == found
