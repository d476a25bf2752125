"""Comparing a file's rows with the list: what each row comes to, and who of the list is not in the file.

Identity is by source id, else by ticket code, never by name. What was corrected on site stays, unless the file is
to win; what happened on site (a payment, a substitution) stays either way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from turnout.domain import tickets
from turnout.domain.categories import spelling
from turnout.domain.model import Attendee, AttendeeRow, CodeKind, RowProblem, Ticket
from turnout.services.chance import Chance
from turnout.services.registration import new_code
from turnout.store.batches import Known, Staged

_TEXTS = ("full_name", "given_name", "company", "email", "category", "language", "pronouns", "order_code", "source_id")


@dataclass(frozen=True, slots=True)
class Added:
    """A row that is on no list yet, with the codes it gets: the ticket's, and the badge's."""

    attendee: Attendee
    tickets: tuple[Ticket, Ticket]
    line: int = 0
    is_identified: bool = True
    """Whether the file gives an id or a code, by which the next import will know them."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody on the list of whom the file says something new: columns of the register by name.

    `kept` is what the file says of fields that stay as they were corrected on site.
    """

    known: Known
    line: int
    changes: dict[str, Any]
    overrules: tuple[str, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    ticket_id: str = ""

    def staged(self) -> Staged:
        return Staged(self.known.id, self.known.version, self.changes, self.overrules, self.code, self.ticket_id)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Somebody on the list who is left alone. `kept` as of somebody who is changed."""

    known: Known
    line: int
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of an earlier list who is not in this file. Who has come is cancelled by no import."""

    known: Known

    def staged(self) -> Staged:
        return Staged(self.known.id, self.known.version, is_missing=True)


Step = Added | Changed | Unchanged | Missing | RowProblem


class Comparison:
    """Compares rows with the people on the list, and with the rows that came before."""

    def __init__(
        self,
        by_source: Mapping[str, Known],
        by_code: Mapping[str, Known],
        tag: str,
        chance: Chance,
        categories: Mapping[str, str] | None = None,
        *,
        file_wins: bool = False,
        says_who_paid: bool = True,
    ) -> None:
        """`categories` are ids by the spelling of what a file may say.

        With `file_wins` values corrected on site give way to the file's. A file without a column of payments does not
        `says_who_paid`: without this every list of names would let those in who have not paid.
        """
        self._categories = dict(categories or {})
        self._category = lru_cache(self._category_meant)
        self._by_source = by_source
        self._by_code = by_code
        self._seen: dict[tuple[str, str], int] = {}
        self._lines: dict[str, int] = {}
        self._has_identity = False
        self._tag = tag
        self._chance = chance
        self._file_wins = file_wins
        self._says_who_paid = says_who_paid

    def steps(self, rows: Iterable[AttendeeRow | RowProblem]) -> Iterator[Step]:
        """What each row comes to, in the file's order; then everybody who is missing from it."""
        for row in rows:
            if isinstance(row, RowProblem):
                self._is_in_file(self._owner(row.source_id, tickets.read(row.code).code), row.line)
                yield row
            else:
                yield self._step(row)
        if self._has_identity:  # a list of names alone says of nobody that they are not in it
            yield from self._missing()

    def _step(self, row: AttendeeRow) -> Step:
        if (category := self._category(row.category)) != row.category:
            row = replace(row, category=category)
        code = tickets.read(row.code).code if row.code else ""
        self._has_identity = self._has_identity or bool(row.source_id or code)
        known, by_code = self._owner(row.source_id, code), self._by_code.get(code)
        refusal = self._used_before(row, code, known)
        for person in (known, by_code):
            self._is_in_file(person, row.line)
        if refusal is None and by_code is not None and by_code is not known:
            refusal = (
                "This ticket code belongs to somebody else on the list.",
                "Correct the code, or revoke theirs.",
            )
        if refusal is not None:
            return RowProblem(row.line, *refusal, row.source_id, code)
        return self._added(row, code) if known is None else self._compared(row, code, known)

    def _category_meant(self, word: str) -> str:
        """The id of what a file calls a category; one that nobody has described is called as it was written first."""
        return self._categories.setdefault(spelling(word), word)

    def _owner(self, source_id: str, code: str) -> Known | None:
        """Whom an id or a code stands for. A code finds only who has no id, where the file gives one."""
        by_source = self._by_source.get(source_id) if source_id else None
        by_code = self._by_code.get(code) if code else None
        if by_source is not None or by_code is None:
            return by_source
        return by_code if not source_id or not by_code.fields["source_id"] else None

    def _used_before(self, row: AttendeeRow, code: str, known: Known | None) -> tuple[str, str] | None:
        for sort, value in (("source", row.source_id), ("code", code)):
            if value and (earlier := self._seen.setdefault((sort, value), row.line)) != row.line:
                return f"The same {sort} stands in line {earlier} too.", "Remove one of the two."
        if known is not None and known.id in self._lines:
            return f"This is the person of line {self._lines[known.id]}, by another code.", "Remove one of the two."
        return None

    def _is_in_file(self, known: Known | None, line: int) -> None:
        if known is not None:
            self._lines.setdefault(known.id, line)

    def _missing(self) -> Iterator[Missing]:
        for known in {known.id: known for known in (*self._by_source.values(), *self._by_code.values())}.values():
            if known.is_expected and known.id not in self._lines:
                yield Missing(known)

    def _added(self, row: AttendeeRow, code: str) -> Added:
        attendee = Attendee(
            id=self._chance.new_id(),
            full_name=row.full_name,
            given_name=row.given_name,
            company=row.company,
            email=row.email,
            category=row.category or "visitor",
            language=row.language,
            pronouns=row.pronouns,
            order_code=row.order_code,
            source_id=row.source_id,
            is_paid=row.is_paid,
            is_cancelled=row.is_cancelled,
            valid_days=row.valid_days,
            gets=row.gets,
        )
        ticket = new_code(CodeKind.TICKET, attendee.id, self._tag, self._chance, code)
        badge = new_code(CodeKind.BADGE, attendee.id, self._tag, self._chance)
        return Added(attendee, (ticket, badge), row.line, bool(row.source_id or code))

    def _compared(self, row: AttendeeRow, code: str, known: Known) -> Changed | Unchanged:
        differing = {name: value for name, value in self._said(row) if known.fields[name] != value}
        corrected = [name for name in differing if name in known.corrected]
        overrules = tuple(name for name in corrected if self._file_wins and _may_be_overruled(name, known))
        kept = {name: differing.pop(name) for name in corrected if name not in overrules}
        is_new_code = bool(code) and code not in self._by_code and known.has_code
        if not differing and not is_new_code:
            return Unchanged(known, row.line, kept)
        new = (code, self._chance.new_id()) if is_new_code else ()
        return Changed(known, row.line, differing, overrules, kept, *new)

    def _said(self, row: AttendeeRow) -> Iterator[tuple[str, Any]]:
        """What the file says of somebody, as the register writes it. An empty field says nothing."""
        for name in _TEXTS:
            if value := getattr(row, name):
                yield name, value
        if self._says_who_paid:
            yield "is_paid", int(row.is_paid)
        yield "is_cancelled", int(row.is_cancelled)
        if row.valid_days:
            yield "valid_days", json.dumps(row.valid_days)
        if row.gets:
            yield "gets", json.dumps(row.gets, ensure_ascii=False)


def _may_be_overruled(name: str, known: Known) -> bool:
    """Who paid at the desk has paid; who has no valid code gave their place to somebody else."""
    return name != "is_paid" and (name != "is_cancelled" or known.has_code)
