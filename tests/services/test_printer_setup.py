"""Setting up printers: stations find the one that there is, and what waits is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import NOW, PRINTERS, caller, scan

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.model import VENUE, Role, StationMode
from turnout.services import printer_setup, stations
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.store import printers
from turnout.store import stations as store

COORDINATOR = caller(Role.COORDINATOR)


def group_of(event: Event, station_id: str) -> str:
    found = store.find(event.reader, station_id)
    assert found is not None
    return found.printer_group


def test_a_kiosk_that_was_there_first_prints_on_the_first_printer(
    event: Event, chance: SeededChance, tmp_path: Path
) -> None:
    kiosk = stations.add(event, "Kiosk", StationMode.ENTRANCE, VENUE, "", COORDINATOR, NOW, chance).station_id
    assert group_of(event, kiosk) == ""
    options = {"folder": str(tmp_path)}
    first = printer_setup.add(event, "First", "folder", options, "", COORDINATOR, NOW, chance)
    assert group_of(event, kiosk) == first["printer_group"] == "entrance"
    printer_setup.add(event, "Second", "folder", options, "hall", COORDINATOR, NOW, chance)
    assert group_of(event, kiosk) == "entrance"


def test_stations_follow_the_last_printer_of_their_group(
    printing: Event, entrance: Caller, chance: SeededChance
) -> None:
    moved = printer_setup.change(printing, "folder", 1, {"printer_group": "hall"}, COORDINATOR, NOW, chance)
    assert (moved["printer_group"], group_of(printing, entrance.actor)) == ("hall", "hall")
    options = {"folder": moved["options"]["folder"]}
    printer_setup.add(printing, "Second", "folder", options, "hall", COORDINATOR, NOW, chance)
    printer_setup.change(printing, "folder", 2, {"printer_group": PRINTERS}, COORDINATOR, NOW, chance)
    assert group_of(printing, entrance.actor) == "hall"


def test_a_printer_at_which_a_badge_waits_stays(
    printing: Event, grace: Registered, entrance: Caller, chance: SeededChance
) -> None:
    scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    with pytest.raises(Conflict) as problem:
        printer_setup.remove(printing, "folder", 1, COORDINATOR, NOW, chance)
    assert (problem.value.code, "1" in problem.value.message) == ("in_use", True)
    assert [printer.id for printer in printers.every(printing.reader)] == ["folder"]


def test_a_folder_may_be_called_as_a_number_is(
    event: Event, chance: SeededChance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printer_setup.add(event, "Plain", "folder", {"folder": "2027"}, "", COORDINATOR, NOW, chance)
    (made,) = printers.every(event.reader)
    assert made.options == {"folder": "2027"}
    with pytest.raises(BadInput):
        printer_setup.change(event, made.id, 1, {"options": {"folder": " "}}, COORDINATOR, NOW, chance)
