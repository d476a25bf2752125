"""The badge that somebody gets with their admission."""

from __future__ import annotations

from dataclasses import replace

from turnout.domain.badge_check import BadgeCheck
from turnout.domain.facts import ScanAdmitted
from turnout.domain.model import VENUE, CodeKind, Direction, StationMode
from turnout.services import badge_checks, pickups, printing
from turnout.services.chance import Chance
from turnout.services.event import Caller
from turnout.store import badge_jobs, preprinted
from turnout.store.badge_jobs import Job
from turnout.store.log import Origin
from turnout.store.preprinted import PickupState
from turnout.store.scans import Holder
from turnout.store.writer import Transaction

PRINTS_AT = frozenset({StationMode.ENTRANCE, StationMode.DESK, StationMode.PICKUP})
"""Stations at which an admission to the venue asks for a badge."""


def ask_for(
    tx: Transaction,
    fact: ScanAdmitted,
    holder: Holder,
    by: Caller,
    origin: Origin,
    chance: Chance,
    scan_id: str,
    check: BadgeCheck,
) -> Job | None:
    """The first badge of somebody who comes to the venue with a ticket, at a station that prints.

    None for one whose badge lies in a box; one that is still to be printed in advance is printed here instead.
    """
    wants_badge = (
        by.station is not None
        and by.station.mode in PRINTS_AT
        and fact.place_id == VENUE
        and fact.direction == Direction.IN
        and holder.ticket.kind is CodeKind.TICKET
    )
    if not wants_badge or by.station is None:
        return None
    pickup = preprinted.find(tx.connection, fact.attendee_id)
    if pickup is not None and pickup.state in (PickupState.READY, PickupState.HANDED_OUT):
        return None
    prospect = badge_jobs.prospect(tx.connection, fact.attendee_id, by.station.printer_group, by.station.printer_id)
    # what is rehearsed takes no badge out of a run that prints the real ones
    if not fact.rehearsal and pickups.withdraw(tx, pickup, origin, scan_id):
        prospect = replace(prospect, copies=prospect.copies - 1)
    if prospect.copies:
        return None
    held_until = badge_checks.held_until(check, by.station, origin)
    return printing.queue_badge(
        tx,
        fact.attendee_id,
        prospect,
        origin,
        chance,
        cause=scan_id,
        rehearsal=fact.rehearsal,
        held_until=held_until,
    )
