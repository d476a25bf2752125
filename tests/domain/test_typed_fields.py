"""What people type about themselves: the table of cases that the kiosk's page runs too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from turnout.domain.errors import BadInput
from turnout.domain.typed_fields import MAX_TYPED, Problem, problem_of, refuse_unfit, tidied

CASES: dict[str, Any] = json.loads(
    Path(__file__).parents[2].joinpath("kiosk/web/tasks/typed_fields.cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("typed", "kept"), CASES["tidied"])
def test_a_text_is_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert tidied(typed) == kept
    assert tidied(kept) == kept


def test_half_an_emoji_is_dropped() -> None:
    assert tidied("Ada\ud83d") == "Ada"


@pytest.mark.parametrize(("field", "typed", "is_needed", "problem"), CASES["problems"])
def test_a_field_is_taken_or_not(field: str, typed: str, is_needed: bool, problem: str | None) -> None:
    assert problem_of(field, tidied(typed), is_needed=is_needed) == problem


@pytest.mark.parametrize("field", ["full_name", "company", "email"])
def test_a_field_has_so_many_characters_and_no_more(field: str) -> None:
    assert CASES["longest"] == MAX_TYPED
    ending = "@example.org" if field == "email" else ""
    longest = "x" * (MAX_TYPED - len(ending)) + ending
    assert problem_of(field, longest) is None
    assert problem_of(field, f"x{longest}") == Problem.TOO_LONG


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_is_told_with_a_remedy(problem: Problem) -> None:
    field, typed = {
        Problem.NEEDED: ("full_name", ""),
        Problem.TOO_LONG: ("full_name", "x" * 300),
        Problem.NO_LETTERS: ("full_name", "7"),
        Problem.PICTURES: ("full_name", "😀"),
        Problem.NO_ADDRESS: ("email", "ada"),
    }[problem]
    with pytest.raises(BadInput) as refused:
        refuse_unfit(field, typed, is_needed=True)
    assert refused.value.code == f"field_{problem}"
    assert refused.value.message.endswith(".")
    assert refused.value.remedy.endswith(".")
