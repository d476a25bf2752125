"""Importing on a page, by its endpoints: a file is kept in private, and worked through by other processes."""

from __future__ import annotations

import stat
import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import gevent
import pytest
from clients import Answer, Client
from factories import chance_of, make_event
from served import Served

from turnout.domain.errors import BadInput
from turnout.domain.model import Role
from turnout.store import database
from turnout.web import import_files
from turnout.web.app import create_app
from turnout.web.house import system_clock

PATIENCE_S = 120
GERMAN = """Name;Firma;E-Mail;ID
Žaneta Ozola;Acme;z@example.org;g-1
"Bob, Dr. Bobson";;b@example.org;g-2
;;n@example.org;g-3
"""
FRAB = """
{"schedule": {"version": "1", "conference": {"title": "Congress", "time_zone_name": "Europe/Riga",
  "rooms": [{"name": "Attic", "guid": "7f9f9bcb-30f3-5f0b-9d0e-9d6f6f7a7f09", "capacity": 40}],
  "days": [{"index": 1, "date": "2026-05-01", "rooms": {"Attic": [
    {"id": 1, "guid": "a6b3a1f0-30f3-5f0b-9d0e-9d6f6f7a7f12", "date": "2026-05-01T10:00:00+03:00", "start": "10:00",
     "duration": "00:45", "room": "Attic", "title": "Opening", "persons": [{"public_name": "Ada Lovelace"}]}]}}]}}}
"""
ROWS = 20_000


def send(client: Client, content: bytes, name: str = "list.csv") -> Answer:
    headers = {"X-File-Name": quote(name), "Content-Type": "application/octet-stream"}
    return client.send("POST", "/api/v1/import-files", content, headers=headers)


def wait_for(client: Client, file_id: str, *states: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        told: dict[str, Any] = client.api(f"/import-files/{file_id}")
        if told["state"] in states:
            return told
        assert time.monotonic() < deadline, f"still {told['state']}, not {states}: {told['error']}"
        time.sleep(0.05)


def recognised(client: Client, content: bytes, name: str = "list.csv") -> dict[str, Any]:
    answer = send(client, content, name)
    assert answer.status == 200, answer.body
    return wait_for(client, answer.json["id"], "ready", "failed")


def columns_of(told: dict[str, Any]) -> dict[str, str]:
    return {column["field"]: column["header"] for column in told["found"]["columns"] if column["field"]}


def check(client: Client, told: dict[str, Any], **choices: Any) -> dict[str, Any]:
    body = {"columns": columns_of(told), **choices}
    client.api(f"/import-files/{told['id']}/check", body)
    return wait_for(client, told["id"], "checked", "failed")


def run(client: Client, told: dict[str, Any], **more: Any) -> dict[str, Any]:
    client.api(f"/import-files/{told['id']}/run", more)
    return wait_for(client, told["id"], "done", "failed")


def forget(client: Client, told: dict[str, Any]) -> None:
    assert client.send("DELETE", f"/api/v1/import-files/{told['id']}", {}).status == 200


def folder(served: Served) -> Path:
    return served.server.path.with_name("congress.db.imports")


def rows(served: Served, sql: str) -> list[tuple[Any, ...]]:
    reader = database.open_reader(served.server.path)
    found = [tuple(row) for row in reader.execute(sql)]
    reader.close()
    return found


@pytest.fixture
def boss(served: Served) -> Client:
    return served.as_role(Role.COORDINATOR)


def test_a_list_is_recognised_checked_and_imported_by_whoever_pressed_import(served: Served, boss: Client) -> None:
    told = recognised(boss, GERMAN.encode(), "Gäste.csv")
    assert (told["name"], told["state"], told["found"]["kind"]) == ("Gäste.csv", "ready", "attendees")
    first = told["found"]["columns"][0]
    assert first == {"header": "Name", "samples": ["Žaneta Ozola", "Bob, Dr. Bobson", ""], "field": "full_name",
                     "is_remembered": False}  # fmt: skip
    told = check(boss, told)
    assert told["state"] == "checked", told["error"]
    assert {name: told["counts"][name] for name in ("added", "refused", "missing")} == {
        "added": 2,
        "refused": 1,
        "missing": 0,
    }
    (refused,) = told["result"]["lines"]["refused"]
    assert (refused["line"], refused["reason"], bool(refused["remedy"])) == (4, "The row has no name.", True)
    assert rows(served, "SELECT count(*) FROM attendees WHERE source_id LIKE 'g-%'") == [(0,)]
    done = run(boss, told)
    assert (done["state"], done["counts"]["added"]) == ("done", 2)
    assert rows(served, "SELECT full_name FROM attendees WHERE source_id = 'g-1'") == [("Žaneta Ozola",)]
    actor = rows(served, "SELECT actor FROM log WHERE kind = 'attendees.imported' ORDER BY seq DESC LIMIT 1")
    assert actor == [(boss.api("/me")["account"]["id"],)]
    forget(boss, done)


def test_a_file_lies_in_private_and_is_gone_when_it_is_over(served: Served, boss: Client) -> None:
    told = recognised(boss, GERMAN.encode())
    check(boss, told)
    kept = list(folder(served).iterdir())
    assert len(kept) == 2  # the file and its report
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE(folder(served).stat().st_mode) == 0o700
    report = boss.get(f"/api/v1/import-files/{told['id']}/report")
    assert (report.status, "The row has no name." in report.body.decode()) == (200, True)
    forget(boss, told)
    assert list(folder(served).iterdir()) == []
    assert boss.get(f"/api/v1/import-files/{told['id']}").error == "no_import_file"


def test_a_correction_of_a_column_is_remembered_for_the_next_file(served: Served, boss: Client) -> None:
    content = b"Wer;Kennung\nAda Lovelace;K-100\n"
    told = recognised(boss, content)
    assert columns_of(told) == {}
    boss.api(f"/import-files/{told['id']}/check", {"columns": {"full_name": "Wer", "code": "Kennung"}})
    told = wait_for(boss, told["id"], "checked")
    assert told["counts"]["added"] == 1
    forget(boss, run(boss, told))
    again = recognised(boss, content)
    assert columns_of(again) == {"full_name": "Wer", "code": "Kennung"}
    assert [column["is_remembered"] for column in again["found"]["columns"]] == [True, True]
    forget(boss, again)


def test_who_wins_and_who_is_missing_is_chosen_and_few_must_be_confirmed(served: Served, boss: Client) -> None:
    people = "".join(f"Person {n},m-{n}\n" for n in range(6))
    told = check(boss, recognised(boss, f"Name,ID\n{people}".encode()))
    forget(boss, run(boss, told))
    told = check(boss, recognised(boss, b"Name,ID\nPerson 0,m-0\n"), cancel_missing=True)
    assert (told["result"]["has_few"], told["counts"]["found"]) == (True, 1)
    refused = run(boss, told)
    assert (refused["state"], refused["error"]["code"]) == ("failed", "few_people")
    assert rows(served, "SELECT count(*) FROM batches WHERE published_seq IS NULL") == [(0,)]
    done = run(boss, check(boss, refused, cancel_missing=True), confirmed=True)
    assert done["state"] == "done"
    cancelled = rows(served, "SELECT count(*) FROM attendees WHERE source_id LIKE 'm-%' AND is_cancelled")
    assert cancelled == [(5,)]
    forget(boss, done)


def test_a_schedule_is_counted_and_imported(served: Served, boss: Client) -> None:
    told = recognised(boss, FRAB.encode(), "schedule.json")
    assert told["found"] == {"kind": "schedule", "rooms": 1, "sessions": 1, "problems": []}
    done = run(boss, told)
    assert (done["state"], done["counts"]["sessions"]) == ("done", 1)
    forget(boss, done)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"%PDF-1.7 ...", "list.csv", "This file is a PDF, whatever its name says."),
        (b"\xff\xd8\xff\xe0 photo", "list.xlsx", "This file is a JPEG image, whatever its name says."),
    ],
)
def test_what_is_no_list_is_told_by_its_own_name(
    served: Served, boss: Client, content: bytes, name: str, reason: str
) -> None:
    told = recognised(boss, content, name)
    assert (told["state"], told["error"]["message"]) == ("failed", f"{name}: {reason}")
    assert str(folder(served)) not in str(told)
    forget(boss, told)


def test_an_empty_or_nameless_file_is_refused_at_once(served: Served, boss: Client) -> None:
    assert (send(boss, b"").error, send(boss, b"x", "").error) == ("not_whole", "bad_input")
    assert not list(folder(served).glob("*"))


def test_of_four_files_one_that_is_over_makes_room_for_the_next(served: Served, boss: Client) -> None:
    photo = recognised(boss, b"\xff\xd8\xff\xe0 photo")
    lists = [recognised(boss, GERMAN.encode()) for _ in range(4)]
    assert boss.get(f"/api/v1/import-files/{photo['id']}").error == "no_import_file"
    assert send(boss, GERMAN.encode()).error == "too_many_files"
    for told in lists:
        forget(boss, told)
    assert list(folder(served).iterdir()) == []


def test_what_is_not_its_turn_is_refused(served: Served, boss: Client) -> None:
    told = recognised(boss, GERMAN.encode())
    assert boss.post(f"/api/v1/import-files/{told['id']}/run", {}).error == "not_checked"
    assert boss.get(f"/api/v1/import-files/{told['id']}/report").error == "not_checked"
    forget(boss, told)


def test_names_of_people_and_files_are_in_no_program_log(served: Served, boss: Client) -> None:
    told = recognised(boss, GERMAN.encode(), "Gästeliste geheim.csv")
    forget(boss, check(boss, told))
    said = served.server.said
    assert ("Žaneta" in said, "geheim" in said) == (False, False)


@pytest.mark.timeout(600)
def test_scans_go_on_during_an_import_and_a_cancelled_one_leaves_nothing(served: Served, boss: Client) -> None:
    people = "".join(f"Person {n},big-{n},p{n}@example.org\n" for n in range(ROWS))
    told = check(boss, recognised(boss, f"Name,ID,E-mail\n{people}".encode()))
    assert told["counts"]["added"] == ROWS
    boss.api(f"/import-files/{told['id']}/run", {})
    wait_until(lambda: boss.api(f"/import-files/{told['id']}")["counts"] is not None)
    forget(boss, told)
    staged = "SELECT count(*) FROM attendees WHERE source_id LIKE 'big-%'"
    wait_until(lambda: rows(served, staged) == [(0,)])

    told = check(boss, recognised(boss, f"Name,ID,E-mail\n{people}".encode()))
    kiosk, taken, is_over = served.station(), [], threading.Event()
    codes = [served.fresh().ticket.code for _ in range(60)]

    def scan_on() -> None:
        for code in codes:
            begun = time.monotonic()
            kiosk.api("/scans", served.scan(code, scan_id=str(uuid4())))
            taken.append(time.monotonic() - begun)
            if is_over.wait(0.1):
                return

    door = threading.Thread(target=scan_on)
    door.start()
    done = run(boss, told)
    is_over.set()
    door.join(PATIENCE_S)
    assert (done["state"], done["counts"]["added"], rows(served, staged)) == ("done", ROWS, [(ROWS,)])
    assert len(taken) > 3
    assert sorted(taken)[len(taken) // 2] < 3, taken  # on a busy machine
    forget(boss, done)


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline, f"not within {PATIENCE_S} s"
        time.sleep(0.05)


def test_the_children_end_with_their_work(served: Served, boss: Client) -> None:
    forget(boss, check(boss, recognised(boss, GERMAN.encode())))
    wait_until(lambda: not children(served.server.process.pid))


def children(pid: int) -> list[str]:
    """Command lines of the importing processes that a server has."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            words = (entry / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid and "turnout.importer" in words:
            found.append(words)
    return found


class Stalled(BytesIO):
    """An upload whose first piece comes, and then nothing."""

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece:
            gevent.sleep(PATIENCE_S)
        return piece


def test_uploads_that_stall_hold_up_no_other_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_files, "ABANDONED_AFTER_S", 0.2)
    event = make_event(tmp_path / "congress.db")
    house = create_app(event.file, system_clock, chance_of("uploads"), "", is_secure=False).house
    files = import_files.ImportFiles(house)
    stalled = [gevent.spawn(files.receive, "list.csv", Stalled(b"Name"), 100) for _ in range(import_files.MOST_FILES)]
    gevent.sleep(1)
    with pytest.raises(BadInput):  # not for being one too many, which is a conflict
        files.receive("empty.csv", BytesIO(), 0)
    gevent.killall(stalled)
    event.file.close()
