"""What somebody types at the desk must find what its owner writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.folding import fold, words

FINDS = [
    ("Łukasz Wójcik", "lukasz wojcik"),
    ("Żaneta Gżegżółka", "zaneta gzegzolka"),
    ("Søren Kierkegård", "soren kierkegard"),
    ("Yılmaz Işık", "yilmaz isik"),
    ("İpek Çağlayan", "ipek caglayan"),
    ("Johann Strauß", "johann strauss"),
    ("STRAẞE", "strasse"),
    ("O'Brien-Łukasiewicz", "obrien lukasiewicz"),
    ("O’Brien", "obrien"),
    ("Kamehamehaʻ", "kamehameha"),
    ("Jānis Bērziņš", "janis berzins"),
    ("Đặng Thị Hồng", "dang thi hong"),
    ("Þórður Ævarsson", "thordur aevarsson"),
    ("Ħal Għargħur", "hal gharghur"),
    ("Gaël Œuvrard", "gael oeuvrard"),
    ("Noël", "noel"),
    ("Noe\u0308l", "noel"),
    ("ﬁona", "fiona"),
    ("ＡＤＡ", "ada"),
    ("Ng", "ng"),
    ("Ma. Li", "ma. li"),
    ("王小明", "王 小 明"),
    ("王小明 Wang", "王 小 明 wang"),
    ("𠮷野家", "𠮷 野 家"),
    ("佐々木", "佐 々 木"),
    ("김민준", "김 민 준"),
    ("山田ｶﾞ", "山 田 ガ"),
    ("Γιώργος Σταύρος", "γιωργοσ σταυροσ"),
    ("Фёдор Йовович", "федор иовович"),
    ("प्रिया", "परय"),
    ("أحمد إبراهيم", "احمد ابراهيم"),
    ("שָׁלוֹם", "שלום"),
    ("  two\tspaces ", "two spaces"),
    ("a·b", "a b"),
    ("ada@example.org", "ada@example.org"),
    ("", ""),
    ("--- ", ""),
]


@pytest.mark.parametrize(("written", "folded"), FINDS)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_upper_case_finds_lower_case(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("luk", ["luk"]),
        ("  Łuk   WÓJ ", ["luk", "woj"]),
        ("王小", ["王", "小"]),
        ("O'Br", ["obr"]),
        ("obrien-luk", ["obrien", "luk"]),
        ("ada_l", ["ada", "l"]),
        ("ada@example.org", ["ada", "example", "org"]),
        ('") OR *', ["or"]),
        ("NEAR(a b)", ["near", "a", "b"]),
        ("", []),
        ("'-_*", []),
    ],
)
def test_words(typed: str, found: list[str]) -> None:
    assert words(typed) == found
