"""Registers of categories and of badge layouts: what a category is called, and what its badge looks like."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from turnout.store.attendees import PUBLISHED


@dataclass(frozen=True, slots=True)
class CategorySetUp:
    """A category as it was set up; `people` are those on the list who are of it."""

    id: str
    label: str
    is_passing: bool
    layout: str
    version: int
    people: int
    gets: tuple[str, ...] = ()


def put(connection: sqlite3.Connection, name: str, toml: str) -> int:
    """Put a layout, or a newer text of it; answers its version. The texts before stay."""
    row = connection.execute(
        """
        INSERT INTO layouts SELECT ?1, ?2, 1 + coalesce(max(version), 0) FROM layout_versions WHERE name = ?1
        ON CONFLICT (name) DO UPDATE SET toml = excluded.toml, version = excluded.version RETURNING version
        """,
        (name, toml),
    ).fetchone()
    version: int = row[0]
    connection.execute("INSERT INTO layout_versions VALUES (?, ?, ?)", (name, version, toml))
    return version


def remove(connection: sqlite3.Connection, name: str) -> None:
    """Take a layout away; what its texts were stays known."""
    connection.execute("DELETE FROM layouts WHERE name = ?", (name,))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A layout that a category's badges are made by; all of it empty where the event has none."""

    name: str = ""
    version: int = 0
    toml: str = ""


def chosen(connection: sqlite3.Connection, category: str) -> Chosen:
    """A category's own layout, else the one called `default`."""
    row = connection.execute(
        """
        SELECT l.name, l.version, l.toml FROM layouts l LEFT JOIN categories c ON c.id = ?
        WHERE l.name IN (c.layout, 'default') ORDER BY l.name = 'default' LIMIT 1
        """,
        (category,),
    ).fetchone()
    return Chosen() if row is None else Chosen(*row)


def put_category(
    connection: sqlite3.Connection,
    category: str,
    label: str,
    is_passing: bool,
    layout: str,
    gets: Sequence[str] = (),
) -> None:
    """Put a category, or what it is from now on. `gets` is what its people are given beside the badge."""
    connection.execute(
        """
        INSERT INTO categories (id, label, is_passing, layout, gets) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET label = excluded.label, is_passing = excluded.is_passing,
            layout = excluded.layout, gets = excluded.gets, version = version + 1
        """,
        (category, label, is_passing, layout, json.dumps(gets, ensure_ascii=False)),
    )


def find(connection: sqlite3.Connection, name: str) -> tuple[str, int] | None:
    """A layout's text and version."""
    row = connection.execute("SELECT toml, version FROM layouts WHERE name = ?", (name,)).fetchone()
    return None if row is None else (row[0], row[1])


def every(connection: sqlite3.Connection) -> dict[str, str]:
    """All layouts' texts by their names."""
    return {row[0]: row[1] for row in connection.execute("SELECT name, toml FROM layouts ORDER BY name")}


def described(connection: sqlite3.Connection) -> list[tuple[str, str, bool, str, tuple[str, ...]]]:
    """Every category as it was put: id, label, whether it is passing, its layout, what its people get."""
    rows = connection.execute("SELECT id, label, is_passing, layout, gets FROM categories ORDER BY id")
    return [(row[0], row[1], bool(row[2]), row[3], tuple(json.loads(row[4]))) for row in rows]


def categories(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every category's id and label."""
    return [(row[0], row[1]) for row in connection.execute("SELECT id, label FROM categories ORDER BY id")]


def set_up(connection: sqlite3.Connection) -> list[CategorySetUp]:
    """Every category with how many people are of it."""
    people = people_by_category(connection)
    rows = connection.execute("SELECT id, label, is_passing, layout, version, gets FROM categories ORDER BY id")
    return [
        CategorySetUp(row[0], row[1], bool(row[2]), row[3], row[4], people.get(row[0], 0), tuple(json.loads(row[5])))
        for row in rows
    ]


def find_category(connection: sqlite3.Connection, category: str) -> CategorySetUp | None:
    row = connection.execute(
        f"""
        SELECT id, label, is_passing, layout, version,
            (SELECT count(*) FROM attendees a {PUBLISHED} WHERE a.category = ?1), gets
        FROM categories WHERE id = ?1
        """,
        (category,),
    ).fetchone()
    if row is None:
        return None
    return CategorySetUp(row[0], row[1], bool(row[2]), row[3], row[4], row[5], tuple(json.loads(row[6])))


def people_by_category(connection: sqlite3.Connection) -> dict[str, int]:
    """How many people on the list are of each category, also of those that nobody has described."""
    rows = connection.execute(f"SELECT a.category, count(*) FROM attendees a {PUBLISHED} GROUP BY a.category")
    return {row[0]: row[1] for row in rows}


def undescribed(connection: sqlite3.Connection) -> dict[str, int]:
    """How many people on the list are of each category that nobody has described, the greatest first."""
    rows = connection.execute(
        f"""
        SELECT a.category, count(*) FROM attendees a {PUBLISHED}
        WHERE a.category NOT IN (SELECT id FROM categories) GROUP BY a.category ORDER BY count(*) DESC, a.category
        """
    )
    return {row[0]: row[1] for row in rows}


def remove_category(connection: sqlite3.Connection, category: str) -> None:
    connection.execute("DELETE FROM categories WHERE id = ?", (category,))


def category_label(connection: sqlite3.Connection, category: str) -> str:
    """What a badge calls a category; the id itself for one that nobody has described."""
    row = connection.execute("SELECT label FROM categories WHERE id = ?", (category,)).fetchone()
    return category if row is None else row[0]
