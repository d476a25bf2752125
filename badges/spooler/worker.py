"""One printer at work: a thread that claims and prints, and a thread that keeps an eye on it."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable

from badges.printers import Failed, NotStarted, Printed, Printer, Status, Unknown
from badges.spooler.printing import Attempt, ClaimedJob, JobError, print_badge
from badges.spooler.probe import Probe
from badges.spooler.reports import REASON_LENGTH, Report, Reporter, now
from badges.spooler.server import Reply, ServerAddress, ServerAway, ServerConnection

log = logging.getLogger(__name__)

CLAIM_WAIT_S = 5
"""The server holds an empty answer this long; it is also how long an idle spooler takes to stop."""

_PROBE_EVERY_S = 2.0
_TELL_STATUS_EVERY_S = 4.0
_ASK_TO_SEND_FOR_S = 10.0
"""With the last try's own time-out this stays within the time that a claimed job is kept for us."""

_PAUSE_S = 0.5
_PAUSE_AFTER_REFUSAL_S = 2.0
_LAST_REPORTS_S = 10.0
_HELD_UP_AFTER_S = 150.0
"""Longer than the drivers' own patience with a badge."""

_REPORT_AS = {Printed: "printed", Failed: "failed", Unknown: "unknown", NotStarted: "queued"}


class PrinterWorker:
    """Prints the jobs of one printer, first in, first out, until it is stopped.

    It claims nothing while the printer is in a fault or silent: then the jobs wait at the server, where
    somebody sees them and another printer may take them. `is_unknown` is called when the server does not know
    the printer.
    """

    def __init__(
        self, printer_id: str, printer: Printer, server: ServerAddress, is_unknown: Callable[[], None]
    ) -> None:
        self._id = printer_id
        self._printer = printer
        self._probe = Probe(printer_id, printer)
        self._spooler = _new_name()
        self._server = server
        self._is_unknown = is_unknown
        self._reports = Reporter(server)
        self._stopping = threading.Event()
        self._may_claim = threading.Event()
        self._printing_since: float | None = None
        self._refused_since: float | None = None
        self._threads = [
            threading.Thread(target=run, name=f"{run.__name__} {printer_id}", daemon=True)
            for run in (self._watch, self._work)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Asks it to end after the job in hand; `join` waits for that."""
        self._stopping.set()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def has_ended(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def has_broken(self) -> bool:
        """Whether one of its threads has died of an error, which Python has written to stderr."""
        return not self._stopping.is_set() and not all(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        connection = self._server.connect()
        while not self._stopping.is_set():
            if not self._may_claim.wait(_PAUSE_S) or not self._reports.wait_until_told(_PAUSE_S):
                continue
            if not self._claim_and_print(connection):
                self._stopping.wait(_PAUSE_AFTER_REFUSAL_S)
        self._reports.close(_LAST_REPORTS_S)
        connection.close()

    def _claim_and_print(self, connection: ServerConnection) -> bool:
        """False when it is better to pause before the next claim."""
        wish = {"printer_id": self._id, "wait_s": CLAIM_WAIT_S, "spooler": self._spooler}
        try:
            reply = connection.post("/jobs/claim", wish, wait_s=CLAIM_WAIT_S)
        except ServerAway as error:
            log.warning("printer %s: the server is away (%s)", self._id, error)
            self._spooler = _new_name()  # a job that was in the lost answer is nobody's: the next claim may have it
            return False
        if reply.status == 204:
            return True
        if not reply.is_success:
            log.error("printer %s: claim refused: %d %s", self._id, reply.status, reply.code)
            if reply.status == 404:
                self._is_unknown()
            return False
        return self._print(connection, reply)

    def _print(self, connection: ServerConnection, reply: Reply) -> bool:
        body = reply.body.get("job")
        if not isinstance(body, dict) or not isinstance(body.get("id"), str):
            log.error("printer %s: the server gave a job without an id", self._id)
            return False
        job_id = body["id"]
        try:
            job = ClaimedJob.read(body)
            self._printing_since = time.monotonic()
            attempt = print_badge(
                job, self._printer, lambda: self._may_send(connection, job_id), lambda: self._report(job_id, "printing")
            )
            self._printing_since = None
        except JobError as error:
            attempt = Attempt(Failed(str(error)))
        state = _REPORT_AS[type(attempt.outcome)]
        log.info("job %s: %s", job_id, f"{state}: {attempt.reason}" if attempt.reason else state)
        self._report(job_id, state, attempt.reason)
        if isinstance(attempt.outcome, NotStarted):
            self._refused_since = self._refused_since or time.monotonic()
            self._may_claim.clear()  # until the printer has been looked at again
            return False
        self._refused_since = None
        return True

    def _report(self, job_id: str, state: str, reason: str = "") -> None:
        self._reports.report(Report.of(job_id, self._spooler, state, reason))

    def _may_send(self, connection: ServerConnection, job_id: str) -> bool:
        """Tells the server that the job is being sent. Only what it has heard is sent: else, after a crash, the job
        would be claimed again and come out twice.
        """
        report = Report.of(job_id, self._spooler, "sending")
        give_up_at = time.monotonic() + _ASK_TO_SEND_FOR_S
        while True:
            try:
                reply = connection.post(f"/jobs/{job_id}/state", report.body)
            except ServerAway as error:
                log.warning("job %s: cannot say that it is being sent (%s)", job_id, error)
                if time.monotonic() >= give_up_at or self._stopping.wait(_PAUSE_S):
                    return False
            else:
                return reply.is_success and reply.body.get("state") == "sending"

    def _watch(self) -> None:
        connection = self._server.connect()
        told: Status | None = None
        told_at = 0.0
        while not self._stopping.is_set():
            status = self._probe.status()
            if status.state == "ready":
                self._refused_since = None
            status = held_up(status, _seconds_since(self._printing_since), _seconds_since(self._refused_since))
            if status.state in ("ready", "busy"):
                self._may_claim.set()
            else:
                self._may_claim.clear()
            if (status != told or time.monotonic() - told_at >= _TELL_STATUS_EVERY_S) and self._tell(
                connection, status
            ):
                told, told_at = status, time.monotonic()
            self._stopping.wait(_PROBE_EVERY_S)
        self._probe.close()
        connection.close()

    def _tell(self, connection: ServerConnection, status: Status) -> bool:
        return tell_status(connection, self._id, status)


def held_up(status: Status, printing_s: float, refusing_s: float) -> Status:
    """What to make of a printer that says of itself `status`, whose badge in hand has taken so many seconds, or which
    has been busy with something else for as many while badges wait.

    Neither may keep the queue behind it: a fault lets others take it.
    """
    if status.state in ("fault", "silent"):
        return status
    if printing_s >= _HELD_UP_AFTER_S:
        return Status("fault", "has been at one badge for minutes")
    if refusing_s >= _HELD_UP_AFTER_S:
        return Status("fault", f"has taken no badge for minutes: {status.message or status.state}")
    return status


def _seconds_since(moment: float | None) -> float:
    return 0.0 if moment is None else time.monotonic() - moment


def _new_name() -> str:
    """By which the server knows who holds a job; another name holds nothing of what an earlier one held."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def tell_status(connection: ServerConnection, printer_id: str, status: Status) -> bool:
    """Whether the server heard it; a status is not kept, the next one is newer."""
    body: dict[str, str | int] = {"state": status.state, "message": status.message[:REASON_LENGTH], "at": now()}
    if status.labels_left is not None:
        body["labels_left"] = status.labels_left
    try:
        reply = connection.post(f"/printers/{printer_id}/status", body)
    except ServerAway:
        return False
    return reply.is_success
