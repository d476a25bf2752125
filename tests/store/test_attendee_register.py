"""The register of attendees: finding people by what somebody types, corrections, cancellations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from factories import NOW, make_event, put_attendee, put_station, scan
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.model import VENUE, Attendee
from turnout.services.event import Event
from turnout.store import attendees
from turnout.store.attendees import Found

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
    return {found.attendee.id for found in attendees.search(event.reader, typed)}


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


def test_a_search_says_where_people_are(event: Event) -> None:
    ada = Attendee("ada", "Ada Lovelace", company="Analytical Engines")
    bo = Attendee("bo", "Bo Lovelace")
    registered, _ = put_attendee(event, ada), put_attendee(event, bo)
    scan(event, registered.ticket.code, put_station(event), NOW, scan_id="scan-1")
    assert sorted(attendees.search(event.reader, "lovelace"), key=lambda found: found.attendee.id) == [
        Found(ada, VENUE, "2026-05-01T09:00:00.000Z"),
        Found(bo, "", None),
    ]


def test_a_search_has_an_end(event: Event) -> None:
    for number in range(5):
        put_attendee(event, Attendee(f"ada-{number}", "Ada"))
    assert len(attendees.search(event.reader, "ada", limit=3)) == 3


def test_a_corrected_name_is_found_and_the_old_one_is_not(event: Event) -> None:
    ada = put_attendee(event, Attendee("ada", "Ada Byron")).attendee
    event.write(lambda tx: attendees.amend(tx.connection, ada, {"full_name": "Ada Lovelace"}))
    assert (ids(event, "lovelace"), ids(event, "byron")) == ({"ada"}, set())
    assert attendees.find(event.reader, "ada") == replace(ada, full_name="Ada Lovelace", version=2)
    old = event.reader.execute("SELECT * FROM old_values").fetchall()
    assert [tuple(row) for row in old] == [("ada", 1, '{"full_name": "Ada Byron"}')]


def test_a_cancelled_attendee_is_found_and_not_expected(event: Event) -> None:
    ada = put_attendee(event, Attendee("ada", "Ada")).attendee
    put_attendee(event, Attendee("bo", "Bo"))
    event.write(lambda tx: attendees.cancel(tx.connection, ada))
    assert ids(event, "ada") == {"ada"}
    assert attendees.expected(event.reader) == 1


def test_an_attendee_comes_back_as_they_were_put(event: Event) -> None:
    ada = Attendee(
        id="ada",
        full_name="Ada Lovelace",
        given_name="Ada",
        company="Analytical Engines",
        email="ada@example.org",
        category="speaker",
        language="lv",
        pronouns="she/her",
        order_code="K7Q2X",
        source_id="17",
        is_paid=False,
        is_cancelled=True,
        is_blocked=True,
        valid_days=("2026-05-01", "2026-05-02"),
    )
    registered = put_attendee(event, ada)
    assert attendees.find(event.reader, "ada") == ada
    assert set(attendees.tickets_of(event.reader, "ada")) == {registered.ticket, registered.badge}
