"""The register of attendees: corrections, cancellations, and that both are found."""

from __future__ import annotations

from dataclasses import replace

from factories import put_attendee

from turnout.domain.model import Attendee
from turnout.services.event import Event
from turnout.store import attendees, search


def ids(event: Event, typed: str) -> set[str]:
    return {found.attendee.id for found in search.search(event.reader, typed)}


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
        gets=("Lunch", "T-shirt: L"),
    )
    registered = put_attendee(event, ada)
    assert attendees.find(event.reader, "ada") == ada
    assert set(attendees.tickets_of(event.reader, "ada")) == {registered.ticket, registered.badge}
