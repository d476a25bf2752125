"""The roster: what kiosks keep for when they are cut off, drawn in small steps, and told whole or from where they are.

To draw 100,000 people takes seconds of work: it is done beforehand, a few people a write, so that no door waits for it.
A step draws whom facts or registers have marked, or the next of everybody after what concerns all.
"""

from __future__ import annotations

import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any

from pydantic_core import to_json

from turnout.domain import facts
from turnout.domain.admission import NO_ENTRIES, EntriesUsed
from turnout.domain.days import day_bounds
from turnout.domain.facts import Fact, Stated
from turnout.domain.model import VENUE, Attendee, CodeKind, Entries, Place, Policy, Station, Ticket
from turnout.domain.roster import (
    OTHER_CATEGORY,
    Listed,
    Referral,
    inside_mark,
    is_sealable,
    is_valid,
    packed,
    sealed_part,
)
from turnout.services import sealing
from turnout.services.chance import Chance
from turnout.services.event import Event
from turnout.services.sealing import RosterSecrets, Seal
from turnout.store import database, layouts, log, places, rosters, scans, settings
from turnout.store.rosters import Drawing, Drawn, Person
from turnout.store.settings import EventSettings
from turnout.store.times import to_text, to_text_or_none
from turnout.store.writer import Transaction

FORMAT = 1
CHUNK = 50
"""People a write: some 0.2 ms each, so that the door does not notice."""
_FACTS = 200  # looked through in a write
_ENTRIES = 1000  # told at a time, a fifth of a megabyte
_DAYS_AHEAD = 4
_NUMBER_BYTES = 6  # of an attendee's number: a whole number that JavaScript can hold

_OF_ONE = (
    facts.AttendeeRegistered,
    facts.ScanUndone,
    facts.ConflictDissolved,
    facts.ConflictResolved,
    facts.ConflictReopened,
    facts.TicketRevoked,
    facts.TicketIssued,
    facts.BadgeQueued,  # after a lost badge it is with the first job that there is a new code
)
"""Facts about one person that may change their entries, beside those which the register's own trigger tells of."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is the same for everybody in one step."""

    secrets: RosterSecrets
    key: bytes
    policy: Policy
    day: str


def secrets_of(connection: sqlite3.Connection) -> RosterSecrets | None:
    """The event's salt and private key; None before the roster was first begun."""
    found = rosters.secrets(connection)
    return None if found is None else RosterSecrets(*found)


def step(event: Event, now: datetime, chance: Chance) -> bool:
    """Draw some of what has changed; answers whether more waits. Nothing is written where nothing has changed."""
    drawing = rosters.drawing(event.reader)
    today = settings.read(event.reader).day_of(now)
    if drawing is None:
        event.write(lambda tx: _begin(tx, today, chance))
    elif not _waits(event.reader, drawing, today):
        return False
    return event.write(lambda tx: _step(tx, today, chance))


def tell(event: Event, station: Station, after: int, now: datetime) -> Generator[bytes, None, None]:
    """The roster for a station's door, in pieces: a line of JSON, the entries, the ids of those taken off.

    Whole for `after` 0 and for a revision that is still to come (the event file was put back from a copy); else what
    has changed since. All of it is of one moment, held by a connection of its own until the last piece is taken.
    """
    with closing(database.open_reader(event.file.path)) as connection:
        connection.execute("BEGIN")
        drawing = rosters.drawing(connection)
        secrets = secrets_of(connection)
        if drawing is None or secrets is None:
            drawing, secrets = Drawing(0, 0, 0, "", ""), RosterSecrets(b"", b"")
        since = after if after <= drawing.revision else 0
        yield _line(_head(connection, station, since, drawing, secrets, now))
        yield from rosters.entries(connection, since, _ENTRIES)
        if since:
            yield rosters.removed(connection, since)


def _waits(connection: sqlite3.Connection, drawing: Drawing, today: str) -> bool:
    return (
        drawing.sweep_row is not None
        or drawing.next_day != today
        or drawing.log_seq < log.last_seq(connection)
        or rosters.has_due(connection)
    )


def _is_drawn(connection: sqlite3.Connection, drawing: Drawing) -> bool:
    """Whether all facts that were looked at show, with the marks of one day and by the rules that stations are told."""
    is_pass_over = drawing.sweep_row is None and drawing.day == drawing.next_day and not rosters.has_due(connection)
    return is_pass_over and not any(_concerns_all(stated.fact) for stated in _news(connection, drawing))


def _begin(tx: Transaction, today: str, chance: Chance) -> None:
    if rosters.secrets(tx.connection) is not None:
        return  # a command may run twice
    rosters.begin(tx.connection, chance.random_bytes(sealing.SALT_BYTES), sealing.new_private_key(), today)
    _put(tx, rosters.drawing(tx.connection), log_seq=log.last_seq(tx.connection))


def _step(tx: Transaction, today: str, chance: Chance) -> bool:
    drawing, secrets = rosters.drawing(tx.connection), secrets_of(tx.connection)
    venue = places.find_place(tx.connection, VENUE)
    if drawing is None or secrets is None or venue is None:
        return False
    news = list(_news(tx.connection, drawing))
    rosters.mark(tx.connection, {one for stated in news if (one := _marked_by(stated.fact))})
    is_new_day = today != drawing.next_day and venue.policy.entries is Entries.ONCE_A_DAY
    if is_new_day or any(_concerns_all(stated.fact) for stated in news):
        drawing = replace(drawing, sweep_row=0)
    people, sweep_row = _next(tx, drawing)
    sheet = _Sheet(secrets, settings.read(tx.connection).key, venue.policy, today)
    _draw(tx, people, sheet, drawing.revision + 1, chance)
    is_done = sweep_row is None and len(news) < _FACTS and not rosters.has_due(tx.connection)
    _put(
        tx,
        drawing,
        log_seq=news[-1].seq if news else drawing.log_seq,
        sweep_row=sweep_row,
        next_day=today,
        day=today if is_done else drawing.day,
        revision=drawing.revision + _is_another(tx, drawing) if is_done else drawing.revision,
    )
    return not is_done


def _news(connection: sqlite3.Connection, drawing: Drawing) -> Iterable[Stated]:
    """Facts that were not looked at yet, as many as one step takes."""
    return islice(log.read(connection, drawing.log_seq), _FACTS)


def _put(tx: Transaction, drawing: Drawing | None, **changes: Any) -> None:
    if drawing is not None:
        rosters.put_drawing(tx.connection, replace(drawing, **changes))


def _is_another(tx: Transaction, drawing: Drawing) -> bool:
    """The first pass ends in a revision even where nobody is on the list: stations may know that it is whole."""
    return drawing.revision == 0 or rosters.has_changed(tx.connection, drawing.revision)


def _marked_by(fact: Fact) -> str:
    """Whom a fact says is to be drawn anew."""
    is_entry = isinstance(fact, facts.ScanAdmitted) and fact.place_id == VENUE
    return fact.subject if is_entry or isinstance(fact, _OF_ONE) else ""


def _concerns_all(fact: Fact) -> bool:
    is_rule = isinstance(fact, facts.PlaceChanged) and fact.place_id == VENUE
    return is_rule or isinstance(fact, facts.AttendeesImported)


def _next(tx: Transaction, drawing: Drawing) -> tuple[list[Person], int | None]:
    """Whom to draw in this step, and how far the pass over everybody will have come then."""
    people = rosters.take_due(tx.connection, CHUNK)
    room = CHUNK - len(people)
    if drawing.sweep_row is None or not room:
        return people, drawing.sweep_row
    swept = rosters.next_people(tx.connection, drawing.sweep_row, room)
    return [*people, *swept], swept[-1].row if len(swept) == room else None


def _draw(tx: Transaction, people: list[Person], sheet: _Sheet, revision: int, chance: Chance) -> None:
    ids = [person.attendee.id for person in people]
    known = rosters.drawn_of(tx.connection, ids)
    categories = rosters.categories(tx.connection)
    changed: list[tuple[str, Drawn]] = []
    entered = rosters.entered(tx.connection, ids)
    for person in people:
        used = NO_ENTRIES
        if person.attendee.id in entered:
            used = scans.entries_used(tx.connection, person.attendee.id, VENUE, sheet.day)
        index = _index(tx, categories, person.attendee.category)
        for ticket in person.tickets:
            before = known.pop(ticket.id, None)
            after = _entry(person, ticket, sheet, index, before, chance, used)
            if after != before:
                changed.append((person.attendee.id, after))
    rosters.put(tx.connection, changed, revision)


def _entry(
    person: Person,
    ticket: Ticket,
    sheet: _Sheet,
    index: int,
    before: Drawn | None,
    chance: Chance,
    used: EntriesUsed,
) -> Drawn:
    """An entry; what is sealed in it stays as it was as long as it says the same, so that it is not sent again."""
    attendee, salt = person.attendee, sheet.secrets.salt
    listed = Listed(
        ticket.kind,
        attendee.category,
        is_valid(ticket, attendee),
        inside_mark(sheet.policy, used),
        has_come=used.times > 0,
    )
    plain = _plain(person, ticket, sheet.key) if is_sealable(ticket.code) else b""
    digest = blake2b(plain, key=salt, digest_size=16).digest()
    if before is not None and before.digest == digest:
        return replace(before, entry=packed(before.lookup, listed, index, sealed_part(before.entry)))
    seal = Seal(salt, ticket.code)
    sealed = seal.sealed(chance.random_bytes(sealing.NONCE_BYTES), plain) if plain else b""
    return Drawn(seal.lookup_id, ticket.id, packed(seal.lookup_id, listed, index, sealed), digest)


def _plain(person: Person, ticket: Ticket, key: bytes) -> bytes:
    """What is sealed: greeting, name, language, number, days, and for a ticket what only the badge needs. Empty things
    are left out: 100,000 people are some 30 MB.
    """
    attendee = person.attendee
    values = {
        "g": attendee.given_name or attendee.full_name,
        "n": attendee.full_name,
        "l": attendee.language,
        "a": _number(attendee, key),
        "d": attendee.valid_days,
        "b": _badge(person) if ticket.kind is CodeKind.TICKET else {},
    }
    told = {name: value for name, value in values.items() if value}
    return to_json(told)


def _badge(person: Person) -> dict[str, str]:
    attendee = person.attendee
    codes = [ticket for ticket in person.tickets if ticket.kind is CodeKind.BADGE and not ticket.is_revoked]
    fields = {
        "code": min(codes, key=lambda ticket: ticket.id).code if codes else "",
        "given_name": attendee.given_name,
        "company": attendee.company,
        "pronouns": attendee.pronouns,
    }
    return {name: value for name, value in fields.items() if value}


def _number(attendee: Attendee, key: bytes) -> int:
    """The same for ticket and badge of one person, and telling nothing of them."""
    return int.from_bytes(blake2b(attendee.id.encode(), key=key, digest_size=_NUMBER_BYTES).digest(), "big")


def _index(tx: Transaction, categories: list[str], category: str) -> int:
    """A category's place in the roster's list, which grows until it is full: entries that stand keep theirs."""
    if category in categories:
        return categories.index(category)
    if len(categories) == OTHER_CATEGORY:
        return OTHER_CATEGORY
    rosters.add_category(tx.connection, len(categories), category)
    categories.append(category)
    return len(categories) - 1


def _head(
    connection: sqlite3.Connection,
    station: Station,
    after: int,
    drawing: Drawing,
    secrets: RosterSecrets,
    now: datetime,
) -> dict[str, Any]:
    config, door = settings.read(connection), places.find_place(connection, station.place_id)
    categories = rosters.categories(connection)
    entries, removed = rosters.count(connection, after)
    return {
        "format": FORMAT,
        "seq": drawing.revision,
        "log_seq": drawing.log_seq if _is_drawn(connection, drawing) else 0,
        "after": after,
        "whole": after == 0,
        "complete": drawing.revision > 0 and drawing.sweep_row is None,
        "salt": _text(secrets.salt),
        "public_key": _text(sealing.public_key(secrets)) if secrets.salt else "",
        "categories": categories,
        "labels": [layouts.category_label(connection, category) for category in categories],
        "passing": [category for category, _, is_passing, *_ in layouts.described(connection) if is_passing],
        "event": config.name,
        "rehearsal": settings.opened_at(connection) is None,
        "day": drawing.day,
        "days": list(_days(config, now)),
        "short_codes": {referral.value: referral.short_code for referral in Referral},
        "policy": None if door is None else _policy(door),
        "entries": entries,
        "removed": removed if after else 0,
    }


def _days(config: EventSettings, now: datetime) -> Iterable[dict[str, str]]:
    """Today and the next few event days with their bounds, so that a page needs no time zones to tell them."""
    today = date.fromisoformat(config.day_of(now))
    for ahead in range(_DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        begin, end = day_bounds(day, config.zone, config.day_boundary)
        yield {"day": day.isoformat(), "starts_at": to_text(begin), "ends_at": to_text(end)}


def _policy(door: Place) -> dict[str, Any]:
    """What of a place's entry rule a station can apply by itself."""
    policy = door.policy
    return {
        "place_id": door.id,
        "tells_inside": door.id == VENUE,
        "entries": policy.entries,
        "times": policy.times,
        "accepts": policy.accepts,
        "categories": sorted(policy.categories),
        "opens_at": to_text_or_none(policy.opens_at),
        "closes_at": to_text_or_none(policy.closes_at),
        "tolerance_s": policy.tolerance_s,
        "capacity": door.capacity,
    }


def _line(head: dict[str, Any]) -> bytes:
    return to_json(head) + b"\n"


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
