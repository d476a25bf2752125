"""Exports: the list, the scans and the log as tables, and the fact that somebody took one.

A table streams from the connection that it is given. Who exports records it before the file is there: personal
data that leaves the event leaves a trace.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from turnout.domain.admission import SHORT_CODES, Reason
from turnout.domain.facts import DataExported
from turnout.formats.tables import Column, Table, Value
from turnout.services.event import Caller, Event
from turnout.store import exports, log, settings
from turnout.store.exports import ListedAttendee, ListedScan
from turnout.store.log import Origin


class Export(StrEnum):
    """What may be taken out: the first three as tables (`prepare`), tickets and lists as paper, a report on badges."""

    ATTENDEES = "attendees"
    SCANS = "scans"
    LOG = "log"
    TICKETS = "tickets"
    PAPER = "paper"
    BADGES = "badges"


SENTENCES: dict[Reason, str] = {
    Reason.UNKNOWN_TICKET: "This code is not on the list.",
    Reason.OTHER_EVENT: "This ticket belongs to another event.",
    Reason.BADGE_NOT_TICKET: "This door takes tickets, and this is a badge.",
    Reason.TICKET_NOT_BADGE: "This door takes badges, and this is a ticket.",
    Reason.REVOKED: "This code was replaced by a newer one.",
    Reason.CANCELLED: "This registration was cancelled.",
    Reason.BLOCKED: "This registration is blocked.",
    Reason.UNPAID: "This registration is not paid.",
    Reason.WRONG_CATEGORY: "This door is not open to their category.",
    Reason.NOT_YET: "The door is not open yet.",
    Reason.TOO_LATE: "The door has closed.",
    Reason.WRONG_DAY: "This ticket is for another day.",
    Reason.ALREADY_IN: "This ticket was used before.",
    Reason.NOT_BOOKED: "They have no booking for this session.",
    Reason.ROOM_NOT_READY: "The room is not signed off yet.",
    Reason.FULL: "The room is full.",
}
"""What each reason for a refusal means, in the words that the staff's pages use."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table to be written, and how many rows it will have."""

    table: Table
    total: int


def prepare(connection: sqlite3.Connection, export: Export, *, with_codes: bool = False) -> Exported:
    """The table of an export; its rows are read while it is written, all of one moment if `connection` holds one.

    `with_codes` adds each attendee's ticket code to the list: who has it may walk in as them.
    """
    zone = settings.read(connection).zone
    match export:
        case Export.ATTENDEES:
            return Exported(_attendees(connection, zone, with_codes), exports.count_attendees(connection))
        case Export.SCANS:
            return Exported(_scans(connection, zone), exports.count_scans(connection))
        case Export.LOG:
            return Exported(_log(connection, zone), exports.count_facts(connection))
        case Export.TICKETS | Export.PAPER | Export.BADGES:
            raise ValueError(f"{export} is not a table of this kind")


def record(event: Event, export: Export, rows: int, has_codes: bool, by: Caller, now: datetime, fact_id: str) -> int:
    """Record that an export was made; answers the fact's place in the log."""
    fact = DataExported(export, rows, has_codes)
    return event.write(lambda tx: log.append(tx, fact, Origin.at(now, by.actor), fact_id).seq)


def _attendees(connection: sqlite3.Connection, zone: ZoneInfo, with_codes: bool) -> Table:
    """Headers are such that an import recognises the list again."""
    columns: tuple[Column, ...] = (
        Column("Turnout id", 24),
        Column("Registration ID", 16),
        Column("Order code", 14),
        Column("Name", 30),
        Column("Given name", 18),
        Column("Company", 26),
        Column("E-mail", 30),
        Column("Category", 16),
        Column("Language", 10),
        Column("Pronouns", 12),
        Column("Paid", 8),
        Column("Cancelled", 10),
        Column("Blocked", 8),
        Column("Valid days", 24),
        Column("Gets", 24),
        Column(f"First arrival ({zone})", 22),
        Column(f"Last seen ({zone})", 22),
        Column("Last seen at", 22),
        Column("Now in", 22),
    )
    people = exports.listed_attendees(connection, with_codes=with_codes)
    if with_codes:
        columns = (*columns, Column("Ticket code", 28))
        return Table(Export.ATTENDEES, columns, ([*_of_attendee(one), one.codes] for one in people), zone)
    return Table(Export.ATTENDEES, columns, map(_of_attendee, people), zone)


def _of_attendee(listed: ListedAttendee) -> list[Value]:
    who = listed.attendee
    return [
        who.id,
        who.source_id,
        who.order_code,
        who.full_name,
        who.given_name,
        who.company,
        who.email,
        listed.category_label,
        who.language,
        who.pronouns,
        who.is_paid,
        who.is_cancelled,
        who.is_blocked,
        " ".join(who.valid_days),
        "; ".join(who.gets),
        listed.arrived_at,
        listed.seen_at,
        listed.seen_in,
        listed.now_in,
    ]


def _scans(connection: sqlite3.Connection, zone: ZoneInfo) -> Table:
    columns = (
        Column(f"Time ({zone})", 22),
        Column("Outcome", 10),
        Column("Direction", 10),
        Column("Code of refusal", 8),
        Column("Reason", 18),
        Column("Meaning", 40),
        Column("Set aside", 16),
        Column("Place", 22),
        Column("Session", 30),
        Column("Station", 20),
        Column("By", 16),
        Column("Turnout id", 24),
        Column("Name", 30),
        Column("Rehearsal", 10),
        Column("Undone", 8),
        Column("Scan id", 24),
    )
    return Table(Export.SCANS, columns, map(_of_scan, exports.listed_scans(connection)), zone)


def _of_scan(scan: ListedScan) -> list[Value]:
    reason = Reason(scan.reason) if scan.reason else None
    return [
        scan.at,
        "admitted" if scan.is_admitted else "refused",
        scan.direction,
        SHORT_CODES[reason] if reason else "",
        scan.reason,
        SENTENCES[reason] if reason else "",
        scan.overrode,
        scan.place_name,
        scan.session_title,
        scan.station_name,
        scan.staff_name,
        scan.attendee_id,
        scan.full_name,
        scan.is_rehearsal,
        scan.is_undone,
        scan.scan_id,
    ]


_LOG_WIDTHS = {"seq": 8, "kind": 20, "version": 8, "station_seq": 12, "clock_quality": 14, "data": 80}


def _log(connection: sqlite3.Connection, zone: ZoneInfo) -> Table:
    """Facts as they stand, times in UTC to the millisecond: a program that reads them finds what the file has."""
    columns = tuple(Column(name, _LOG_WIDTHS.get(name, 26)) for name in exports.LOG_COLUMNS)
    return Table(Export.LOG, columns, exports.listed_facts(connection), zone)
