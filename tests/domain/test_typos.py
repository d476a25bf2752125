"""Which words are one slip away from another, by trying all of them and by the definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.typos import is_forgiven, neighbours

LETTERS = st.text("abcz", max_size=7)


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance (optimal string alignment), by its recurrence."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(word=LETTERS.filter(bool), other=LETTERS)
def test_a_neighbour_is_a_word_at_distance_one(word: str, other: str) -> None:
    assert (other in neighbours(word)) is (distance(word, other) == 1)


@given(word=LETTERS.filter(bool))
def test_every_neighbour_is_at_distance_one(word: str) -> None:
    assert {distance(word, other) for other in neighbours(word)} == {1}


@given(word=LETTERS.filter(bool), reach=st.integers(0, 8))
def test_within_reach_are_the_neighbours_that_begin_as_the_word_does(word: str, reach: int) -> None:
    near = neighbours(word, reach)
    assert near <= neighbours(word)
    behind = {other for other in neighbours(word) - near if not other.startswith(word[:reach])}
    assert behind == set()


@pytest.mark.parametrize(
    ("word", "other"),
    [("ломов", "домов"), ("σταβροσ", "σταυροσ"), ("שלום", "שלוט"), ("احمد", "احمر"), ("परयक", "परकय"), ("परयक", "परय")],
)
def test_other_scripts(word: str, other: str) -> None:
    assert other in neighbours(word)


@pytest.mark.parametrize(
    ("word", "forgiven"), [("anna", True), ("ann", False), ("ab12345", False), ("2026", False), ("домов", True)]
)
def test_short_words_and_numbers_are_taken_as_typed(word: str, forgiven: bool) -> None:
    assert is_forgiven(word) is forgiven
