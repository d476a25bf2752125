"""Which spooler prints on which printer: the server's own on all that no paired one has claimed for its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import PrinterServed
from turnout.services import stations
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import badge_jobs, log, printers
from turnout.store.log import Origin
from turnout.store.printers import Printer
from turnout.store.writer import Transaction


def listed(event: Event, spooler_id: str) -> list[Printer]:
    """The printers that a spooler is to serve."""
    return printers.served_by(event.reader, spooler_id)


def require_served(event: Event, printer_id: str, spooler_id: str) -> None:
    """Raises NotFound for a printer that is not set up, or that another spooler serves."""
    if all(printer.id != printer_id for printer in listed(event, spooler_id)):
        raise NotFound(
            "There is no such printer for this spooler.", "Read the list of printers again.", code="no_printer"
        )


def serve(event: Event, names: Sequence[str], by: Caller, now: datetime, chance: Chance) -> list[Printer]:
    """Let the calling spooler alone print on the printers of these names or ids, and on no others; says that it lives.

    Raises NotFound for a name that no printer has, Conflict while another spooler has a badge of it in hand.
    """
    wanted = _named(event, names)
    if by.station is not None:
        stations.heartbeat(event, by.station, now, 0, now, chance)
    own = printers.own_of(event.reader, by.actor)
    taken = [printer for printer in wanted if printer not in own]
    left = [printer for printer in own if printer not in wanted]
    if taken or left:
        event.write(lambda tx: _hand_over(tx, taken, left, Origin.at(now, by.actor)))
    return wanted


def _named(event: Event, names: Sequence[str]) -> list[Printer]:
    known = printers.every(event.reader)
    found = []
    for name in names:
        matches = [one for one in known if name in (one.id, one.name)]
        if not matches:
            there_are = ", ".join(printer.name for printer in known) or "none yet"
            raise NotFound(f"No printer is called “{name}”.", f"There are: {there_are}.", code="no_printer")
        found += [one for one in matches if one not in found]
    return found


def _hand_over(tx: Transaction, taken: list[Printer], left: list[Printer], origin: Origin) -> None:
    for printer in taken:
        if badge_jobs.is_in_hand(tx.connection, printer.id):
            raise Conflict(
                f"A badge is being printed on {printer.name}.", "It is handed over after that.", code="printer_busy"
            )
        _put(tx, printer, origin.actor, origin)
    for printer in left:
        _put(tx, printer, "", origin)


def _put(tx: Transaction, printer: Printer, spooler_id: str, origin: Origin) -> None:
    printers.put_served_by(tx.connection, printer.id, spooler_id)
    fact_id = log.next_id(tx.connection, f"{printer.id}-served")
    log.append(tx, PrinterServed(printer.id, spooler_id), origin, fact_id)
