"""Badges to be explained: those printed more than once, and people without one; as values, and as tables to keep."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from turnout.formats.tables import Column, Table
from turnout.services import exporting
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.exporting import Export
from turnout.store import badge_report, preprinted, settings
from turnout.store.badge_report import Repeat
from turnout.store.preprinted import PickupState

IN_ITS_BOX = "in_its_box"
NEVER_ASKED = "never_asked"


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody whose badge is not on them.

    `why` is IN_ITS_BOX for one printed in advance and never collected, NEVER_ASKED, or the state of the last job;
    `detail` is the box and number, or what was said of the job. `place_name` is empty for who is not inside.
    """

    attendee_id: str
    full_name: str
    place_name: str
    why: str
    detail: str


def repeated(event: Event) -> list[Repeat]:
    """Every badge of those who have more than one, in the order of their names."""
    with event.file.snapshot() as (connection, _seq):
        return badge_report.repeats(connection)


def missing(event: Event) -> list[Missing]:
    """People inside without a badge, and badges that were printed in advance and never collected."""
    with event.file.snapshot() as (connection, _seq):
        return _missing(connection)


def repeated_table(event: Event, by: Caller, now: datetime, chance: Chance) -> Table:
    """For keeping; that it was taken out is a fact."""
    columns = (
        Column("Turnout id", 24),
        Column("Name", 30),
        Column("Asked for", 20),
        Column("Why", 12),
        Column("By", 20),
        Column("Printer", 20),
        Column("State", 10),
    )
    rows = [
        (one.attendee_id, one.full_name, one.at, one.why, one.by, one.printer_name, one.state)
        for one in repeated(event)
    ]
    exporting.record(event, Export.BADGES, len(rows), False, by, now, chance.new_id())
    return Table("Printed more than once", columns, rows, settings.read(event.reader).zone)


def missing_table(event: Event, by: Caller, now: datetime, chance: Chance) -> Table:
    """For keeping; that it was taken out is a fact."""
    columns = (
        Column("Turnout id", 24),
        Column("Name", 30),
        Column("Inside at", 22),
        Column("Why", 12),
        Column("Detail", 40),
    )
    rows = [(one.attendee_id, one.full_name, one.place_name, one.why, one.detail) for one in missing(event)]
    exporting.record(event, Export.BADGES, len(rows), False, by, now, chance.new_id())
    return Table("Without a badge", columns, rows, settings.read(event.reader).zone)


def _missing(connection: sqlite3.Connection) -> list[Missing]:
    pickups = preprinted.every(connection)
    inside = badge_report.inside_without_badge(connection)
    boxed = {attendee_id for attendee_id, found in pickups.items() if found.state is PickupState.READY}
    handed_out = {attendee_id for attendee_id, found in pickups.items() if found.state is PickupState.HANDED_OUT}
    places = {one.attendee_id: one.place_name for one in inside}
    found = [
        Missing(one.attendee_id, one.full_name, one.place_name, one.state or NEVER_ASKED, one.problem)
        for one in inside
        if one.attendee_id not in boxed | handed_out
    ]
    for attendee_id, name in badge_report.in_boxes(connection):
        if attendee_id in boxed:
            where = f"{pickups[attendee_id].box} {pickups[attendee_id].number}".strip()
            found.append(Missing(attendee_id, name, places.get(attendee_id, ""), IN_ITS_BOX, where))
    return found
