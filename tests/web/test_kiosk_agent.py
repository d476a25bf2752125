"""The kiosk's agent as a process, before a real server: passing on, finding it again, and saying that it is away."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from agents import AGENT, NO_SERVER, agent
from clients import Client
from factories import chance_of, make_event
from screens import screen
from served import fill
from server import PATIENCE_S, Server, serving
from waiting import until

Files = tuple[Path, Path, Path]
ANNOUNCED_TOO = """
import sys
from zeroconf import ServiceInfo, Zeroconf
told = {"event": sys.argv[1], "scheme": "http", "host": "localhost"}
kind = "_turnout._tcp.local."
with Zeroconf(["127.0.0.1"]) as network:
    address = {"server": "copy.local.", "port": int(sys.argv[2]), "parsed_addresses": ["127.0.0.1"]}
    network.register_service(ServiceInfo(kind, f"Copy.{kind}", properties=told, **address))
    sys.stdin.read()
"""
AT_LOOPBACK = ("--interface", "127.0.0.1")


@pytest.fixture
def new_event(tmp_path: Path) -> Callable[[str], Path]:
    """Makes an event with people and a printer; answers its file."""

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.db"
        event = make_event(path, has_printer=True, chance=chance_of(name))
        fill(event)
        event.file.close()
        return path

    return make


@pytest.fixture
def loopback_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody else of this run announces on loopback meanwhile: an agent would take their server."""
    with (tmp_path_factory.getbasetemp().parent / "announcing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def with_tls(certificate: Files) -> tuple[str, ...]:
    return ("--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1]))


def pairing_code(server: Server) -> str:
    made = server.command.post("/stations", {"name": "Left", "mode": "entrance"})
    return str(made["pairing_code"])


def test_a_kiosk_lives_behind_it_over_tls(new_event: Callable[[str], Path], tmp_path: Path, certificate: Files) -> None:
    with (
        serving(new_event("congress"), *with_tls(certificate)) as server,
        agent(tmp_path / "state", "--server", server.url, "--ca-cert", str(certificate[2])) as browser,
    ):
        page = browser.get("/kiosk", Accept="text/html")
        assert (page.status, b'data-page="kiosk"' in page.body) == (200, True)
        station = browser.pair(pairing_code(server))["station"]
        assert browser.api("/station")["station"]["id"] == station["id"]
        with screen(browser) as seen:
            assert seen.subscribe(f"station:{station['id']}")["granted"] == [f"station:{station['id']}"]
            assert seen.wait(f"station:{station['id']}")["data"]["station"]["name"] == "Left"


def test_what_the_server_refuses_is_told_as_it_is(new_event: Callable[[str], Path], tmp_path: Path) -> None:
    with serving(new_event("congress")) as server, agent(tmp_path / "state", "--server", server.url) as browser:
        assert (browser.get("/api/v1/station").status, browser.get("/api/v1/station").error) == (401, "not_paired")
        assert browser.get("/nowhere").status == 404


def test_a_browser_that_keeps_its_connection_gets_every_answer_whole(
    new_event: Callable[[str], Path], tmp_path: Path
) -> None:
    with serving(new_event("congress")) as server, agent(tmp_path / "state", "--server", server.url) as browser:
        kept = HTTPConnection(browser.base.removeprefix("http://"))
        for path, status in (("/kiosk", 200), ("/healthz", 200), ("/nowhere", 404), ("/kiosk", 200)) * 2:
            kept.request("GET", path)
            answer = kept.getresponse()
            assert (answer.status, answer.read()) == (status, Client(server.url).get(path).body), path
        kept.close()


def test_a_certificate_that_nobody_vouches_for_is_no_server(
    new_event: Callable[[str], Path], tmp_path: Path, certificate: Files
) -> None:
    with (
        serving(new_event("congress"), *with_tls(certificate)) as server,
        agent(tmp_path / "state", "--server", server.url) as browser,
    ):
        answer = browser.get("/api/v1/station")
    assert (answer.status, answer.error) == (502, "server_away")


def test_without_a_server_a_page_waits_for_it(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *NO_SERVER) as browser:
        answer = browser.get("/kiosk", Accept="text/html,*/*")
    assert (answer.status, answer.header("content-type")) == (502, "text/html; charset=utf-8")
    assert b'http-equiv="refresh"' in answer.body


@pytest.mark.usefixtures("loopback_alone")
def test_the_server_is_found_in_the_network_and_followed_where_it_moves(
    new_event: Callable[[str], Path], tmp_path: Path, certificate: Files
) -> None:
    path = new_event("congress")
    with agent(tmp_path / "state", *AT_LOOPBACK, "--ca-cert", str(certificate[2])) as browser:
        assert browser.get("/api/v1/station").error == "server_away"
        with serving(path, "--announce", *with_tls(certificate)) as server:
            until(lambda: browser.get("/healthz").status == 200, "the server is found")
            browser.pair(pairing_code(server))
        until(lambda: browser.get("/healthz").status == 502, "the server is away")
        with serving(path, "--announce", *with_tls(certificate)) as moved:
            assert moved.url != server.url
            until(lambda: browser.get("/healthz").status == 200, "the server is found at its new address")
            assert browser.api("/station")["station"]["name"] == "Left"


@pytest.mark.usefixtures("loopback_alone")
def test_who_must_be_trusted_is_not_followed_to_plain_http(
    new_event: Callable[[str], Path], tmp_path: Path, certificate: Files
) -> None:
    with (
        agent(tmp_path / "state", *AT_LOOPBACK, "--ca-cert", str(certificate[2])) as browser,
        serving(new_event("congress"), "--announce"),
    ):
        assert_found_and_not_taken(browser, tmp_path / "state.log")


@pytest.mark.usefixtures("loopback_alone")
def test_who_was_reached_over_tls_is_not_followed_to_plain_http(
    new_event: Callable[[str], Path], tmp_path: Path, certificate: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_event("congress")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[2]))  # the machine's own authorities
    with agent(tmp_path / "state", *AT_LOOPBACK) as browser:
        with serving(path, "--announce", *with_tls(certificate)):
            until(lambda: browser.get("/healthz").status == 200, "the server is found")
        with serving(path, "--announce"):
            assert_found_and_not_taken(browser, tmp_path / "state.log")


def assert_found_and_not_taken(browser: Client, log: Path) -> None:
    until(lambda: "found a server at http://" in log.read_text(encoding="utf-8"), "it is found")
    assert (browser.get("/api/v1/station").status, browser.get("/api/v1/station").error) == (502, "server_away")


def test_a_certificate_to_trust_and_an_address_without_contradict_each_other(
    tmp_path: Path, certificate: Files
) -> None:
    command = [*AGENT, *NO_SERVER, "--ca-cert", str(certificate[2]), "--state", str(tmp_path / "state")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert (ended.returncode, "write --server https://" in ended.stderr) == (2, True)


@pytest.mark.usefixtures("loopback_alone")
def test_a_copy_that_is_announced_too_gets_nothing_as_long_as_the_server_answers(
    new_event: Callable[[str], Path], tmp_path: Path
) -> None:
    path, log = new_event("congress"), tmp_path / "state.log"
    copy = shutil.copy(path, path.with_name("copy.db"))
    with agent(tmp_path / "state", *AT_LOOPBACK) as browser, serving(path, "--announce") as server:
        until(lambda: browser.get("/healthz").status == 200, "the server is found")
        browser.pair(pairing_code(server))  # the copy knows nothing of it
        event_id = (tmp_path / "state" / "event").read_text(encoding="utf-8").split()[0]
        with serving(copy) as other, announced_too(event_id, urlsplit(other.url).port):
            until(lambda: f"found a server at {other.url} " in log.read_text(encoding="utf-8"), "the copy is found")
            assert browser.get("/api/v1/station").status == 200
            server.kill()
            assert browser.get("/api/v1/station").error == "not_paired"


@pytest.mark.usefixtures("loopback_alone")
def test_a_second_server_of_an_event_is_announced_when_the_first_is_gone(
    new_event: Callable[[str], Path], tmp_path: Path
) -> None:
    path = new_event("congress")
    copy = shutil.copy(path, path.with_name("copy.db"))
    with agent(tmp_path / "state", *AT_LOOPBACK) as browser, serving(path, "--announce") as server:
        until(lambda: browser.get("/healthz").status == 200, "the server is found")
        browser.pair(pairing_code(server))
        with serving(copy, "--announce") as other:
            until(lambda: "Another server of this event is announced" in other.said, "the second is refused")
            assert browser.get("/api/v1/station").status == 200
            server.kill()
            until(lambda: browser.get("/healthz").status == 200, "the second is found")
            assert browser.get("/api/v1/station").error == "not_paired"


@contextmanager
def announced_too(event_id: str, port: int | None) -> Iterator[None]:
    """By another name than a server's own: whatever is served there, it says that it is of this event."""
    said = subprocess.Popen([sys.executable, "-c", ANNOUNCED_TOO, event_id, str(port)], stdin=subprocess.PIPE)
    with said:  # it ends with its input
        yield


@pytest.mark.usefixtures("loopback_alone")
def test_a_neighbours_server_is_not_taken(new_event: Callable[[str], Path], tmp_path: Path) -> None:
    ours, theirs = new_event("ours"), new_event("theirs")
    with serving(ours, "--announce") as server, agent(tmp_path / "state", *AT_LOOPBACK) as browser:
        until(lambda: browser.get("/healthz").status == 200, "our server is found")
        browser.pair(pairing_code(server))
    log = tmp_path / "state.log"
    log.unlink()
    with serving(theirs, "--announce"), agent(tmp_path / "state", *AT_LOOPBACK) as browser:
        until(lambda: "found a server at " in log.read_text(encoding="utf-8"), "their server is found")
        assert browser.get("/healthz").status == 502
    with serving(theirs, "--announce"), agent(tmp_path / "new", *AT_LOOPBACK) as other:
        until(lambda: other.get("/healthz").status == 200, "a new kiosk takes it")


@pytest.mark.parametrize("host", ["congress.example", "congress.example:80", "10.0.0.1", ""])
def test_a_page_elsewhere_does_not_speak_through_it(tmp_path: Path, host: str) -> None:
    with agent(tmp_path / "state", *NO_SERVER) as browser:
        answer = browser.send("GET", "/api/v1/station", headers={"Host": host})
    assert (answer.status, answer.error) == (421, "not_here")


def test_too_much_at_once_is_refused(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *NO_SERVER) as browser:
        answer = browser.send("POST", "/api/v1/scans", b" ", headers={"Content-Length": "4000001"})
    assert (answer.status, answer.error) == (413, "too_large")


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with agent(tmp_path / "state", *NO_SERVER) as browser:
        port = browser.base.rsplit(":", 1)[1]
        command = [*AGENT, "--port", port, *NO_SERVER]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert ended.returncode == 1
    assert f"Port {port} cannot be listened on" in ended.stderr
    assert "another agent" in ended.stderr
