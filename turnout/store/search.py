"""Finding people: by the beginnings of any of their words, whole words first, one slip forgiven."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from turnout.domain.folding import words
from turnout.domain.model import Attendee
from turnout.domain.typos import is_forgiven, neighbours
from turnout.store.attendees import COLUMNS, PUBLISHED, from_row

FEW = 5
"""With fewer people found than this, what was typed may be a slip."""

LONG = 6
"""Letters from which a slip is forgiven in a word that is not typed to its end: a shorter one begins too many words."""

HEAD = 3
"""First letters within which every slip is tried: too many words begin with fewer to read them all."""

MAX_WORDS = 8
"""Words that are looked for; a pasted page finds nobody the sooner."""

_SELECT = f"""
    SELECT {COLUMNS}, coalesce(c.label, a.category) AS category_label, coalesce(p.place_id, '') AS place_id,
        coalesce(l.name, '') AS place_name, p.arrived_at
"""
_WHEREABOUTS = """
    LEFT JOIN categories c ON c.id = a.category
    LEFT JOIN presence p ON p.attendee_id = a.id
    LEFT JOIN places l ON l.id = p.place_id
"""
_BY_WORDS = f"""
    {_SELECT} FROM attendee_search s JOIN attendees a ON a.row = s.rowid {PUBLISHED} {_WHEREABOUTS}
    WHERE attendee_search MATCH ? LIMIT ?
"""
_BY_ID = f"{_SELECT} FROM attendees a {PUBLISHED} {_WHEREABOUTS} WHERE a.id = ?"
_SHARING = f"""
    {_SELECT} FROM attendees a {PUBLISHED} {_WHEREABOUTS}
    WHERE a.{{column}} = ? AND a.{{column}} <> '' ORDER BY a.search, a.id LIMIT ?
"""
_COUNT_SHARING = f"""
    SELECT count(*) FROM (
        SELECT 1 FROM attendees a {PUBLISHED} WHERE a.{{column}} = ? AND a.{{column}} <> '' LIMIT ?
    )
"""
_WORDS = "SELECT term FROM search_words WHERE term >= ? AND term < ?"
_LAST = "\U0010ffff"  # sorts behind every letter
_ANYBODY = "SELECT 1 FROM attendee_search WHERE attendee_search MATCH ? LIMIT 1"


class Shared(StrEnum):
    """A field by which people belong together."""

    ORDER = "order_code"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Found:
    """An attendee, and where they are: `place_id` is empty for one outside, `arrived_at` is text, or None."""

    attendee: Attendee
    category_label: str
    place_id: str
    place_name: str
    arrived_at: str | None


def find(connection: sqlite3.Connection, attendee_id: str) -> Found | None:
    """One attendee by their id."""
    row = connection.execute(_BY_ID, (attendee_id,)).fetchone()
    return None if row is None else _found(row)


def sharing(connection: sqlite3.Connection, shared: Shared, value: str, limit: int) -> list[Found]:
    """Attendees of one order or company, by name; an empty value is nobody's."""
    rows = connection.execute(_SHARING.format(column=shared), (value, limit))
    return [_found(row) for row in rows]


def count_sharing(connection: sqlite3.Connection, shared: Shared, value: str, limit: int) -> int:
    """How many there are of one order or company, counted to the limit."""
    n: int = connection.execute(_COUNT_SHARING.format(column=shared), (value, limit)).fetchone()[0]
    return n


def search(connection: sqlite3.Connection, text: str, limit: int = 20) -> list[Found]:
    """Attendees whose name, company, e-mail or order has a word that begins with each word typed.

    Whole words come first: else everybody called Nguyen stands before Ng. Where this finds fewer than FEW,
    those follow who have a word one slip away from one of those typed.
    """
    typed = words(text)[:MAX_WORDS]
    found: dict[str, Found] = {}
    _look(connection, _exact(typed), limit, found)
    if len(found) < FEW:
        _look(connection, _forgiving(connection, typed, _whole), limit, found)
    if not found:
        _look(connection, _forgiving(connection, typed, _beginning, LONG), limit, found)
    return list(found.values())[:limit]


def having(connection: sqlite3.Connection, text: str, limit: int = 20) -> list[Found]:
    """Attendees who have every word of a text, such as an address, whole and without a slip."""
    typed = words(text)[:MAX_WORDS]
    match = _all_of([_whole(word) for word in typed])
    return [_found(row) for row in connection.execute(_BY_WORDS, (match, limit))] if typed else []


def _look(connection: sqlite3.Connection, matches: Iterator[str], limit: int, found: dict[str, Found]) -> None:
    """Add to those found whoever matches, one query after another, until they are enough."""
    while len(found) < limit and (match := next(matches, "")):
        for row in connection.execute(_BY_WORDS, (match, limit)):
            found.setdefault(row["id"], _found(row))


def _exact(typed: list[str]) -> Iterator[str]:
    """FTS5 queries: every word whole; the last, which may still be typed, as a beginning; all as beginnings."""
    if typed:
        yield _all_of([_whole(word) for word in typed])
        if len(typed) > 1:
            yield _all_of([*(_whole(word) for word in typed[:-1]), _beginning(typed[-1])])
        yield _all_of([_beginning(word) for word in typed])


def _forgiving(
    connection: sqlite3.Connection, typed: list[str], form: Callable[[str], str], shortest: int = 0
) -> Iterator[str]:
    """FTS5 queries with a slip in one of the words, each in turn, in this form; the others as beginnings."""
    for at, word in enumerate(typed):
        if is_forgiven(word) and len(word) >= shortest:
            others = [_beginning(other) for other in typed[:at] + typed[at + 1 :]]
            reach = _reach(connection, word, others)
            if reach is not None:
                near = " OR ".join(form(other) for other in sorted(_near(connection, word, reach)))
                yield _all_of([f"({near})", *others])


def _near(connection: sqlite3.Connection, word: str, reach: int) -> set[str]:
    """The words one slip away that are worth a look in the index, each of which costs tens of microseconds.

    With a slip among the first letters, all there could be; behind them, beginnings of words that there are.
    """
    near = neighbours(word, min(reach, HEAD - 1))
    if reach >= HEAD:
        there = connection.execute(_WORDS, (word[:HEAD], word[:HEAD] + _LAST)).fetchall()
        near |= neighbours(word) & {known[:n] for (known,) in there for n in range(len(word) - 1, len(word) + 2)}
    return near


def _reach(connection: sqlite3.Connection, word: str, others: list[str]) -> int | None:
    """Letters of a word that somebody who has the others has a word begin with; None where nobody has the others.

    A slip stands no farther from the beginning: this leaves few words to try of one that nobody is called.
    """
    for reach in range(len(word), 0, -1):
        if _is_anybody(connection, [_beginning(word[:reach]), *others]):
            return reach
    return 0 if not others or _is_anybody(connection, others) else None


def _is_anybody(connection: sqlite3.Connection, terms: list[str]) -> bool:
    return connection.execute(_ANYBODY, (_all_of(terms),)).fetchone() is not None


def _all_of(terms: list[str]) -> str:
    return " AND ".join(terms)


def _whole(word: str) -> str:
    return f'"{word}"'


def _beginning(word: str) -> str:
    return f'"{word}"*'


def _found(row: sqlite3.Row) -> Found:
    return Found(from_row(row), row["category_label"], row["place_id"], row["place_name"], row["arrived_at"])
