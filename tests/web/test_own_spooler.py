"""The server's own spooler: started with it, started again whenever it ends, ended with it."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from uuid import uuid4

from factories import make_event, put_attendee
from server import serving, spooler_of
from waiting import eventually

from badges.spooler.reports import Report
from turnout.domain.model import Attendee
from turnout.store.times import to_text
from turnout.web.house import system_clock
from turnout.web.spooling import ReportBody


def test_a_spooler_that_is_killed_is_replaced_and_badges_go_on_coming_out(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    event = make_event(path, has_printer=True)
    codes = [put_attendee(event, Attendee(name, name)).ticket.code for name in ("ann", "bob")]
    event.file.close()
    papers = path.with_name("badges")
    with serving(path, "--spooler") as server:
        pairing = server.command.post("/stations", {"name": "Gate", "mode": "entrance"})
        gate = server.command.pair(pairing["pairing_code"])
        for number, code in enumerate(codes, 1):
            now = to_text(system_clock())
            gate.post("/scans", {"scan_id": str(uuid4()), "code": code, "occurred_at": now, "sent_at": now})
            assert eventually(lambda number=number: len(list(papers.glob("*.png"))) == number, 30)  # type: ignore[misc]
            killed = spooler_of(server)
            assert killed
            os.kill(killed, signal.SIGKILL)
            assert eventually(lambda killed=killed: spooler_of(server) not in (0, killed), 30)  # type: ignore[misc]
        last = spooler_of(server)
    assert eventually(lambda: not Path(f"/proc/{last}").exists(), 10)


def test_however_long_a_printer_speaks_the_report_is_one_that_the_server_takes() -> None:
    report = Report.of("a-job", "a-spooler", "failed", "the roll is empty, " * 100)
    assert ReportBody.model_validate_json(json.dumps(dict(report.body))).reason.startswith("the roll is empty")
