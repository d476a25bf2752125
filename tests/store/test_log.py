"""The log: append-only by the database itself, and read back as it was stated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from factories import NOW, open_file
from writers import state

from turnout.domain.facts import ClockQuality, EventCreated, RoomSignedOff, ScanRefused, StationPaired
from turnout.store import log
from turnout.store.event_file import EventFile
from turnout.store.log import Origin
from turnout.store.writer import Transaction


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EventFile]:
    file = open_file(tmp_path / "congress.db")
    yield file
    file.close()


@pytest.fixture
def anybody(file: EventFile) -> Iterator[sqlite3.Connection]:
    """A plain connection to a file with three facts, as any program may open one."""
    for number in (1, 2, 3):
        file.writer.write(state(f"fact-{number}"))
    connection = sqlite3.connect(file.path, isolation_level=None)
    yield connection
    connection.close()


_VALUES = "'event.created', 1, 'event', '', 0, '', '', '', 'server', '', '{}'"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET actor = 'somebody else' WHERE seq = 2",
        "UPDATE log SET seq = 9 WHERE seq = 2",
        "UPDATE OR REPLACE log SET fact_id = 'fact-1' WHERE seq = 2",
        "DELETE FROM log WHERE seq = 2",
        "DELETE FROM log",
        f"INSERT OR REPLACE INTO log VALUES (2, 'another', {_VALUES})",
        f"INSERT OR REPLACE INTO log VALUES (NULL, 'fact-2', {_VALUES})",
        f"REPLACE INTO log VALUES (2, 'fact-2', {_VALUES})",
        f"INSERT INTO log VALUES (NULL, 'fact-2', {_VALUES})",
        f"INSERT OR IGNORE INTO log VALUES (2, 'another', {_VALUES})",
        f"INSERT INTO log VALUES (2, 'another', {_VALUES}) ON CONFLICT (seq) DO UPDATE SET actor = 'somebody else'",
    ],
)
def test_history_is_not_rewritten(anybody: sqlite3.Connection, statement: str) -> None:
    before = anybody.execute("SELECT * FROM log").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="the log is append-only"):
        anybody.execute(statement)
    assert anybody.execute("SELECT * FROM log").fetchall() == before


def test_history_goes_on(anybody: sqlite3.Connection) -> None:
    anybody.execute(f"INSERT INTO log VALUES (NULL, 'fact-4', {_VALUES})")
    assert [row[0] for row in anybody.execute("SELECT fact_id FROM log ORDER BY seq")] == [
        "fact-1",
        "fact-2",
        "fact-3",
        "fact-4",
    ]


def test_only_json_enters_the_log(anybody: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="json_valid"):
        anybody.execute(f"INSERT INTO log VALUES (NULL, 'fact-4', {_VALUES[:-4]}'no json')")


def test_a_fact_is_found_as_it_was_stated(file: EventFile) -> None:
    fact = ScanRefused("venue", "in", "unknown_ticket", "f00d", length=11, shape="A5:A5")
    late = NOW - timedelta(minutes=3, milliseconds=7)
    origin = Origin(NOW, late, "gate", "gate", 17, ClockQuality.CORRECTED)
    stated, _ = file.writer.write(lambda tx: log.append(tx, fact, origin, "scan-1", cause="scan-0"))
    assert log.find(file.reader, "scan-1") == stated
    assert (stated.seq, stated.fact, stated.occurred_at, stated.recorded_at) == (1, fact, late, NOW)


def test_a_fact_that_never_was_is_not_found(file: EventFile) -> None:
    assert log.find(file.reader, "scan-1") is None
    assert log.last_seq(file.reader) == 0


def test_facts_are_read_in_order_from_a_position_on_and_by_subject(file: EventFile) -> None:
    def state_all(tx: Transaction) -> None:
        facts = (EventCreated(), RoomSignedOff("aula", "s1"), StationPaired("gate"), RoomSignedOff("aula", "s2"))
        for number, fact in enumerate(facts, start=1):
            log.append(tx, fact, Origin.at(NOW), f"fact-{number}")

    file.writer.write(state_all)
    assert [stated.fact_id for stated in log.read(file.reader)] == ["fact-1", "fact-2", "fact-3", "fact-4"]
    assert [stated.fact_id for stated in log.read(file.reader, after=2)] == ["fact-3", "fact-4"]
    assert [stated.fact_id for stated in log.read(file.reader, subject="aula")] == ["fact-2", "fact-4"]
    assert [stated.fact_id for stated in log.read(file.reader, after=2, subject="aula")] == ["fact-4"]
    assert log.last_seq(file.reader) == 4


def test_a_snapshot_sees_one_moment_with_its_position(file: EventFile) -> None:
    file.writer.write(state("fact-1"))
    with file.snapshot() as (reader, seq):
        file.writer.write(state("fact-2"))
        assert (seq, log.last_seq(reader)) == (1, 1)
    assert log.last_seq(file.reader) == 2
