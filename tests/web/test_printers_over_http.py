"""Printers over HTTP with a printer that fails on request: told within seconds, paused, tried, moved, asked about."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from clients import Client
from factories import PRINTERS, make_event
from screens import Screen, screen
from served import Served, fill
from server import serving

from turnout.domain.model import Role
from turnout.store import printers
from turnout.store.printers import Printer

TOLD_WITHIN_S = 10.0  # on a busy machine


@dataclass
class Venue:
    """A served event with two flaky printers and its spooler; a desk is signed in."""

    served: Served
    desk: Client
    folder: Path

    def fails(self, fault: str, printer_id: str = "one") -> None:
        (self.folder / f"{printer_id}.fault").write_text(fault)

    def mended(self, printer_id: str = "one") -> None:
        (self.folder / f"{printer_id}.fault").unlink()

    def papers(self, printer_id: str) -> int:
        return len(list((self.folder / printer_id).glob("*.png")))

    def act(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.desk.api(path, {} if body is None else body)

    def arrive(self) -> str:
        """Somebody new comes to the entrance; answers the id of their badge job."""
        badge = self.served.shared_station().api("/scans", self.served.scan(self.served.fresh().ticket.code))["badge"]
        return str(badge["job_id"])


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    folder = tmp_path_factory.mktemp("printers")
    path = folder / "congress.db"
    event = make_event(path)
    for printer_id in ("one", "two"):
        options = {"folder": str(folder / printer_id), "switch": str(folder / f"{printer_id}.fault")}
        printer = Printer(printer_id, f"Printer {printer_id}", "flaky", options, PRINTERS)
        event.write(lambda tx, printer=printer: printers.put(tx.connection, printer))  # type: ignore[misc]
    people, token = fill(event)
    event.file.close()
    with serving(path, "--spooler") as server:
        served = Served(server, people, token)
        yield Venue(served, served.signed_in(Role.DESK), folder)


@pytest.fixture
def board(venue: Venue) -> Iterator[Screen]:
    """A screen that follows printers and jobs, once both printers have said that they are ready."""
    with screen(venue.desk) as seen:
        seen.subscribe("printers", "jobs")
        seen.wait("printers", lambda data: [printer["state"] for printer in data["printers"]] == ["ready", "ready"])
        seen.snapshots.clear()
        yield seen


def printer_of(data: dict[str, Any], printer_id: str = "one") -> dict[str, Any]:
    found: dict[str, Any] = next(printer for printer in data["printers"] if printer["id"] == printer_id)
    return found


def test_a_fault_is_told_in_seconds_and_is_gone_when_it_is_mended(venue: Venue, board: Screen) -> None:
    begun = time.monotonic()
    venue.fails("out_of_paper")
    told = printer_of(board.wait("printers", lambda data: printer_of(data)["state"] == "fault")["data"])
    assert time.monotonic() - begun < TOLD_WITHIN_S
    assert told["message"] == "out of paper"

    board.snapshots.clear()
    begun = time.monotonic()
    venue.mended()
    board.wait("printers", lambda data: printer_of(data)["state"] == "ready")
    assert time.monotonic() - begun < TOLD_WITHIN_S


def test_a_paused_printer_prints_nothing_but_a_test_badge(venue: Venue, board: Screen) -> None:
    venue.act("/printers/one/pause")
    venue.act("/printers/two/pause")
    job_id = venue.arrive()
    board.wait("jobs", lambda data: job_id in [job["id"] for job in data["waiting"]])
    venue.act("/printers/one/test", {"job_id": "try-one"})
    board.wait("jobs", lambda data: "try-one" in [job["id"] for job in data["printed"]])
    assert (venue.papers("one"), venue.papers("two")) == (1, 0)

    venue.act("/printers/two/resume")
    assert venue.act("/printers/one/move", {"to_printer_id": "two"}) == {"moved": 1}
    board.wait("jobs", lambda data: job_id in [job["id"] for job in data["printed"]])
    assert (venue.papers("one"), venue.papers("two")) == (1, 1)
    venue.act("/printers/one/resume")


def test_labels_are_counted_down_and_a_badge_in_doubt_is_asked_about(venue: Venue, board: Screen) -> None:
    venue.act("/printers/one/labels", {"labels": 10})
    venue.fails("unconfirmed")
    job_id = venue.arrive()
    in_doubt = board.wait("jobs", lambda data: bool(data["in_doubt"]))["data"]["in_doubt"]
    assert [(job["id"], job["state"], job["reason"]) for job in in_doubt] == [
        (job_id, "unknown", "the printer does not confirm")
    ]
    told = board.wait("printers", lambda data: printer_of(data)["unknown"] == 1)
    assert printer_of(told["data"])["labels_left"] == 9
    venue.mended()
    assert venue.act(f"/jobs/{job_id}/came-out", {"came_out": False}) == {"state": "queued"}
    board.wait("jobs", lambda data: job_id in [job["id"] for job in data["printed"]])
    board.wait("printers", lambda data: (printer_of(data)["unknown"], printer_of(data)["labels_left"]) == (0, 8))
    venue.fails("out_of_paper")
    board.wait("printers", lambda data: printer_of(data)["labels_left"] == 0)
    venue.mended()
    venue.act("/printers/one/labels", {"labels": 200})

    leader = venue.served.signed_in(Role.COORDINATOR)
    (repeat,) = [one for one in leader.api("/badges/report")["repeated"] if one["why"] == "retried"]
    assert repeat["by"] == "Desk"
    answer = leader.get("/api/v1/badges/repeated.csv")
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert (rows[0][:2], rows[1][1], rows[1][3:5]) == (
        ["Turnout id", "Name"],
        repeat["attendee"]["name"],
        ["retried", "Desk"],
    )


def test_a_badge_that_came_out_badly_is_printed_again(venue: Venue, board: Screen) -> None:
    job_id = venue.arrive()
    board.wait("jobs", lambda data: job_id in [job["id"] for job in data["printed"]])
    assert venue.act(f"/jobs/{job_id}/reprint", {"reprint_id": "again-1"})["id"] == "again-1"
    board.wait("jobs", lambda data: "again-1" in [job["id"] for job in data["printed"]])


def test_a_badge_that_is_not_wanted_is_not_printed(venue: Venue, board: Screen) -> None:
    for printer_id in ("one", "two"):
        venue.act(f"/printers/{printer_id}/pause")
    job_id = venue.arrive()
    before = venue.papers("one") + venue.papers("two")
    assert venue.act(f"/jobs/{job_id}/void") == {"state": "voided"}
    for printer_id in ("one", "two"):
        venue.act(f"/printers/{printer_id}/resume")
    last = venue.arrive()
    board.wait("jobs", lambda data: last in [job["id"] for job in data["printed"]])
    assert venue.papers("one") + venue.papers("two") == before + 1


def test_the_topic_for_everybody_has_no_name_of_an_attendee(venue: Venue, board: Screen) -> None:
    venue.act("/printers/one/pause")
    venue.act("/printers/two/pause")
    job_id = venue.arrive()
    jobs = board.wait("jobs", lambda data: job_id in [job["id"] for job in data["waiting"]])["data"]
    (name,) = [job["attendee"]["name"] for job in jobs["waiting"] if job["id"] == job_id]
    assert name not in json.dumps(board.of("printers"))
    venue.act("/printers/one/resume")
    venue.act("/printers/two/resume")
