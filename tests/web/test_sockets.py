"""Live screens: who may follow what, a snapshot at once and on change, whole and in order, never too many."""

from __future__ import annotations

import os
import socket
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import socketio
from clients import Client
from screens import PATIENCE_S, screen
from served import Served
from test_who_may import ASKING, TOPICS_FOR, as_role
from waiting import eventually

from turnout.domain.model import Role
from turnout.store.times import to_text
from turnout.web.followers import Cookies, Followers
from turnout.web.house import system_clock
from turnout.web.sockets import MAX_TOPICS


@pytest.mark.parametrize("role", [*ASKING, Role.NOBODY])
def test_a_role_joins_the_topics_of_the_table_and_no_other(served: Served, role: Role) -> None:
    with screen(as_role(served, role)) as seen:
        answer = seen.subscribe(*TOPICS_FOR)
        allowed = [topic for topic, roles in TOPICS_FOR.items() if role in roles]
        assert answer == {"granted": allowed, "refused": [t for t in TOPICS_FOR if t not in allowed]}
        assert eventually(lambda: {snapshot["topic"] for _, snapshot in list(seen.snapshots)} == set(allowed))


def test_a_station_follows_itself_alone(served: Served) -> None:
    one, other = served.station(), served.station()
    own, others = (f"station:{client.api('/station')['station']['id']}" for client in (one, other))
    with screen(one) as seen:
        assert seen.subscribe(own, others, "station:", "station:*") == {
            "granted": [own],
            "refused": [others, "station:", "station:*"],
        }


def test_a_browser_that_is_a_station_and_a_person_follows_as_both(served: Served) -> None:
    both = served.station()
    own = f"station:{both.api('/station')['station']['id']}"
    both.cookies |= served.signed_in(Role.VIEWER).cookies
    with screen(both) as seen:
        assert seen.subscribe(own, "totals", "feed") == {"granted": [own, "totals"], "refused": ["feed"]}


def test_a_revoked_station_is_granted_nothing_more(served: Served) -> None:
    kiosk = served.station()
    station_id = kiosk.api("/station")["station"]["id"]
    with screen(kiosk) as seen:
        assert seen.subscribe(f"station:{station_id}")["granted"] == [f"station:{station_id}"]
        served.server.command.post(f"/stations/{station_id}/revoke", {})
        assert seen.subscribe(f"station:{station_id}")["granted"] == []


def test_a_revoked_station_hears_no_more_and_everybody_else_goes_on(served: Served) -> None:
    kiosk, coordinator = served.station(), as_role(served, Role.COORDINATOR)
    own = f"station:{kiosk.api('/station')['station']['id']}"
    scan = served.scan(served.fresh().ticket.code)
    kiosk.api("/scans", scan)
    with screen(kiosk) as revoked, screen(coordinator) as other:
        revoked.subscribe(own)
        other.subscribe(own)
        served.server.command.post(f"/stations/{own.partition(':')[2]}/revoke", {})
        other.wait_for_pulses(2)
        coordinator.api(f"/scans/{scan['scan_id']}/undo", {"undo_id": str(uuid4())})
        other.wait(own, lambda data: data["jobs"][0]["state"] == "voided")
        revoked.wait_for_pulses(1)
        assert {snapshot["data"]["jobs"][0]["state"] for snapshot in revoked.of(own)} == {"queued"}


def test_who_has_signed_out_elsewhere_is_told_that_it_is_over(served: Served) -> None:
    browser = served.station()  # which also is a kiosk
    own = f"station:{browser.api('/station')['station']['id']}"
    viewer = served.signed_in(Role.VIEWER)
    browser.cookies |= viewer.cookies
    with screen(browser) as seen:
        assert seen.subscribe("totals", "rooms", own)["refused"] == []
        assert viewer.post("/api/v1/sign-out").status == 200
        eventually(lambda: seen.ended, PATIENCE_S)
        assert seen.ended == ["rooms", "totals"]
        assert seen.subscribe("totals")["granted"] == []
    assert browser.get("/api/v1/topics/totals").status == 401
    assert browser.get(f"/api/v1/topics/{own}").status == 200


def test_what_was_last_sent_is_forgotten_with_the_last_who_followed() -> None:
    followers, cookies = Followers(), Cookies("", "")
    for sid in ("one", "other"):
        followers.add(sid, cookies, "totals")
    followers.seen["totals"] = {"arrived": 1}
    followers.drop("one")
    assert followers.seen == {"totals": {"arrived": 1}}
    followers.remove("other", "totals")
    assert followers.seen == {}


@pytest.mark.parametrize(
    "message",
    [None, 7, "totals", [], {}, {"topics": "totals"}, {"topics": None}, {"topics": [None, 7, ["totals"], {}]}],
    ids=str,
)
def test_a_message_of_another_form_asks_for_nothing(served: Served, message: Any) -> None:
    with screen(as_role(served, Role.COORDINATOR)) as seen:
        assert seen.ask(message) == {"granted": [], "refused": []}


def test_a_message_asks_for_so_many_topics_at_most(served: Served) -> None:
    with screen(as_role(served, Role.COORDINATOR)) as seen:
        answer = seen.subscribe(*(f"place:none-{n}" for n in range(MAX_TOPICS + 5)))
        assert len(answer["refused"]) == MAX_TOPICS


WEBSOCKET = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
)


def unfinished(payload: bytes, *, is_packed: bool) -> bytes:
    """The first frame of a text message that goes on in others (RFC 6455, 5.2), masked by zeros."""
    return bytes([0x41 if is_packed else 0x01, 0x80 | 127]) + struct.pack("!QI", len(payload), 0) + payload


def memory(pid: int) -> int:
    """Bytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def opened(served: Served) -> Iterator[socket.socket]:
    """A bare websocket."""
    host, port = served.server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), PATIENCE_S) as channel:
        channel.sendall(WEBSOCKET.encode())
        assert channel.recv(4096).startswith(b"HTTP/1.1 101 ")
        yield channel


@pytest.mark.parametrize("is_packed", [True, False], ids=["packed", "plain"])
def test_a_message_that_grows_and_grows_is_cut_off(served: Served, is_packed: bool) -> None:
    packer = zlib.compressobj(wbits=-15)
    much = bytes(80_000_000 if is_packed else 40_000_000)
    payload = packer.compress(much) + packer.flush() if is_packed else much
    with screen(as_role(served, Role.DESK)) as seen, opened(served) as channel:
        before = memory(served.server.process.pid)
        with suppress(ConnectionError):  # hung up on, with most of it unread
            channel.sendall(unfinished(payload, is_packed=is_packed))
            while channel.recv(4096):
                pass
        assert memory(served.server.process.pid) - before < 20_000_000
        assert seen.subscribe("totals")["granted"] == ["totals"]


def test_after_a_websocket_nothing_is_taken_for_a_request(served: Served) -> None:
    with opened(served) as channel, suppress(ConnectionError):
        channel.sendall(b"\x81\x00")  # a text that is not masked, as every client's must be (RFC 6455, 5.1)
        told = b""
        while b"masked" not in told:
            told += channel.recv(4096)
        channel.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert channel.recv(4096) == b""


def test_topics_there_are_not_are_refused(served: Served) -> None:
    with screen(as_role(served, Role.COORDINATOR)) as seen:
        asked = ["gossip", "", "place", "place:nowhere", "totals:1", "place:*"]
        assert seen.subscribe(*asked) == {"granted": [], "refused": asked}


def test_a_topic_that_was_left_comes_no_more(served: Served) -> None:
    with screen(as_role(served, Role.DESK)) as seen:
        seen.subscribe("totals", "feed")
        before = seen.wait("totals")["data"]["arrived"]
        seen.socket.call("unsubscribe", {"topics": ["feed"]}, timeout=PATIENCE_S)
        heard = len(seen.of("feed"))
        served.shared_station().api("/scans", served.scan(served.fresh().ticket.code))
        seen.wait("totals", lambda data: data["arrived"] == before + 1)
        assert len(seen.of("feed")) == heard


def test_a_snapshot_comes_at_once_and_again_when_it_changes(served: Served) -> None:
    with screen(as_role(served, Role.DESK)) as seen:
        seen.subscribe("totals", "feed")
        first = seen.wait("totals")
        assert set(first) == {"topic", "seq", "at", "data"}
        ada, kiosk = served.fresh(), served.shared_station()
        answer = kiosk.api("/scans", served.scan(ada.ticket.code))
        arrived = first["data"]["arrived"] + 1
        then = seen.wait("totals", lambda data: data["arrived"] == arrived)
        assert then["seq"] >= answer["seq"] > first["seq"]
        feed = seen.wait("feed", lambda data: answer["scan_id"] in [line["scan_id"] for line in data["scans"][:1]])
        line = feed["data"]["scans"][0]
        assert (line["name"], line["outcome"]) == (ada.attendee.full_name, "admitted")


def test_a_kiosk_follows_its_badge(served: Served) -> None:
    kiosk, spooler = served.station(), served.spooler()
    own = f"station:{kiosk.api('/station')['station']['id']}"
    with screen(kiosk) as seen:
        seen.subscribe(own)
        job_id = kiosk.api("/scans", served.scan(served.fresh().ticket.code))["badge"]["job_id"]
        seen.wait(own, lambda data: [job["state"] for job in data["jobs"]] == ["queued"])
        claimed = None
        while claimed != job_id:
            claimed = spooler.api("/jobs/claim", {"printer_id": "folder", "wait_s": 1})["job"]["id"]
        report = {"report_id": "r1", "state": "sending", "occurred_at": to_text(system_clock())}
        assert spooler.api(f"/jobs/{job_id}/state", report) == {"state": "sending"}
        seen.wait(own, lambda data: [job["state"] for job in data["jobs"]] == ["sending"])


def test_a_pulse_says_that_silence_means_no_change(served: Served) -> None:
    with screen(as_role(served, Role.SCREEN)) as seen:
        seen.wait_for_pulses(2)
        assert [set(pulse) for pulse in seen.pulses[:2]] == [{"seq", "at"}] * 2


def keep_scanning(client: Client, served: Served, is_over: threading.Event) -> None:
    """Somebody goes in and out, in and out."""
    code = served.fresh().ticket.code
    while not is_over.is_set():
        for direction in ("in", "out"):
            client.api("/scans", served.scan(code, direction=direction))


def test_under_load_a_topic_comes_at_most_ten_times_a_second_in_order_and_the_last_is_true(served: Served) -> None:
    is_over, kiosks = threading.Event(), [served.station() for _ in range(3)]
    with screen(as_role(served, Role.DESK)) as seen:
        seen.subscribe("totals", "feed", "rooms")
        begin = time.monotonic()
        threads = [threading.Thread(target=keep_scanning, args=(kiosk, served, is_over)) for kiosk in kiosks]
        for thread in threads:
            thread.start()
        eventually(lambda: time.monotonic() > begin + 2 and len(seen.of("feed")) > 5, PATIENCE_S)
        is_over.set()
        for thread in threads:
            thread.join()
        truth = as_role(served, Role.DESK).api("/topics/feed")["data"]
        seen.wait("feed", lambda data: data == truth)
        took = seen.snapshots[-1][0] - begin
        for topic in ("totals", "feed", "rooms"):
            seqs = [snapshot["seq"] for snapshot in seen.of(topic)]
            assert seqs == sorted(seqs)
            assert len(seqs) <= 10 * took + 3  # the one at once, one at each end
        assert len(seen.of("feed")) > 5
        assert len(seen.of("rooms")) <= 2  # marked by every admission, but no room shows anything new


def test_polling_is_not_spoken(served: Served) -> None:
    answer = served.client().get("/socket.io/?EIO=4&transport=polling")
    assert answer.status == 400


def test_a_page_of_another_site_gets_no_socket(served: Served) -> None:
    browser = socketio.Client(reconnection=False)
    client = as_role(served, Role.COORDINATOR)
    with pytest.raises(socketio.exceptions.ConnectionError):
        browser.connect(
            client.base,
            headers={"Cookie": client.cookie_header(), "Origin": "https://evil.example"},
            transports=["websocket"],
            wait_timeout=PATIENCE_S,
        )
