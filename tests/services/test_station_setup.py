"""What stations are to be: changed once, told to the device, kept from two people at once."""

from __future__ import annotations

from typing import Any

import pytest
from factories import NOW, PRINTERS, caller, chance_of, put_room, put_station
from on_the_log import facts, seq

from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import StationSetUp
from turnout.domain.model import VENUE, Offer, Role, StationMode
from turnout.services import snapshots, station_setup, stations
from turnout.services.event import Event
from turnout.store import printers
from turnout.store import stations as register
from turnout.store.printers import Printer

BOSS = caller(Role.COORDINATOR)


def change(event: Event, station_id: str, version: int, **changes: Any) -> dict[str, Any]:
    return station_setup.change(event, station_id, version, changes, BOSS, NOW, chance_of(f"{version} {changes}"))


def told(event: Event, station_id: str) -> dict[str, Any]:
    """What the device itself is told that it is to be."""
    station: dict[str, Any] = snapshots.build(event, f"station:{station_id}", NOW).data["station"]
    return station


def test_a_station_becomes_something_else(event: Event) -> None:
    put_station(event)
    put_room(event, "hall", capacity=10)
    changed = change(
        event,
        "gate",
        1,
        name="  Hall,  left door ",
        mode=StationMode.DOOR,
        place_id="hall",
        languages=("lv", "en"),
        offers=["no_ticket"],
        out_of_order=True,
    )
    assert changed == {
        "id": "gate",
        "name": "Hall, left door",
        "mode": "door",
        "place_id": "hall",
        "languages": ["lv", "en"],
        "printer_group": PRINTERS,
        "printer_id": "",
        "offers": ["no_ticket"],
        "out_of_order": True,
        "version": 2,
    }
    assert facts(event)[-1] == StationSetUp("gate", 2, "door", "hall", is_out_of_order=True)
    assert told(event, "gate") == {
        "id": "gate",
        "name": "Hall, left door",
        "mode": "door",
        "place": {"id": "hall", "name": "Hall", "kind": "room"},
        "languages": ["lv", "en"],
        "printer": None,
        "offers": ["no_ticket"],
        "out_of_order": True,
        "revoked": False,
    }


def test_what_stands_there_already_changes_nothing(event: Event) -> None:
    put_station(event)
    before = seq(event)
    assert change(event, "gate", 99, name="Gate", place_id=VENUE)["version"] == 1
    assert seq(event) == before


def test_of_two_people_the_second_is_shown_what_the_first_did(event: Event) -> None:
    put_station(event)
    change(event, "gate", 1, name="North gate")
    with pytest.raises(Conflict) as problem:
        change(event, "gate", 1, name="South gate")
    assert problem.value.code == "changed_meanwhile"
    assert problem.value.current is not None
    assert (problem.value.current["name"], problem.value.current["version"]) == ("North gate", 2)
    assert change(event, "gate", 2, name="South gate")["name"] == "South gate"


def test_its_own_printer_decides_the_group(event: Event) -> None:
    put_station(event)
    event.write(lambda tx: printers.put(tx.connection, Printer("attic", "Attic", "folder", {}, "upstairs")))
    changed = change(event, "gate", 1, printer_id="attic")
    assert (changed["printer_id"], changed["printer_group"]) == ("attic", "upstairs")
    assert told(event, "gate")["printer"] == {"id": "attic", "name": "Attic"}


@pytest.mark.parametrize(
    ("changes", "problem", "code"),
    [
        ({"name": " "}, BadInput, "bad_input"),
        ({"name": "G" * 61}, BadInput, "bad_input"),
        ({"languages": ()}, BadInput, "bad_input"),
        ({"languages": ("English",)}, BadInput, "bad_input"),
        ({"mode": StationMode.SPOOLER}, BadInput, "bad_input"),
        ({"place_id": "nowhere"}, NotFound, "no_place"),
        ({"printer_id": "cellar"}, NotFound, "no_printer"),
        ({"printer_group": "cellar"}, NotFound, "no_printer_group"),
    ],
)
def test_what_a_station_cannot_be(event: Event, changes: dict[str, Any], problem: type[Exception], code: str) -> None:
    put_station(event)
    before = seq(event)
    with pytest.raises(problem) as found:
        change(event, "gate", 1, **changes)
    assert getattr(found.value, "code", "") == code
    assert seq(event) == before


def test_phones_and_spoolers_are_set_up_elsewhere(event: Event) -> None:
    stations.spooler(event, NOW, chance_of("spooler"))
    for station_id in ("spooler", "nothing"):
        with pytest.raises(NotFound):
            change(event, station_id, 1, name="Kiosk")


def test_a_kiosk_offers_everything_until_somebody_says_otherwise_and_a_door_nothing(event: Event) -> None:
    offered = []
    for mode in (StationMode.ENTRANCE, StationMode.DOOR):
        made = stations.add(event, "Kiosk", mode, VENUE, "", BOSS, NOW, chance_of(mode))
        station = register.find(event.reader, made.station_id)
        assert station is not None
        offered.append(station.offers)
    assert offered == [(Offer.NO_TICKET, Offer.WALK_IN), ()]
