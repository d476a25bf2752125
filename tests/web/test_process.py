"""The server as a process: what it refuses to begin with, a full disk, and how it ends."""

from __future__ import annotations

import http.client
import os
import random
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from clients import Client
from factories import chance_of, make_event, put_attendee, put_room, put_session, put_station
from server import PATIENCE_S, Server, run_to_its_end, serving, spooler_of, start, start_within
from waiting import until

from turnout.domain.model import Attendee
from turnout.server.process import STOP_WITHIN
from turnout.services import stations
from turnout.store import database
from turnout.store.times import to_text
from turnout.web.house import system_clock

FILLER = "filler"

SMALL_DISK = 'mount -t tmpfs -o size=12m tmpfs "$1" && exec sleep infinity'


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


@dataclass(frozen=True)
class SmallDisk:
    """A disk of its own in a mount namespace of its own, which nobody else sees and which goes with its process.

    `folder` is where it is mounted, `seen_at` where the kernel shows it to others. `enter` before a command runs it
    there.
    """

    folder: Path
    seen_at: Path
    enter: tuple[str, ...]

    def start(self, path: Path, *options: str, notify: Path | None = None, readiness: int = 200) -> Server:
        """A server of the event file of that name on this disk; `notify` is the socket where systemd listens."""
        environment = {"NOTIFY_SOCKET": str(notify)} if notify else {}
        return start_within(
            self.folder / path.name, path.with_suffix(".log"), *options,
            before=self.enter, environment=environment, seen_at=self.seen_at / path.name, readiness=readiness,
        )  # fmt: skip

    def fill(self) -> None:
        with (self.seen_at / FILLER).open("wb", buffering=0) as file:
            for size in (65536, 4096, 512):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def make_room(self) -> None:
        (self.seen_at / FILLER).unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "small"
    folder.mkdir()
    as_root = () if os.geteuid() == 0 else ("--map-root-user",)
    within = () if os.geteuid() == 0 else ("--user", "--preserve-credentials")
    keeper = subprocess.Popen(["unshare", "--mount", *as_root, "sh", "-c", SMALL_DISK, "sh", str(folder)])
    try:
        comm = Path(f"/proc/{keeper.pid}/comm")
        until(lambda: comm.read_text(encoding="utf-8") == "sleep\n", "the disk is mounted")
        seen_at = Path(f"/proc/{keeper.pid}/root{folder}")
        yield SmallDisk(folder, seen_at, ("nsenter", "--mount", "--wd", *within, "--target", str(keeper.pid)))
    finally:
        keeper.kill()
        keeper.wait()


def brought_out(path: Path, folder: Path) -> Path:
    """A copy of a quiet event file and its WAL, out of the server's own file system, where SQLite finds it."""
    for name in (path.name, f"{path.name}-wal"):
        shutil.copy(path.with_name(name), folder / f"out-{name}")
    return folder / f"out-{path.name}"


def test_a_full_disk_refuses_writes_loudly_and_goes_on_when_there_is_room(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    path = tmp_path / "congress.db"
    token, codes = event_with_gate(path)
    shutil.copy(path, small_disk.seen_at)
    server = small_disk.start(path)
    try:
        gate = Client(server.url, token=token)
        acknowledged = [f"before-{n}" for n in range(5)]
        for scan_id in acknowledged:
            assert gate.api("/scans", scan_body(scan_id, codes[0]))["outcome"] == "admitted"
        small_disk.fill()
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
        small_disk.make_room()
        assert gate.api("/scans", scan_body(refused[1], codes[1]))["outcome"] == "admitted"
        assert gate.get("/readyz").status == 200
        copy = brought_out(server.path, tmp_path)
        assert scans_in(copy) == {*acknowledged, refused[1]}
        assert database.find_damage(copy) == []
    finally:
        assert server.stop() == 0


def test_on_a_full_disk_the_server_lives_and_begins_again_and_prints_when_there_is_room(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    path = tmp_path / "congress.db"
    event = make_event(path, has_printer=True)
    put_room(event, "hall")
    for second in range(600):  # whenever the disk is full, there is something that the clock must write
        put_session(event, f"s{second}", "hall", system_clock() + timedelta(seconds=second), 0)
    event.file.close()
    shutil.copy(path, small_disk.seen_at)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(PATIENCE_S)
        server = small_disk.start(path, notify=tmp_path / "notify")
        small_disk.fill()
        until(lambda: "clock_failed" in server.said, "the clock cannot write")
        heard_already(systemd)
        assert systemd.recv(100) == b"WATCHDOG=1"
        server.kill()
        again = small_disk.start(path, "--spooler", "--welcome", notify=tmp_path / "notify", readiness=507)
        try:
            assert Client(again.url).get("/healthz").status == 200
            heard_already(systemd)
            assert systemd.recv(100) == b"WATCHDOG=1"
            small_disk.make_room()
            until(lambda: spooler_of(again) != 0, "the spooler is started")
        finally:
            assert again.stop() == 0


def heard_already(systemd: socket.socket) -> list[bytes]:
    """What has been said until now; nobody waits for more."""
    heard = []
    while select.select([systemd], [], [], 0)[0]:
        heard.append(systemd.recv(100))
    return heard


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
            except (OSError, EOFError, http.client.HTTPException):
                return
            if answer.status == 200:
                acknowledged.add(scan_id)

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    until(lambda: len(acknowledged) > 20, "there is some load")
    assert server.stop() == 0
    for thread in threads:
        thread.join()
    assert acknowledged <= scans_in(path)
    assert "stopped" in server.said
    assert not path.with_name("congress.db-wal").exists()  # one whole file is left


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_an_idle_server_ends_at_once(path: Path, number: signal.Signals) -> None:
    with serving(path) as server:
        begin = time.monotonic()
        server.process.send_signal(number)
        assert server.process.wait(20) == 0
        assert time.monotonic() - begin < STOP_WITHIN  # it waits for no requests: there are none
        assert "Traceback" not in server.said
