"""Held badges over HTTP: whose preview is drawn for whom, and what a server that is killed forgets: nothing."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clients import Answer, Client
from factories import NOW, caller, make_event, seeded
from PIL import Image
from served import Served, fill
from server import start
from waiting import eventually

from turnout.services import event_settings
from turnout.services.registration import Registered

LONG_S, SHORT_S = 30, 5
HOLDING = "/station/badges"
PATIENCE_S = 120


@contextmanager
def served_asking(path: Path, seconds: int) -> Iterator[Served]:
    """A served event whose kiosks ask whether the badge is right, and wait so long."""
    event = make_event(path, has_printer=True)
    check = {"asks": True, "seconds": seconds, "fields": ["full_name", "company"]}
    event_settings.change(event, "badge_check", check, 0, caller(), NOW, seeded())
    people, token = fill(event)
    event.file.close()
    served = Served(start(path), people, token)
    try:
        yield served
    finally:
        served.server.stop()


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_asking(tmp_path_factory.mktemp("asking") / "congress.db", LONG_S) as served:
        yield served


def come(served: Served, kiosk: Client, seconds: int = LONG_S) -> tuple[Registered, str]:
    """Somebody's scan, by its id; their badge is held."""
    who = served.fresh()
    answer = kiosk.api("/scans", served.scan(who.ticket.code))
    assert (answer["badge"]["state"], answer["badge_check"]["seconds"]) == ("held", seconds)
    return who, answer["scan_id"]


def drawn(kiosk: Client, scan_id: str, name: str) -> Image.Image:
    """The picture; a busy machine is asked again, as the kiosk does."""
    answers: list[Answer] = []

    def is_drawn() -> bool:
        kiosk.api(f"{HOLDING}/{scan_id}/hold", {})
        answers.append(kiosk.post(f"/api/v1{HOLDING}/{scan_id}/preview", {"fields": {"full_name": name}}))
        return answers[-1].status != 409

    assert eventually(is_drawn, PATIENCE_S)
    assert answers[-1].header("Cache-Control") == "no-store"
    return Image.open(io.BytesIO(base64.b64decode(answers[-1].json["picture"]))).convert("L")


def state(kiosk: Client, scan_id: str) -> str:
    """What the kiosk is told of the badge by its own topic."""
    station_id = kiosk.api("/station")["station"]["id"]
    jobs = kiosk.api(f"/topics/station:{station_id}")["data"]["jobs"]
    return next(str(job["state"]) for job in jobs if job["scan_id"] == scan_id)


def test_the_badge_is_drawn_with_the_words_that_were_typed(asking: Served) -> None:
    kiosk = asking.station()
    who, scan_id = come(asking, kiosk)
    found = kiosk.api(f"{HOLDING}/{scan_id}/hold", {})
    assert found["fields"]["full_name"] == who.attendee.full_name
    first, second = drawn(kiosk, scan_id, "Zoe Young"), drawn(kiosk, scan_id, "Zoe Old")
    assert first.size == second.size
    assert first.tobytes() != second.tobytes()
    assert first.tobytes() == drawn(kiosk, scan_id, "Zoe Young").tobytes()


def test_no_other_station_is_told_or_changes_anything(asking: Served) -> None:
    kiosk, other = asking.station(), asking.station()
    _, scan_id = come(asking, kiosk)
    words = {"fields": {"company": "Mine"}}
    for act, body in (("hold", {}), ("preview", words), ("release", {}), ("correct", {**words, "version": 1})):
        answer = other.send("POST", f"/api/v1{HOLDING}/{scan_id}/{act}", body)
        assert (act, answer.status, answer.error) == (act, 404, "no_badge")
    assert state(kiosk, scan_id) == "held"


def test_a_correction_greets_by_the_new_name_and_lets_the_badge_print(asking: Served) -> None:
    kiosk = asking.station()
    _, scan_id = come(asking, kiosk)
    version = kiosk.api(f"{HOLDING}/{scan_id}/hold", {})["version"]
    body = {"version": version, "fields": {"full_name": "  Zoe \n Young ", "company": ""}}
    told = kiosk.api(f"{HOLDING}/{scan_id}/correct", body)
    assert told["name"] == "Zoe Young"
    assert state(kiosk, scan_id) == "queued"
    assert kiosk.api(f"{HOLDING}/{scan_id}/correct", body) == told  # its answer was lost


def test_a_server_that_is_killed_lets_the_held_badge_print_when_it_is_back(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    with served_asking(path, SHORT_S) as served:
        kiosk = served.station()
        _, scan_id = come(served, kiosk, SHORT_S)
        served.server.kill()
        served.server = start(path)
        kiosk.base = served.server.url
        assert state(kiosk, scan_id) in ("held", "queued")
        assert eventually(lambda: state(kiosk, scan_id) == "queued", 40)
