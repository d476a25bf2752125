"""The server as a process: what it refuses to begin with, a full disk, and how it ends."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from clients import Client
from factories import chance_of, make_event, put_attendee, put_station
from server import Server, run_to_its_end, serving, start, start_within

from turnout.domain.model import Attendee
from turnout.services import stations
from turnout.store import database
from turnout.store.times import to_text
from turnout.web.house import system_clock

FILLER = "filler"

# a small disk of its own in a mount namespace of its own: it goes with its process, and nobody else sees it
SMALL_DISK = """
mount -t tmpfs -o size=12m tmpfs "$1" && cp "$2" "$1/congress.db" && shift 2 && exec "$@"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "congress.db"
    make_event(made).file.close()
    return made


def event_with_gate(path: Path) -> tuple[str, list[str]]:
    """An event whose tickets admit again and again; a station's token and the tickets."""
    event = make_event(path, preset="open")
    put_station(event)
    codes = [put_attendee(event, Attendee(f"p{n}", f"Person {n}")).ticket.code for n in range(20)]
    now, chance = system_clock(), chance_of("gate")
    code = stations.pairing_code(event, "gate", now, chance)
    token = stations.pair(event, code.code, now, chance).token
    event.file.close()
    return token, codes


def scan_body(scan_id: str, code: str) -> dict[str, str]:
    now = to_text(system_clock())
    return {"scan_id": scan_id, "code": code, "occurred_at": now, "sent_at": now}


def scans_in(path: Path) -> set[str]:
    reader = database.open_reader(path)
    found = {row[0] for row in reader.execute("SELECT fact_id FROM log WHERE kind LIKE 'scan.%'")}
    reader.close()
    return found


# ---- what it does not begin with ------------------------------------------------------------------------


def refusal(path: Path, *options: str) -> str:
    """What it says when it does not begin; never a traceback."""
    code, said = run_to_its_end(path, *options)
    assert (code, "Traceback" in said) == (1, False)
    return said


def test_a_port_in_use(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(path, "--port", str(port))
    assert f"Port {port} on 127.0.0.1 cannot be used" in said
    assert "Stop the program that uses it, or choose another with --port." in said


def test_a_file_that_another_server_has(path: Path) -> None:
    with serving(path) as server:
        said = refusal(path)
        assert "is in use by another Turnout" in said
        assert Client(server.url).get("/readyz").status == 200


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    said = refusal(tmp_path / "nothing.db")
    assert "There is no event file" in said
    assert not (tmp_path / "nothing.db").exists()


def test_a_damaged_file_says_how_to_restore_and_is_left_as_it_is(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(os.urandom(512))
    before = path.read_bytes()
    said = refusal(path)
    assert "is damaged" in said
    assert "start with the newest backup: `turnout serve BACKUP.db`" in said
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('turnout', 'm999', '')"
    )
    connection.commit()
    connection.close()
    said = refusal(path)
    assert "was written by a newer Turnout (it has m999)" in said
    assert "Install that version, or a later one, and start again. Nothing was changed." in said


# ---- a full disk ----------------------------------------------------------------------------------------


def small_disk(tmp_path: Path, path: Path) -> Server:
    mounted = tmp_path / "small"
    mounted.mkdir()
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    command = [*unshare, "sh", "-c", SMALL_DISK, "sh", str(mounted), str(path)]
    inside = mounted / "congress.db"
    own = "/proc/{}/root{}".format  # where the kernel shows a process's own file system to others
    return start_within(inside, tmp_path / "server.log", before=command, seen_at=lambda pid: Path(own(pid, inside)))


def brought_out(path: Path, folder: Path) -> Path:
    """A copy of a quiet event file and its WAL, out of the server's own file system, where SQLite finds it."""
    for name in (path.name, f"{path.name}-wal"):
        shutil.copy(path.with_name(name), folder / f"out-{name}")
    return folder / f"out-{path.name}"


def fill_disk(folder: Path) -> None:
    with (folder / FILLER).open("wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def test_a_full_disk_refuses_writes_loudly_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    token, codes = event_with_gate(path)
    server = small_disk(tmp_path, path)
    try:
        gate = Client(server.url, token=token)
        acknowledged = [f"before-{n}" for n in range(5)]
        for scan_id in acknowledged:
            assert gate.api("/scans", scan_body(scan_id, codes[0]))["outcome"] == "admitted"
        fill_disk(server.path.parent)
        refused = None
        for number in range(50):  # what is left of a page may take one more
            answer = gate.post("/api/v1/scans", scan_body(f"while-full-{number}", codes[1]))
            if answer.status != 200:
                refused = answer, f"while-full-{number}"
                break
            acknowledged.append(f"while-full-{number}")
        assert refused is not None
        assert (refused[0].status, refused[0].error) == (507, "disk_full")
        assert "Free some space" in refused[0].json["error"]["remedy"]
        assert gate.get("/readyz").status == 507
        assert gate.get("/healthz").status == 200
        assert gate.get("/api/v1/station").status == 200
        (server.path.parent / FILLER).unlink()
        assert gate.api("/scans", scan_body(refused[1], codes[1]))["outcome"] == "admitted"
        assert gate.get("/readyz").status == 200
        copy = brought_out(server.path, tmp_path)
        assert scans_in(copy) == {*acknowledged, refused[1]}
        assert database.find_damage(copy) == []
    finally:
        assert server.stop() == 0


# ---- the end --------------------------------------------------------------------------------------------


def test_sigterm_under_load_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    token, codes = event_with_gate(path)
    server = start(path)
    acknowledged: set[str] = set()
    chosen = random.Random(1)

    def work(name: str) -> None:
        gate = Client(server.url, token=token)
        for number in range(100_000):
            scan_id = f"{name}-{number}"
            try:
                answer = gate.post("/api/v1/scans", scan_body(scan_id, chosen.choice(codes)))
            except (OSError, EOFError):
                return
            if answer.status == 200:
                acknowledged.add(scan_id)

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.7)
    assert server.stop() == 0
    for thread in threads:
        thread.join()
    assert len(acknowledged) > 20
    assert acknowledged <= scans_in(path)
    assert "stopped" in server.said
    assert not path.with_name("congress.db-wal").exists()  # one whole file is left


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_an_idle_server_ends_at_once(path: Path, number: signal.Signals) -> None:
    with serving(path) as server:
        begin = time.monotonic()
        server.process.send_signal(number)
        assert server.process.wait(10) == 0
        assert time.monotonic() - begin < 3
        assert "Traceback" not in server.said
