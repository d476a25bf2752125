"""What staff do at a kiosk: with the last scan there, with somebody whom they look up, with the kiosk itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from turnout.domain.errors import Conflict, NotAllowed, NotFound
from turnout.domain.facts import ScanRefused
from turnout.domain.model import Direction, Station
from turnout.services import desk, scan_answers, scanning, station_setup
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import kiosk_staff, log, printers, scans


def last_scan(event: Event, by: Caller) -> tuple[ScanAnswer, bool] | None:
    """The newest scan at the caller's kiosk, and whether it was taken back since."""
    scan_id = kiosk_staff.last_scan_id(event.reader, by.station_id)
    if not scan_id:
        return None
    answer = scan_answers.recorded(event, scan_id)
    return answer, scans.is_undone(event.reader, answer.fact.subject, scan_id)


def override(
    event: Event, scan_id: str, refused_id: str, reason: str, by: Caller, now: datetime, chance: Chance
) -> ScanAnswer:
    """Set the last refusal at this kiosk aside: another attempt, with its own id, of the same ticket.

    Raises Conflict when there was a scan since, or the ticket is on no list; and what `scanning.scan` raises.
    """
    station = _own(by)
    if log.find(event.reader, scan_id) is None and kiosk_staff.last_scan_id(event.reader, station.id) != refused_id:
        raise Conflict("Somebody has scanned here since.", "Look at the last scan again.", code="not_the_last")
    refused = log.find(event.reader, refused_id)
    fact = None if refused is None else refused.fact
    holder = scans.holder_of_ticket(event.reader, fact.ticket_id) if isinstance(fact, ScanRefused) else None
    if holder is None or not isinstance(fact, ScanRefused):
        raise Conflict("Nobody holds this ticket.", "Look the person up by name.", code="no_holder")
    direction = Direction(fact.direction)
    attempt = Scan(scan_id, holder.ticket.code, fact.place_id, now, now, direction, override_reason=reason)
    return scanning.scan(event, attempt, by, now, chance)


def undo(event: Event, scan_id: str, undo_id: str, by: Caller, now: datetime) -> int:
    """Take back an admission that was made at this kiosk. Raises what `scanning.undo` raises."""
    scanned = log.find(event.reader, scan_id)
    if scanned is None or scanned.station_id != by.station_id:
        raise NotFound("There is no such admission here.", "Look at the last scan again.", code="no_scan")
    return scanning.undo(event, scan_id, undo_id, by, now)


def check_in(event: Event, attendee_id: str, scan_id: str, by: Caller, now: datetime, chance: Chance) -> ScanAnswer:
    """Check somebody in at this kiosk's place as if they had scanned their ticket. Raises what `desk.check_in` does."""
    code = desk.own_code(event.reader, attendee_id)
    return scanning.scan(event, Scan(scan_id, code, _own(by).place_id, now, now), by, now, chance)


def equipment(event: Event, by: Caller) -> dict[str, Any]:
    """What staff may choose for this kiosk: its printer among those of its group, its language, out of order."""
    station = _own(by)
    group = [printer for printer in printers.every(event.reader) if printer.group == station.printer_group]
    return {
        "station": station_setup.station_data(station),
        "printers": [{"id": printer.id, "name": printer.name} for printer in group],
    }


def equip(
    event: Event, version: int, changes: Mapping[str, Any], by: Caller, now: datetime, chance: Chance
) -> dict[str, Any]:
    """Change it. Raises NotAllowed for a printer of another group, and what `station_setup.change` raises."""
    station = _own(by)
    wanted = changes.get("printer_id")
    if wanted and wanted not in {printer["id"] for printer in equipment(event, by)["printers"]}:
        raise NotAllowed("This printer belongs to other stations.", "Choose one of this kiosk's group.")
    return station_setup.change(event, station.id, version, changes, by, now, chance)


def _own(by: Caller) -> Station:
    if by.station is None:
        raise TypeError("who is at a kiosk has a station")
    return by.station
