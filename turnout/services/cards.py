"""What a desk shows of people: a line of a search, and one person's card."""

from __future__ import annotations

import sqlite3
from functools import cache, partial
from typing import Any

from turnout.domain.facts import (
    AttendeeAmended,
    AttendeeConsented,
    AttendeeNoteWithdrawn,
    AttendeeOverruled,
    AttendeePaid,
    AttendeePaymentUndone,
    BadgeQueued,
    Fact,
    ScanAdmitted,
    ScanRefused,
    ScanUndone,
    TicketRevoked,
)
from turnout.domain.model import Direction
from turnout.domain.payment import amount_of
from turnout.services.event import Event
from turnout.store import (
    accounts,
    attendees,
    badge_jobs,
    conflicts,
    log,
    named_groups,
    notes,
    places,
    preprinted,
    reports,
    search,
    stations,
)
from turnout.store.preprinted import Pickup
from turnout.store.search import Found, Shared
from turnout.store.times import to_text

HISTORY_LENGTH = 50
MOST_OTHERS = 200
"""A group is counted to here, and shown to here."""
ENDING = 4
"""Characters of a code that are shown: enough to tell two apart, too few to admit anybody."""
Data = dict[str, Any]


def line(found: Found) -> Data:
    """One person in a list."""
    attendee = found.attendee
    return {
        "id": attendee.id,
        "name": attendee.full_name,
        "company": attendee.company,
        "email": attendee.email,
        "category": {"id": attendee.category, "label": found.category_label},
        "order_code": attendee.order_code,
        "is_paid": attendee.is_paid,
        "is_cancelled": attendee.is_cancelled,
        "is_blocked": attendee.is_blocked,
        "inside": bool(found.place_id),
        "arrived_at": found.arrived_at,
        "place": {"id": found.place_id, "name": found.place_name} if found.place_id else None,
    }


def person(connection: sqlite3.Connection, attendee_id: str) -> Data:
    """One person with every field that can be corrected. Raises NotFound."""
    found = search.find(connection, attendee_id)
    if found is None:
        raise attendees.nobody()
    attendee = found.attendee
    return {
        **line(found),
        "version": attendee.version,
        "given_name": attendee.given_name,
        "language": attendee.language,
        "pronouns": attendee.pronouns,
        "valid_days": list(attendee.valid_days),
    }


def read(event: Event, attendee_id: str) -> Data:
    """One person's card, all of it true at one moment. Raises NotFound."""
    with event.file.snapshot() as (connection, _seq):
        return card(connection, attendee_id)


def card(connection: sqlite3.Connection, attendee_id: str) -> Data:
    """All that a desk shows of one person: who, codes, badges, what happened, notes. Raises NotFound."""
    return {
        "attendee": person(connection, attendee_id),
        "others": _others(connection, attendee_id),
        "groups": [
            {"id": group.id, "name": group.name, "others": group.count - 1}
            for group in named_groups.of_attendee(connection, attendee_id)
        ],
        "conflict": conflicts.flag_of(connection, attendee_id) or None,
        "pickup": pickup(preprinted.find(connection, attendee_id)),
        "tickets": [
            {
                "id": ticket.id,
                "kind": ticket.kind,
                "ends": ticket.code[-ENDING:],
                "is_revoked": ticket.is_revoked,
            }
            for ticket in attendees.tickets_of(connection, attendee_id)
        ],
        "badges": [
            {
                "job_id": job.id,
                "copy": job.copy,
                "state": job.state,
                "why": why,
                "printer": {"id": job.printer_id, "name": job.printer_name} if job.printer_name else None,
                "changed_at": to_text(job.changed_at),
            }
            for job, why in badge_jobs.of_attendee(connection, attendee_id)
        ],
        "history": _history(connection, attendee_id),
        "notes": [
            {"id": note.id, "text": note.text, "by": _account_name(connection, note.by) or note.by, "at": note.at}
            for note in notes.of_subject(connection, attendee_id, notes.DESK)
        ],
    }


def pickup(found: Pickup | None) -> Data | None:
    """Where a badge that was printed in advance lies."""
    return None if found is None else {"box": found.box, "number": found.number, "state": found.state}


def _others(connection: sqlite3.Connection, attendee_id: str) -> dict[str, int]:
    """How many others there are of the same order, and of the same company."""
    attendee = attendees.get(connection, attendee_id)
    return {
        shared: max(0, search.count_sharing(connection, shared, getattr(attendee, shared), MOST_OTHERS) - 1)
        for shared in Shared
    }


def _history(connection: sqlite3.Connection, attendee_id: str) -> list[Data]:
    """What happened to a person, the newest first, without a rehearsal that was cleared.

    Who and where are read once each.
    """
    cleared = reports.rehearsal_cleared_at(connection)
    newest = log.newest(connection, attendee_id, HISTORY_LENGTH)
    stated = [known for known in newest if known.seq > cleared or not getattr(known.fact, "rehearsal", False)]
    undone = {_takes_back(known.fact) for known in stated}
    names = (_account_name, _station_name, _place_name)
    by, at_station, at_place = (cache(partial(name, connection)) for name in names)
    return [
        {
            "fact_id": known.fact_id,
            "kind": known.fact.KIND,
            "at": to_text(known.occurred_at),
            "by": by(known.actor),
            "station": at_station(known.station_id),
            "place": at_place(getattr(known.fact, "place_id", "")),
            "undone": known.fact_id in undone,
            "detail": _detail(known.fact),
        }
        for known in stated
    ]


def _takes_back(fact: Fact) -> str:
    """The id of the fact that this one takes back; empty for one that takes none back."""
    match fact:
        case ScanUndone():
            return fact.scan_id
        case AttendeePaymentUndone():
            return fact.payment_id
        case AttendeeNoteWithdrawn():
            return f"{fact.note_id}-noted"
    return ""


def _detail(fact: Fact) -> str | None:
    """What is worth telling beside the kind, as a code that the page puts into words."""
    match fact:
        case ScanAdmitted():
            return fact.overrode or ("out" if fact.direction == Direction.OUT else None)
        case ScanRefused():
            return fact.reason
        case AttendeeAmended() | AttendeeOverruled():
            return " ".join(fact.names)
        case AttendeeConsented():
            return " ".join(fact.consent_ids)
        case AttendeePaid():
            amount = [] if fact.cents is None else [amount_of(fact.cents)]
            return " ".join([fact.method, *amount, *(["rehearsal"] if fact.rehearsal else [])])
        case BadgeQueued() | TicketRevoked():
            return fact.why
    return None


def _account_name(connection: sqlite3.Connection, account_id: str) -> str | None:
    account = accounts.find(connection, account_id)
    return None if account is None else account.name


def _station_name(connection: sqlite3.Connection, station_id: str) -> str | None:
    station = stations.find(connection, station_id)
    return None if station is None else station.name


def _place_name(connection: sqlite3.Connection, place_id: str) -> str | None:
    place = places.find_place(connection, place_id)
    return None if place is None else place.name
