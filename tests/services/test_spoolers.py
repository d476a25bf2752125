"""Which spooler prints on which printer."""

from __future__ import annotations

import pytest
from factories import NOW, caller, put_attendee, put_station, scan, seeded
from on_the_log import facts, last, seq

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import PrinterServed
from turnout.domain.model import Attendee, StationMode
from turnout.services import printing as jobs
from turnout.services import spoolers, stations
from turnout.services.event import Caller, Event
from turnout.store import printers
from turnout.store.printers import Printer


@pytest.fixture
def desk_b(printing: Event) -> Caller:
    """A spooler beside a printer of its own; the event has another."""
    usb = Printer("usb", "Desk B", "folder", {"folder": "/nowhere"}, "attic")
    printing.write(lambda tx: printers.put(tx.connection, usb))
    return put_station(printing, "desk-b", mode=StationMode.SPOOLER)


def listed(event: Event, spooler_id: str) -> list[str]:
    return [printer.id for printer in spoolers.listed(event, spooler_id)]


def serve(event: Event, by: Caller, *names: str) -> list[str]:
    return [printer.id for printer in spoolers.serve(event, names, by, NOW, seeded())]


def test_what_nobody_has_claimed_is_everybodys(printing: Event, desk_b: Caller) -> None:
    assert listed(printing, "spooler") == listed(printing, "desk-b") == ["folder", "usb"]


@pytest.mark.parametrize("name", ["usb", "Desk B"])
def test_a_printer_that_is_claimed_is_one_spoolers_alone(printing: Event, desk_b: Caller, name: str) -> None:
    assert serve(printing, desk_b, name) == ["usb"]
    assert last(printing).fact == PrinterServed("usb", "desk-b")
    assert (listed(printing, "spooler"), listed(printing, "desk-b")) == (["folder"], ["folder", "usb"])
    with pytest.raises(NotFound):
        spoolers.require_served(printing, "usb", "spooler")
    spoolers.require_served(printing, "usb", "desk-b")
    before = seq(printing)
    assert serve(printing, desk_b, name) == ["usb"]
    assert seq(printing) == before


def test_what_it_names_no_more_is_the_servers_again(printing: Event, desk_b: Caller) -> None:
    serve(printing, desk_b, "usb")
    serve(printing, desk_b, "folder")
    assert listed(printing, "spooler") == ["usb"]
    assert [fact for fact in facts(printing) if isinstance(fact, PrinterServed)] == [
        PrinterServed("usb", "desk-b"),
        PrinterServed("folder", "desk-b"),
        PrinterServed("usb", ""),
    ]


def test_a_spooler_that_is_revoked_keeps_no_printer(printing: Event, desk_b: Caller) -> None:
    serve(printing, desk_b, "usb")
    stations.revoke(printing, "desk-b", caller(), NOW, seeded())
    assert listed(printing, "spooler") == ["folder", "usb"]


def test_a_badge_in_hand_comes_out_before_its_printer_is_handed_over(
    printing: Event, desk_b: Caller, entrance: Caller
) -> None:
    scan(printing, put_attendee(printing, Attendee("ann", "Ann")).ticket.code, entrance, NOW, scan_id="s1")
    assert jobs.claim(printing, "folder", "spooler", NOW) is not None
    with pytest.raises(Conflict) as problem:
        serve(printing, desk_b, "folder")
    assert problem.value.code == "printer_busy"
    assert listed(printing, "spooler") == ["folder", "usb"]


def test_a_printer_that_there_is_not(printing: Event, desk_b: Caller) -> None:
    with pytest.raises(NotFound) as problem:
        serve(printing, desk_b, "Attic")
    assert "There are: Entrance printer, Desk B." in problem.value.remedy
