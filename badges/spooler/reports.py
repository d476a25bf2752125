"""What became of jobs, told to the server in order, each until it is heard."""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from badges.spooler.server import ServerAddress, ServerAway, ServerConnection

log = logging.getLogger(__name__)

REASON_LENGTH = 500  # characters that the server takes; a printer may say more
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 10.0
_HEARD_LATER = {401, 403, 408, 429}  # a token may be renewed, a crowd may pass: the report still holds


def now() -> str:
    """The time as the contract writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Report:
    """One thing to tell; its id stays the same however often it is told."""

    job_id: str
    body: Mapping[str, Any]

    @classmethod
    def of(cls, job_id: str, spooler: str, state: str, reason: str = "") -> Report:
        """A new report, as of now; `spooler` is the name by which the job was claimed."""
        told = {"state": state, "reason": reason[:REASON_LENGTH], "spooler": spooler, "occurred_at": now()}
        return cls(job_id, {"report_id": str(uuid.uuid4()), **told})


class Reporter:
    """Tells the reports of one printer from a thread of its own, so that an absent server holds up no paper."""

    def __init__(self, server: ServerAddress) -> None:
        self._server = server
        self._waiting: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
        self._untold = 0
        self._changed = threading.Condition()
        self._give_up_at: float | None = None
        self._thread = threading.Thread(target=self._tell_all, daemon=True)
        self._thread.start()

    def report(self, report: Report) -> None:
        with self._changed:
            self._untold += 1
        self._waiting.put(report)

    def wait_until_told(self, timeout_s: float) -> bool:
        """Whether the server has heard everything; a job claimed before that would overtake its reports."""
        with self._changed:
            return self._changed.wait_for(lambda: self._untold == 0, timeout_s)

    def close(self, patience_s: float) -> None:
        """Tells what is left, for at most `patience_s` seconds while the server is away."""
        with self._changed:
            self._give_up_at = time.monotonic() + patience_s
            self._changed.notify_all()
        self._waiting.put(None)
        self._thread.join()

    def _tell_all(self) -> None:
        connection = self._server.connect()
        while (report := self._waiting.get()) is not None:
            self._tell(connection, report)
            with self._changed:
                self._untold -= 1
                self._changed.notify_all()
        connection.close()

    def _tell(self, connection: ServerConnection, report: Report) -> None:
        pause_s = _FIRST_PAUSE_S
        while not self._is_heard(connection, report):
            with self._changed:
                # While closing, one more try each pause, until patience ends.
                if self._give_up_at is not None and time.monotonic() >= self._give_up_at:
                    log.error("job %s: the server never heard that it is %s", report.job_id, report.body["state"])
                    return
                self._changed.wait(pause_s)
            pause_s = _FIRST_PAUSE_S if self._give_up_at is not None else min(pause_s * 2, _LONGEST_PAUSE_S)

    def _is_heard(self, connection: ServerConnection, report: Report) -> bool:
        try:
            reply = connection.post(f"/jobs/{report.job_id}/state", report.body)
        except ServerAway as error:
            log.warning("job %s: cannot report %s yet (%s)", report.job_id, report.body["state"], error)
            return False
        if reply.status in _HEARD_LATER:
            log.error("job %s: the server answers %d %s", report.job_id, reply.status, reply.code)
            return False
        if not reply.is_success:
            log.error("job %s: %s was refused: %s", report.job_id, report.body["state"], reply.code)
        return True
