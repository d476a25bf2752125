"""The answer to a scan as JSON: what the kiosk, the phone and the desk show of it."""

from __future__ import annotations

from typing import Any

from turnout.domain.admission import SHORT_CODES, Reason
from turnout.domain.facts import ScanAdmitted, ScanRefused
from turnout.domain.model import VENUE, Attendee, Direction
from turnout.services import badge_checks, snapshots
from turnout.services.scan_answers import ScanAnswer
from turnout.store.times import to_text


def rendered(answer: ScanAnswer, *, names_refused: bool, at_pickup: bool = False) -> dict[str, Any]:
    """`names_refused` is for staff; a kiosk must not tell a name to whoever holds a stolen ticket.

    `at_pickup` is for where staff hand out the badges in boxes: it tells also those who are in already where theirs is.
    """
    stated, fact, first = answer.stated, answer.fact, answer.first
    is_refused = isinstance(fact, ScanRefused)
    holder = None if is_refused and not names_refused else answer.holder
    return {
        "scan_id": stated.fact_id,
        "seq": stated.seq,
        "at": to_text(stated.occurred_at),
        "rehearsal": fact.rehearsal,
        "direction": fact.direction,
        "place": {"id": fact.place_id, "name": answer.door.place.name},
        "attendee": None if holder is None else _attendee(holder.attendee),
        "first": None if first is None else {"at": first.at, "place": first.place_name, "station": first.station_name},
        "overridable": answer.is_overridable,
        "badge": _badge(answer),
        "pickup": _pickup(answer) if not is_refused or names_refused or at_pickup else None,
        "session": snapshots.session_summary(answer.session),
        **_on_the_way(answer),
        **(_refusal(fact) if isinstance(fact, ScanRefused) else _admission(fact)),
    }


def _on_the_way(answer: ScanAnswer) -> dict[str, Any]:
    """What somebody who comes in is told beside their name; nothing of anybody who does not."""
    upcoming, check, holder = answer.upcoming, answer.badge_check, answer.holder
    fact = answer.fact
    is_first = (
        isinstance(fact, ScanAdmitted) and (fact.place_id, fact.direction) == (VENUE, Direction.IN) and not fact.again
    )
    return {
        "gets": list(holder.gets) if is_first and holder is not None else [],
        "next": None
        if upcoming is None
        else {"title": upcoming.title, "place": upcoming.place_name, "starts_at": to_text(upcoming.starts_at)},
        "badge_check": None
        if check is None or holder is None
        else {"seconds": check.seconds, "fields": badge_checks.shown(check, holder.attendee)},
    }


def _admission(fact: ScanAdmitted) -> dict[str, Any]:
    return {
        "outcome": "admitted",
        "again": fact.again,
        "warnings": fact.warnings or [],
        "reason": None,
        "short_code": None,
        "hint": None,
    }


def _refusal(fact: ScanRefused) -> dict[str, Any]:
    return {
        "outcome": "refused",
        "again": False,
        "warnings": [],
        "reason": fact.reason,
        "short_code": SHORT_CODES[Reason(fact.reason)],
        "hint": fact.hint or None,
    }


def _attendee(attendee: Attendee) -> dict[str, str]:
    return {
        "id": attendee.id,
        "greeting": attendee.given_name or attendee.full_name,
        "name": attendee.full_name,
        "category": attendee.category,
        "language": attendee.language,
    }


def _pickup(answer: ScanAnswer) -> dict[str, Any] | None:
    return None if answer.pickup is None else {"box": answer.pickup.box, "number": answer.pickup.number}


def _badge(answer: ScanAnswer) -> dict[str, Any] | None:
    if answer.job is None:
        return None
    summary = snapshots.job_summary(answer.job)
    return {"job_id": summary["id"], "state": summary["state"], "printer": summary["printer"]}
