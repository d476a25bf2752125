"""Clearing the rehearsal: what was tried leaves every list; the log keeps it."""

from __future__ import annotations

from datetime import datetime

from turnout.domain.facts import BadgeVoided, RehearsalCleared
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import badge_jobs, log
from turnout.store.log import Origin
from turnout.store.writer import Transaction


def clear(event: Event, by: Caller, now: datetime, chance: Chance) -> int:
    """Take the scans of the rehearsal off the lists; answers how many badges of it waited or were in doubt, now voided.

    Scans of a rehearsal never counted, so no number changes. A badge that a spooler has in hand comes out, as TEST.
    """
    fact_id = chance.new_id()

    def put(tx: Transaction) -> int:
        origin = Origin.at(now, by.actor)
        log.append(tx, RehearsalCleared(), origin, fact_id)
        waiting = badge_jobs.rehearsed_and_open(tx.connection)
        for job_id in waiting:
            log.append(tx, BadgeVoided(job_id, "rehearsal cleared"), origin, f"{job_id}-cleared", cause=fact_id)
        return len(waiting)

    return event.write(put)
