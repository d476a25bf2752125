"""Test badges: a badge that says TEST, of nobody, to see whether a printer prints.

It comes out before all that waits at the printer, and also while the printer is paused: that is when one tries it.
"""

from __future__ import annotations

from datetime import datetime

from turnout.domain.errors import Conflict
from turnout.domain.facts import PrinterTested
from turnout.services import tending as tending_service
from turnout.services.badge_images import images_for
from turnout.services.event import Caller, Event
from turnout.services.printing import CLAIM_LEASE, Work
from turnout.store import badge_jobs, layouts, log, settings, tending
from turnout.store.badge_jobs import Job, Lease
from turnout.store.log import Origin
from turnout.store.writer import Transaction

CODE = "TEST"
"""What its QR code says: on no list, so that no door opens for it."""


def ask(event: Event, printer_id: str, job_id: str, by: Caller, now: datetime) -> Job:
    """Queue a test badge under this id; the same id again queues none.

    Raises NotFound, or Conflict while one waits already: ten taps on a dead printer are ten labels when it comes back.
    """
    return event.write(lambda tx: _ask(tx, printer_id, job_id, Origin.at(now, by.actor)))


def claim(event: Event, printer_id: str, spooler: str, now: datetime) -> Work | None:
    """Hand the test badge that waits at a printer to its spooler, under a lease; None when there is none."""
    if tending.first_test(event.reader, printer_id) is None:
        return None
    return event.write(lambda tx: _claim(tx, printer_id, spooler, now))


def _ask(tx: Transaction, printer_id: str, job_id: str, origin: Origin) -> Job:
    tending_service.known(tx, printer_id)
    if badge_jobs.find(tx.connection, job_id) is None:
        if tending.first_test(tx.connection, printer_id) is not None:
            raise Conflict("A test badge waits at this printer already.", "Look at its state.", code="test_waits")
        log.append(tx, PrinterTested(printer_id, job_id), origin, f"{job_id}-tested")
    job = badge_jobs.find(tx.connection, job_id)
    if job is None:
        raise RuntimeError("a test badge that was just queued is not there")
    return job


def _claim(tx: Transaction, printer_id: str, spooler: str, now: datetime) -> Work | None:
    job_id = tending.first_test(tx.connection, printer_id)
    job = None if job_id is None else badge_jobs.find(tx.connection, job_id)
    if job is None:
        return None
    layout = layouts.chosen(tx.connection, "")
    lease = Lease(job.id, spooler, now + CLAIM_LEASE, layout.name, layout.version)
    badge_jobs.lease(tx.connection, lease)
    fields = {
        "name": "TEST",
        "given_name": "TEST",
        "company": job.printer_name,
        "pronouns": "",
        "category": "",
        "category_id": "",
        "event": settings.read(tx.connection).name,
        "language": "en",
    }
    return Work(job, lease.until, layout.toml, fields, CODE, images_for(tx.connection, layout.toml))
