"""Finding people by what somebody types: folded, in any order, whole words first, one slip forgiven."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from factories import NOW, make_event, put_attendee, put_station, scan
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.model import VENUE, Attendee
from turnout.services.event import Event
from turnout.store import search
from turnout.store.search import FEW, Found

PEOPLE = (
    Attendee("lukasz", "Łukasz O'Brien-Wójcik", company="Stocznia Gdańska", email="lukasz_w@example.org"),
    Attendee("soren", "Søren Ægidius", order_code="K7Q2X"),
    Attendee("yilmaz", "Işıl Yılmaz", given_name="Işıl"),
    Attendee("strauss", "Johann Strauß"),
    Attendee("wang", "王小明", given_name="小明"),
    Attendee("wang2", "王大明"),
    Attendee("kim", "김민준"),
    Attendee("priya", "प्रिया शर्मा"),
    Attendee("ahmad", "أحمد إبراهيم"),
    Attendee("ng", "Ng"),
    Attendee("thuy", "Đặng Thị Thuý"),
    Attendee("przemyslaw", "Przemysław Gżegżółka", "Przemysław"),
    Attendee("ada", "Ada Lovelace", company="Analytical Engines", email="ada@lovelace.example", order_code="AB12345"),
    Attendee("guld", "Bo Guld"),
    Attendee("fyodor", "Фёдор Достоевский"),
    Attendee("giorgos", "Γιώργος Σταύρος"),
)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Event]:
    """An event with PEOPLE on its list; tests only read it."""
    event = make_event(tmp_path_factory.mktemp("list") / "congress.db")
    for attendee in PEOPLE:
        put_attendee(event, attendee)
    yield event
    event.file.close()


def ids(event: Event, typed: str) -> set[str]:
    return {found.attendee.id for found in search.search(event.reader, typed)}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz", {"lukasz"}),
        ("ŁUK", {"lukasz"}),
        ("wojcik luk", {"lukasz"}),
        ("obrien", {"lukasz"}),
        ("o'brien-w", {"lukasz"}),
        ("stocznia", {"lukasz"}),
        ("gdanska wojcik", {"lukasz"}),
        ("lukasz_w", {"lukasz"}),
        ("lukasz_w@example.org", {"lukasz"}),
        ("soren", {"soren"}),
        ("aegidius", {"soren"}),
        ("k7q2x", {"soren"}),
        ("yilmaz", {"yilmaz"}),
        ("YILMAZ", {"yilmaz"}),
        ("isil", {"yilmaz"}),
        ("strauss", {"strauss"}),
        ("Strauß", {"strauss"}),
        ("王", {"wang", "wang2"}),
        ("明", {"wang", "wang2"}),
        ("王小", {"wang"}),
        ("小明 王", {"wang"}),
        ("김민", {"kim"}),
        ("민준", {"kim"}),
        ("प्रि", {"priya"}),
        ("शर्मा", {"priya"}),
        ("احمد", {"ahmad"}),
        ("ابراهيم", {"ahmad"}),
        ("ng", {"ng"}),
        ("dang thuy", {"thuy"}),
        ("s", {"lukasz", "soren", "strauss"}),
        ("guld", {"guld"}),
        ("przemyslaw", {"przemyslaw"}),
        ("lovelace", {"ada"}),
        ("nobody", set()),
        ("lukasz nobody", set()),
        ("", set()),
        ("  ", set()),
        ("*", set()),
    ],
)
def test_what_is_typed_finds(listed: Event, typed: str, found: set[str]) -> None:
    assert ids(listed, typed) == found


@given(typed=st.text(max_size=40))
def test_nothing_that_is_typed_is_an_error(listed: Event, typed: str) -> None:
    assert ids(listed, typed) <= {attendee.id for attendee in PEOPLE}


@given(who=st.sampled_from(PEOPLE), data=st.data())
def test_the_beginnings_of_any_words_of_a_name_find_its_owner(
    listed: Event, who: Attendee, data: st.DataObject
) -> None:
    words = data.draw(st.permutations(who.full_name.split()))
    kept = [word[: data.draw(st.integers(1, len(word)))] for word in words]
    assert who.id in ids(listed, " ".join(kept))


SLIPS = [
    ("lovelce", {"ada"}, "a letter left out"),
    ("lovellace", {"ada"}, "a letter too many"),
    ("lovekace", {"ada"}, "a wrong letter"),
    ("lvoelace", {"ada"}, "two letters swapped"),
    ("kovelace", {"ada"}, "the first letter wrong"),
    ("ovelace", {"ada"}, "the first letter left out"),
    ("lovelaec", {"ada"}, "the last two swapped"),
    ("Ada Lovelcae", {"ada"}, "in the second of two words"),
    ("lovleace ada", {"ada"}, "in the first of two words"),
    ("lovleac", {"ada"}, "in a word not typed to its end"),
    ("przemislaw", {"przemyslaw"}, "as it sounds"),
    ("Przmysław gzeg", {"przemyslaw"}, "with marks, the other word begun"),
    ("yilmas", {"yilmaz"}, "folded as written"),
    ("strass", {"strauss"}, "in what a letter is spelt out to"),
    ("analitical", {"ada"}, "in the company"),
    ("lukaszw@exmaple.org", set(), "two slips: one in each of two words"),
    ("lukasz_w@exmaple.org", {"lukasz"}, "in the e-mail"),
    ("guls", {"guld"}, "in a word of four letters"),
    ("достоевскии", {"fyodor"}, "no slip at all in Cyrillic"),
    ("достаевский", {"fyodor"}, "in Cyrillic"),
    ("σταβρος", {"giorgos"}, "in Greek"),
    ("lovlece", set(), "two slips"),
    ("bo gld", set(), "in a word of three letters"),
    ("AB12346", set(), "another order is no slip"),
]


@pytest.mark.parametrize(("typed", "found", "why"), SLIPS, ids=[why for _, _, why in SLIPS])
def test_one_slip_is_forgiven(listed: Event, typed: str, found: set[str], why: str) -> None:
    assert ids(listed, typed) == found, why


def test_a_whole_word_stands_before_those_that_begin_with_it(event: Event) -> None:
    for number in range(3):
        put_attendee(event, Attendee(f"nguyen-{number}", "Nguyen Van Ng\u1ecdc"))
    put_attendee(event, Attendee("ng", "Ng"))
    assert [found.attendee.id for found in search.search(event.reader, "ng", limit=2)] == ["ng", "nguyen-0"]
    assert [found.attendee.id for found in search.search(event.reader, "van ngo", limit=2)] == ["nguyen-0", "nguyen-1"]


def test_slips_are_looked_for_only_where_few_are_found(event: Event) -> None:
    put_attendee(event, Attendee("mayer", "Mayer"))
    for number in range(FEW - 1):
        put_attendee(event, Attendee(f"meyer-{number}", "Meyer"))
    assert ids(event, "meyer") == {"mayer", *(f"meyer-{number}" for number in range(FEW - 1))}
    assert [found.attendee.id for found in search.search(event.reader, "meyer")][-1] == "mayer"
    put_attendee(event, Attendee("meyer", "Meyer"))
    assert "mayer" not in ids(event, "meyer")


def test_one_attendee_by_their_id(event: Event) -> None:
    ada = Attendee("ada", "Ada Lovelace", category="juggler")
    put_attendee(event, ada)
    assert search.find(event.reader, "ada") == Found(ada, "juggler", "", "", None)
    assert search.find(event.reader, "bo") is None


def test_a_search_says_where_people_are(event: Event) -> None:
    ada = Attendee("ada", "Ada Lovelace", company="Analytical Engines")
    bo = Attendee("bo", "Bo Lovelace")
    registered, _ = put_attendee(event, ada), put_attendee(event, bo)
    scan(event, registered.ticket.code, put_station(event), NOW, scan_id="scan-1")
    assert sorted(search.search(event.reader, "lovelace"), key=lambda found: found.attendee.id) == [
        Found(ada, "Visitor", VENUE, "Harbour Congress", "2026-05-01T09:00:00.000Z"),
        Found(bo, "Visitor", "", "", None),
    ]


def test_a_search_has_an_end(event: Event) -> None:
    for number in range(5):
        put_attendee(event, Attendee(f"ada-{number}", "Ada"))
    assert len(search.search(event.reader, "ada", limit=3)) == 3
