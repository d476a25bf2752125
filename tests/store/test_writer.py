"""The one writer: groups, commands that fail, a full disk, a COMMIT that fails, and the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from factories import open_file
from writers import PATIENCE, HeldWriter, break_a_promise, state

from turnout.domain.errors import Conflict, StoreFull
from turnout.domain.facts import Stated
from turnout.store import database
from turnout.store.writer import MAX_GROUP, Command, Transaction


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "congress.db"


@pytest.fixture
def held(path: Path) -> Iterator[HeldWriter]:
    writer = HeldWriter(path)
    yield writer
    writer.close()


def fact_ids(path: Path) -> list[str]:
    """What is in the log, in its order, as another connection reads it."""
    reader = database.open_reader(path)
    rows = reader.execute("SELECT fact_id FROM log ORDER BY seq").fetchall()
    reader.close()
    return [row[0] for row in rows]


def refuse(tx: Transaction) -> None:
    """A command that states a fact and then thinks better of it."""
    state("never")(tx)
    raise Conflict("no", code="said_no")


def test_a_command_answers_with_its_facts_once_they_are_durable(path: Path) -> None:
    file = open_file(path)
    stated, facts = file.writer.write(state("one"))
    assert facts == [stated]
    assert (stated.seq, fact_ids(path)) == (1, ["one"])
    file.close()


def test_what_waits_is_one_group_with_one_commit(held: HeldWriter, path: Path) -> None:
    outcomes = held.write_together([state(f"fact-{n}") for n in range(50)])
    assert [stated.seq for stated, _ in outcomes] == list(range(1, 51))
    assert all(facts == [stated] for stated, facts in outcomes)
    assert (held.threads.groups, held.commits) == (1, 1)
    assert fact_ids(path) == [f"fact-{n}" for n in range(50)]


def test_a_group_is_bounded(held: HeldWriter, path: Path) -> None:
    held.write_together([state(f"fact-{n}") for n in range(MAX_GROUP + 1)])
    assert (held.threads.groups, held.commits) == (2, 2)
    assert len(fact_ids(path)) == MAX_GROUP + 1


def test_many_threads_write_in_one_strict_order(path: Path) -> None:
    file = open_file(path)

    def write_some(thread: int) -> list[Stated]:
        return [file.writer.write(state(f"{thread}-{n}"))[0] for n in range(25)]

    with ThreadPoolExecutor(8) as pool:
        answers = [stated for answer in pool.map(write_some, range(8)) for stated in answer]
    file.close()
    assert sorted(stated.seq for stated in answers) == list(range(1, 201))
    assert [stated.fact_id for stated in sorted(answers, key=lambda stated: stated.seq)] == fact_ids(path)


def test_a_command_that_raises_undoes_only_itself(held: HeldWriter, path: Path) -> None:
    before, problem, after = held.write_together([state("before"), refuse, state("after")])
    assert (before[0].fact_id, after[0].fact_id) == ("before", "after")
    assert (type(problem), problem.code) == (Conflict, "said_no")
    assert fact_ids(path) == ["before", "after"]
    assert held.commits == 1


def test_a_command_that_the_database_refuses_undoes_only_itself(held: HeldWriter, path: Path) -> None:
    _, problem, _ = held.write_together([state("one"), state("one"), state("two")])
    assert type(problem) is sqlite3.IntegrityError
    assert fact_ids(path) == ["one", "two"]
    assert held.commits == 1


def test_a_writer_goes_on_after_a_command_that_raised_alone(held: HeldWriter, path: Path) -> None:
    held.write_together([refuse])
    held.writer.write(state("one"))
    assert fact_ids(path) == ["one"]


def fill_with_one_row(tx: Transaction) -> None:
    """Writes more than the file may grow, in a way in which SQLite gives up the whole transaction."""
    state("too much")(tx)
    tx.execute("INSERT INTO notes VALUES ('note', '', '', hex(zeroblob(2000000)), '', '')")


def fill_with_many_rows(tx: Transaction) -> None:
    """Writes as much by a statement with a journal of its own: SQLite takes back that statement only."""
    state("too much")(tx)
    tx.execute(
        """
        WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 4000)
        INSERT INTO notes SELECT n, '', '', hex(zeroblob(500)), '', '' FROM number
        """
    )


def leave_room_for(connection: sqlite3.Connection, pages: int) -> None:
    """Let the file grow by this many pages and no more, as a disk does that is nearly full."""
    in_use = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={in_use + pages}")


@pytest.mark.parametrize(
    ("fill", "commits"),
    [
        (fill_with_one_row, 2),  # none of the group, which is lost; one for each command that fits
        (fill_with_many_rows, 1),
    ],
)
def test_a_full_disk_refuses_what_does_not_fit_and_nothing_else(
    held: HeldWriter, path: Path, fill: Command[None], commits: int
) -> None:
    leave_room_for(held.connection, 20)
    before, problem, after = held.write_together([state("before"), fill, state("after")])
    assert (before[0].fact_id, after[0].fact_id) == ("before", "after")
    assert type(problem) is StoreFull
    assert problem.remedy.startswith("Free some space")
    assert fact_ids(path) == ["before", "after"]
    assert held.commits == commits


def test_a_command_that_runs_twice_is_answered_with_one_fact(held: HeldWriter, path: Path) -> None:
    leave_room_for(held.connection, 20)
    before, _ = held.write_together([state("before"), fill_with_one_row])
    assert before[1] == [before[0]]
    assert fact_ids(path) == ["before"]


def test_reading_goes_on_while_the_disk_is_full_and_writing_once_it_is_not(held: HeldWriter, path: Path) -> None:
    held.write_together([state("one")])
    leave_room_for(held.connection, 20)
    with pytest.raises(StoreFull):
        held.writer.write(fill_with_one_row)
    assert fact_ids(path) == ["one"]
    held.connection.execute("PRAGMA max_page_count=1000000")
    held.writer.write(fill_with_one_row)
    assert fact_ids(path) == ["one", "too much"]
    assert database.find_damage(path) == []


def test_a_commit_that_fails_is_done_again_one_by_one(held: HeldWriter, path: Path) -> None:
    before, problem, after = held.write_together([state("before"), break_a_promise, state("after")])
    assert (before[0].seq, after[0].seq) == (1, 2)
    assert type(problem) is sqlite3.IntegrityError
    assert fact_ids(path) == ["before", "after"]
    assert held.commits == 1 + 3  # together, then each alone
    held.writer.write(state("later"))
    assert fact_ids(path) == ["before", "after", "later"]


def test_a_group_that_cannot_begin_is_told_so_and_the_next_is_written(held: HeldWriter, path: Path) -> None:
    held.connection.execute("PRAGMA busy_timeout=0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outcomes = held.write_together([state("one"), state("two")])
    assert [str(problem) for problem in outcomes] == ["database is locked"] * 2
    other.execute("ROLLBACK")
    other.close()
    held.writer.write(state("three"))
    assert fact_ids(path) == ["three"]


def test_closing_finishes_what_waits(path: Path) -> None:
    held = HeldWriter(path)
    with ThreadPoolExecutor(10) as pool:
        futures = [pool.submit(held.writer.write, state(f"fact-{n}")) for n in range(10)]
        for _ in futures:
            held.threads.wait_for_arrival()
        held.close()
        answered = {future.result(PATIENCE)[0].fact_id for future in futures}
    assert answered == {f"fact-{n}" for n in range(10)} == set(fact_ids(path))
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        held.connection.execute("SELECT 1")


def test_what_comes_in_with_the_closing_is_written_too(path: Path) -> None:
    held = HeldWriter(path)
    with ThreadPoolExecutor(2) as pool:
        closed = pool.submit(held.writer.close)
        held.threads.wait_for_arrival()
        late = pool.submit(held.writer.write, state("late"))
        held.threads.wait_for_arrival()
        held.threads.go()
        assert late.result(PATIENCE)[0].fact_id == "late"
        closed.result(PATIENCE)
    assert fact_ids(path) == ["late"]
