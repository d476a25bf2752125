"""Commands beside a running server: they go through it, and the door does not notice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from brought import FRAB
from click.testing import CliRunner, Result
from clients import Client
from factories import make_event
from server import PATIENCE_S, Server, serving, start

from turnout import cli
from turnout.demo import event as demo_event
from turnout.store import attendees, database, lock, maintenance
from turnout.web.house import system_clock

TURNOUT = Path(sys.executable).with_name("turnout")
ROWS = 1200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("beside") / "congress.db"
    make_event(path, has_printer=True).file.close()
    with serving(path) as running:
        yield running


def run(*words: object) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def expected(path: Path) -> int:
    reader = database.open_reader(path)
    n = attendees.expected(reader)
    reader.close()
    return n


def test_a_half_broken_list_comes_in_through_the_server(server: Server, tmp_path: Path) -> None:
    lines = [f"Person {n},p{n}@example.org,X-{n},{n}" for n in range(ROWS)]
    lines[7] = ",nobody@example.org,X-7,7"
    lines[900] = "Twice,p900@example.org,X-899,900"  # a code that stands in the line before
    source = tmp_path / "list.csv"
    source.write_text("\n".join(["Name,E-mail,Ticket code,ID", *lines]) + "\n")
    result = run("import", "attendees", server.path, source)
    assert result.exit_code == 0, result.output
    assert f"{ROWS - 2:,} were added, 0 changed, 0 left as they are, 2 refused." in result.output
    assert ("line 9: " in result.output, "line 902: " in result.output) == (True, True)
    assert expected(server.path) == ROWS - 2
    again = run("import", "attendees", server.path, source)
    assert f"0 were added, 0 changed, {ROWS - 2:,} left as they are, 2 refused." in again.output


def test_a_schedule_comes_in_through_the_server(server: Server, tmp_path: Path) -> None:
    source = tmp_path / "schedule.json"
    source.write_text(FRAB)
    result = run("import", "schedule", server.path, source)
    assert (result.exit_code, result.output) == (0, "1 rooms and 1 sessions are imported.\n")


def test_an_account_and_a_link_are_made_and_ended_through_the_server(server: Server) -> None:
    made = run("account", "add", server.path, "Boss", "--role", "coordinator", "--password", "long enough")
    assert (made.exit_code, made.output) == (0, "Boss can sign in as coordinator.\n")
    twice = run("account", "add", server.path, "Boss", "--role", "coordinator", "--password", "long enough")
    assert (twice.exit_code, "There is an account of that name." in twice.output) == (1, True)
    token = run("sign-in-link", server.path).output.split("#once=")[1].split()[0]
    client = Client(server.url)
    assert client.sign_in_once(token)["account"]["name"] == "Boss"
    assert run("account", "sign-out", server.path, "Boss").output == "Boss is signed out everywhere.\n"
    assert client.get("/api/v1/me").status == 401


def test_a_file_is_checked_and_copied_while_it_is_served(server: Server, tmp_path: Path) -> None:
    checked = run("check", server.path)
    assert (checked.exit_code, "is sound" in checked.output) == (0, True)
    copied = run("backup", server.path, tmp_path / "backup.db")
    assert copied.exit_code == 0
    assert maintenance.differing_projections(tmp_path / "backup.db") == []


def test_a_rebuild_is_refused_while_the_file_is_served(server: Server) -> None:
    result = run("rebuild", server.path)
    assert result.exit_code == 1
    assert "is in use by another Turnout" in result.output
    assert Client(server.url).get("/readyz").status == 200


def test_a_server_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    make_event(path).file.close()
    start(path).kill()
    result = run("account", "add", path, "Boss", "--role", "coordinator", "--password", "long enough")
    assert result.exit_code == 0, result.output


def test_serve_becomes_the_server_and_a_crowd_lives_in_it(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    demo_event.make(path, 40, 7, system_clock(), lambda _what: None)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [TURNOUT, "serve", path, "--port", "0", "--no-spooler", "--welcome"]
    with (tmp_path / "serve.log").open("wb") as output:
        served = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    try:
        _wait_until(lambda: (held := lock.holder(path)) is not None and held.pid == served.pid and held.url != "")
        crowd = subprocess.Popen([TURNOUT, "demo", path, "--crowd"], stdout=subprocess.PIPE, text=True, env=environment)
        lines = [crowd.stdout.readline() for _ in range(4)] if crowd.stdout else []
        crowd.send_signal(signal.SIGINT)
        rest, _ = crowd.communicate(timeout=PATIENCE_S)
        assert all(": " in line for line in lines)
        assert "The crowd stands still." in rest
        assert crowd.returncode == 0
    finally:
        served.terminate()
        assert served.wait(PATIENCE_S) == 0
    said = (tmp_path / "serve.log").read_text()
    for part in ("is being served.", "/kiosk", "pair it as Entrance A: ", "/sign-in#once=", "Stop        Ctrl+C"):
        assert part in said


def _wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline, "the server did not begin"
        time.sleep(0.05)
