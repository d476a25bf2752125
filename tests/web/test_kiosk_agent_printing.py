"""Badges on the kiosk's own printer while the server is away: each once, whatever happens to the agent."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from agents import NO_SERVER, Agent, agent
from clients import Client
from PIL import Image
from waiting import until

from badges import layout

JOB_ID = "0198c1a2-7d3e-4f00-9a11-000000000001"
CODE = "B7K0123456789ABCDEFGHJKM"
BADGES = "/agent/v1/badges"


def job(**changes: Any) -> dict[str, Any]:
    """A badge for somebody, as the kiosk's page asks for it."""
    usual = {"id": JOB_ID, "layout": layout.bundled("visitor-62x100"), "fields": {"name": "Žaneta Ābele"}}
    return {**usual, "code": CODE, "rehearsal": False, **changes}


def printer(folder: Path, kind: str = "folder", *options: str) -> tuple[str, ...]:
    return (*NO_SERVER, "--printer", " ".join((kind, f"folder={folder}", *options)))


def test_a_badge_comes_out_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        assert browser.get("/agent/v1/printer").json == {"state": "ready", "message": ""}
        assert browser.get(f"{BADGES}/{JOB_ID}").error == "no_badge"
        assert browser.post(BADGES, job()).json == {"state": "printed", "reason": ""}
        assert browser.get(f"{BADGES}/{JOB_ID}").json == {"state": "printed"}
        (paper,) = (tmp_path / "out").iterdir()
        assert zxingcpp.read_barcode(Image.open(paper)).text == CODE
        paper.unlink()
        assert browser.post(BADGES, job()).json["state"] == "printed"
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        assert browser.post(BADGES, job()).json["state"] == "printed"
    assert list((tmp_path / "out").iterdir()) == []


def test_after_a_crash_with_a_badge_in_hand_only_a_person_can_say(tmp_path: Path) -> None:
    words = printer(tmp_path / "out", "flaky", "slow_s=20")
    first = Agent(tmp_path / "state", words)
    asked = threading.Thread(target=ask_in_vain, args=(first.browser,))
    asked.start()
    jobs = tmp_path / "state" / "jobs"
    until(lambda: jobs.exists() and "unknown" in jobs.read_text(), "the printer is about to get the badge")
    first.kill()
    asked.join()
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        assert browser.post(BADGES, job()).json["state"] == "unknown"
        assert browser.post(BADGES, job(id=JOB_ID.replace("1", "2"))).json["state"] == "printed"
    assert len(list((tmp_path / "out").iterdir())) == 1


def ask_in_vain(browser: Client) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - reset or closed, as it happens
        browser.post(BADGES, job())


def test_what_never_reached_the_printer_may_be_asked_for_again(tmp_path: Path) -> None:
    switch = tmp_path / "fault"
    switch.write_text("out_of_paper")
    with agent(tmp_path / "state", *printer(tmp_path / "out", "flaky", f"switch={switch}")) as browser:
        assert browser.get("/agent/v1/printer").json == {"state": "fault", "message": "out of paper"}
        assert browser.post(BADGES, job()).json == {"state": "queued", "reason": "out of paper"}
        switch.unlink()
        assert browser.post(BADGES, job()).json["state"] == "printed"


def test_on_a_full_card_nothing_is_printed_until_there_is_room(tmp_path: Path) -> None:
    jobs = tmp_path / "state" / "jobs"
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        jobs.symlink_to("/dev/full")
        reason = "the kiosk cannot note that it prints: No space left on device"
        assert browser.post(BADGES, job()).json == {"state": "queued", "reason": reason}
        assert browser.get(f"{BADGES}/{JOB_ID}").error == "no_badge"
        jobs.unlink()
        assert browser.post(BADGES, job()).json == {"state": "printed", "reason": ""}
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_nobody_stands_in_what_the_agent_keeps_and_says(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        browser.post(BADGES, job())
        browser.post(BADGES, job(id=JOB_ID.replace("1", "3"), fields={"name": 7}, layout="nothing"))
    told = (tmp_path / "state.log").read_bytes() + b"".join(
        path.read_bytes() for path in (tmp_path / "state").iterdir()
    )
    assert JOB_ID.encode() in told
    assert [word for word in ("Žaneta", "Ābele", CODE) if word.encode() in told] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"[]", 400, "bad_job"),
        (b"{", 400, "bad_job"),
        (b"", 400, "bad_job"),
        (b'{"id": "../../etc/passwd", "layout": "", "fields": {}, "code": "", "rehearsal": false}', 400, "bad_job"),
    ],
    ids=["a list", "half", "nothing", "an id that climbs"],
)
def test_what_is_no_badge_is_refused(tmp_path: Path, body: bytes, status: int, code: str) -> None:
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        answer = browser.send("POST", BADGES, body, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.error) == (status, code)


def test_a_form_on_a_page_elsewhere_prints_nothing(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *printer(tmp_path / "out")) as browser:
        answer = browser.send("POST", BADGES, b"{}", headers={"Content-Type": "text/plain"})
    assert (answer.status, answer.error) == (415, "not_json")


def test_without_a_printer_it_says_so(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *NO_SERVER) as browser:
        assert (browser.get("/agent/v1/printer").error, browser.post(BADGES, job()).error) == (
            "no_printer",
            "no_printer",
        )
