"""A job as the server gives it, and the spooler's own process that prints it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contract_server import TOKEN, Book

from badges.layout import bundled

CODE = "B7K3M9QXW2D8HRTVAABC"
NAME = "Žaneta Bērziņa"


def job(job_id: str, printer_id: str = "p1", **other: Any) -> dict[str, Any]:
    fields = {"name": NAME, "company": "RTU", "category": "speaker", "pronouns": "", "event": "Baltic"}
    return {
        "id": job_id,
        "lease_until": "2030-01-01T00:00:00.000Z",
        "printer_id": printer_id,
        "layout": bundled("crew-62x100"),
        "fields": fields,
        "code": CODE,
        "rehearsal": False,
        **other,
    }


class Spooler:
    """One spooler process, and what it wrote to its log."""

    def __init__(self, url: str, log: Path, *options: str, token: str = TOKEN) -> None:
        self._log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "badges.spooler", "--server", url, *options],
                env={**os.environ, "TURNOUT_SPOOLER_TOKEN": token},
                stderr=output,
            )

    def log(self) -> str:
        return self._log.read_text()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def spooler(book: Book, tmp_path: Path) -> Iterator[Spooler]:
    """Prints what is in the module's `book`, on the printers that it has by then."""
    started = Spooler(book.url, tmp_path / "log")
    yield started
    started.process.kill()
    started.process.wait()
