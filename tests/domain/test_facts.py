"""The catalogue of facts: every kind goes into the log and comes back, and says in a sentence what it states."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, asdict, fields
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.facts import Fact, StaffPinRefused, kinds, revive

KINDS = list(kinds())
_VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(0, 2**53),
    int | None: st.none() | st.integers(0, 2**53),
    bool: st.booleans(),
    list[str]: st.lists(st.text(max_size=10), max_size=3),
    list[str] | None: st.none() | st.lists(st.text(max_size=10), max_size=3),
}


def instances(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _VALUES[hints[field.name]] for field in fields(kind)})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
@given(data=st.data())
def test_a_fact_comes_back_from_its_values(kind: type[Fact], data: st.DataObject) -> None:
    fact = data.draw(instances(kind))
    text = json.dumps(asdict(fact))
    assert revive(kind.KIND, json.loads(text)) == fact


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_kind_is_named_by_its_subject_and_a_past_tense(kind: type[Fact]) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", kind.KIND)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_kind_says_in_a_sentence_what_it_states(kind: type[Fact]) -> None:
    sentence = (kind.__doc__ or "").split("\n", maxsplit=1)[0]
    assert re.fullmatch(r"[A-Z][^(].*[.]", sentence)  # a dataclass without a docstring gets its signature


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_fact_is_about_something_even_when_all_its_values_are_defaults(kind: type[Fact]) -> None:
    needed = [f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    fact = kind(**{field.name: f"some {field.name}" for field in needed})
    assert fact.subject


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.KIND for kind in KINDS}) == len(KINDS)
    assert len(KINDS) >= 30


def test_a_wrong_pin_of_an_earlier_version_was_for_no_account() -> None:
    assert revive("station.pin_refused", {"about_station_id": "gate"}) == StaffPinRefused("gate", "")


def test_a_kind_that_is_not_in_the_catalogue_is_not_revived() -> None:
    with pytest.raises(KeyError):
        revive("badge.eaten", {})
