"""Calls for help: one open a station, one who comes, open until staff close it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of
from on_the_log import facts, kinds, last

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import HelpAnswered, HelpCalled, HelpClosed
from turnout.domain.model import Role, Station
from turnout.services import access, help_shown, snapshots
from turnout.services import help as calls
from turnout.services.event import Caller, Event

LATER = NOW + timedelta(minutes=1)
CALLED_AT = "2026-05-01T09:00:00.000Z"


@pytest.fixture
def ilze(event: Event) -> Caller:
    account = access.add_account(event, "Ilze", Role.STAFF, "", NOW, chance_of("ilze"))
    return Caller(account.id, account.role)


@pytest.fixture
def kiosk(gate: Caller) -> Station:
    assert gate.station is not None
    return gate.station


def call(event: Event, kiosk: Station, name: str = "call") -> str:
    return calls.call(event, kiosk, NOW, chance_of(name)).call.id


def shown(event: Event) -> object:
    return snapshots.build(event, "help", NOW).data["calls"]


def test_a_call_is_shown_with_its_place_and_to_its_kiosk(event: Event, kiosk: Station) -> None:
    call_id = call(event, kiosk)
    document = {"id": call_id, "called_at": CALLED_AT, "answered": None}
    where = {"station": {"id": "gate", "name": "Gate"}, "place": {"id": "venue", "name": "Harbour Congress"}}
    assert shown(event) == [{**document, **where}]
    assert snapshots.build(event, "station:gate", NOW).data["help"] == document
    assert (last(event).fact, last(event).station_id) == (HelpCalled("gate"), "gate")


def test_calling_again_while_a_call_is_open_is_the_same_call(event: Event, kiosk: Station) -> None:
    assert call(event, kiosk, "first") == call(event, kiosk, "second")
    assert kinds(event).count("help.called") == 1


def test_the_kiosk_says_who_comes(event: Event, kiosk: Station, ilze: Caller) -> None:
    call_id = call(event, kiosk)
    for name in ("answer", "tapped twice"):
        calls.answer(event, call_id, ilze, LATER, chance_of(name))
    assert kinds(event).count("help.answered") == 1
    assert (last(event).fact, last(event).actor) == (HelpAnswered("gate", call_id), ilze.actor)
    answered = {"by": "Ilze", "at": "2026-05-01T09:01:00.000Z"}
    assert help_shown.of_station(event.reader, "gate") == {
        "id": call_id,
        "called_at": CALLED_AT,
        "answered": answered,
    }
    assert calls.call(event, kiosk, LATER, chance_of("again")).answered_by == "Ilze"


def test_who_is_second_is_told_who_comes_already(event: Event, kiosk: Station, ilze: Caller) -> None:
    call_id = call(event, kiosk)
    calls.answer(event, call_id, ilze, LATER, chance_of("answer"))
    with pytest.raises(Conflict) as problem:
        calls.answer(event, call_id, caller(Role.DESK), LATER, chance_of("second"))
    assert (problem.value.code, problem.value.message) == ("somebody_comes", "Ilze is coming already.")


def test_closed_is_gone_from_every_screen_and_closing_twice_is_one_fact(event: Event, kiosk: Station) -> None:
    call_id = call(event, kiosk)
    for name in ("close", "close again"):
        calls.close(event, call_id, caller(Role.STAFF), LATER, chance_of(name))
    assert facts(event)[-1] == HelpClosed("gate", call_id)
    assert kinds(event).count("help.closed") == 1
    assert (shown(event), help_shown.of_station(event.reader, "gate")) == ([], None)
    assert call(event, kiosk, "next") != call_id


def test_a_call_that_is_closed_or_never_was_is_answered_by_nobody(event: Event, kiosk: Station, ilze: Caller) -> None:
    call_id = call(event, kiosk)
    calls.close(event, call_id, ilze, LATER, chance_of("close"))
    for attempt in (
        lambda: calls.answer(event, call_id, ilze, LATER, chance_of("late")),
        lambda: calls.answer(event, "nothing", ilze, LATER, chance_of("x")),
        lambda: calls.close(event, "nothing", ilze, LATER, chance_of("y")),
    ):
        with pytest.raises(NotFound) as problem:
            attempt()
        assert problem.value.code == "no_call"
