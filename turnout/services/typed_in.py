"""Lists on paper, typed back in: each ticked line is a scan that is late, with the time that stands on the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from turnout.domain.days import moment_of
from turnout.domain.errors import BadInput
from turnout.domain.model import VENUE, Direction
from turnout.services import desk, scanning, stations
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.scan_answers import ScanAnswer
from turnout.services.scanning import Scan
from turnout.store import settings


@dataclass(frozen=True, slots=True)
class TickedLine:
    """Who came when, as the paper says: an attendee, or the code of a ticket that was kept with the list.

    `day` is an event day, `at` the time on the event's clocks. `scan_id` is made before the first try.
    """

    scan_id: str
    day: date
    at: time
    attendee_id: str = ""
    code: str = ""
    direction: Direction = Direction.IN
    override_reason: str = ""


def type_in(event: Event, line: TickedLine, by: Caller, now: datetime, chance: Chance) -> ScanAnswer:
    """Decide and record a ticked line as of its own time; it prints no badge. The same `scan_id` again changes nothing.

    Raises BadInput for a time that no list of this event can have, and what `scanning.scan` raises.
    """
    moment = _moment(event, line, now)
    code = line.code or desk.own_code(event.reader, line.attendee_id)
    attempt = Scan(
        line.scan_id,
        code,
        VENUE,
        moment,
        None,
        line.direction,
        override_reason=line.override_reason,
        is_typed=True,
    )
    on_paper = replace(by, station=stations.paper(event, now, chance))
    return scanning.scan(event, attempt, on_paper, now, chance)


def days(event: Event, now: datetime) -> list[str]:
    """The event's days that have begun, the newest first: only they can have lists with ticks."""
    config = settings.read(event.reader)
    today = config.day_of(now)
    return sorted((day for day in config.days if day <= today), reverse=True)


def _moment(event: Event, line: TickedLine, now: datetime) -> datetime:
    config = settings.read(event.reader)
    day = line.day.isoformat()
    if day not in config.days:
        raise BadInput(
            f"{day} is no day of this event.", "Choose the day that stands on the list.", code="no_event_day"
        )
    moment = moment_of(line.day, line.at, config.zone, config.day_boundary)
    if moment > now:
        raise BadInput(
            f"{line.at:%H:%M} on {day} has not come yet.",
            "Type the time that stands on the paper.",
            code="not_yet_come",
        )
    return moment
