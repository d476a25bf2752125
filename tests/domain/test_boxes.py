"""Boxes that badges are put into after printing."""

from __future__ import annotations

import pytest

from turnout.domain.boxes import LETTERS, ONE_ROW, Boxes, checked, initial
from turnout.domain.errors import BadInput


@pytest.mark.parametrize(
    ("text", "box"),
    [("Žaneta", "Z"), ("Łukasz", "L"), ("ø", "O"), ("王小明", "王"), ("7 Seas", "7"), ("«»", "#"), ("", "#")],
)
def test_a_letter_stands_without_its_marks(text: str, box: str) -> None:
    assert initial(text) == box


def test_by_letters_each_box_has_its_own_numbers() -> None:
    boxes = Boxes(LETTERS, {"A": 40})
    assert [boxes.place(letter) for letter in "AABA"] == [("A", 41), ("A", 42), ("B", 1), ("A", 43)]


def test_by_count_a_full_box_is_followed_by_the_next() -> None:
    boxes = Boxes("2", {})
    assert [boxes.place("A") for _ in range(5)] == [("1", 1), ("1", 2), ("2", 1), ("2", 2), ("3", 1)]


def test_by_count_the_last_box_is_filled_up_first() -> None:
    boxes = Boxes("3", {"1": 3, "2": 2, "C": 9})
    assert [boxes.place("A") for _ in range(2)] == [("2", 3), ("3", 1)]


def test_one_row_counts_on() -> None:
    boxes = Boxes(ONE_ROW, {"": 7, "A": 3})
    assert [boxes.place("A"), boxes.place("B")] == [("", 8), ("", 9)]


@pytest.mark.parametrize(("rule", "kept"), [("letters", "letters"), ("", ""), ("0100", "100")])
def test_a_rule_is_kept_in_one_form(rule: str, kept: str) -> None:
    assert checked(rule) == kept


@pytest.mark.parametrize("rule", ["0", "-5", "many", "1.5", "٣", "1000000"])
def test_another_rule_is_refused(rule: str) -> None:
    with pytest.raises(BadInput) as told:
        checked(rule)
    assert told.value.code == "no_boxes"
