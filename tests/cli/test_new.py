"""`turnout new`: an event by questions on a terminal, by options, or after another event's file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from brought import FRAB
from click.testing import CliRunner, Result
from clients import Client
from factories import NOW, make_event, put_attendee, put_room, put_session, put_station, scan, seeded
from server import serving
from terminal import on_a_terminal

from turnout import cli
from turnout.cli import new
from turnout.domain.model import PRESETS, Attendee, PlaceKind, Policy, Role
from turnout.services import access
from turnout.store import (
    accounts,
    database,
    layouts,
    maintenance,
    pictures,
    places,
    printers,
    readiness,
    settings,
    stations,
)
from turnout.store.pictures import Picture, Size
from turnout.store.printers import Printer
from turnout.store.settings import EventSettings

TURNOUT = Path(sys.executable).with_name("turnout")
NEEDED = ("--name", "Winter Meeting", "--dates", "2099-01-31", "--yes")


def run(*words: object, says: str = "") -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words], input=says)


def made(*words: object, says: str = "") -> str:
    """What `turnout new` says that must succeed."""
    result = run("new", *words, says=says)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: object) -> str:
    result = run("new", *words)
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True), result.output
    return " ".join(result.output.split())


@contextmanager
def read(path: Path) -> Iterator[Reader]:
    reader = Reader(path)
    try:
        yield reader
    finally:
        reader.connection.close()


class Reader:
    """What an event file holds."""

    def __init__(self, path: Path) -> None:
        self.connection = database.open_reader(path)
        self.settings = settings.read(self.connection)
        self.venue, *self.rooms = places.places(self.connection)
        self.printers = printers.every(self.connection)

    def count(self, table: str) -> int:
        n: int = self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return n


# ---- by questions -----------------------------------------------------------------------------------------


QUESTIONS_AND_ANSWERS = (
    ("Name of the event: ", "Winter Meeting"),
    ("First day, or all days with commas between them", "31 January"),
    ("“31 January” is no date. Write it as year-month-day", None),
    ("First day", "2099-01-31"),
    ("How many days in a row [1]: ", "2"),
    ("Time zone [", "Rigga"),
    ("Did you mean Europe/Riga?", None),
    ("Time zone [", "Europe/Riga"),
    ("A day begins at [04:00]: ", ""),
    ("Languages [en, pl, lv]: ", "lv en"),
    ("Colour [#0a599b]: ", "blue"),
    ("“blue” is no colour.", None),
    ("Colour", "#336"),
    ("How many people the venue holds (Enter: not known): ", "1,200"),
    ("Entry rule [congress]: ", "day tickets"),
    ("Room (Enter: no more): ", "Great Hall: 200"),
    ("Room (Enter: no more): ", "great hall"),
    ("There are two rooms called “great hall”.", None),
    ("Room", "Library"),
    ("Room (Enter: no more): ", ""),
    ("winter-badges]: ", ""),
    ("Name of the coordinator [Coordinator]: ", "Mara"),
    ("Password: ", "short"),
    ("The same again: ", "short"),
    ("This password is too short.", None),
    ("Password: ", "long enough"),
    ("The same again: ", "long enough"),
)
"""Beginnings of what is asked, each with what is typed; None where it is only read."""


def test_somebody_answers_the_questions_and_serves_what_was_made(tmp_path: Path) -> None:
    path = tmp_path / "winter.db"
    with on_a_terminal([TURNOUT, "new", "winter.db"], tmp_path) as terminal:
        for shown, typed in QUESTIONS_AND_ANSWERS:
            if typed is None:
                terminal.wait_for(shown)
            else:
                terminal.answer(shown, typed)
        assert terminal.end() == 0
    assert "long enough" not in terminal.shown
    assert "winter.db: Winter Meeting, 2 days from 2099-01-31, Europe/Riga. It is a rehearsal" in terminal.shown
    with read(path) as event:
        assert replace(event.settings, tag="", key=b"") == EventSettings(
            name="Winter Meeting",
            time_zone="Europe/Riga",
            day_boundary=datetime(2099, 1, 31, 4, tzinfo=UTC).time(),
            days=("2099-01-31", "2099-02-01"),
            accent="#333366",
            languages=("lv", "en"),
            tag="",
            key=b"",
        )
        assert (event.venue.name, event.venue.capacity, event.venue.policy) == (
            "Winter Meeting",
            1200,
            PRESETS["day_tickets"],
        )
        rooms = [(room.name, room.kind, room.capacity, room.policy) for room in event.rooms]
        assert rooms == [
            ("Great Hall", PlaceKind.ROOM, 200, PRESETS["open"]),
            ("Library", PlaceKind.ROOM, None, PRESETS["open"]),
        ]
        folder = {"folder": str(tmp_path / "winter-badges")}
        assert event.printers == [Printer("folder", "Entrance printer", "folder", folder, "entrance")]
        assert settings.opened_at(event.connection) is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert maintenance.differing_projections(path) == []
    with serving(path) as server:
        client = Client(server.url)
        who = client.api("/sign-in", {"name": "Mara", "password": "long enough"})
        assert (who["account"]["role"], who["event"]["name"], who["event"]["opened"]) == (
            "coordinator",
            "Winter Meeting",
            False,
        )
        assert [room["name"] for room in client.api("/topics/rooms")["data"]["rooms"]] == ["Great Hall", "Library"]


def test_whoever_gives_up_half_way_has_no_file(tmp_path: Path) -> None:
    with on_a_terminal([TURNOUT, "new", "winter.db"], tmp_path) as terminal:
        terminal.answer("Name of the event: ", "Winter Meeting")
        terminal.answer("First day", "\x03")
        assert terminal.end() == 1
    assert list(tmp_path.iterdir()) == []


def test_what_an_option_gives_is_not_asked(tmp_path: Path) -> None:
    options = ("--dates", "2099-01-31,2099-02-03", "--time-zone", "europe/riga", "--rule", "open", "--room", "Library")
    said = made(tmp_path / "w.db", *options, "--printer", "none", says="Winter\n\n\n\n\n\nlong enough\nlong enough\n")
    assert "2 days from 2099-01-31" in said
    assert "days in a row" not in said
    with read(tmp_path / "w.db") as event:
        assert (event.settings.days, event.settings.time_zone) == (("2099-01-31", "2099-02-03"), "Europe/Riga")
        assert (event.venue.policy, [room.name for room in event.rooms]) == (PRESETS["open"], ["Library"])
        assert event.printers == []


def test_every_entry_rule_is_explained() -> None:
    assert list(new.RULES) == list(PRESETS)


# ---- without questions --------------------------------------------------------------------------------------


def test_nobody_is_asked_when_all_is_said(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("long enough\nand a second line\n")
    path = tmp_path / "w.db"
    said = made(path, *NEEDED, "--time-zone", "UTC", "--coordinator", "Mara", "--password-file", password)
    assert said == (
        f"{path}: Winter Meeting, 2099-01-31, UTC. It is a rehearsal until you open it.\n"
        f"Bring people: turnout import attendees {path} LIST.csv; turnout import schedule does rooms.\n"
        f"Then serve it: turnout serve {path}; sign in as Mara with your password.\n"
    )
    with serving(path) as server:
        assert (
            Client(server.url).api("/sign-in", {"name": "Mara", "password": "long enough"})["account"]["name"] == "Mara"
        )


def test_without_a_password_a_link_signs_in(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    assert "sign in as Coordinator by the link that it shows." in made(path, *NEEDED)
    assert "/sign-in#once=" in run("sign-in-link", path).output


def test_a_printer_by_its_address(tmp_path: Path) -> None:
    made(tmp_path / "w.db", *NEEDED, "--printer", "ipp://label-printer.local/ipp/print")
    with read(tmp_path / "w.db") as event:
        assert [(p.kind, p.options) for p in event.printers] == [
            ("ipp", {"uri": "ipp://label-printer.local/ipp/print"})
        ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--yes",), "Name of the event: this has no default. Add --name, or leave out --yes."),
        ((*NEEDED, "--days", "none"), "“none” is no number of days for an event."),
        ((*NEEDED, "--dates", "2099-01-31,2099-02-02", "--days", "2"), "Give one day with a number, or all days."),
        ((*NEEDED, "--time-zone", "Europe/Rigga"), "Did you mean Europe/Riga?"),
        ((*NEEDED, "--day-boundary", "noon"), "No day may begin at “noon”."),
        ((*NEEDED, "--languages", "english"), "“english” is no code of a language."),
        ((*NEEDED, "--accent", "blue"), "“blue” is no colour."),
        ((*NEEDED, "--capacity", "many"), "“many” is no number of people."),
        ((*NEEDED, "--rule", "closed"), "“closed” is no entry rule."),
        ((*NEEDED, "--room", "A", "--room", "a"), "There are two rooms called “a”."),
        ((*NEEDED, "--printer", "http://printer"), "“http://printer” is no address of a printer."),
        ((*NEEDED, "--printer", "ipp://"), "“ipp://” is no address of a printer."),
        ((*NEEDED, "--coordinator", " "), "The coordinator needs a name."),
        ((*NEEDED, "--coordinator", "x" * 61), "This name has 61 characters. Use at most 60."),
        ((*NEEDED, "--password-file", "nothing.txt"), "nothing.txt cannot be read as text."),
        ((*NEEDED, "--like", "nothing.db"), "There is no event file nothing.db"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_understood_is_said_and_nothing_is_made(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    assert said in refused(tmp_path / "w.db", *options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "short\n"], ids=["empty", "short"])
def test_a_file_without_a_good_password(tmp_path: Path, content: str) -> None:
    password = tmp_path / "password"
    password.write_text(content)
    assert "This password is too short." in refused(tmp_path / "w.db", *NEEDED, "--password-file", password)
    assert list(tmp_path.iterdir()) == [password]


def test_a_name_that_is_taken_is_told_before_the_first_question(tmp_path: Path) -> None:
    (tmp_path / "w.db").write_text("last year's")
    assert "exists already" in refused(tmp_path / "w.db")
    assert (tmp_path / "w.db").read_text() == "last year's"
    assert "Nothing can be written to" in refused(tmp_path / "nowhere" / "w.db")


@pytest.mark.parametrize(("kilobytes", "rooms"), [(4, 0), (280, 0), (800, 5000)], ids=["open", "made", "filled"])
def test_a_disk_without_room_for_it_is_told_and_holds_nothing_of_it(tmp_path: Path, kilobytes: int, rooms: int) -> None:
    limited = "import os, resource, sys; n = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)); " + (
        "os.execv(sys.argv[2], sys.argv[2:])"
    )
    words = [sys.executable, "-c", limited, str(kilobytes * 1024), str(TURNOUT), "new", "w.db", *NEEDED]
    words += [f"--room=Room {n:0100}" for n in range(rooms)]
    tried = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (tried.returncode, "Traceback" in tried.stderr) == (1, False), tried.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_machine_s_time_zone_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Warsaw")
    made(tmp_path / "w.db", *NEEDED)
    with read(tmp_path / "w.db") as event:
        assert event.settings.time_zone == "Europe/Warsaw"


def test_days_that_are_over_are_told(tmp_path: Path) -> None:
    assert "All of its days are over" in made(tmp_path / "w.db", "--name", "Past", "--dates", "2020-01-01", "--yes")


def test_a_schedule_finds_the_rooms_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "schedule.json").write_text(FRAB)
    made(tmp_path / "w.db", *NEEDED, "--room", "great hall: 150", "--room", "Library")
    for _ in range(2):
        assert run("import", "schedule", tmp_path / "w.db", tmp_path / "schedule.json").exit_code == 0
        with read(tmp_path / "w.db") as event:
            assert len(event.rooms) == 2
            assert {room.name: room.capacity for room in event.rooms} == {"great hall": 150, "Library": None}


# ---- after another event --------------------------------------------------------------------------------------


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    """An event that was set up with care, and took place."""
    path = tmp_path / "last.db"
    event = make_event(path, preset="day_tickets", has_printer=True)
    put_room(event, "hall", capacity=200, policy=Policy(categories=frozenset({"visitor"}), opens_at=NOW, closes_at=NOW))
    put_session(event, "opening", "hall", NOW)
    ada = put_attendee(event, Attendee("ada", "Ada Lovelace"))
    scan(event, ada.ticket.code, put_station(event), NOW, scan_id="s1")
    access.add_account(event, "Boss", Role.COORDINATOR, "long enough", NOW, seeded(1))
    event.write(lambda tx: _set_up_by_hand(tx.connection, path))
    event.file.close()
    return path


def _set_up_by_hand(connection: sqlite3.Connection, path: Path) -> None:
    settings.put(connection, "accent", "#123456")
    settings.put(connection, "day_boundary", "05:30")
    settings.put(connection, "languages", ["lv"])
    settings.put(connection, "walk_in", {"fields": [{"id": "company", "is_needed": True}], "consents": []})
    settings.put(connection, "refusal_steps", {"unpaid": {"en": "Pay at desk B."}})
    settings.put(connection, "purge_on", "2026-09-30")
    pictures.put(connection, pictures.LOGO, Picture(b"a picture", Size(64, 32)))
    readiness.put_checklist(connection, [("lights", "Lights on")])
    layouts.put_category(connection, "guest", "Guest", True, "crew")
    layouts.put(connection, "crew", "# our own")
    for name, folder in (("beside", path.with_name("last-badges")), ("elsewhere", "/srv/badges")):
        printers.put(connection, Printer(name, name, "folder", {"folder": str(folder)}, "entrance"))


def test_an_event_after_another_has_its_settings_and_nobody(last_year: Path, tmp_path: Path) -> None:
    path = tmp_path / "next.db"
    made(path, "--like", last_year, "--name", "Next Congress", "--dates", "2027-05-01", says="\n\nlong enough\n" * 2)
    with read(last_year) as last, read(path) as event:
        names = [field.name for field in fields(EventSettings)]
        differing = {name for name in names if getattr(last.settings, name) != getattr(event.settings, name)}
        assert differing == {"name", "days", "tag", "key"}
        assert event.settings.days == ("2027-05-01", "2027-05-02", "2027-05-03")
        assert event.venue == replace(last.venue, name="Next Congress")
        assert event.rooms == [
            replace(room, policy=replace(room.policy, opens_at=None, closes_at=None)) for room in last.rooms
        ]
        assert event.rooms[0].policy.categories == frozenset({"visitor"})
        for told in (readiness.checklist, layouts.every, layouts.described):
            assert told(event.connection) == told(last.connection)
        for name in ("walk_in", "refusal_steps"):
            assert settings.read_one(event.connection, name) == settings.read_one(last.connection, name)
        assert settings.read_one(event.connection, "purge_on") == settings.Setting(None, 0)
        assert pictures.find(event.connection, pictures.LOGO) == Picture(b"a picture", Size(64, 32))
        moved = {p.id: p.options["folder"] for p in event.printers}
        assert moved == {
            "folder": str(tmp_path / "badges"),
            "beside": str(tmp_path / "next-badges"),
            "elsewhere": "/srv/badges",
        }
        assert [stations.reports(event.connection), accounts.by_name(event.connection, "Boss")] == [[], None]
        counts = {t: event.count(t) for t in ("attendees", "tickets", "sessions", "notes", "stations", "presence")}
        assert counts == dict.fromkeys(counts, 0)
        kinds = [row[0] for row in event.connection.execute("SELECT kind FROM log ORDER BY seq")]
        assert kinds == ["event.created", "account.created"]


def test_an_option_wins_over_the_other_event(last_year: Path, tmp_path: Path) -> None:
    path = tmp_path / "next.db"
    options = ("--rule", "open", "--capacity", "90", "--room", "Annexe", "--printer", "none", "--time-zone", "UTC")
    made(path, "--like", last_year, *NEEDED, *options)
    with read(path) as event:
        assert (event.venue.policy, event.venue.capacity, event.settings.time_zone) == (PRESETS["open"], 90, "UTC")
        assert ([room.name for room in event.rooms], event.printers) == (["Hall", "Annexe"], [])


def test_the_other_event_is_left_as_it_was(last_year: Path, tmp_path: Path) -> None:
    before = last_year.read_bytes()
    made(tmp_path / "next.db", "--like", last_year, *NEEDED)
    assert last_year.read_bytes() == before


def test_a_ticket_of_the_other_event_is_known_as_such(last_year: Path, tmp_path: Path) -> None:
    made(tmp_path / "next.db", "--like", last_year, *NEEDED)
    with read(last_year) as last, read(tmp_path / "next.db") as event:
        assert (last.settings.tag == event.settings.tag, last.settings.key == event.settings.key) == (False, False)
