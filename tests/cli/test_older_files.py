"""Commands that only read, with an event file of an older version: they read it, and leave it as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from brought import LIST
from click.testing import CliRunner
from factories import TIME_ZONE, make_older_file

from badges import layout
from turnout import cli
from turnout.store import database, settings

SETTINGS = {
    "name": "Harbour Congress",
    "time_zone": TIME_ZONE,
    "day_boundary": "04:00",
    "days": ["2025-05-01"],
    "accent": "#123456",
    "languages": ["lv"],
    "tag": "ABCD",
    "key": "00" * 32,
}


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Path]:
    """Last year's event, of a version that knew nothing of much that is read today."""
    path = tmp_path / "last.db"
    with closing(make_older_file(path, "m012_set_up_is_versioned")) as filled:
        rows = [(name, json.dumps(value)) for name, value in SETTINGS.items()]
        filled.executemany("INSERT INTO settings (name, value) VALUES (?, ?)", rows)
        filled.execute("INSERT INTO places (id, name, kind) VALUES ('venue', 'Harbour Congress', 'venue')")
        filled.execute("INSERT INTO categories (id, label, layout) VALUES ('guest', 'Guest', 'default')")
        filled.execute("INSERT INTO layouts VALUES ('default', ?, 1)", (layout.bundled("visitor-62x100"),))
        filled.execute("INSERT INTO attendees (id, batch, full_name) VALUES ('ada', 0, 'Ada Lovelace')")
        filled.execute("INSERT INTO tickets (code, id, kind, attendee_id) VALUES ('T-1', 't1', 'ticket', 'ada')")
    before = path.read_bytes()
    yield path
    assert path.read_bytes() == before


def said(*words: object) -> str:
    result = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def test_an_event_is_made_after_it(older: Path) -> None:
    made = older.with_name("next.db")
    said("new", made, "--like", older, "--name", "Next", "--dates", "2027-05-31", "--yes")
    with closing(database.open_reader(made)) as reader:
        config = settings.read(reader)
    assert (config.name, config.accent, config.languages) == ("Next", "#123456", ("lv",))


def test_it_is_checked(older: Path) -> None:
    assert "is sound" in said("check", older)


def test_a_badge_is_previewed_with_its_names(older: Path) -> None:
    assert "default is sound" in said("badges", "preview", "default", "--event", older)


def test_an_import_is_tried_on_it(older: Path) -> None:
    source = older.with_name("list.csv")
    source.write_text(LIST)
    assert "1 would be added, 1 changed" in said("import", "attendees", older, source, "--dry-run")
