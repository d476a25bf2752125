"""Imports are staged unseen: until a batch is published no read shows a row of it."""

from __future__ import annotations

from typing import Any

import pytest
from factories import NOW, put_attendee, registered_as

from turnout.domain.model import Attendee
from turnout.services.event import Event
from turnout.services.registration import Registered
from turnout.store import attendees, batches, scans, search
from turnout.store.batches import Staged

ADA = Attendee("ada", "Ada Lovelace", source_id="17")
BO = Attendee("bo", "Bo Lovelace", source_id="18")


@pytest.fixture
def ada(event: Event) -> Registered:
    """Somebody who is on the list already."""
    return put_attendee(event, ADA)


def stage(event: Event, new: Registered, changes: dict[str, dict[str, Any]]) -> int:
    """A new attendee and changes of known ones, staged in a batch of their own."""
    batch = event.write(lambda tx: batches.begin(tx.connection, NOW))
    event.write(lambda tx: attendees.add_many(tx.connection, [new.attendee], batch))
    event.write(lambda tx: attendees.add_tickets(tx.connection, [new.ticket, new.badge]))
    event.write(
        lambda tx: batches.stage(tx.connection, batch, [Staged(known, 1, values) for known, values in changes.items()])
    )
    return batch


def seen(event: Event, new: Registered) -> dict[str, Any]:
    """What every read shows of the list."""
    reader = event.reader
    return {
        "found by name": sorted(found.attendee.full_name for found in search.search(reader, "lovelace")),
        "expected": attendees.expected(reader),
        "found by id": attendees.find(reader, new.attendee.id),
        "holder of the code": scans.holder_of_code(reader, new.ticket.code),
        "holder of the ticket": scans.holder_of_ticket(reader, new.ticket.id),
        "codes": len(attendees.ticket_codes(reader)),
        "first of the list": [attendee.id for attendee, _ in attendees.first_with_tickets(reader, 9)],
        "known by source": sorted(batches.known(reader)[0]),
        "known by code": len(batches.known(reader)[1]),
    }


def test_staged_rows_are_seen_by_no_read(event: Event, ada: Registered) -> None:
    bo = registered_as(event, BO)
    before = seen(event, bo)
    stage(event, bo, {"ada": {"full_name": "Augusta Ada Lovelace"}})
    assert seen(event, bo) == before
    assert before["found by name"] == ["Ada Lovelace"]


def test_a_published_batch_is_seen_at_once(event: Event, ada: Registered) -> None:
    bo = registered_as(event, BO)
    batch = stage(event, bo, {"ada": {"full_name": "Augusta Ada Lovelace"}})
    event.write(lambda tx: batches.publish(tx.connection, batch, 99))
    after = seen(event, bo)
    holder = after.pop("holder of the code")
    assert (holder, after.pop("holder of the ticket")) == (scans.Holder(bo.ticket, BO, False),) * 2
    assert after == {
        "found by name": ["Ada Lovelace", "Bo Lovelace"],
        "expected": 2,
        "found by id": BO,
        "codes": 2,
        "first of the list": ["ada", "bo"],
        "known by source": ["17", "18"],
        "known by code": 2,
    }
    assert not batches.is_unpublished(event.reader, batch)


def test_what_is_staged_of_known_people_is_taken_out_once_and_in_parts(event: Event, ada: Registered) -> None:
    put_attendee(event, Attendee("cy", "Cy"))
    steps = [
        Staged("ada", 1, {"full_name": "Augusta", "is_paid": 0}, ("full_name",), "X-9", "t9"),
        Staged("cy", 3, is_missing=True),
    ]
    batch = event.write(lambda tx: batches.begin(tx.connection, NOW))
    event.write(lambda tx: batches.stage(tx.connection, batch, steps))
    assert batches.unfinished(event.reader) == []
    event.write(lambda tx: batches.publish(tx.connection, batch, 99))
    assert batches.unfinished(event.reader) == [(batch, 99)]
    taken = [event.write(lambda tx: batches.take(tx.connection, batch, 1)) for _ in range(3)]
    assert taken == [[steps[0]], [steps[1]], []]
    assert batches.unfinished(event.reader) == []


def test_a_discarded_batch_leaves_nothing(event: Event, ada: Registered) -> None:
    before = list(event.reader.iterdump())
    bo = registered_as(event, BO)
    batch = stage(event, bo, {"ada": {"full_name": "Augusta"}})
    assert batches.unpublished(event.reader) == [batch]
    event.write(lambda tx: batches.discard(tx.connection, batch))
    assert batches.unpublished(event.reader) == []
    tables = ("attendees", "tickets", "staged_steps", "batches", "old_values")
    assert rows(list(event.reader.iterdump()), tables) == rows(before, tables)
    put_attendee(event, BO)  # id, source and codes are free again


def rows(dump: list[str], tables: tuple[str, ...]) -> list[str]:
    return [line for line in dump if line.startswith(tuple(f'INSERT INTO "{table}"' for table in tables))]


def test_what_was_corrected_on_site_is_known_to_the_next_import(event: Event, ada: Registered) -> None:
    event.write(lambda tx: attendees.amend(tx.connection, ADA, {"full_name": "Augusta Ada"}))
    known = batches.known(event.reader)[0]["17"]
    assert (known.id, known.fields["full_name"], known.corrected) == ("ada", "Augusta Ada", frozenset({"full_name"}))
    assert (known.is_imported, known.has_come, known.has_code) == (False, False, True)
