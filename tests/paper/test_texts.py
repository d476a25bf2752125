"""The words on paper: every language says everything, and dates as its readers write them."""

from __future__ import annotations

import string
from importlib.resources import files

import pytest

from turnout.paper.texts import FALLBACK, LANGUAGES, spoken, texts_of


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_tickets_and_lists_speak_what_the_kiosk_speaks() -> None:
    of_the_kiosk = files("kiosk").joinpath("translations").iterdir()
    assert sorted(LANGUAGES) == sorted(entry.name.removesuffix(".json") for entry in of_the_kiosk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_values(language: str) -> None:
    words, fallback = texts_of(language).words, texts_of(FALLBACK).words
    assert {key: placeholders(text) for key, text in words.items()} == {
        key: placeholders(text) for key, text in fallback.items()
    }
    assert [key for key, text in words.items() if not text.strip()] == []


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {FALLBACK}))
def test_no_text_is_left_in_english(language: str) -> None:
    words, fallback = texts_of(language).words, texts_of(FALLBACK).words
    same_order = {"date.day", "date.days", "date.months"}  # several languages write dates in the order of English
    same_word = {"list.name", "month.4", "month.8", "month.9", "month.11"} if language == "de" else set()  # cognates
    left = [key for key in words if words[key] == fallback[key]]
    assert [key for key in left if key not in same_order | same_word] == []


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", ["2026-05-01"], "1 May 2026"),
        ("en", ["2026-05-03", "2026-05-01", "2026-05-02"], "1–3 May 2026"),
        ("en", ["2026-04-30", "2026-05-01"], "30 April – 1 May 2026"),
        ("en", ["2026-12-31", "2027-01-01"], "31 December 2026 – 1 January 2027"),
        ("en", ["2026-05-01", "2026-05-03", "2026-05-04"], "1 May 2026, 3–4 May 2026"),
        ("en", [], ""),
        ("pl", ["2026-05-01", "2026-05-02"], "1–2 maja 2026"),
        ("pl", ["2026-09-30", "2026-10-01"], "30 września – 1 października 2026"),
        ("lv", ["2026-05-01"], "2026. gada 1. maijs"),
        ("lv", ["2026-05-01", "2026-05-02"], "2026. gada 1.–2. maijs"),
        ("de", ["2026-05-01", "2026-05-02"], "1.–2. Mai 2026"),
        ("fr", ["2026-09-30", "2026-10-01"], "30 septembre – 1 octobre 2026"),
        ("es", ["2026-05-01"], "1 de mayo de 2026"),
        ("uk", ["2026-05-01", "2026-05-02"], "1–2 травня 2026 р."),
        ("ar", ["2026-05-01"], "1 مايو 2026"),
        ("lv", ["2026-08-31", "2026-09-01"], "2026. gada 31. augusts – 1. septembris"),
    ],
)
def test_days_as_they_are_read(language: str, days: list[str], said: str) -> None:
    assert texts_of(language).dates(days) == said


@pytest.mark.parametrize(
    ("wanted", "event_languages", "language"),
    [
        ("pl", ("en",), "pl"),
        ("lv-LV", ("en",), "lv"),
        ("PL_pl", ("en",), "pl"),
        ("ja", ("lv", "en"), "lv"),
        ("", ("fi", "pl"), "pl"),
        ("ja", ("fi",), "en"),
        ("", (), "en"),
    ],
)
def test_who_reads_what(wanted: str, event_languages: tuple[str, ...], language: str) -> None:
    assert spoken(wanted, event_languages).language == language
