"""The demo's crowd: repeatable, mixed, and with every difficult name in it."""

from collections import Counter

import pytest

from turnout.demo.names import CULTURES, SPECIAL_NAMES
from turnout.demo.people import people


def test_same_seed_gives_the_same_people() -> None:
    assert people(500, seed=3) == people(500, seed=3)


def test_another_seed_gives_other_people() -> None:
    assert [p.full_name for p in people(500, seed=3)] != [p.full_name for p in people(500, seed=4)]


def test_shares_of_categories_are_exact() -> None:
    assert Counter(person.category for person in people(2000, seed=1)) == {
        "visitor": 1600,
        "speaker": 150,
        "staff": 90,
        "sponsor": 70,
        "press": 40,
        "technician": 30,
        "organiser": 20,
    }


@pytest.mark.parametrize("count", [0, 1, 10, len(SPECIAL_NAMES), len(SPECIAL_NAMES) + 1, 40, 100, 2000])
def test_there_are_as_many_people_as_asked_for(count: int) -> None:
    assert len(people(count, seed=1)) == count


def test_special_names_come_first_in_their_order() -> None:
    crowd = people(2000, seed=9)
    assert [p.full_name for p in crowd[: len(SPECIAL_NAMES)]] == [s.full_name for s in SPECIAL_NAMES]


def test_special_names_are_what_they_are_there_for() -> None:
    names = {special.full_name for special in SPECIAL_NAMES}
    assert {"Žaneta O'Brien-Łukasiewicz", "Li Bo", "Ng", "Suharto"} <= names
    assert [len(name) for name in names if len(name) == 90] == [90]
    assert any("\u0600" <= c <= "\u06ff" for name in names for c in name if any(d.isdigit() for d in name))
    assert any(ord(character) > 0xFFFF for name in names for character in name)


def test_mail_addresses_and_ids_are_distinct_and_reserved() -> None:
    crowd = people(2000, seed=1)
    assert len({p.email for p in crowd}) == len({p.source_id for p in crowd}) == 2000
    assert all(p.email.isascii() and p.email.endswith("@example.org") for p in crowd)
    assert not [p.email for p in crowd if p.email.startswith(".") or ".." in p.email]


def test_every_culture_and_some_unpaid_and_cancelled_are_among_two_thousand() -> None:
    crowd = people(2000, seed=1)
    assert {culture.language for culture in CULTURES} <= {p.language for p in crowd}
    assert 5 < sum(not p.is_paid for p in crowd) < 60
    assert 5 < sum(p.is_cancelled for p in crowd) < 60


def test_given_names_are_part_of_full_names() -> None:
    assert [p for p in people(2000, seed=5) if p.given_name not in p.full_name] == []


def test_family_names_agree_with_given_names() -> None:
    for culture in CULTURES:
        assert len(culture.family_men) in (0, len(culture.family))
    latvian = next(culture for culture in CULTURES if culture.language == "lv")
    men = {f"{given} {family}" for given in latvian.men for family in latvian.family_men}
    women = {f"{given} {family}" for given in latvian.women for family in latvian.family}
    assert {p.full_name for p in people(2000, seed=2) if p.language == "lv"} <= men | women


def test_east_asian_names_are_written_family_first() -> None:
    drawn = people(2000, seed=1)[len(SPECIAL_NAMES) :]
    chinese = next(culture for culture in CULTURES if culture.language == "zh")
    names = [p.full_name for p in drawn if p.language == "zh"]
    assert names
    assert all(name.startswith(chinese.family) and " " not in name for name in names)
