"""All printers of one spooler: as the server lists them, one worker each."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from badges.printers import OptionError, Printer, Status
from badges.spooler.server import Reply, ServerAddress, ServerAway, ServerConnection
from badges.spooler.worker import PrinterWorker, tell_status

log = logging.getLogger(__name__)

Drivers = Mapping[str, Callable[[Mapping[str, Any]], Printer]]

_READ_EVERY_S = 10.0
_READ_AGAIN_AFTER_S = 1.0


@dataclass(frozen=True, slots=True)
class _Running:
    listed: Mapping[str, Any]
    worker: PrinterWorker


class Fleet:
    """Keeps one worker a printer, as the server's list has it.

    `names` are the printers that it is there for; none are all that the server gives it.
    """

    def __init__(self, server: ServerAddress, drivers: Drivers, names: Sequence[str] = ()) -> None:
        self._server = server
        self._names = list(names)
        self._connection = server.connect()
        self._drivers = drivers
        self._running: dict[str, _Running] = {}
        self._leaving: dict[str, PrinterWorker] = {}
        self._stale = threading.Event()

    def run(self, stopping: Callable[[], bool]) -> None:
        """Until `stopping`; then every worker ends its job in hand."""
        read_at = 0.0
        while not stopping():
            if time.monotonic() >= read_at or self._stale.is_set():
                self._stale.clear()
                is_settled = self._read_list()
                read_at = time.monotonic() + (_READ_EVERY_S if is_settled else _READ_AGAIN_AFTER_S)
            time.sleep(0.2)
        for running in self._running.values():
            running.worker.stop()
        for worker in (*(running.worker for running in self._running.values()), *self._leaving.values()):
            worker.join()

    def _read_list(self) -> bool:
        """False when it should be read again soon."""
        try:
            reply = self._ask()
        except ServerAway as error:
            log.warning("the server is away (%s)", error)
            return False
        if not reply.is_success:
            log.error("the server refuses the list of printers: %d %s %s", reply.status, reply.code, reply.words)
            return False
        listed = {str(printer["id"]): printer for printer in reply.body.get("printers", [])}
        self._stop_changed(listed)
        for printer_id in listed.keys() - self._running.keys():
            # Two workers would print on it at once: the next reading starts it, when the old one has ended.
            if printer_id not in self._leaving:
                self._start(printer_id, listed[printer_id])
        return not self._leaving

    def _ask(self) -> Reply:
        if self._names:
            return self._connection.post("/printers/serve", {"printers": self._names})
        return self._connection.get("/printers")

    def _stop_changed(self, listed: Mapping[str, Mapping[str, Any]]) -> None:
        for printer_id, running in list(self._running.items()):
            if listed.get(printer_id) != running.listed or running.worker.has_broken():
                running.worker.stop()
                self._leaving[printer_id] = self._running.pop(printer_id).worker
        self._leaving = {each: worker for each, worker in self._leaving.items() if not worker.has_ended()}

    def _start(self, printer_id: str, listed: Mapping[str, Any]) -> None:
        kind = str(listed.get("kind", ""))
        if kind not in self._drivers:
            known = ", ".join(sorted(self._drivers))
            self._refuse(self._connection, printer_id, f"no driver is called {kind}: known are {known}")
            return
        try:
            printer = self._drivers[kind](listed.get("options") or {})
        except OptionError as error:
            self._refuse(self._connection, printer_id, str(error))
            return
        log.info("printer %s: %s, confirms %s", printer_id, kind, printer.confirms())
        worker = PrinterWorker(printer_id, printer, self._server, self._stale.set)
        self._running[printer_id] = _Running(listed, worker)

    def _refuse(self, connection: ServerConnection, printer_id: str, why: str) -> None:
        log.error("printer %s: %s", printer_id, why)
        tell_status(connection, printer_id, Status("fault", why))
