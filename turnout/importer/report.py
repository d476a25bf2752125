"""What an import tells of its steps: a line for each that somebody may want to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from turnout.services.comparing import Added, Changed, Missing, Step, Unchanged
from turnout.store.batches import Known

_YES_OR_NO = {"is_paid", "is_cancelled"}
_LISTS = {"valid_days", "gets"}


class Sort(StrEnum):
    """What a line is about."""

    ADDED = "added"
    CHANGED = "changed"
    KEPT = "kept"
    MISSING = "missing"
    COME = "come"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that an import does, or does not do. `line` is that of the file, 0 where there is none.

    Of a field that is `changed`, and of one corrected on site that is `kept`: what is on the list, and what the file
    says. Of a row that is `refused`: why, and what to do. `come` is somebody missing who has come.
    """

    sort: Sort
    line: int = 0
    name: str = ""
    source_id: str = ""
    field: str = ""
    on_list: str = ""
    in_file: str = ""
    reason: str = ""
    remedy: str = ""


def lines(step: Step) -> Iterator[Line]:
    """What is to be told of a step; nothing of somebody who is left alone."""
    match step:
        case Added():
            yield Line(Sort.ADDED, step.line, step.attendee.full_name, step.attendee.source_id)
        case Changed() | Unchanged():
            if isinstance(step, Changed):
                for name, value in step.changes.items():
                    yield _field(Sort.CHANGED, step.known, step.line, name, value)
                if step.code:
                    yield Line(Sort.CHANGED, step.line, *_who(step.known), "code", in_file=f"…{step.code[-4:]}")
            for name, value in step.kept.items():
                yield _field(Sort.KEPT, step.known, step.line, name, value)
        case Missing():
            yield Line(Sort.COME if step.known.has_come else Sort.MISSING, 0, *_who(step.known))
        case _:
            yield Line(Sort.REFUSED, step.line, source_id=step.source_id, reason=step.reason, remedy=step.remedy)


def _field(sort: Sort, known: Known, line: int, name: str, value: Any) -> Line:
    return Line(sort, line, *_who(known), name, _words(name, known.fields[name]), _words(name, value))


def _who(known: Known) -> tuple[str, str]:
    return known.fields["full_name"], known.fields["source_id"]


def _words(name: str, value: Any) -> str:
    if name in _YES_OR_NO:
        return "yes" if value else "no"
    return ", ".join(json.loads(value)) if name in _LISTS else str(value)
