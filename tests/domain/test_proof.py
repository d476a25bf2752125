"""Whose name was typed, and how much of an address proves who somebody is: the tables."""

from __future__ import annotations

import pytest

from turnout.domain.model import Attendee
from turnout.domain.proof import is_start_of, slips


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("Žaneta Ozoliņa", "Žaneta Ozoliņa", 0),
        ("zaneta ozolina", "Žaneta Ozoliņa", 0),
        ("OZOLINA, Zaneta", "Žaneta Ozoliņa", 0),
        ("lukasz wisniewski", "Łukasz Wiśniewski", 0),
        ("Ng Li", "Li Ng", 0),
        ("王小明", "王小明", 0),
        ("Anna Nowak", "Anna Maria Kowalska-Nowak", 0),
        ("  Anna\nNowak\t", "Anna Nowak", 0),
        ("Ann\u200ba\u2060 \u202eNowak\u202c", "Anna Nowak", 0),
        ("Sukarno", "Sukarno", 0),
        ("Zanetta Ozolina", "Žaneta Ozoliņa", 1),
        ("Zaneta Ozolnia", "Žaneta Ozoliņa", 1),
        ("Ana Nowak", "Anna Nowak", 1),  # one letter of four left out
        ("Zanetta Ozolnia", "Žaneta Ozoliņa", None),  # two slips
        ("Na Li", "Ng Li", None),  # two letters are one slip from too many names
        ("Zaneta", "Žaneta Ozoliņa", None),  # a given name alone is many people's
        ("Zaneta Zaneta", "Žaneta Ozoliņa", None),
        ("Zan Ozo", "Žaneta Ozoliņa", None),  # beginnings are nobody's names
        ("Dr Zaneta Ozolina", "Žaneta Ozoliņa", None),
        ("", "Žaneta Ozoliņa", None),
        ("🙂", "Žaneta Ozoliņa", None),
        ("🙂", "🙂", None),  # a name without a letter is found by staff only
        ("<script>alert(1)</script>", "Žaneta Ozoliņa", None),
    ],
)
def test_a_name_is_somebodys_but_for_one_slip(typed: str, name: str, expected: int | None) -> None:
    assert slips(typed, Attendee("a", name)) == expected


def test_what_somebody_goes_by_is_their_name_too() -> None:
    assert slips("Bob Smith", Attendee("a", "Robert Smith", "Bob")) == 0


@pytest.mark.parametrize(
    ("typed", "address", "expected"),
    [
        ("zaneta.ozolina", "zaneta.ozolina@example.org", True),
        ("Zaneta.Ozolina@", "zaneta.ozolina@example.org", True),
        (" zaneta.ozolina @example.org\n", "Zaneta.Ozolina@Example.org", True),
        ("zaneta.ozolina\u200b@ex", "zaneta.ozolina@example.org", True),
        ("ada@", "ada@example.org", True),
        ("ada", "ada@example.org", False),  # three letters are too easily guessed
        ("zaneta.ozolin", "zaneta.ozolina@example.org", False),
        ("zane", "zaneta.ozolina@example.org", False),
        ("zaneta.ozolina@other.org", "zaneta.ozolina@example.org", False),
        ("zaneta.ozolina@example.org.uk", "zaneta.ozolina@example.org", False),
        ("", "zaneta.ozolina@example.org", False),
        ("", "", False),
        ("@", "", False),
        ("anything", "anything", False),  # what stands there is no address
    ],
)
def test_the_start_of_an_address_proves_from_its_at_sign_on(typed: str, address: str, expected: bool) -> None:
    assert is_start_of(typed, address) is expected
