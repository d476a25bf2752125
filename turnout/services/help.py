"""Help at a station: somebody calls, somebody says that they come, and in the end it is done.

A call stays open until staff close it: whoever called may stand there still when the screen has moved on.
"""

from __future__ import annotations

from datetime import datetime

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import Fact, HelpAnswered, HelpCalled, HelpClosed
from turnout.domain.model import Station
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import accounts, help_calls, log
from turnout.store.help_calls import HelpCall, ListedCall
from turnout.store.log import Origin
from turnout.store.writer import Transaction


def call(event: Event, station: Station, now: datetime, chance: Chance) -> ListedCall:
    """Call staff to a station. While a call is open another is the same one."""

    def make(tx: Transaction) -> ListedCall:
        known = help_calls.of_station(tx.connection, station.id)
        if known is not None:
            return known
        origin = Origin(now, now, station.id, station.id)
        log.append(tx, HelpCalled(station.id), origin, chance.new_id())
        made = help_calls.of_station(tx.connection, station.id)
        if made is None:
            raise TypeError("a call that was just made is open")
        return made

    return event.write(make)


def answer(event: Event, call_id: str, by: Caller, now: datetime, chance: Chance) -> None:
    """Say that one is coming. Raises NotFound for a call that is closed, Conflict when somebody else comes already."""

    def put(tx: Transaction) -> None:
        found = _open_call(tx, call_id)
        if found.answered_by == by.actor:
            return
        if found.answered_by:
            who = accounts.find(tx.connection, found.answered_by)
            name = "Somebody" if who is None else who.name
            raise Conflict(f"{name} is coming already.", "Nothing is left to do.", code="somebody_comes")
        _state(tx, HelpAnswered(found.station_id, call_id), by, now, chance)

    event.write(put)


def close(event: Event, call_id: str, by: Caller, now: datetime, chance: Chance) -> None:
    """Say that it is done; twice changes nothing. Raises NotFound for a call that never was."""

    def put(tx: Transaction) -> None:
        found = help_calls.find(tx.connection, call_id)
        if found is not None:
            _state(tx, HelpClosed(found.station_id, call_id), by, now, chance)
        elif log.find(tx.connection, call_id) is None:
            raise _no_call()

    event.write(put)


def _open_call(tx: Transaction, call_id: str) -> HelpCall:
    found = help_calls.find(tx.connection, call_id)
    if found is None:
        raise _no_call()
    return found


def _no_call() -> NotFound:
    return NotFound("This call is closed.", "Nothing is left to do.", code="no_call")


def _state(tx: Transaction, fact: Fact, by: Caller, now: datetime, chance: Chance) -> None:
    log.append(tx, fact, Origin(now, now, by.actor, by.station_id), chance.new_id())
