"""Asking a printer how it is, from a thread of its own: one that hangs is silent in time, whatever its driver does."""

from __future__ import annotations

import logging
import threading

from badges.printers import Printer, Status

log = logging.getLogger(__name__)

WITHIN_S = 6.0
"""Longer than the drivers wait for an answer by themselves."""

NO_ANSWER = Status("silent", "does not answer")


class Probe:
    """One question at a time. A question that hangs is asked no second time; its answer counts when it comes."""

    def __init__(self, printer_id: str, printer: Printer, within_s: float = WITHIN_S) -> None:
        self._id = printer_id
        self._printer = printer
        self._within_s = within_s
        self._changed = threading.Condition()
        self._is_asked = False
        self._is_closed = False
        self._answer = NO_ANSWER
        threading.Thread(target=self._ask, name=f"probe {printer_id}", daemon=True).start()

    def status(self) -> Status:
        """How the printer is, within `within_s` seconds."""
        with self._changed:
            self._is_asked = True
            self._changed.notify_all()
            is_answered = self._changed.wait_for(lambda: not self._is_asked, self._within_s)
            return self._answer if is_answered else NO_ANSWER

    def close(self) -> None:
        """Asks no more. A thread that hangs in its driver is left behind: nothing can end it."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _ask(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_asked or self._is_closed)
                if self._is_closed:
                    return
            answer = self._asked()
            with self._changed:
                self._answer, self._is_asked = answer, False
                self._changed.notify_all()

    def _asked(self) -> Status:
        try:
            return self._printer.status()
        except Exception as error:  # noqa: BLE001 -- a driver may come from anybody; the watch must go on
            log.error("printer %s: the driver broke with %s", self._id, type(error).__name__)  # noqa: TRY400
            return Status("fault", f"the driver broke: {type(error).__name__}")
