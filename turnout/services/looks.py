"""Noting who looked at whose card: staff see personal data, and that leaves a trace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import structlog

from turnout.domain.errors import StoreFull
from turnout.services.event import Caller, Event
from turnout.store import looks
from turnout.store.looks import Look

_CARD = "attendee:"
_log = structlog.get_logger()


def note(event: Event, attendee_id: str, by: Caller, now: datetime) -> None:
    """Note that somebody opened a person's card; further looks within the same hour write nothing.

    On a full disk the look goes on without a note, which the server's log says: reading holds no desk up.
    """
    look = Look(attendee_id, by.actor, now.replace(minute=0, second=0, microsecond=0))
    if looks.is_noted(event.reader, look):
        return
    try:
        event.write(lambda tx: looks.add(tx.connection, look))
    except StoreFull as problem:
        _log.error("look_not_noted", attendee_id=attendee_id, viewer=by.actor, code=problem.code)


def note_following(event: Event, topics: Iterable[str], callers: Iterable[Caller], now: datetime) -> None:
    """Note a look for each card among topics that were granted to a signed-in person; a station has none."""
    people = [by for by in callers if by.station is None]
    for topic in topics:
        if topic.startswith(_CARD):
            for by in people:
                note(event, topic.removeprefix(_CARD), by, now)
