"""What each topic shows: whole snapshots as plain data, true at one log position.

Names are read anew each time; the log has none. Countdowns are left to the screens: only moments are told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from turnout.domain.admission import SHORT_CODES, Reason
from turnout.domain.days import day_bounds
from turnout.domain.errors import NotFound
from turnout.domain.model import VENUE, Place, PlaceKind, Session, Station
from turnout.domain.readiness import Mark, Readiness, ReadinessState, due_at
from turnout.services import cards, conflicts, doors, event_settings, help_shown, printers_shown, proving
from turnout.services.event import Event
from turnout.store import (
    accounts,
    badge_jobs,
    pictures,
    places,
    printers,
    proofs,
    readiness,
    reports,
    settings,
    stations,
)
from turnout.store.badge_jobs import Job
from turnout.store.settings import EventSettings
from turnout.store.times import to_text, to_text_or_none

FEED_LENGTH = 30
JOBS_SHOWN_FOR = timedelta(minutes=10)
_PACE = timedelta(seconds=60)
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A topic's data and the log position it was true at."""

    topic: str
    seq: int
    at: str
    data: Data

    def message(self) -> Data:
        return {"topic": self.topic, "seq": self.seq, "at": self.at, "data": self.data}


def build(event: Event, topic: str, now: datetime) -> Snapshot:
    """The topic as it is now. Raises NotFound for a topic there is not."""
    name, _, subject = topic.partition(":")
    builder = _WITH_SUBJECT.get(name) if subject else None
    with event.file.snapshot() as (connection, seq):
        if builder is not None:
            data = builder(connection, now, subject)
        elif not subject and name in _PLAIN:
            data = _PLAIN[name](connection, now)
        else:
            raise NotFound(f"There is no topic {topic}.", "See docs/reference.md for the topics.", code="no_topic")
    return Snapshot(topic, seq, to_text(now), data)


def station_document(connection: sqlite3.Connection, station: Station) -> Data:
    """A station's desired state and its event, as a kiosk follows them; `printer` is where its badges should print."""
    printer = printers.of_station(connection, station)
    place = places.find_place(connection, station.place_id)
    return {
        "station": {
            "id": station.id,
            "name": station.name,
            "mode": station.mode,
            "place": None if place is None else {"id": place.id, "name": place.name, "kind": place.kind},
            "languages": list(station.languages),
            "printer": None if printer is None else {"id": printer.id, "name": printer.name},
            "offers": list(event_settings.offers(connection, station)),
            "out_of_order": station.is_out_of_order,
            "revoked": station.is_revoked,
        },
        "event": {
            **event_summary(connection),
            "logo": _logo(connection),
            "refusal_steps": settings.read_one(connection, "refusal_steps").value or {},
        },
    }


def event_summary(connection: sqlite3.Connection) -> Data:
    config = settings.read(connection)
    return {
        "name": config.name,
        "opened": settings.opened_at(connection) is not None,
        "time_zone": config.time_zone,
        "accent": config.accent,
    }


def _logo(connection: sqlite3.Connection) -> Data | None:
    """The logo's size and version; it is at `/api/v1/event/logo`."""
    size, version = pictures.size_of(connection, pictures.LOGO)
    return None if size is None else {"width": size.width, "height": size.height, "version": version}


def job_summary(job: Job) -> Data:
    return {
        "id": job.id,
        "scan_id": job.scan_id,
        "state": job.state,
        "printer": {"id": job.printer_id, "name": job.printer_name} if job.printer_name else None,
        "changed_at": to_text(job.changed_at),
        "reason": job.problem,
    }


def session_summary(session: Session | None) -> Data | None:
    if session is None:
        return None
    return {
        "id": session.id,
        "title": session.title,
        "speakers": list(session.speakers),
        "starts_at": to_text(session.starts_at),
        "ends_at": to_text(session.ends_at),
    }


def _totals(connection: sqlite3.Connection, now: datetime) -> Data:
    begin, end = _today(settings.read(connection), now)
    venue = places.find_place(connection, VENUE)
    return {
        "event": {
            **event_summary(connection),
            "day": {"starts_at": to_text(begin), "ends_at": to_text(end)},
        },
        "expected": reports.expected(connection),
        "arrived": reports.arrived(connection),
        "inside": reports.headcounts(connection).get(VENUE, 0),
        "capacity": None if venue is None else venue.capacity,
        "pace": reports.arrived_since(connection, now - _PACE),
        "arrivals": [list(bucket) for bucket in reports.arrivals(connection, begin, end)],
    }


def _rooms(connection: sqlite3.Connection, now: datetime) -> Data:
    counts = reports.headcounts(connection)
    rooms = [place for place in places.places(connection) if place.kind is not PlaceKind.VENUE]
    items = tuple(item.id for item in readiness.checklist(connection))
    return {"rooms": [_room(connection, place, counts, items, now) for place in rooms]}


def _place(connection: sqlite3.Connection, now: datetime, place_id: str) -> Data:
    place = places.find_place(connection, place_id)
    if place is None:
        raise NotFound("There is no such place.", "Load the page again.", code="no_place")
    checklist = readiness.checklist(connection)
    data = _room(connection, place, reports.headcounts(connection), tuple(i.id for i in checklist), now)
    following = places.next_session(connection, place_id, now)
    state = Readiness() if following is None else readiness.readiness(connection, place_id, following.id)
    data["readiness"]["items"] = [
        {
            "id": item.id,
            "label": item.label,
            "done": item.id in state.ticked,
            **_mark(connection, state.ticked.get(item.id)),
        }
        for item in checklist
    ]
    return data


def _room(
    connection: sqlite3.Connection, place: Place, counts: dict[str, int], items: tuple[str, ...], now: datetime
) -> Data:
    following = places.next_session(connection, place.id, now)
    current = places.current_session(connection, place.id, now)
    return {
        "id": place.id,
        "name": place.name,
        "capacity": place.capacity,
        "inside": counts.get(place.id, 0),
        "estimated": not place.policy.count_is_exact,
        "current": session_summary(current),
        "next": session_summary(following),
        "readiness": _readiness(connection, place.id, following, items),
    }


def _readiness(connection: sqlite3.Connection, place_id: str, session: Session | None, items: tuple[str, ...]) -> Data:
    if session is None:
        return {"state": ReadinessState.NO_SESSION, "done": 0, "total": len(items), "due_at": None, "signed_off": None}
    state = readiness.readiness(connection, place_id, session.id)
    return {
        "state": state.state(),
        "done": len(items) - len(state.open_items(items)),
        "total": len(items),
        "due_at": to_text(due_at(session.starts_at)),
        "signed_off": None if state.signed_off is None else _mark(connection, state.signed_off),
    }


def _mark(connection: sqlite3.Connection, mark: Mark | None) -> Data:
    if mark is None:
        return {"by": None, "at": None}
    account = accounts.find(connection, mark.by)
    return {"by": mark.by if account is None else account.name, "at": to_text(mark.at)}


def _stations(connection: sqlite3.Connection, now: datetime) -> Data:
    failed_proofs = proofs.failures_by_station(connection, now - proving.WINDOW)
    return {
        "stations": [
            {
                "id": report.station.id,
                "name": report.station.name,
                "mode": report.station.mode,
                "place": {"id": report.station.place_id, "name": report.place_name},
                "state": _station_state(report),
                "last_seen": to_text_or_none(report.last_seen),
                "skew_ms": report.station.clock_skew_ms,
                "queued": report.queued,
                "failed_proofs": failed_proofs.get(report.station.id, 0),
                "languages": list(report.station.languages),
                "printer_group": report.station.printer_group,
                "printer_id": report.station.printer_id,
                "offers": list(report.station.offers),
                "out_of_order": report.station.is_out_of_order,
                "version": report.station.version,
                "printer": None
                if report.printer is None
                else dict(zip(("id", "name", "state"), report.printer, strict=True)),
            }
            for report in stations.reports(connection)
        ]
    }


def _station_state(report: stations.StationReport) -> str:
    if report.station.is_revoked:
        return "revoked"
    if not report.is_paired:
        return "unpaired"
    return "silent" if report.is_silent else "online"


def _feed(connection: sqlite3.Connection, _now: datetime) -> Data:
    return {
        "scans": [
            {
                "scan_id": scan.scan_id,
                "at": to_text(scan.at),
                "outcome": scan.outcome,
                "reason": scan.reason or None,
                "short_code": SHORT_CODES[Reason(scan.reason)] if scan.reason else None,
                "name": scan.name or None,
                "category": scan.category or None,
                "place": scan.place_name,
                "station": scan.station_name,
                "direction": scan.direction,
                "rehearsal": scan.is_rehearsal,
                "override": scan.is_override,
            }
            for scan in reports.recent_scans(connection, FEED_LENGTH)
        ]
    }


def _station(connection: sqlite3.Connection, now: datetime, station_id: str) -> Data:
    station = stations.find(connection, station_id)
    if station is None:
        raise NotFound("There is no such station.", "Pair this device again.", code="no_station")
    jobs = badge_jobs.of_station(connection, station_id, now - JOBS_SHOWN_FOR)
    return {
        **station_document(connection, station),
        "jobs": [job_summary(job) for job in jobs],
        "help": help_shown.of_station(connection, station_id),
    }


def _attendee(connection: sqlite3.Connection, _now: datetime, attendee_id: str) -> Data:
    return cards.card(connection, attendee_id)


def _today(config: EventSettings, now: datetime) -> tuple[datetime, datetime]:
    return day_bounds(date.fromisoformat(config.day_of(now)), config.zone, config.day_boundary)


_PLAIN: dict[str, Callable[[sqlite3.Connection, datetime], Data]] = {
    "totals": _totals,
    "rooms": _rooms,
    "stations": _stations,
    "printers": printers_shown.printers_topic,
    "feed": _feed,
    "help": help_shown.help_topic,
    "conflicts": conflicts.topic,
    "jobs": printers_shown.jobs_topic,
}
_WITH_SUBJECT: dict[str, Callable[[sqlite3.Connection, datetime, str], Data]] = {
    "place": _place,
    "door": doors.door_topic,
    "station": _station,
    "attendee": _attendee,
}
TOPICS = (*_PLAIN, *(f"{name}:<id>" for name in _WITH_SUBJECT))
"""Every topic there is."""
