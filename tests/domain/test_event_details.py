"""What an organiser types about an event: what is understood, and what is asked for instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

import pytest

from turnout.domain import event_details as details
from turnout.domain.errors import BadInput

ZONES = available_timezones()


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (details.name_of, "  Harbour \t Congress ", "Harbour Congress"),
        (details.name_of, "مؤتمر الميناء", "مؤتمر الميناء"),
        (details.dates_of, "2027-05-31", (date(2027, 5, 31),)),
        (details.dates_of, "2027-06-02, 2027-05-31,2027-06-02,", (date(2027, 5, 31), date(2027, 6, 2))),
        (details.day_boundary_of, "4", time(4)),
        (details.day_boundary_of, " 05:30", time(5, 30)),
        (details.day_boundary_of, "0.00", time(0)),
        (details.languages_of, "lv", ("lv",)),
        (details.languages_of, "EN, pl en  pt-br", ("en", "pl", "pt-br")),
        (details.accent_of, "#0B5FA5", "#0b5fa5"),
        (details.accent_of, "0bf", "#00bbff"),
        (details.capacity_of, " ", None),
        (details.capacity_of, "250", 250),
        (details.capacity_of, "1,200", 1200),
        (details.capacity_of, "12 000", 12000),
        (details.preset_of, "Day tickets", "day_tickets"),
        (details.preset_of, "open", "open"),
        (details.room_of, "Great Hall", ("Great Hall", None)),
        (details.room_of, "Track A: Main : 1 200", ("Track A: Main", 1200)),
    ],
)
def test_it_is_understood(read: Callable[[str], Any], typed: str, value: object) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (details.name_of, " "),
        (details.name_of, "x" * 121),
        (details.name_of, "Con\x1b[31mgress"),
        (details.name_of, "Congr\udce9s"),
        (details.dates_of, ""),
        (details.dates_of, "31.05.2027"),
        (details.dates_of, "2027-02-29"),
        (details.dates_of, "1999-12-31"),
        (details.dates_of, "2027-05-31, 3000-01-01"),
        (details.dates_of, ",".join(f"20{year}-01-01" for year in range(10, 71))),
        (details.day_boundary_of, "12:00"),
        (details.day_boundary_of, "04:60"),
        (details.day_boundary_of, "four"),
        (details.languages_of, ""),
        (details.languages_of, "english"),
        (details.accent_of, "blue"),
        (details.accent_of, "#0b5f"),
        (details.capacity_of, "0"),
        (details.capacity_of, "-5"),
        (details.capacity_of, "1,2"),
        (details.capacity_of, "1000001"),
        (details.capacity_of, "9" * 5000),
        (details.preset_of, "closed"),
        (details.room_of, ": 200"),
        (details.room_of, "Great Hall:"),
        (details.room_of, "Great Hall: big"),
    ],
)
def test_it_is_refused_with_what_to_type_instead(read: Callable[[str], Any], typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(typed)
    assert refused.value.remedy.endswith(".")


def test_days_in_a_row_go_over_the_end_of_a_month() -> None:
    assert details.days_from(date(2027, 5, 31), "2") == (date(2027, 5, 31), date(2027, 6, 1))


@pytest.mark.parametrize("typed", ["0", "61", "-1", "two", "", "9" * 5000])
def test_a_number_of_days_that_no_event_has(typed: str) -> None:
    with pytest.raises(BadInput):
        details.days_from(date(2027, 5, 31), typed)


def test_days_in_a_row_stay_within_the_years_of_events() -> None:
    assert details.days_from(date(2999, 12, 31), "1") == (date(2999, 12, 31),)
    with pytest.raises(BadInput):
        details.days_from(date(2999, 12, 31), "2")


@pytest.mark.parametrize("typed", ["Europe/Riga", "europe/riga", " EUROPE/RIGA "])
def test_a_time_zone_is_known_by_its_name(typed: str) -> None:
    assert details.time_zone_of(typed, ZONES) == "Europe/Riga"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Riga", "Europe/Riga"),
        ("Europe/Rigga", "Europe/Riga"),
        ("warsaw", "Europe/Warsaw"),
        ("new york", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
    ],
)
def test_a_time_zone_that_there_is_not_has_a_near_one(typed: str, near: str) -> None:
    with pytest.raises(BadInput) as refused:
        details.time_zone_of(typed, ZONES)
    assert (refused.value.code, refused.value.remedy) == ("unknown_time_zone", f"Did you mean {near}?")


def test_a_time_zone_that_is_near_none_is_told_how_to_be_written() -> None:
    with pytest.raises(BadInput) as refused:
        details.time_zone_of("qqqqqq", ZONES)
    assert refused.value.remedy == "Write it as continent and city, such as Europe/Riga."
