"""Stations over HTTP and over the socket: told anew within moments, kept from two people at once, revoked."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
import zxingcpp
from clients import Client
from PIL import Image
from screens import screen
from served import Served

from turnout.domain.model import Role


@pytest.fixture
def leader(served: Served) -> Client:
    return served.as_role(Role.SUPERVISOR)


def a_station(served: Served, **more: Any) -> tuple[str, Client]:
    """A paired device and its station's id."""
    made = served.server.command.post("/stations", {"name": f"Station {uuid4()}", **more})
    client = served.client()
    client.pair(made["pairing_code"])
    return str(made["station_id"]), client


def test_a_device_is_told_in_seconds(served: Served, leader: Client) -> None:
    station_id, device = a_station(served)
    topic = f"station:{station_id}"
    with screen(device) as follower:
        follower.subscribe(topic)
        follower.wait(topic)
        asked_at = time.monotonic()
        answer = leader.send("PUT", f"/api/v1/stations/{station_id}", {"version": 1, "out_of_order": True})
        assert (answer.status, answer.json["out_of_order"], answer.json["version"]) == (200, True, 2)
        follower.wait(topic, lambda data: data["station"]["out_of_order"])
        told_at = next(at for at, sent in follower.snapshots if sent["data"]["station"]["out_of_order"])
        assert told_at - asked_at < 10  # on a busy machine
    assert device.api("/station")["station"]["out_of_order"] is True


def test_the_second_of_two_is_told_what_the_first_saved(served: Served, leader: Client) -> None:
    station_id, _device = a_station(served)
    path = f"/api/v1/stations/{station_id}"
    name = f"First {uuid4()}"
    assert leader.send("PUT", path, {"version": 1, "name": name}).status == 200
    answer = leader.send("PUT", path, {"version": 1, "mode": "desk"})
    assert (answer.status, answer.error) == (409, "changed_meanwhile")
    current = answer.json["error"]["current"]
    assert (current["name"], current["mode"], current["version"]) == (name, "entrance", 2)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "No version"},
        {"version": 1, "mode": "spooler"},
        {"version": 1, "offers": ["free_beer"]},
        {"version": 1, "languages": []},
        {"version": 1, "name": "  "},
    ],
)
def test_what_a_station_cannot_be(served: Served, leader: Client, body: dict[str, Any]) -> None:
    station_id, _device = a_station(served)
    answer = leader.send("PUT", f"/api/v1/stations/{station_id}", body)
    assert (answer.status, answer.error) == (422, "bad_input")


def test_a_station_may_stand_at_every_place_also_in_zones(leader: Client) -> None:
    choices = leader.api("/stations/choices")
    assert [place["id"] for place in choices["places"]] == ["venue", "hall", "lab"]
    assert choices["languages"] == ["en", "pl", "lv"]


def test_the_code_is_also_an_address_that_cameras_read(served: Served, leader: Client) -> None:
    made = leader.post("/api/v1/stations", {"name": "By QR"}).json
    assert made["address"] == f"{served.server.url}/kiosk#pair={made['pairing_code']}"
    side = len(made["qr"])
    image = Image.new("1", (side, side), 255)
    image.putdata([0 if module == "1" else 255 for row in made["qr"] for module in row])
    framed = Image.new("L", (side * 4 + 80, side * 4 + 80), 255)
    framed.paste(image.convert("L").resize((side * 4, side * 4), Image.Resampling.NEAREST), (40, 40))
    assert [found.text for found in zxingcpp.read_barcodes(framed)] == [made["address"]]


def test_a_revoked_device_is_told_so_until_it_has_wiped_itself(served: Served, leader: Client) -> None:
    station_id, device = a_station(served)
    topic = f"station:{station_id}"
    with screen(device) as follower:
        follower.subscribe(topic)
        assert follower.wait(topic)["data"]["station"]["revoked"] is False
        leader.api(f"/stations/{station_id}/revoke", {})
        follower.wait(topic, lambda data: data["station"]["revoked"])
    for _ in range(2):
        answer = device.get("/api/v1/station")
        assert (answer.status, answer.error) == (401, "station_revoked")
    left = device.post("/api/v1/stations/leave")
    assert left.cookie("turnout_station")["value"] == ""
    device.cookies.clear()
    assert device.get("/api/v1/station").error == "not_paired"


def test_nobody_else_loses_their_cookie(served: Served) -> None:
    _station_id, device = a_station(served)
    assert device.post("/api/v1/stations/leave").header("set-cookie") is None
    assert device.get("/api/v1/station").status == 200
    stranger = served.client()
    stranger.cookies["turnout_station"] = "0" * 32
    assert stranger.get("/api/v1/station").error == "not_paired"


def test_a_station_that_is_paired_anew_was_not_revoked(served: Served, leader: Client) -> None:
    station_id, device = a_station(served)
    leader.api(f"/stations/{station_id}/revoke", {})
    device.pair(leader.api(f"/stations/{station_id}/pairing-code", {})["pairing_code"])
    assert device.get("/api/v1/station").status == 200


def test_a_stolen_device_is_told_to_wipe_itself_also_when_a_spare_has_its_place(served: Served, leader: Client) -> None:
    station_id, stolen = a_station(served)
    leader.api(f"/stations/{station_id}/revoke", {})
    spare = served.client()
    spare.pair(leader.api(f"/stations/{station_id}/pairing-code", {})["pairing_code"])
    answer = stolen.get("/api/v1/station")
    assert (answer.status, answer.error) == (401, "station_revoked")
    assert spare.get("/api/v1/station").status == 200


def test_a_spooler_that_is_revoked_while_it_waits_gets_no_badge(served: Served) -> None:
    spooler_id, spooler = a_station(served, mode="spooler")
    kiosk = served.station()
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(spooler.post, "/api/v1/jobs/claim", {"printer_id": "folder", "wait_s": 5})
        time.sleep(0.5)  # until it waits; one that came too late would be refused at once
        served.server.command.post(f"/stations/{spooler_id}/revoke", {})
        kiosk.api("/scans", served.scan(served.fresh().ticket.code))
        answer = waiting.result()
    assert (answer.status, answer.error) == (401, "station_revoked")
    own = kiosk.api("/station")["station"]["id"]
    assert [job["state"] for job in kiosk.api(f"/topics/station:{own}")["data"]["jobs"]] == ["queued"]
